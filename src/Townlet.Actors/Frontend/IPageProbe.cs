namespace Townlet.Actors.Frontend;

/// <summary>Requests the page over HTTP; tests replace it.</summary>
internal interface IPageProbe
{
    /// <summary>Loads the page as a browser does: the document, its scripts, and the town behind it.</summary>
    Task<PageLook> LoadAsync(PageIdentity page, CancellationToken cancellationToken);

    /// <summary>Asks for the document alone. Waits until it comes, the connection fails or the token is cancelled.</summary>
    /// <returns>Whether this page answered with success.</returns>
    Task<bool> AnswersAsync(PageIdentity page, CancellationToken cancellationToken);
}
