namespace Townlet.Actors.Wire;

/// <summary>What was wrong with a viewer's last message, or what failed; the connection stays open.</summary>
internal sealed record ErrorMessage(string Message) : Message;
