using Townlet.Host;
using Townlet.Host.Commands;
using Townlet.Host.Lifetime;

// Before anything else is loaded: each library takes a handle.
if (HandleLimit.Fault() is { } fault)
{
    await Console.Error.WriteLineAsync(fault);
    return ExitCode.RunFailed;
}

return await TownletCommandLine.InvokeAsync(args);
