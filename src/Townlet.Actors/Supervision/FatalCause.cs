using Townlet.Learning.Checkpoints;
using Townlet.Learning.Training;
using Townlet.Runs.Checkpoints;

namespace Townlet.Actors.Supervision;

/// <summary>Failures that a restart cannot mend.</summary>
internal static class FatalCause
{
    /// <returns>Null where a restart may help; else a sentence for the user.</returns>
    public static string? Explain(Exception failure)
    {
        var cause = RootCause.Of(failure);
        return cause switch
        {
            OutOfMemoryException => "The machine is out of memory. Use a smaller replay_buffer_capacity or fewer agents.",
            DllNotFoundException or BadImageFormatException or EntryPointNotFoundException =>
                $"{Library(cause.Message)} could not be loaded: {RootCause.Sentence(cause)}",
            NoCheckpointFitsException => cause.Message,
            CheckpointMismatchException => $"The checkpoint does not fit: {cause.Message}",
            NotSupportedException => cause.Message,
            // Training is exact: from the same checkpoint it would come to the same end.
            TrainingDivergedException => cause.Message,
            // The runtime does not try a second time to initialise a type.
            _ when IsOfTypeInitialisation(failure) => RootCause.Sentence(cause),
            _ => null,
        };
    }

    private static bool IsOfTypeInitialisation(Exception? failure) =>
        failure is not null && (failure is TypeInitializationException || IsOfTypeInitialisation(failure.InnerException));

    /// <summary>What the native library belongs to, as far as the loader's message tells.</summary>
    private static string Library(string message) =>
        message.Contains("sqlite", StringComparison.OrdinalIgnoreCase) ? "The native library of SQLite"
        : message.Contains("torch", StringComparison.OrdinalIgnoreCase) || message.Contains("c10", StringComparison.Ordinal) ? "The native library of TorchSharp"
        : "A native library";
}
