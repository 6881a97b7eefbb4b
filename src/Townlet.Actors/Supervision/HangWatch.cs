using Akka.Actor;

namespace Townlet.Actors.Supervision;

/// <summary>Finds instances that hang, by asking each for a sign of life.</summary>
internal sealed class HangWatch(IReadOnlyDictionary<Component, SupervisedComponent> components, TimeSpan askEvery)
{
    /// <summary>A new instance has its whole time.</summary>
    public Pulse Pulse(ComponentDescriptor descriptor) => new((int)Math.Ceiling(descriptor.HangsAfter / askEvery));

    public void Hear(SignOfLife.Answer answer) => components[answer.Component].Pulse?.Hear(answer);

    /// <summary>Asks each instance; to be called once in each <c>ask-every</c>.</summary>
    /// <returns>Those that have been silent for too long.</returns>
    public IReadOnlyList<SupervisedComponent> Ask()
    {
        var lost = new List<SupervisedComponent>();
        foreach (var component in components.Values)
        {
            if (component.Child.IsNobody() || component.State is ComponentState.Stopped || component is not { Pulse: { } pulse, Incarnation: { } incarnation })
            {
                continue;
            }

            if (pulse.Tick(incarnation.Handled) is { } question)
            {
                component.Child.Tell(question);
            }

            if (pulse.IsLost)
            {
                lost.Add(component);
            }
        }

        return lost;
    }
}
