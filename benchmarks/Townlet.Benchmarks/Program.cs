using Townlet.Benchmarks;

Action<ResultLog>? benchmark = args switch
{
    ["town"] => TownBenchmark.Run,
    _ => null,
};

if (benchmark is null)
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project benchmarks/Townlet.Benchmarks -- town");
    return 2;
}

benchmark(new ResultLog("benchmarks/results"));
return 0;
