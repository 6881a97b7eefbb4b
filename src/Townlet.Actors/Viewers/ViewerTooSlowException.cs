namespace Townlet.Actors.Viewers;

/// <summary>A viewer left too many messages unread.</summary>
internal sealed class ViewerTooSlowException(int waiting) : Exception($"The viewer left {waiting} messages unread.");
