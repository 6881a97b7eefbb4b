using Akka.Actor;
using Townlet.Runs.Metrics;

namespace Townlet.Actors.Recording;

/// <summary>The answers of recorder and follower to <see cref="RunRecorder.IQuestion"/>.</summary>
internal static class RecordedAnswers
{
    /// <param name="question">The question.</param>
    /// <param name="open">Opens the records; its result is null where there are none yet.</param>
    public static object To(RunRecorder.IQuestion question, Func<MetricsReader?> open)
    {
        try
        {
            var records = open();
            return question switch
            {
                RunRecorder.ReadEpisodes read => records?.Episodes(read.From, read.Limit) ?? EpisodePage.None,
                RunRecorder.ReadTransitions read => new RunRecorder.Transitions([.. (records?.Transitions(read.From) ?? []).Select(row => row.Transition)]),
                RunRecorder.ReadVisits read => records?.Visits(read.From, read.To) ?? VisitSums.None,
                _ => throw new ArgumentOutOfRangeException(nameof(question), question, "No records answer this."),
            };
        }
        catch (MetricsDatabaseException failure)
        {
            return new Status.Failure(failure);
        }
    }
}
