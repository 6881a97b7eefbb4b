using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Perfolizer.Horology;
using Perfolizer.Mathematics.OutlierDetection;
using Townlet.EndToEnd;

namespace Townlet.Benchmarks.Speed;

/// <summary>Measures with BenchmarkDotNet, in this process, how much work is done per second, in several runs.</summary>
internal static class Rate
{
    private const int Runs = 7;
    private const int WarmUps = 3;

    /// <param name="work">Does some work and returns the number of units done, the same each time.</param>
    /// <param name="seconds">Length of a run.</param>
    /// <returns>Units per second, one figure per run.</returns>
    public static double[] Of(Func<long> work, double seconds = 0.5)
    {
        using var artifacts = new TemporaryFolder();
        var config = ManualConfig.CreateEmpty()
            .AddLogger(NullLogger.Instance)
            .AddJob(Job.Default
                .WithToolchain(InProcessNoEmitToolchain.Instance)
                .WithIterationTime(TimeInterval.FromSeconds(seconds))
                .WithWarmupCount(WarmUps)
                .WithIterationCount(Runs)
                .WithEvaluateOverhead(false)
                .WithOutlierMode(OutlierMode.DontRemove))
            .WithOptions(ConfigOptions.DisableLogFile)
            .WithArtifactsPath(artifacts.Path);
        MeasuredWork.Shared = work;
        var units = work();
        var report = BenchmarkRunner.Run<MeasuredWork>(config).Reports.Single();
        return [.. report.GetResultRuns().Select(run => units * run.Operations / (run.Nanoseconds / 1e9))];
    }
}
