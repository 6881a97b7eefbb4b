using System.Reflection;
using Akka.Actor;

namespace Townlet.Actors.Supervision;

/// <summary>Finds the failure that says what happened, inside those that only say where it was thrown.</summary>
internal static class RootCause
{
    /// <returns>The failure itself where it wraps no other. Of several that an <see cref="AggregateException"/> holds, the first.</returns>
    public static Exception Of(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        while (Inner(failure) is { } inner)
        {
            failure = inner;
        }

        return failure;
    }

    /// <returns>What happened, on one line that ends with a full stop.</returns>
    public static string Sentence(Exception failure)
    {
        var cause = Of(failure);
        var message = string.Join(' ', cause.Message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return message is "" ? $"{cause.GetType().Name} without a message."
            : message[^1] is '.' or '!' or '?' ? message
            : $"{message}.";
    }

    private static Exception? Inner(Exception failure) => failure switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => first,
        TargetInvocationException or TypeInitializationException or ActorInitializationException => failure.InnerException,
        // Akka throws this one, with the actor's whole arguments, for a constructor that fails.
        TypeLoadException when failure.GetType() == typeof(TypeLoadException) => failure.InnerException,
        _ => null,
    };
}
