using System.Runtime.InteropServices;

namespace Townlet.EndToEnd.Processes;

/// <summary>kill(2).</summary>
internal static partial class Signals
{
    public const int HangUp = 1;
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int User1 = 10;
    public const int User2 = 12;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <exception cref="InvalidOperationException">There is no such process.</exception>
    public static void Send(int process, int signal)
    {
        if (SendTo(process, signal) != 0)
        {
            throw new InvalidOperationException($"Process {process} could not be sent signal {signal}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    /// <returns>Whether there still was such a process.</returns>
    public static bool TrySend(int process, int signal) => SendTo(process, signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendTo(int process, int signal);
}
