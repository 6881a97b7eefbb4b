namespace Townlet.Experiments.Clustering;

/// <summary>What a node of the cluster is for.</summary>
internal static class ClusterRole
{
    /// <summary>Keeps the journal and grants the trials. Only nodes of this role have a say in who is a member.</summary>
    public const string Coordinator = "coordinator";

    /// <summary>Runs trials.</summary>
    public const string Worker = "worker";
}
