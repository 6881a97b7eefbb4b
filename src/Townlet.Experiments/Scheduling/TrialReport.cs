namespace Townlet.Experiments.Scheduling;

/// <summary>What a worker tells of a trial that it runs. Each may be sent several times, and arrive late.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Epoch">Of the grant by which it runs, or ran.</param>
internal abstract record TrialReport(int Trial, int Epoch)
{
    /// <summary>A checkpoint is safe.</summary>
    /// <param name="Trial">Number of the trial.</param>
    /// <param name="Epoch">Of the grant.</param>
    /// <param name="Episode">After which life it was taken.</param>
    /// <param name="Key">Where it lies.</param>
    /// <param name="Sha256">Of the file, lower-case hex.</param>
    /// <param name="Size">Of the file, in bytes.</param>
    /// <param name="Content">Hash of its tensors alone: runs are exact, so two checkpoints of a trial at the same episode have the same, whoever made them.</param>
    public sealed record Committed(int Trial, int Epoch, int Episode, string Key, string Sha256, long Size, string Content) : TrialReport(Trial, Epoch);

    /// <summary>It came to its end.</summary>
    public sealed record Finished(int Trial, int Epoch, TrialResult Result) : TrialReport(Trial, Epoch);

    /// <summary>Its process failed.</summary>
    public sealed record Failed(int Trial, int Epoch, string Cause) : TrialReport(Trial, Epoch);

    /// <summary>The worker has stopped it in order and gives it back.</summary>
    public sealed record Released(int Trial, int Epoch) : TrialReport(Trial, Epoch);
}
