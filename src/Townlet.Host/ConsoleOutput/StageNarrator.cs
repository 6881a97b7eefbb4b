using System.Globalization;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Training;

namespace Townlet.Host.ConsoleOutput;

/// <summary>
/// Writes console lines about the curriculum: one line for each stage, when the last agent has reached it, and one line
/// when the first agent goes back from a stage.
/// </summary>
/// <param name="agents">Number of agents of the run, at least 1.</param>
internal sealed class StageNarrator(int agents)
{
    // 0 while the stage of an agent is not known: after a resume it is known only when a life of the agent has ended.
    private readonly int[] _stages = new int[agents];
    private readonly Dictionary<int, SortedDictionary<int, int>> _arrivals = [];
    private readonly HashSet<int> _reached = [];
    private readonly HashSet<int> _left = [];

    /// <summary>"2", or "2 to 4" if the agents are at different stages; empty before the first life has ended.</summary>
    public string Range
    {
        get
        {
            var known = _stages.Where(stage => stage > 0).ToList();
            return (known.Count, known.DefaultIfEmpty().Min(), known.DefaultIfEmpty().Max()) switch
            {
                (0, _, _) => "",
                (_, var lowest, var highest) when lowest == highest => Text($"{lowest}"),
                (_, var lowest, var highest) => Text($"{lowest} to {highest}"),
            };
        }
    }

    /// <summary>A life has ended.</summary>
    public void Hear(EpisodeOutcome episode) => _stages[episode.Agent] = episode.Stage;

    /// <summary>An agent has changed its stage.</summary>
    /// <returns>A line, or null if there is nothing to say yet.</returns>
    public string? Tell(StageTransition transition)
    {
        _stages[transition.Agent] = transition.To;
        return transition.To > transition.From ? Advanced(transition) : WentBack(transition);
    }

    private string? Advanced(StageTransition transition)
    {
        if (!_arrivals.TryGetValue(transition.To, out var episodes))
        {
            _arrivals.Add(transition.To, episodes = []);
        }

        episodes.TryAdd(transition.Agent, transition.Episode);
        if (_stages.Min() < transition.To || !_reached.Add(transition.To))
        {
            return null;
        }

        if (agents == 1)
        {
            return Text($"The agent has reached curriculum stage {transition.To} in episode {transition.Episode}: {transition.Reason}");
        }

        var first = episodes.Count == agents ? Text($"the first in episode {episodes.Values.Min()}, ") : "";
        return Text($"All {agents} agents have reached curriculum stage {transition.To}: {first}the last in episode {transition.Episode}.");
    }

    private string? WentBack(StageTransition transition) => _left.Add(transition.From)
        ? Text($"Agent {transition.Agent} goes back from curriculum stage {transition.From} to {transition.To} in episode {transition.Episode}: {transition.Reason}")
        : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
