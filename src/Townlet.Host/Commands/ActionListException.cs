namespace Townlet.Host.Commands;

/// <summary>The input of <c>simulate</c> cannot be played; the message says what, where and what to do.</summary>
internal sealed class ActionListException(string message) : Exception(message);
