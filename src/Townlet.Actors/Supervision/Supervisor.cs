using System.Collections.Immutable;
using Townlet.Actors.Training;

namespace Townlet.Actors.Supervision;

/// <summary>What <see cref="TownletSupervisor"/> understands, besides the commands that it passes on, and what it publishes.</summary>
public static class Supervisor
{
    /// <summary>A message for a component, which the supervisor passes on to the instance that lives at the moment; <see cref="Refused"/> where there is none.</summary>
    public interface IRouted
    {
        Component Addressee { get; }

        /// <summary>Understands it too, where the run has no such component; null: none does.</summary>
        Component? Substitute => null;
    }

    /// <summary>Told by a component that has stopped in its own manner, as it was asked to.</summary>
    public interface IStopped
    {
        Component Component { get; }
    }

    /// <summary>The web server is bound and answers.</summary>
    public sealed record ServerListening;

    /// <summary>Told by a child that does its work.</summary>
    /// <param name="Component">Which one.</param>
    /// <param name="Detail">For human readers.</param>
    /// <param name="Address">Where users reach it; null for a component that none visits.</param>
    public sealed record ComponentReady(Component Component, string Detail, Uri? Address = null);

    /// <summary>Told by a component that runs and cannot do its work at the moment; <see cref="ComponentReady"/> says when it can again.</summary>
    /// <param name="Component">Which one.</param>
    /// <param name="Reason">A sentence for people.</param>
    public sealed record ComponentImpaired(Component Component, string Reason);

    /// <summary>Told by a child that cannot do its work on this machine; trying again would not help.</summary>
    public sealed record ComponentUnavailable(Component Component, string Reason);

    /// <summary>How does everything stand? Answered with <see cref="Status"/>.</summary>
    public sealed record GetStatus;

    /// <param name="Components">Each with its state.</param>
    /// <param name="Training">As last published.</param>
    /// <param name="Checkpoint">Name of the newest, or null.</param>
    /// <param name="PageAddress">Where the page answers, or null.</param>
    /// <param name="Viewers">How many are connected.</param>
    public sealed record Status(
        ImmutableArray<ComponentStatus> Components,
        TrainingStatus Training,
        string? Checkpoint,
        Uri? PageAddress,
        int Viewers)
    {
        public bool IsReady => Components.Any(status => status is { Component: Component.Inference, State: ComponentState.Ready });
    }

    /// <summary>Answer to a command of HTTP or of a viewer that is carried out.</summary>
    public sealed record Accepted;

    /// <summary>The command or question is not carried out. Any component may answer so, and so does the supervisor for one that is not there.</summary>
    /// <param name="Reason">A sentence for whoever asked.</param>
    /// <param name="IsForNow">The same may be accepted later: the component starts, restarts or stops. False: never in this run as it stands.</param>
    public sealed record Refused(string Reason, bool IsForNow = false);

    /// <summary>One phase of the way down: stop this component in its own manner and answer <see cref="Stopped"/>.</summary>
    public sealed record Stop(Component Component);

    public sealed record Stopped(Component Component);

    /// <summary>Nobody waits any longer for the answer to <see cref="Stop"/>.</summary>
    public sealed record Overdue(Component Component);

    /// <summary>Published once, when everything that could be started answers.</summary>
    /// <param name="PageAddress">Where the page is, or null when there is none.</param>
    public sealed record Operational(Uri? PageAddress);
}
