namespace Townlet.Learning;

/// <summary>
/// Two pieces of one computation that do not touch each other, on the caller's thread and one of the pool's. Each does
/// the same arithmetic in the same order as without the other, so that their results are the same to the bit.
/// </summary>
internal static class ForkJoin
{
    /// <param name="threads">1: one piece after the other.</param>
    /// <param name="first">On the caller's thread: the longer one, since another thread takes a while to wake.</param>
    /// <param name="second">The other one.</param>
    public static void Run(int threads, Action first, Action second)
    {
        if (threads > 1)
        {
            Parallel.Invoke(first, second);
        }
        else
        {
            first();
            second();
        }
    }
}
