namespace Townlet.Actors;

/// <summary>Asks whether something answers HTTP; tests put another in its place.</summary>
public interface IPageProbe
{
    /// <returns>True when the address answered with success.</returns>
    Task<bool> AnswersAsync(Uri address, CancellationToken cancellationToken);
}
