using System.Globalization;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.Learning.Evaluation;
using Townlet.Learning.Policies;
using Townlet.Runs;
using Townlet.Runs.Checkpoints;

namespace Townlet.Experiments.Workers;

/// <summary>The run folder of a trial, which is an ordinary one: <c>train</c>, <c>eval</c>, <c>serve</c> and <c>runs</c> know it.</summary>
internal sealed class TrialFolder
{
    private readonly RunFolder _folder;
    private readonly Trial _trial;

    private TrialFolder(RunFolder folder, Trial trial, int episodes)
    {
        _folder = folder;
        _trial = trial;
        Episodes = episodes;
    }

    public string Path => _folder.Path;

    /// <summary>Lives to finish.</summary>
    public int Episodes { get; }

    /// <summary>Another process trains there, perhaps one that is just ending.</summary>
    public bool IsTaken => RunLock.IsTaken(_folder);

    /// <summary>All lives are lived.</summary>
    public bool IsFinished => RunManifest.Read(_folder) is { Status: RunStatus.Finished } manifest && manifest.EpisodesCompleted >= Episodes;

    /// <summary>Opens the run of the trial, or makes one that has not begun.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="episodes">Lives to finish.</param>
    /// <param name="now">Time of a run that is made.</param>
    /// <param name="versions">Of a run that is made.</param>
    /// <exception cref="RunFolderException">The folder cannot be made or read, or holds another run.</exception>
    public static TrialFolder Open(string path, Trial trial, int episodes, DateTimeOffset now, RunVersions versions)
    {
        var pack = trial.Arm.Pack;
        if (RunFolder.Exists(path))
        {
            var known = RunFolder.Open(path);
            return RunManifest.Read(known) is { } manifest && (manifest.PackHash != pack.Hash || manifest.Seed != trial.Seed)
                ? throw new RunFolderException($"{path} holds another run than this trial's. Move it away, or choose another name for the experiment.")
                : new TrialFolder(known, trial, episodes);
        }

        var folder = RunFolder.CreateAt(path, pack);
        // It names the pack, whose copy lies in a folder "config".
        new RunManifest
        {
            Seed = trial.Seed,
            EpisodesWanted = episodes,
            EpisodesCompleted = 0,
            PackName = pack.Name,
            PackHash = pack.Hash,
            Versions = versions,
            Options = new Dictionary<string, string>(),
            Status = RunStatus.Stopped,
            StartedAt = now,
            UpdatedAt = now,
        }.Write(folder);
        return new TrialFolder(folder, trial, episodes);
    }

    /// <summary>Measures the last policy of the finished run: greedily, in fresh lives at full difficulty.</summary>
    /// <exception cref="RunFolderException">There is no policy of the last life, or it cannot be used.</exception>
    public TrialResult Measure(int lives, ulong seed)
    {
        if (CheckpointStore.NewestPolicyOf(_folder) is not { } newest || newest.Episode < Episodes)
        {
            throw new RunFolderException(string.Create(CultureInfo.InvariantCulture, $"The run in {Path} has no policy of its last life, {Episodes}."));
        }

        try
        {
            using var stream = File.OpenRead(newest.Path);
            using var policy = Policy.Load(stream, _trial.Arm.Pack);
            var town = _trial.Arm.Pack.Town;
            var lived = SurvivalTrial.Run(town, new PolicyPlayer(policy, lives), lives, depletionMultiplier: 1f, seed);
            return new TrialResult(newest.Episode, SurvivalFigures.Of(lived).Mean / town.MaxSteps, lives);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or Learning.Checkpoints.CheckpointFormatException or Learning.Checkpoints.CheckpointMismatchException)
        {
            throw new RunFolderException($"The last policy of the run in {Path} cannot be used: {fault.Message}", fault);
        }
    }
}
