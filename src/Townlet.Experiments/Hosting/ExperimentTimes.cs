using Akka.Configuration;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Hosting;

/// <summary><c>townlet.experiments</c> in HOCON.conf.</summary>
/// <param name="Terms">Of the workers' leases.</param>
/// <param name="Silence">A worker that gets no answer for so long connects anew.</param>
public sealed record ExperimentTimes(LeaseTerms Terms, TimeSpan Silence)
{
    /// <exception cref="FormatException">A value has the wrong type, or is no time that can pass.</exception>
    public static ExperimentTimes From(Config experiments)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        return new ExperimentTimes(new LeaseTerms(Read("lease"), Read("margin")), Read("silence"));

        TimeSpan Read(string key)
        {
            var time = experiments.GetTimeSpan(key, null, false);
            return time > TimeSpan.Zero ? time : throw new FormatException($"townlet.experiments.{key} must be longer than nothing.");
        }
    }
}
