using Townlet.Actors.Hosting;

namespace Townlet.Actors.Frontend;

/// <summary>A page and how to recognise it. Another town's page may answer at the same address, so each answer names the page that it comes from.</summary>
/// <param name="Address">Where it answers.</param>
/// <param name="Page">Drawn for each start of the page; every answer of the page carries it as <see cref="PageHeader"/>.</param>
/// <param name="Town"><see cref="TownletOptions.Instance"/> of the town that the page shows.</param>
public sealed record PageIdentity(Uri Address, string Page, string Town)
{
    /// <summary>Header of the page's answers.</summary>
    public const string PageHeader = "Townlet-Page";

    /// <summary>Header of the web server's answers.</summary>
    public const string TownHeader = "Townlet-Instance";
}
