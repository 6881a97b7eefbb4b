namespace Townlet.Host;

/// <summary>The program's exit codes.</summary>
public static class ExitCode
{
    public const int Success = 0;

    /// <summary>The run could not continue, or a command could not write its output.</summary>
    public const int RunFailed = 1;

    /// <summary>The pack, or an option, is missing or wrong; nothing was started.</summary>
    public const int BadInput = 2;

    /// <summary>A port is taken and --fixed-ports was given; nothing is left running.</summary>
    public const int PortTaken = 3;

    /// <summary>A second Ctrl+C.</summary>
    public const int Interrupted = 130;
}
