using Townlet.Benchmarks;

switch (args)
{
    case ["town"]:
        TownBenchmark.Run(new ResultLog("benchmarks/results"));
        return 0;
    case ["survival", var run]:
        SurvivalBenchmark.Run(run);
        return 0;
    default:
        Console.Error.WriteLine(
            """
            Usage: benchmarks/run NAME
              town            agent-steps a second of the town alone: L1, L2, L3 with 1, 64 and 1,024 agents
              survival RUN    the first and last lives of a finished run beside an agent that acts by chance
            """);
        return 2;
}
