using Townlet.Actors.Hosting;
using Townlet.Runs;
using Townlet.Runs.Metrics;

namespace Townlet.Host.Web;

/// <summary>The records of the run that is shown at the moment.</summary>
internal sealed class ShownRecords(ShownRun shown) : IDisposable
{
    private readonly Lock _lock = new();
    private (RunFolder Folder, StoredRecords Records)? _open;

    public StoredRecords Records
    {
        get
        {
            lock (_lock)
            {
                var folder = shown.Options.Folder;
                if (_open is not { } open || open.Folder != folder)
                {
                    // Whoever still reads the other run's gets a fault, or its answer: both are true of the moment at which it asked.
                    _open?.Records.Dispose();
                    _open = open = (folder, new StoredRecords(folder));
                }

                return open.Records;
            }
        }
    }

    public void Dispose() => _open?.Records.Dispose();
}
