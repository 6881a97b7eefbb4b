namespace Townlet.EndToEnd;

/// <summary>How long a test waits for what must happen: far longer than it takes on a slow and busy machine.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);
}
