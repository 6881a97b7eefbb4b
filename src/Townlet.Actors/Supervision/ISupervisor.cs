namespace Townlet.Actors.Supervision;

/// <summary>The key by which Akka.Hosting finds the address of a run: <c>IRequiredActor&lt;ISupervisor&gt;</c>. <see cref="Supervisor"/> lists what may be told it.</summary>
#pragma warning disable CA1040 // a key has no members
public interface ISupervisor;
#pragma warning restore CA1040
