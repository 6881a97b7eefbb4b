using System.Text.Json;
using System.Text.RegularExpressions;
using Townlet.Configuration.Files;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Workers;

/// <summary>
/// The folder in which a worker runs, held for one process. It keeps the name of the worker that ran there before: since the place is free, that one is gone, and its
/// trials need not wait until their leases have run out.
/// </summary>
public sealed partial class WorkerPlace : IDisposable
{
    private const string FileName = "worker.json";

    private readonly FileStream _held;

    private WorkerPlace(FileStream held, WorkerId worker, WorkerId? predecessor)
    {
        _held = held;
        Worker = worker;
        Predecessor = predecessor;
    }

    public WorkerId Worker { get; }

    /// <summary>Null where none is known.</summary>
    public WorkerId? Predecessor { get; }

    /// <param name="folder">Is made where it does not exist.</param>
    /// <param name="node">Name of the machine; what a worker's name cannot hold is replaced.</param>
    /// <exception cref="ExperimentRefusedException">Another worker runs there, or nothing can be written there.</exception>
    public static WorkerPlace Take(string folder, string node)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(node);
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(folder);
            held = new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var predecessor = Read(held);
            var worker = WorkerId.New(Unsafe().Replace(node, "-"));
            held.SetLength(0);
            JsonSerializer.Serialize(held, worker, WorkerJson.Default.WorkerId);
            held.Flush(flushToDisk: true);
            return new WorkerPlace(held, worker, predecessor);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new ExperimentRefusedException(
                FileFault.KindOf(failure) == FileFaultKind.Held
                    ? $"Another worker runs in {Path.GetFullPath(folder)} at this moment. Stop it first, or choose another folder with --root."
                    : $"A worker cannot run in {Path.GetFullPath(folder)}: {FileFault.Explain(failure)}",
                failure);
        }
    }

    public void Dispose() => _held.Dispose();

    private static WorkerId? Read(FileStream file)
    {
        try
        {
            return file.Length == 0 ? null : JsonSerializer.Deserialize(file, WorkerJson.Default.WorkerId);
        }
        catch (JsonException)
        {
            // Killed while it was written. The leases run out by themselves.
            return null;
        }
    }

    [GeneratedRegex("[^A-Za-z0-9._-]", RegexOptions.CultureInvariant)]
    private static partial Regex Unsafe();
}
