using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Perfolizer.Horology;
using Perfolizer.Mathematics.OutlierDetection;
using Townlet.EndToEnd;

namespace Townlet.Benchmarks;

/// <summary>How often some work can be done in a second, several times over, as BenchmarkDotNet measures it in this process.</summary>
internal static class Rate
{
    private const int Runs = 7;
    private const int WarmUps = 3;

    /// <param name="work">Does some work and returns how many units it was, the same number each time.</param>
    /// <param name="seconds">Of a run.</param>
    /// <returns>Units a second, one a run.</returns>
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
