using Townlet.Actors.Supervision;

namespace Townlet.Actors.Tests.Supervision;

public class ComponentNamesTests
{
    [Theory]
    [InlineData(Component.Supervisor, "supervisor")]
    [InlineData(Component.CheckpointPublisher, "checkpoint-publisher")]
    [InlineData(Component.Viewers, "viewers")]
    [InlineData(Component.Trainer, "trainer")]
    [InlineData(Component.Inference, "inference")]
    [InlineData(Component.Frontend, "frontend")]
    public void Component_has_its_wire_name_and_is_found_by_it(Component component, string name)
    {
        Assert.Equal(name, ComponentNames.Of(component));
        Assert.Equal(component, ComponentNames.Parse(name));
    }

    [Theory]
    [InlineData("Trainer")]
    [InlineData("nobody")]
    [InlineData("")]
    public void Other_names_are_nobodys(string name) => Assert.Null(ComponentNames.Parse(name));

    [Theory]
    [InlineData(ComponentState.Starting, "starting")]
    [InlineData(ComponentState.Ready, "ready")]
    [InlineData(ComponentState.Restarting, "restarting")]
    [InlineData(ComponentState.Failed, "failed")]
    [InlineData(ComponentState.Stopped, "stopped")]
    public void State_has_its_wire_name(ComponentState state, string name) => Assert.Equal(name, ComponentNames.Of(state));
}
