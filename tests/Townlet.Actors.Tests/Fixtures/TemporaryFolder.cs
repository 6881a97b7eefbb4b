using Townlet.Configuration;
using Townlet.Runs;

namespace Townlet.Actors.Tests.Fixtures;

/// <summary>A folder for one test, deleted after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("townlet-").FullName;

    public RunFolder NewRun(Pack pack) => RunFolder.CreateAt(System.IO.Path.Combine(Path, "run"), pack);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
