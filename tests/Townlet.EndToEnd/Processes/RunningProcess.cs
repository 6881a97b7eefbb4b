namespace Townlet.EndToEnd;

/// <summary>A row of the process table.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Parent">The number of its parent.</param>
/// <param name="Group">Its process group.</param>
/// <param name="Name">Its program, as the system calls it.</param>
/// <param name="Command">Its whole command line, arguments with spaces between.</param>
internal sealed record RunningProcess(int Id, int Parent, int Group, string Name, string Command);
