using Townlet.Host;

return await TownletCommandLine.InvokeAsync(args);
