using System.Diagnostics;
using Townlet.EndToEnd.Processes;

namespace Townlet.Benchmarks.Reliability;

/// <summary>What befalls the processes of an experiment, at random moments of a fixed seed.</summary>
/// <param name="random">Chooses moments, victims and what happens to them.</param>
/// <param name="suspension">How long a worker is suspended: longer than its lease holds.</param>
internal sealed class Disturbances(Random random, TimeSpan suspension)
{
    public int WorkersKilled { get; private set; }

    public int CoordinatorsKilled { get; private set; }

    public int Suspended { get; private set; }

    public int Stopped { get; private set; }

    /// <param name="coordinator">Ends by itself with the experiment.</param>
    /// <param name="workers">Run until they are stopped.</param>
    /// <param name="within">Limit of the whole.</param>
    /// <exception cref="InvalidOperationException">The experiment failed, or did not end in time.</exception>
    public async Task UntilItEndsAsync(RestartedProgram coordinator, RestartedProgram[] workers, TimeSpan within)
    {
        var clock = Stopwatch.StartNew();
        coordinator.Start();
        foreach (var worker in workers)
        {
            worker.Start();
        }

        while (!await EndsWithinAsync(coordinator, TimeSpan.FromSeconds(2 + (random.NextDouble() * 4))))
        {
            if (clock.Elapsed > within)
            {
                throw new InvalidOperationException($"The experiment did not end.\n{coordinator.Process.Transcript()}");
            }

            await DisturbAsync(coordinator, workers[random.Next(workers.Length)]);
        }

        if (await coordinator.Process.WaitForExitAsync() is not 0 and var code)
        {
            throw new InvalidOperationException($"The experiment ended with exit code {code}.\n{coordinator.Process.Transcript()}");
        }
    }

    private static async Task<bool> EndsWithinAsync(RestartedProgram program, TimeSpan time)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var clock = Stopwatch.StartNew();
        while (!program.Process.HasExited && clock.Elapsed < time)
        {
            await look.WaitForNextTickAsync();
        }

        return program.Process.HasExited;
    }

    private async Task DisturbAsync(RestartedProgram coordinator, RestartedProgram worker)
    {
        switch (random.Next(6))
        {
            case 0 or 1:
                worker.Process.Signal(Signals.Kill);
                WorkersKilled++;
                await RestartAsync(worker);
                break;
            case 2 or 3:
                // It may just have ended by itself.
                if (Signals.TrySend(coordinator.Process.Id, Signals.Kill) && await coordinator.Process.WaitForExitAsync() != 0)
                {
                    CoordinatorsKilled++;
                    await RestartAsync(coordinator);
                }

                break;
            case 4:
                worker.Process.Signal(Signals.Stop);
                Suspended++;
                await EndsWithinAsync(coordinator, suspension);
                worker.Process.Signal(Signals.Continue);
                break;
            default:
                await worker.StopAsync();
                Stopped++;
                await RestartAsync(worker);
                break;
        }
    }

    private async Task RestartAsync(RestartedProgram program)
    {
        await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * 3));
        program.Start();
    }
}
