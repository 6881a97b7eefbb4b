using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Townlet.Actors.Announcements;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Actors.Training;
using Townlet.Actors.Wire;
using Townlet.Configuration;
using Townlet.Learning.Training;
using Townlet.Runs;
using Townlet.Runs.Metrics;
using Townlet.Runs.TensorBoard;

namespace Townlet.Actors.Recording;

/// <summary>
/// Writes finished episodes and stage transitions to the run's database and TensorBoard's event files, in batches. What cannot be written is kept
/// and tried again; no failure of theirs leaves this class, so that records never take checkpoints or the run with them. For one thread at a time.
/// </summary>
internal sealed class RunRecords : IDisposable
{
    /// <summary>Key of system_state for where the places stood before and after the test of generalisation.</summary>
    private const string TestKey = "generalization_test";

    private readonly EventLog _log;
    private readonly Pack _pack;
    private readonly RunFolder _folder;
    private readonly TimeProvider _time;
    private readonly RecorderSettings _settings;
    private readonly CancellationToken _revoked;
    private readonly Action<AnnouncementSeverity, string> _say;
    private readonly ImmutableArray<string> _places;
    private readonly List<EpisodeRow> _episodes = [];
    private readonly List<EpisodeEvents> _curves = [];
    private readonly List<StageTransitionRow> _transitions = [];
    private MetricsDatabase? _database;
    private Trainer.GeneralizationTested? _test;
    private int? _truncateAfter;
    private long _newest;
    private ImmutableArray<(string Key, string Value)> _facts;
    private string? _curvesFault;
    private int _curvesLost;
    private string? _rowsFault;
    private bool _comparesRecords = true;

    /// <param name="options">The run.</param>
    /// <param name="settings">Batches, and how much is kept.</param>
    /// <param name="time">Dates the rows.</param>
    /// <param name="say">Tells the user.</param>
    /// <param name="revoked">Once it is cancelled, another writer has taken this one's place, and this one writes no more.</param>
    public RunRecords(TownletOptions options, RecorderSettings settings, TimeProvider time, Action<AnnouncementSeverity, string> say, CancellationToken revoked)
    {
        _log = new EventLog(options.Folder.TensorBoard) { Writer = revoked };
        _pack = options.Pack;
        _folder = options.Folder;
        _facts = [("pack", _pack.Name), ("pack_hash", _pack.Hash), ("seed", options.Seed.ToString(CultureInfo.InvariantCulture)), ("agents", _pack.Population.AgentCount.ToString(CultureInfo.InvariantCulture))];
        _time = time;
        _settings = settings;
        _revoked = revoked;
        _say = say;
        _places = [.. options.Pack.Town.Places.Select(place => place.Name)];
    }

    /// <summary>All records up to this one are in the database.</summary>
    public long Written { get; private set; }

    /// <summary>Why rows cannot be written at the moment: a sentence; null where they can.</summary>
    public string? Fault => _rowsFault;

    /// <summary>Rows and curves that wait to be written.</summary>
    public int Waiting => Math.Max(_episodes.Count + _transitions.Count, _curves.Count);

    /// <summary>Opened when it is first needed, and tried again where that fails.</summary>
    /// <exception cref="MetricsDatabaseException">It cannot be opened.</exception>
    public MetricsDatabase Database => _database ??= new MetricsDatabase(_folder.MetricsDatabase) { Writer = _revoked };

    public void Dispose() => _database?.Dispose();

    public void Take(RunRecorder.Record record)
    {
        _newest = record.Number;
        Take(record.Happened);
    }

    private void Take(Trainer.IRecorded happened)
    {
        switch (happened)
        {
            case Trainer.Started started:
                TruncateAfter(started.ResumedFrom ?? 0);
                break;
            case Trainer.EpisodeCompleted completed:
                AddCurves(completed);
                Add(_episodes, Row(completed.Outcome, completed.Detail));
                break;
            case Trainer.StageChanged changed:
                Add(_transitions, new StageTransitionRow(changed.Transition, _time.GetUtcNow()));
                break;
            case Trainer.GeneralizationTested test:
                _test = test;
                break;
        }
    }

    private void AddCurves(Trainer.EpisodeCompleted completed)
    {
        if (_curves.Count >= _settings.MostKept)
        {
            _curvesLost++;
            return;
        }

        // Copies of the network are too large to pile up while nothing can be written.
        _curves.Add(EpisodeCurves.Of(completed.Outcome, completed.Detail, _curvesFault is not null ? [] : completed.Layers, _places));
    }

    private void Add<TRow>(List<TRow> waiting, TRow row)
    {
        waiting.Add(row);
        if (waiting.Count == _settings.BatchSize)
        {
            Flush();
        }
    }

