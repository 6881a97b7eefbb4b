using Townlet.Configuration;
using Townlet.Runs;

namespace Townlet.Actors.Tests;

/// <summary>What differs from test to test.</summary>
internal sealed record TownSetup
{
    public Pack Pack { get; init; } = Packs.Short;

    /// <summary>More than any test lives to see.</summary>
    public int Episodes { get; init; } = 1_000_000;

    public bool Stay { get; init; }

    /// <summary>An earlier run to go on with; null: a new one.</summary>
    public RunFolder? Folder { get; init; }

    /// <summary>Only shows <see cref="Folder"/>.</summary>
    public bool Follows { get; init; }

    /// <summary>False: training alone.</summary>
    public bool Serves { get; init; } = true;

    /// <summary>Null: no page is wanted.</summary>
    public FakeLauncher? Launcher { get; init; }

    public int FrontendPort { get; init; } = 45_173;

    public FakeProbe Page { get; init; } = new();

    /// <summary>Nothing timed happens before the test advances the clock.</summary>
    public bool ManualTime { get; init; }

    /// <summary>Training is paused before the test goes on.</summary>
    public bool Paused { get; init; }

    /// <summary>Runs when it is known what is started, and nothing has been.</summary>
    public Action<TownletOptions>? BeforeStart { get; init; }

    /// <summary>Runs for each event listened for, on the thread of the actor that publishes it, which waits meanwhile.</summary>
    public Action<object>? OnEvent { get; init; }

    /// <summary>Added to HOCON.conf.</summary>
    public string Hocon { get; init; } = "";
}
