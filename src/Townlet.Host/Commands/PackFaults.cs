using System.Collections.Immutable;
using Townlet.Configuration;

namespace Townlet.Host;

/// <summary>How a command shows what is wrong with a pack.</summary>
internal static class PackFaults
{
    public static void Print(ImmutableArray<PackFault> faults, TextWriter errors)
    {
        foreach (var fault in faults)
        {
            errors.WriteLine(fault);
        }
    }
}