    /// <summary>Training lives the episodes after its checkpoint again, so their rows must go.</summary>
    private void TruncateAfter(int episode)
    {
        _episodes.RemoveAll(row => row.Outcome.Episode > episode);
        _curves.RemoveAll(events => events.Episode > episode);
        Attempt(() => _log.TruncateAfter(episode), ref _curvesFault, AreDrawnAgain);
        _transitions.RemoveAll(row => row.Transition.Episode > episode);
        _test = _test?.Shuffle.Episode > episode ? null : _test;
        _truncateAfter = Math.Min(episode, _truncateAfter ?? episode);
        Flush();
    }

    /// <summary>What cannot be written stays and is tried again with what follows. Curves that cannot be drawn keep no row from being written.</summary>
    public void Flush()
    {
        Attempt(WriteCurves, ref _curvesFault, AreDrawnAgain);
        Attempt(WriteRows, ref _rowsFault, () => "Records are written again.");
    }

    private void WriteCurves()
    {
        _log.Append(_curves, EpisodeCurves.PackTexts(_pack));
        _curves.Clear();
    }

    private string AreDrawnAgain()
    {
        var lost = _curvesLost;
        _curvesLost = 0;
        return lost == 0
            ? "Curves are drawn again; none has a gap."
            : string.Create(CultureInfo.InvariantCulture, $"Curves are drawn again, without {lost} episodes for which there was no room meanwhile.");
    }

    private void WriteRows()
    {
        if (_truncateAfter is { } episode)
        {
            var removed = Database.TruncateAfter(episode);
            _truncateAfter = null;
            TellWhatIsLacking(episode, removed);
        }

        foreach (var (key, value) in _facts)
        {
            Database.SetState(key, value);
        }

        _facts = [];
        Database.Append(_episodes, _transitions);
        _episodes.Clear();
        _transitions.Clear();
        if (_test is not null)
        {
            Database.SetState(TestKey, JsonSerializer.Serialize(new ShuffledPlaces(_test), WireJson.Default.ShuffledPlaces));
            _test = null;
        }

        Written = _newest;
    }

    /// <summary>Records that are removed, and records that should be there and are not: the run resumes all the same, and never without a word.</summary>
    private void TellWhatIsLacking(int episode, int removed)
    {
        if (removed > 0)
        {
            _say(AnnouncementSeverity.Information, string.Create(
                CultureInfo.InvariantCulture,
                $"{(removed == 1 ? "1 episode that was" : $"{removed} episodes that were")} recorded after episode {episode} {(removed == 1 ? "is" : "are")} lived again: {(removed == 1 ? "its record was" : "their records were")} removed."));
        }

        if (!_comparesRecords)
        {
            return;
        }

        _comparesRecords = false;
        var held = Database.CountEpisodes() + removed;
        var lived = held == 0 ? Math.Max(episode, EpisodesInRunJson()) : episode;
        if (held < lived)
        {
            _say(AnnouncementSeverity.Warning, string.Create(
                CultureInfo.InvariantCulture,
                $"{_folder.MetricsDatabase} holds {(held == 0 ? "none" : $"only {held}")} of the {lived} episodes that were lived so far: it was emptied, replaced or not written. Those records are lost; the run continues and records what follows."));
        }
    }

    private int EpisodesInRunJson()
    {
        try
        {
            return RunManifest.Read(_folder)?.EpisodesCompleted ?? 0;
        }
        catch (RunFolderException)
        {
            // Said when the run was opened.
            return 0;
        }
    }

    private void Attempt(Action write, ref string? fault, Func<string> recovered)
    {
        if (_revoked.IsCancellationRequested)
        {
            return;
        }

        try
        {
            write();
            if (fault is not null)
            {
                fault = null;
                _say(AnnouncementSeverity.Information, recovered());
            }
        }
        catch (OperationCanceledException) when (_revoked.IsCancellationRequested)
        {
            // The next writer gets what was to be written.
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            var isNew = fault is null;
            fault = failure is MetricsDatabaseException or EventLogException ? failure.Message : FatalCause.Explain(failure) ?? RootCause.Sentence(failure);
            if (isNew)
            {
                _say(AnnouncementSeverity.Warning, $"{fault} Training continues; what could not be written is kept and tried again.");
            }
        }
    }

    private EpisodeRow Row(EpisodeOutcome outcome, EpisodeDetail? detail) => new(outcome, _time.GetUtcNow())
    {
        AffordanceVisits = [.. (detail?.PlaceTransitions ?? []).Select(visit => new AffordanceVisitRow(visit.From < 0 ? null : _places[visit.From], _places[visit.To], visit.Count))],
        Positions = detail?.CellVisits ?? [],
    };
}
