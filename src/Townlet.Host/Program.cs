using Townlet.Host;

// Before anything else is loaded: each library takes a handle.
if (HandleLimit.Fault() is { } fault)
{
    await Console.Error.WriteLineAsync(fault);
    return ExitCode.RunFailed;
}

return await TownletCommandLine.InvokeAsync(args);
