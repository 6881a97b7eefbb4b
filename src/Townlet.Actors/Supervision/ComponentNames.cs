namespace Townlet.Actors.Supervision;

/// <summary>Names of components and their states on the wire and in actor paths.</summary>
public static class ComponentNames
{
    public static string Of(Component component) => component switch
    {
        Component.CheckpointPublisher => "checkpoint-publisher",
        _ => component.ToString().ToLowerInvariant(),
    };

    public static string Of(ComponentState state) => state.ToString().ToLowerInvariant();

    /// <returns>Null where there is no component of that name.</returns>
    public static Component? Parse(string name)
    {
        foreach (var component in Enum.GetValues<Component>())
        {
            if (Of(component) == name)
            {
                return component;
            }
        }

        return null;
    }
}
