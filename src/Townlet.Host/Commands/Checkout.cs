namespace Townlet.Host.Commands;

/// <summary>The checkout that this program was built in.</summary>
internal static class Checkout
{
    /// <returns>Full path of the file or folder with this name, searched from the program's folder upwards; null where there is none.</returns>
    public static string? Find(string relativePath)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, relativePath);
            if (Path.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
