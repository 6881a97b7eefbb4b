using System.ComponentModel;
using System.Diagnostics;

namespace Townlet.Host.ConsoleOutput;

/// <summary>The user's own browser.</summary>
internal static class Browser
{
    /// <summary>Opens an address. Does nothing on a machine without a browser; the console shows the address too.</summary>
    public static void Open(Uri address)
    {
        try
        {
            using var _ = Process.Start(new ProcessStartInfo(address.ToString()) { UseShellExecute = true });
        }
        catch (Win32Exception)
        {
            // This machine has no desktop.
        }
    }
}
