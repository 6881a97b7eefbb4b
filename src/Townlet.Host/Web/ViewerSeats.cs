namespace Townlet.Host.Web;

/// <summary>Counts the viewers that are connected; safe from any thread.</summary>
/// <param name="most">How many there may be.</param>
internal sealed class ViewerSeats(int most)
{
    private int _taken;
    private int _refused;

    public int Most => most;

    /// <returns>The seat, which is free again once it is disposed; null where all are taken.</returns>
    public IDisposable? Take()
    {
        if (Interlocked.Increment(ref _taken) <= most)
        {
            return new Seat(this);
        }

        Interlocked.Decrement(ref _taken);
        return null;
    }

    /// <returns>Whether this is the first viewer that is refused.</returns>
    public bool RefusesFirst() => Interlocked.Exchange(ref _refused, 1) == 0;

    private sealed class Seat(ViewerSeats seats) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                Interlocked.Decrement(ref seats._taken);
            }
        }
    }
}
