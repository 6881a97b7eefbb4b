namespace Townlet.EndToEnd.Processes;

/// <summary>A row of the process table.</summary>
/// <param name="Id">Id of the process.</param>
/// <param name="Parent">Id of its parent.</param>
/// <param name="Group">Its process group.</param>
/// <param name="Name">Name of its program.</param>
/// <param name="Command">Its whole command line, with spaces between the arguments.</param>
internal sealed record RunningProcess(int Id, int Parent, int Group, string Name, string Command);
