namespace Townlet.Learning.Networks;

/// <summary>
/// Runs two independent pieces of one computation, on the caller's thread and one of the pool's. Each piece does the same
/// arithmetic in the same order as it would alone, so the results are the same to the bit.
/// </summary>
internal static class ForkJoin
{
    /// <param name="threads">With 1, one piece runs after the other.</param>
    /// <param name="first">Runs on the caller's thread. It should be the longer piece, since another thread takes a while to wake up.</param>
    /// <param name="second">The other piece.</param>
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
