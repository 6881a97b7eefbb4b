using Townlet.Actors.Supervision;

namespace Townlet.Actors.Tests.Fixtures;

/// <summary>Examples of component statuses.</summary>
internal static class Statuses
{
    public static ComponentStatus Of(Component component, ComponentState state, string detail = "", int restarts = 0) =>
        new(component, state, detail, restarts, Since: new ManualTime().GetUtcNow(), RetryAt: null);
}
