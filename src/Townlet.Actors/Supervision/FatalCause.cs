using Townlet.Learning;

namespace Townlet.Actors;

/// <summary>Failures that starting again cannot mend.</summary>
internal static class FatalCause
{
    /// <returns>Null where starting again may help; else a sentence for the user.</returns>
    public static string? Explain(Exception cause) => cause switch
    {
        OutOfMemoryException => "The machine is out of memory. Use a smaller replay_buffer_capacity or fewer agents.",
        DllNotFoundException or BadImageFormatException or TypeInitializationException =>
            $"The native part of TorchSharp could not be loaded: {(cause.InnerException ?? cause).Message}",
        CheckpointMismatchException => $"The checkpoint does not fit: {cause.Message}",
        NotSupportedException => cause.Message,
        // Training is exact: from the same checkpoint it would come to the same end.
        TrainingDivergedException => cause.Message,
        _ => null,
    };
}
