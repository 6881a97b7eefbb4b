using Townlet.Runs.Stores;

namespace Townlet.Experiments.Shipping;

/// <summary>Where a store is, as one machine tells another. Credentials never travel.</summary>
/// <param name="Text">As in <see cref="StoreAddress.Text"/>.</param>
/// <param name="Endpoint">As in <see cref="StoreAddress.Endpoint"/>.</param>
public sealed record StoreLocation(string Text, string? Endpoint)
{
    public static StoreLocation? Of(StoreAddress? address) => address is null ? null : new StoreLocation(address.Text, address.Endpoint?.ToString());

    /// <exception cref="StoreException">It is no address of a store.</exception>
    public StoreAddress Parse() => StoreAddress.Parse(Text, Endpoint);
}
