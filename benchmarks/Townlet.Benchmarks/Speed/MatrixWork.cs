using Townlet.Configuration;
using Townlet.Learning;
using static TorchSharp.torch;

namespace Townlet.Benchmarks;

/// <summary>The matrix products of one learner step, and how long they take with nothing around them: the roof of the learner.</summary>
internal sealed class MatrixWork
{
    private readonly List<(int Rows, int Columns, int Inner, int Times)> _products = [];
    private readonly bool _managed;

    private MatrixWork(bool managed)
    {
        _managed = managed;
    }

    /// <param name="function">Whose passes are counted.</param>
    /// <param name="population">Decides how many passes a step has.</param>
    /// <param name="batch">Decides how many rows a pass has.</param>
    public static MatrixWork Of(QFunction function, PopulationSettings population, ReplayBatch batch) =>
        function is RecurrentQFunction recurrent ? OfRecurrent(recurrent, batch.Rows, population.BatchSize) : OfSimple(function, population);

    /// <summary>With the product that this network's learner uses, each size by itself, the best of several runs.</summary>
    public double SecondsAlone() => _products.Distinct().Sum(product => product.Times * _products.Count(same => same == product) / Rate.Of(Product(product.Rows, product.Columns, product.Inner), seconds: 0.05).Max());

    private static MatrixWork OfSimple(QFunction function, PopulationSettings population)
    {
        var work = new MatrixWork(managed: false);
        var passes = population.DoubleDqn ? 3 : 2;
        foreach (var block in function.Layout.Blocks.Where(block => block.Shape.Length == 2))
        {
            work.AddLayer(population.BatchSize, block.Shape[0], block.Shape[1], passes, first: block.Offset == 0);
        }

        return work;
    }

    /// <summary>Two forward passes over the unrolled sequences, online and target network, and one backward.</summary>
    private static MatrixWork OfRecurrent(RecurrentQFunction function, int rows, int sequences)
    {
        var work = new MatrixWork(managed: true);
        foreach (var block in function.Layout.Blocks.Where(block => block.Shape.Length > 1))
        {
            var inner = block.Shape[..^1].Aggregate(1, (product, size) => product * size);
            var columns = block.Shape[^1];
            var convolution = block.Shape.Length == 4;
            if (block.Name == "lstm.hidden_weight")
            {
                // Each step waits for the one before.
                work.AddLayer(sequences, inner, columns, passes: 2, first: false, times: rows / sequences);
            }
            else
            {
                work.AddLayer(convolution ? rows * function.Cells : rows, inner, columns, passes: 2, first: block.Offset == 0);
            }
        }

        return work;
    }

    /// <summary>Forward as often as said, and once backward: to the weights, and to the inputs where these are not the observation.</summary>
    private void AddLayer(int rows, int inner, int columns, int passes, bool first, int times = 1)
    {
        _products.AddRange(Enumerable.Repeat((rows, columns, inner, times), passes));
        _products.Add((inner, columns, rows, times));
        if (!first)
        {
            _products.Add((rows, inner, columns, times));
        }
    }

    private Func<long> Product(int rows, int columns, int inner)
    {
        if (_managed)
        {
            var (a, b, c) = (new float[rows * inner], new float[inner * columns], new float[rows * columns]);
            return () =>
            {
                MatrixProduct.Add(rows, columns, inner, new(a, inner), new(b, columns), c, columns);
                return 1;
            };
        }

        var left = zeros(rows, inner);
        var right = zeros(inner, columns);
        return () =>
        {
            using var product = left.mm(right);
            return 1;
        };
    }
}
