using System.Collections.Concurrent;

namespace Townlet.Experiments.Tests.Scheduling;

public class RandomScheduleTests
{
    private const int Schedules = 10_000;

    [Fact]
    public void No_trial_has_two_owners_and_each_result_counts_once_whatever_happens()
    {
        var faults = new ConcurrentBag<string>();
        var seen = new ConcurrentDictionary<string, int>();
        Parallel.For(1, Schedules + 1, seed =>
        {
            var schedule = RandomSchedule.Run((ulong)seed);
            foreach (var fault in schedule.Faults)
            {
                faults.Add($"schedule {seed} {fault}");
            }

            foreach (var (what, times) in schedule.Seen)
            {
                seen.AddOrUpdate(what, times, (_, earlier) => earlier + times);
            }
        });

        Assert.Empty(faults.Order().Take(10));
        // The schedules are only worth something where they try all of this.
        string[] wanted =
        [
            "coordinator killed", "coordinator killed after a grant", "worker killed", "frozen", "stopped", "moved", "not moved", "finished", "failed", "failed for good", "alarm",
        ];
        Assert.All(wanted, what => Assert.True(seen.GetValueOrDefault(what) > 20, $"{what}: {seen.GetValueOrDefault(what)} times"));
    }
}
