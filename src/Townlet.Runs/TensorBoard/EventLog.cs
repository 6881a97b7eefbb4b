using TorchSharp.Modules;
using Townlet.Configuration.Files;
using static TorchSharp.torch;

namespace Townlet.Runs.TensorBoard;

/// <summary>
/// A run's curves for TensorBoard: event files in one folder, with the number of the episode on the x axis. Each time the log is opened, it
/// begins a new file; TensorBoard reads them in order as one curve. For one thread at a time.
/// </summary>
/// <param name="folder">The folder, created where it is missing.</param>
public sealed class EventLog(string folder)
{
    private SummaryWriter? _writer;

    /// <summary>Once it is cancelled, another writer has taken this one's place: no file is written or cut any more.</summary>
    public CancellationToken Writer { get; init; }

    /// <summary>Adds episodes to the curves.</summary>
    /// <param name="episodes">In order, later than what is there; what an attempt that failed has left of them is removed.</param>
    /// <param name="begin">Markdown texts by tag, written at the beginning of a new log.</param>
    /// <exception cref="EventLogException">Not all of them could be written; pass the same episodes again.</exception>
    public void Append(IReadOnlyList<EpisodeEvents> episodes, IEnumerable<(string Tag, string Text)> begin)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        ArgumentNullException.ThrowIfNull(begin);
        if (episodes.Count == 0)
        {
            return;
        }

        Guarded(() =>
        {
            if (_writer is null)
            {
                // An earlier writer may have left an incomplete record, or part of this episode.
                CutAfter(episodes[0].Episode - 1);
                Begin(begin);
            }

            foreach (var episode in episodes)
            {
                Writer.ThrowIfCancellationRequested();
                Write(_writer!, episode);
            }
        });
    }

    /// <summary>Removes what was written of later episodes: a run that resumes from a checkpoint lives them again, and a curve must not run backwards.</summary>
    /// <param name="episode">The last episode that stays.</param>
    /// <exception cref="EventLogException">A file could not be read or cut.</exception>
    public void TruncateAfter(int episode) => Guarded(() => CutAfter(episode));

    private static void Write(SummaryWriter writer, EpisodeEvents episode)
    {
        foreach (var (tag, value) in episode.Scalars)
        {
            writer.add_scalar(tag, (float)value, episode.Episode);
        }

        foreach (var (tag, values) in episode.Histograms)
        {
            using var scope = NewDisposeScope();
            // The only selector that TorchSharp 0.107 writes correctly: the others count in integers that are then read as doubles.
            writer.add_histogram(tag, tensor(values.ToArray()), episode.Episode, TorchSharp.Utils.tensorboard.Enums.HistogramBinSelector.Tensorflow);
        }
    }

    private void Begin(IEnumerable<(string Tag, string Text)> texts)
    {
        var isNew = EventFile.In(folder).Length == 0;
        _writer = utils.tensorboard.SummaryWriter(folder);
        if (isNew)
        {
            foreach (var (tag, text) in texts)
            {
                _writer.add_text(tag, text, global_step: 0);
            }
        }
    }

    private void CutAfter(int episode)
    {
        // A reader that is in the middle of the old file reaches its end there and continues with the new one.
        _writer = null;
        foreach (var path in EventFile.In(folder))
        {
            Writer.ThrowIfCancellationRequested();
            // Before the first episode there are only the texts, perhaps not all of them: the log starts over.
            EventFile.CutAfter(path, episode > 0 ? episode : -1);
        }
    }

    private void Guarded(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // All failures: curves are not worth a run's records, which are written beside them.
            _writer = null;
            throw new EventLogException($"The curves in {folder} could not be written: {FileFault.Explain(failure)}", failure);
        }
    }
}
