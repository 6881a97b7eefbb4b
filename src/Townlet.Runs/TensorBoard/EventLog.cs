using System.Globalization;
using Townlet.Configuration.Files;

namespace Townlet.Runs.TensorBoard;

/// <summary>
/// A run's curves for TensorBoard: event files in one folder, with the number of the episode on the x axis. Each time the log is opened, it
/// begins a new file; TensorBoard reads them in order as one curve. For one thread at a time.
/// </summary>
/// <param name="folder">The folder, created where it is missing.</param>
public sealed class EventLog(string folder)
{
    private string? _file;
    private int _files;

    /// <summary>Dates events and names files.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

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
            if (_file is null)
            {
                // An earlier writer may have left an incomplete record, or part of this episode.
                CutAfter(episodes[0].Episode - 1);
                _file = Begin(begin);
            }

            // Not created: where the file was removed, the log begins another one.
            using var stream = new FileStream(_file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            stream.Seek(0, SeekOrigin.End);
            foreach (var episode in episodes)
            {
                Writer.ThrowIfCancellationRequested();
                Write(stream, episode);
            }
        });
    }

    /// <summary>Removes what was written of later episodes: a run that resumes from a checkpoint lives them again, and a curve must not run backwards.</summary>
    /// <param name="episode">The last episode that stays.</param>
    /// <exception cref="EventLogException">A file could not be read or cut.</exception>
    public void TruncateAfter(int episode) => Guarded(() => CutAfter(episode));

    private void Write(Stream stream, EpisodeEvents episode)
    {
        var now = Time.GetUtcNow().ToUnixTimeSeconds();
        foreach (var (tag, value) in episode.Scalars)
        {
            EventFile.Append(stream, EventMessage.Scalar(now, episode.Episode, tag, (float)value));
        }

        foreach (var (tag, values) in episode.Histograms)
        {
            EventFile.Append(stream, EventMessage.Distribution(now, episode.Episode, tag, Histogram.Of(values.Span)));
        }
    }

    /// <returns>Path of the file that was begun.</returns>
    private string Begin(IEnumerable<(string Tag, string Text)> texts)
    {
        Directory.CreateDirectory(folder);
        var isNew = EventFile.In(folder).Length == 0;
        var now = Time.GetUtcNow();
        // TensorBoard reads files in the order of their names.
        var path = Path.Combine(folder, string.Create(
            CultureInfo.InvariantCulture, $"events.out.tfevents.{now.Ticks:D18}.{Environment.MachineName}.{Environment.ProcessId}.{++_files}"));
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        EventFile.Append(stream, EventMessage.FileVersion(now.ToUnixTimeSeconds()));
        if (isNew)
        {
            foreach (var (tag, text) in texts)
            {
                EventFile.Append(stream, EventMessage.Text(now.ToUnixTimeSeconds(), tag, text));
            }
        }

        return path;
    }

    private void CutAfter(int episode)
    {
        // A reader that is in the middle of the old file reaches its end there and continues with the new one.
        _file = null;
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
            _file = null;
            throw new EventLogException($"The curves in {folder} could not be written: {FileFault.Explain(failure)}", failure);
        }
    }
}
