using Townlet.EndToEnd.Processes;

namespace Townlet.EndToEnd;

/// <inheritdoc cref="TerminalFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TerminalTheoryAttribute : TheoryAttribute
{
    public TerminalTheoryAttribute()
    {
        Skip = TerminalWindow.Obstacle;
    }
}
