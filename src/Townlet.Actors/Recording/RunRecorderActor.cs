using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Akka.Actor;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Actors.Training;
using Townlet.Actors.Viewers;
using Townlet.Configuration;
using Townlet.Learning.Training;
using Townlet.Runs;
using Townlet.Runs.Metrics;
using Townlet.Runs.TensorBoard;

namespace Townlet.Actors.Recording;

/// <summary>Writes finished episodes and stage transitions to the run's database and TensorBoard's event files, in batches and on a thread of its own, off the training path.</summary>
public sealed class RunRecorderActor : SupervisedActor, IWithTimers
{
    /// <summary>Key of system_state for where the places stood before and after the test of generalisation.</summary>
    private const string TestKey = "generalization_test";

    private readonly MetricsDatabase _database;
    private readonly EventLog _log;
    private readonly Pack _pack;
    private readonly RunFolder _folder;
    private readonly TimeProvider _time;
    private readonly RecorderSettings _settings;
    private readonly ImmutableArray<string> _places;
    private readonly List<EpisodeRow> _episodes = [];
    private readonly List<EpisodeEvents> _curves = [];
    private readonly List<StageTransitionRow> _transitions = [];
    private Trainer.GeneralizationTested? _test;
    private int? _truncateAfter;
    private long _newest;
    private long _recorded;
    private ImmutableArray<(string Key, string Value)> _facts;
    private string? _rowsFault;
    private string? _curvesFault;
    private bool _comparesRecords = true;

    public RunRecorderActor(TownletOptions options, RecorderSettings settings, TimeProvider time, Incarnation incarnation)
        : base(Component.Recorder, incarnation)
    {
        _database = new MetricsDatabase(options.Folder.MetricsDatabase) { Writer = incarnation.Revoked };
        _log = new EventLog(options.Folder.TensorBoard) { Writer = incarnation.Revoked };
        _pack = options.Pack;
        _folder = options.Folder;
        _facts = [("pack", _pack.Name), ("pack_hash", _pack.Hash), ("seed", options.Seed.ToString(CultureInfo.InvariantCulture)), ("agents", _pack.Population.AgentCount.ToString(CultureInfo.InvariantCulture))];
        _time = time;
        _settings = settings;
        _places = [.. options.Pack.Town.Places.Select(place => place.Name)];

        Receive<RunRecorder.Record>(record =>
        {
            _newest = record.Number;
            Take(record.Happened);
        });
        Receive<FlushDue>(_ => Flush());
        Receive<RunRecorder.IQuestion>(question =>
        {
            Flush();
            Sender.Tell(RecordedAnswers.To(question, () => _database));
        });
        Receive<RunRecorder.Write>(_ =>
        {
            Flush();
            Sender.Tell(new RunRecorder.Written());
        });
        Receive<RunRecorder.Close>(_ =>
        {
            Flush();
            Sender.Tell(new RunRecorder.Closed(_rowsFault));
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(TownletOptions options, RecorderSettings settings, TimeProvider time, Incarnation incarnation) =>
        Akka.Actor.Props.Create(() => new RunRecorderActor(options, settings, time, incarnation)).WithDispatcher("townlet.files.dispatcher");

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("flush", new FlushDue(), _settings.FlushInterval);
        Ready("records can be written");
    }

    protected override void PostStop()
    {
        Flush();
        _database.Dispose();
    }

    private void Take(Trainer.IRecorded happened)
    {
        switch (happened)
        {
            case Trainer.Started started:
                TruncateAfter(started.ResumedFrom ?? 0);
                break;
            case Trainer.EpisodeCompleted completed:
                // Copies of the network are too large to pile up while nothing can be written.
                _curves.Add(EpisodeCurves.Of(completed.Outcome, completed.Detail, _curvesFault is not null ? [] : completed.Layers, _places));
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
        Attempt(() => _log.TruncateAfter(episode), ref _curvesFault, "Curves are drawn again; none has a gap.");
        _transitions.RemoveAll(row => row.Transition.Episode > episode);
        _test = _test?.Shuffle.Episode > episode ? null : _test;
        _truncateAfter = Math.Min(episode, _truncateAfter ?? episode);
        Flush();
    }

    /// <summary>What cannot be written stays and is tried again with what follows. Curves that cannot be drawn keep no row from being written.</summary>
    private void Flush()
    {
        Attempt(WriteCurves, ref _curvesFault, "Curves are drawn again; none has a gap.");
        Attempt(WriteRows, ref _rowsFault, "Records are written again; none was lost.");
    }

    private void WriteCurves()
    {
        _log.Append(_curves, EpisodeCurves.PackTexts(_pack));
        _curves.Clear();
    }

    private void WriteRows()
    {
        if (_truncateAfter is { } episode)
        {
            var removed = _database.TruncateAfter(episode);
            _truncateAfter = null;
            TellWhatIsLacking(episode, removed);
        }

        foreach (var (key, value) in _facts)
        {
            _database.SetState(key, value);
        }

        _facts = [];
        _database.Append(_episodes, _transitions);
        _episodes.Clear();
        _transitions.Clear();
        if (_test is not null)
        {
            _database.SetState(TestKey, Json(_test));
            _test = null;
        }

        if (_newest > _recorded)
        {
            _recorded = _newest;
            TellParent(new RunRecorder.Recorded(_recorded));
        }
    }

    /// <summary>Records that are removed, and records that should be there and are not: the run resumes all the same, and never without a word.</summary>
    private void TellWhatIsLacking(int episode, int removed)
    {
        if (removed > 0)
        {
            Announce(string.Create(
                CultureInfo.InvariantCulture,
                $"{(removed == 1 ? "1 episode that was" : $"{removed} episodes that were")} recorded after episode {episode} {(removed == 1 ? "is" : "are")} lived again: {(removed == 1 ? "its record was" : "their records were")} removed."));
        }

        if (!_comparesRecords)
        {
            return;
        }

        _comparesRecords = false;
        var held = _database.Summary().Episodes + removed;
        var lived = held == 0 ? Math.Max(episode, EpisodesInRunJson()) : episode;
        if (held < lived)
        {
            Warn(string.Create(
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

    private void Attempt(Action write, ref string? fault, string recovered)
    {
        if (Incarnation.IsRevoked)
        {
            return;
        }

        try
        {
            write();
            if (fault is not null)
            {
                fault = null;
                Announce(recovered);
            }
        }
        catch (Exception failure) when (failure is MetricsDatabaseException or EventLogException)
        {
            var isNew = fault is null;
            fault = failure.Message;
            if (isNew)
            {
                Warn($"{failure.Message} Training continues; what could not be written is kept and tried again.");
            }
        }
        catch (OperationCanceledException) when (Incarnation.IsRevoked)
        {
            // The next recorder has what was to be written.
        }
    }

    private EpisodeRow Row(EpisodeOutcome outcome, EpisodeDetail? detail) => new(outcome, _time.GetUtcNow())
    {
        AffordanceVisits = [.. (detail?.PlaceTransitions ?? []).Select(visit => new AffordanceVisitRow(visit.From < 0 ? null : _places[visit.From], _places[visit.To], visit.Count))],
        Positions = detail?.CellVisits ?? [],
    };

    private static string Json(Trainer.GeneralizationTested test) =>
        JsonSerializer.Serialize(new { episode = test.Shuffle.Episode, places = WireFormat.MovedPlaces(test) });

    private sealed record FlushDue;
}
