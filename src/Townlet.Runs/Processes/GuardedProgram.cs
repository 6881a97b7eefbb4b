using System.Collections.Immutable;

namespace Townlet.Runs.Processes;

/// <summary>What a <see cref="GuardedProcess"/> runs.</summary>
/// <param name="File">Name of the program, on PATH, or its path.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Grace">Between SIGTERM and SIGKILL once the pipe to this process is closed, in whole seconds.</param>
public sealed record GuardedProgram(string File, ImmutableArray<string> Arguments, TimeSpan Grace)
{
    /// <summary>Null: that of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables that differ from those of this process; null removes one.</summary>
    public ImmutableDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;
}
