using System.Collections.Immutable;
using Townlet.Configuration;

namespace Townlet.Host.Commands;

/// <summary>Shows the faults of a pack.</summary>
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
