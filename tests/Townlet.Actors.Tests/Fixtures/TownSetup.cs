using Townlet.Actors.Hosting;
using Townlet.Configuration;
using Townlet.Runs;

namespace Townlet.Actors.Tests.Fixtures;

/// <summary>The settings that differ from test to test.</summary>
internal sealed record TownSetup
{
    public Pack Pack { get; init; } = Packs.Short;

    /// <summary>More episodes than any test reaches.</summary>
    public int Episodes { get; init; } = 1_000_000;

    public bool Stay { get; init; }

    /// <summary>An earlier run to resume; null: a new one.</summary>
    public RunFolder? Folder { get; init; }

    /// <summary>Only shows <see cref="Folder"/>.</summary>
    public bool Follows { get; init; }

    /// <summary>False: only training.</summary>
    public bool Serves { get; init; } = true;

    /// <summary>Null: no page.</summary>
    public FakeLauncher? Launcher { get; init; }

    public int FrontendPort { get; init; } = 45_173;

    public FakeProbe Page { get; init; } = new();

    /// <summary>True: nothing timed happens before the test advances the clock.</summary>
    public bool ManualTime { get; init; }

    /// <summary>True: training is paused before the test continues.</summary>
    public bool Paused { get; init; }

    /// <summary>Runs when the options are fixed, before anything starts.</summary>
    public Action<TownletOptions>? BeforeStart { get; init; }

    /// <summary>Runs for each chosen event, on the thread of the actor that publishes it; the actor waits.</summary>
    public Action<object>? OnEvent { get; init; }

    /// <summary>Added to HOCON.conf.</summary>
    public string Hocon { get; init; } = "";
}
