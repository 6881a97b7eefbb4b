using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Townlet.Experiments.Coordinator;

/// <summary>Decides which workers may join.</summary>
/// <param name="version">Of this program. Another one might train otherwise, and its results could not be compared.</param>
/// <param name="secret">What a worker must know; null: nothing.</param>
internal sealed partial class Admission(string version, string? secret)
{
    /// <returns>Null where it may join.</returns>
    public string? WhyRefused(ExperimentCoordinator.Join join)
    {
        ArgumentNullException.ThrowIfNull(join);
        return !IsRight(join.Secret) ? join.Secret is null
                ? "The coordinator asks for a secret, and the worker has none. Give it the coordinator's with --cluster-secret-file or TOWNLET_CLUSTER_SECRET."
                : "The worker's secret is not the coordinator's. Give both the same with --cluster-secret-file or TOWNLET_CLUSTER_SECRET."
            : !Name().IsMatch(join.Worker.Node) ? "The worker's name does not consist of 1 to 100 letters, digits, '.', '_' and '-'. Give it another one with --node."
            : join.Version != version ? $"The worker is Townlet {(Name().IsMatch(join.Version) ? join.Version : "of an unknown version")} and the coordinator {version}. Results of different versions cannot be compared: use the same on all machines."
            : null;
    }

    // Hashes of equal length, so that the comparison takes the same time whatever was sent.
    private bool IsRight(string? offered) =>
        secret is null || CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), SHA256.HashData(Encoding.UTF8.GetBytes(offered ?? "")));

    [GeneratedRegex("^[A-Za-z0-9._-]{1,100}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
