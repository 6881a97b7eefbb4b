using Townlet.Host;

return await TownletCommandLine.Parse(args).InvokeAsync();
