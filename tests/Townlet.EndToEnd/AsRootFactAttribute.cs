namespace Townlet.EndToEnd;

/// <summary>A test that starts the program as another user, which only root may.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AsRootFactAttribute : FactAttribute
{
    public AsRootFactAttribute()
    {
        if (!string.Equals(Environment.UserName, "root", StringComparison.Ordinal) || !File.Exists("/usr/bin/setpriv"))
        {
            Skip = "Only root may start the program as another user, with setpriv.";
        }
    }
}
