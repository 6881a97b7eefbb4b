using System.ComponentModel;
using System.Diagnostics;

namespace Townlet.Host;

/// <summary>The user's own browser.</summary>
internal static class Browser
{
    /// <summary>Opens an address, or does nothing on a machine without a browser: the address is on the console anyway.</summary>
    public static void Open(Uri address)
    {
        try
        {
            using var _ = Process.Start(new ProcessStartInfo(address.ToString()) { UseShellExecute = true });
        }
        catch (Win32Exception)
        {
            // No desktop here.
        }
    }
}
