using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Runs.Metrics;

namespace Townlet.Actors.Wire;

/// <summary>The answers over HTTP; docs/protocol.md says which request gets which.</summary>
public static class Answer
{
    /// <summary>Quotation marks stay as they are, since people read these answers in a terminal; they never stand in a page.</summary>
    public static JsonSerializerOptions Json { get; } = new(WireJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The sums as they are written: a novelty that is not a number is null.</summary>
    public static VisitSums Of(VisitSums sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        return sums with { Cells = [.. sums.Cells.Select(cell => cell with { Novelty = WireFormat.Finite(cell.Novelty) })] };
    }

    /// <summary>"live", while the process answers.</summary>
    public sealed record Liveness(string Status);

    /// <param name="Status">"ready" or "starting".</param>
    /// <param name="Components">Every component of the run.</param>
    public sealed record Readiness(string Status, ImmutableArray<ServerStatusMessage> Components)
    {
        public static Readiness Of(Supervisor.Status status, TimeProvider time)
        {
            ArgumentNullException.ThrowIfNull(status);
            return new(status.IsReady ? "ready" : "starting", [.. status.Components.Select(component => ServerStatusMessage.Of(component, time))]);
        }
    }

    public sealed record Status(
        string Version, string Run, string Pack, ImmutableArray<ServerStatusMessage> Components, TrainingStatusMessage Training, string? Checkpoint, PortNumbers Ports, int Clients)
    {
        public static Status Of(Supervisor.Status status, TownletOptions options, TimeProvider time)
        {
            ArgumentNullException.ThrowIfNull(options);
            var components = Readiness.Of(status, time).Components;
            var ports = new PortNumbers(options.ServerAddress?.Port, status.PageAddress?.Port);
            return new(options.Version, options.Folder.Path, options.Pack.Name, components, new TrainingStatusMessage(status.Training), status.Checkpoint, ports, status.Viewers);
        }
    }

    /// <summary>Where server and page answer; null for one that is not there.</summary>
    public sealed record PortNumbers(int? Inference, int? Frontend);

    public sealed record EpisodeList(int Total, int LastEpisode, ImmutableArray<FinishedEpisode> Episodes)
    {
        public static EpisodeList Of(EpisodePage page)
        {
            ArgumentNullException.ThrowIfNull(page);
            return new(page.Total, page.Last, [.. page.Episodes.Select(row => new FinishedEpisode(row.Outcome))]);
        }
    }

    public sealed record TransitionList(ImmutableArray<StageChangedMessage> Transitions);

    /// <summary>Oldest first.</summary>
    public sealed record PolicyList(ImmutableArray<NamedPolicy> Policies);

    /// <summary>A policy that <c>load_model</c> takes.</summary>
    public sealed record NamedPolicy(string Name, int Episode);

    /// <summary>The trainer does what it was asked to.</summary>
    public sealed record Accepted(string Asked);

    /// <summary>This component was made to fail.</summary>
    public sealed record Fault(string Tripped);

    /// <summary>Why a request was refused.</summary>
    public sealed record Refusal(string Error);
}
