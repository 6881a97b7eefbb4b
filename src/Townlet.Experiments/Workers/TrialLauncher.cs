using System.Collections.Immutable;
using System.Globalization;
using Townlet.Runs.Processes;

namespace Townlet.Experiments.Workers;

/// <summary>Runs each trial as a guarded process: it never outlives its worker, and one that crashes or is killed for its memory takes no other with it.</summary>
public sealed class TrialLauncher(TrialProgram program) : ITrialLauncher
{
    /// <summary>Between SIGTERM and SIGKILL where this process is gone: a trial saves what it has within it.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(10);

    public ITrialRun Start(string folder, ulong seed, int episodes, Action<string> output, Action<string> errors)
    {
        ImmutableArray<string> arguments =
        [
            .. program.Arguments,
            "train", "--checkpoint-dir", folder, "--log-format", "json",
            "--seed", seed.ToString(CultureInfo.InvariantCulture), "--episodes", episodes.ToString(CultureInfo.InvariantCulture), .. program.Options,
        ];
        return new TrialRun(GuardedProcess.Start(new GuardedProgram(program.File, arguments, _grace) { Environment = WithoutOptions() }, output, errors));
    }

    /// <summary>The options in the environment are those of the experiment; a trial has its own.</summary>
    private static ImmutableDictionary<string, string?> WithoutOptions() =>
        Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("TOWNLET_", StringComparison.Ordinal))
            .ToImmutableDictionary(name => name, _ => (string?)null);

    private sealed class TrialRun(GuardedProcess process) : ITrialRun
    {
        public Task<int?> Exited => process.ExitCode;

        public void AskToStop() => process.AskToStop();

        public void Dispose() => process.Dispose();
    }
}
