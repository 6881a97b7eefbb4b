using System.Text.RegularExpressions;
using Townlet.Actors.Announcements;
using Townlet.Actors.Supervision;

namespace Townlet.Host.ConsoleOutput;

/// <summary>Writes log entries to the console, in the console's own form.</summary>
internal sealed partial class ConsoleLoggerProvider(ConsoleLines lines) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(lines, categoryName);

    public void Dispose()
    {
    }

    /// <summary>A log line may name the address of a request, and the query of that address may hold the token.</summary>
    private static string WithoutQueries(string text) => Query().Replace(text, "?...");

    [GeneratedRegex("""(?<=\S)\?[^\s"']+""")]
    private static partial Regex Query();

    private sealed class Logger(ConsoleLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var severity = logLevel switch
            {
                >= LogLevel.Error => AnnouncementSeverity.Error,
                LogLevel.Warning => AnnouncementSeverity.Warning,
                _ => AnnouncementSeverity.Information,
            };
            var cause = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})";
            lines.Write(Component.Supervisor, severity, WithoutQueries($"{category}: {formatter(state, exception)}{cause}"));
        }
    }
}
