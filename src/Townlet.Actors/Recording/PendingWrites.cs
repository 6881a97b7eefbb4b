using Townlet.Actors.Checkpoints;
using Townlet.Actors.Training;

namespace Townlet.Actors.Recording;

/// <summary>
/// What the writer of the run's files was told and has not yet written: the next writer gets it again. It is bounded, however long the disk is full:
/// a number of records, most of them without their copies of the network, the checkpoints in the writer's hands, and one that waits.
/// What there is no room for is counted in <see cref="Losses"/>.
/// </summary>
/// <param name="most">Records that are kept.</param>
internal sealed class PendingWrites(int most)
{
    /// <summary>Copies of the network are kept with so many records from the oldest on, as many as may wait for one batch.</summary>
    private const int MostWithLayers = 100;

    /// <summary>Checkpoints that the writer may have in hand: several can come close together, and each is a copy of the whole replay memory.</summary>
    private const int MostInHand = 4;

    private readonly Queue<RunRecorder.Record> _records = [];
    private readonly Queue<CheckpointPublisher.Publish> _inHand = [];
    private CheckpointPublisher.Publish? _waiting;
    private long _numbered;

    public Losses Losses { get; } = new();

    /// <summary>Records that are not yet on disk.</summary>
    public int Records => _records.Count;

    /// <summary>Records whose copies of the network are kept.</summary>
    public int WithLayers => _records.Count(record => record.Happened is Trainer.EpisodeCompleted { Layers.IsEmpty: false });

    /// <summary>Checkpoints that are not yet settled.</summary>
    public int Checkpoints => _inHand.Count + (_waiting is null ? 0 : 1);

    /// <summary>All that a new writer is told before anything else, in order: the records of a checkpoint come before it.</summary>
    public IEnumerable<object> Unsettled => [.. _records, .. _inHand];

    /// <returns>What the writer is told; null where there is no room for it, and it is lost.</returns>
    public RunRecorder.Record? Add(Trainer.IRecorded happened)
    {
        switch (happened)
        {
            case Trainer.Started started:
                Losses.LivedAgainAfter(started.ResumedFrom ?? 0);
                break;
            case Trainer.EpisodeCompleted when _records.Count >= most:
                Losses.Add(happened);
                return null;
            case Trainer.EpisodeCompleted completed when _records.Count >= MostWithLayers:
                happened = completed with { Layers = [] };
                break;
        }

        var record = new RunRecorder.Record(++_numbered, happened);
        _records.Enqueue(record);
        return record;
    }

    /// <summary>This record and all before it are on disk.</summary>
    public void Written(long number)
    {
        while (_records.TryPeek(out var first) && first.Number <= number)
        {
            _records.Dequeue();
        }
    }

    /// <param name="publish">A new checkpoint.</param>
    /// <param name="superseded">One that waited and is now lost; or null.</param>
    /// <returns>True where the writer is to be told now; else once it has settled one.</returns>
    public bool Add(CheckpointPublisher.Publish publish, out CheckpointPublisher.Publish? superseded)
    {
        superseded = null;
        if (_inHand.Count < MostInHand)
        {
            _inHand.Enqueue(publish);
            return true;
        }

        superseded = _waiting;
        _waiting = publish;
        if (superseded is not null)
        {
            Losses.Add(superseded.Checkpoint);
        }

        return false;
    }

    /// <summary>The writer has done with this checkpoint, and with all before it.</summary>
    /// <returns>The next for it, or null.</returns>
    public CheckpointPublisher.Publish? Settled(CheckpointPublisher.Settled settled)
    {
        if (!settled.IsWritten)
        {
            Losses.Add(settled.Publish.Checkpoint);
        }

        // A writer that was replaced may have settled what the next one then settles again.
        if (_inHand.Contains(settled.Publish))
        {
            while (!ReferenceEquals(_inHand.Dequeue(), settled.Publish))
            {
                // It writes in order: what came before is settled too.
            }
        }

        return TakeWaiting();
    }

    /// <summary>The checkpoint that waits is passed on now: what follows must come after it.</summary>
    /// <returns>Null where none waits.</returns>
    public CheckpointPublisher.Publish? TakeWaiting()
    {
        var next = _waiting;
        _waiting = null;
        if (next is not null)
        {
            _inHand.Enqueue(next);
        }

        return next;
    }

    /// <summary>Nobody will write what is left.</summary>
    /// <param name="reason">A sentence; null where it is not known.</param>
    public void Abandon(string? reason)
    {
        Losses.Because ??= reason;
        var lost = new List<Trainer.EpisodeCompleted>();
        while (_records.TryDequeue(out var record))
        {
            if (record.Happened is Trainer.Started started)
            {
                lost.RemoveAll(completed => completed.Outcome.Episode > (started.ResumedFrom ?? 0));
            }
            else if (record.Happened is Trainer.EpisodeCompleted completed)
            {
                lost.Add(completed);
            }
        }

        lost.ForEach(Losses.Add);
        TakeWaiting();
        while (_inHand.TryDequeue(out var publish))
        {
            Losses.Add(publish.Checkpoint);
        }
    }
}
