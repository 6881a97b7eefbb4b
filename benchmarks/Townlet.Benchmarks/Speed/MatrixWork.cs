using Townlet.Configuration.Settings;
using Townlet.Learning.Networks;
using Townlet.Learning.Replay;
using Townlet.Numerics;
using static TorchSharp.torch;

namespace Townlet.Benchmarks.Speed;

/// <summary>The matrix products of one learner step, and how long they take alone: the limit of the learner's speed.</summary>
internal sealed class MatrixWork
{
    private readonly List<(int Rows, int Columns, int Inner, int Times)> _products = [];

    /// <param name="function">The network whose passes are counted.</param>
    /// <param name="population">Determines the number of passes per step.</param>
    /// <param name="batch">Determines the number of rows per pass.</param>
    public static MatrixWork Of(QFunction function, PopulationSettings population, ReplayBatch batch) =>
        function is RecurrentQFunction recurrent ? OfRecurrent(recurrent, batch.Rows, population.BatchSize) : OfSimple(function, population);

    /// <summary>Measures each size by itself, as the best of several runs, with the learner's own product or torch's on one thread, whichever is faster.</summary>
    public double SecondsAlone()
    {
        return _products.Sum(product =>
            product.Times / Math.Max(Best(Own(product.Rows, product.Columns, product.Inner)), Best(OfTorch(product.Rows, product.Columns, product.Inner))));
    }

    private static MatrixWork OfSimple(QFunction function, PopulationSettings population)
    {
        var work = new MatrixWork();
        var passes = population.DoubleDqn ? 3 : 2;
        foreach (var block in function.Layout.Blocks.Where(block => block.Shape.Length == 2))
        {
            work.AddForward(population.BatchSize, block.Shape[0], block.Shape[1], passes);
            work.AddBackward(population.BatchSize, block.Shape[0], block.Shape[1], first: block.Offset == 0);
        }

        return work;
    }

    /// <summary>Two forward passes over the unrolled sequences, one of the online and one of the target network, and one backward pass, which leaves out the last step.</summary>
    private static MatrixWork OfRecurrent(RecurrentQFunction function, int rows, int sequences)
    {
        var work = new MatrixWork();
        var learnt = rows - sequences;
        foreach (var block in function.Layout.Blocks.Where(block => block.Shape.Length > 1))
        {
            var inner = block.Shape[..^1].Aggregate(1, (product, size) => product * size);
            var columns = block.Shape[^1];
            if (block.Name == "lstm.hidden_weight")
            {
                // Each step needs the result of the one before.
                work.AddForward(sequences, inner, columns, times: 2 * rows / sequences);
                work._products.Add((inner, columns, learnt, 1));
                work._products.Add((sequences, inner, columns, (learnt / sequences) - 1));
                continue;
            }

            var cells = block.Shape.Length == 4 ? function.Cells : 1;
            work.AddForward(rows * cells, inner, columns, times: 2);
            work.AddBackward(learnt * cells, inner, columns, first: block.Offset == 0);
        }

        return work;
    }

    private void AddForward(int rows, int inner, int columns, int times) => _products.Add((rows, columns, inner, times));

    /// <summary>Adds the gradients of the weights, and of the inputs unless these are the observation.</summary>
    private void AddBackward(int rows, int inner, int columns, bool first)
    {
        _products.Add((inner, columns, rows, 1));
        if (!first)
        {
            _products.Add((rows, inner, columns, 1));
        }
    }

    private static double Best(Func<long> product) => Rate.Of(product, seconds: 0.05).Max();

    private static Func<long> Own(int rows, int columns, int inner)
    {
        var (a, b, c) = (new float[rows * inner], new float[inner * columns], new float[rows * columns]);
        return () =>
        {
            MatrixProduct.Add(new(rows, inner, a, inner), new MatrixView(inner, columns, b, columns), c, columns);
            return 1;
        };
    }

    private static Func<long> OfTorch(int rows, int columns, int inner)
    {
        var left = zeros(rows, inner);
        var right = zeros(inner, columns);
        return () =>
        {
            // Torch stores this setting per thread, and BenchmarkDotNet chooses the thread.
            set_num_threads(1);
            using var product = left.mm(right);
            return 1;
        };
    }
}
