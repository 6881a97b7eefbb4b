namespace Townlet.Actors.Viewers;

/// <summary>A viewer left too many messages unread.</summary>
public sealed class ViewerTooSlowException(int waiting) : Exception($"The viewer left {waiting} messages unread.");
