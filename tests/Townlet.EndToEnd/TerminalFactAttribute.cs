using Townlet.EndToEnd.Processes;

namespace Townlet.EndToEnd;

/// <summary>A test in a real terminal; skipped, with the reason, where none can be opened.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute()
    {
        Skip = TerminalWindow.Obstacle;
    }
}
