namespace Townlet.Experiments.Plans;

/// <summary>What was asked for is no experiment, or not the one that the folder holds. The message is for the user.</summary>
public sealed class ExperimentRefusedException(string message, Exception? cause = null) : Exception(message, cause);
