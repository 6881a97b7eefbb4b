using TorchSharp;
using Townlet.Learning.Engines;
using Townlet.Learning.Networks;
using static TorchSharp.torch;

namespace Townlet.Learning.Torch;

/// <summary>A <see cref="RecurrentQFunction"/> as tensor operations, unrolled step by step.</summary>
internal sealed class RecurrentTensorFunction(RecurrentQFunction function) : TensorFunction
{
    private const int Hidden = RecurrentQFunction.Hidden;
    private const int Gates = RecurrentQFunction.Gates;
    private const int PositionInputs = RecurrentQFunction.PositionInputs;

    public override Tensor Forward(TensorParameters parameters, Tensor observations, BatchShape shape, Tensor? memories)
    {
        var features = ReadFeatures(parameters, observations);
        var inputs = Linear(parameters, RecurrentBlock.LstmInput, features).view(shape.Steps, shape.Lives, Gates);

        // Kept in a variable: a temporary one could be garbage-collected while native code reads it.
        using Scalar one = 1;
        var hiddens = new Tensor[shape.Steps];
        var hidden = memories?.narrow(1, 0, Hidden);
        var cell = memories?.narrow(1, Hidden, Hidden);
        for (var step = 0; step < shape.Steps; step++)
        {
            var gates = inputs[step];
            if (hidden is not null)
            {
                gates = addmm(gates, hidden, parameters[(int)RecurrentBlock.LstmHiddenWeight], 1, 1);
            }

            var opened = gates.narrow(1, 0, 3 * Hidden).sigmoid();
            var candidate = gates.narrow(1, 3 * Hidden, Hidden).tanh();
            var written = opened.narrow(1, 0, Hidden).mul(candidate);
            cell = cell is null ? written : written.addcmul(opened.narrow(1, Hidden, Hidden), cell, one);
            hidden = hiddens[step] = opened.narrow(1, 2 * Hidden, Hidden).mul(cell.tanh());
        }

        return ReadValues(parameters, cat(hiddens, 0));
    }

    /// <summary>What the LSTM reads: window, position, meters with time, and place.</summary>
    /// <returns>Shape [rows, <see cref="RecurrentQFunction.Features"/>].</returns>
    internal Tensor ReadFeatures(TensorParameters parameters, Tensor rows)
    {
        var cells = function.Cells;
        var meterCount = function.Meters;
        var window = rows.narrow(1, 0, cells).reshape(-1, 1, function.Side, function.Side);
        var image = Convolve(parameters, RecurrentBlock.Conv0, window);
        image = Convolve(parameters, RecurrentBlock.Conv1, image);
        var seen = Linear(parameters, RecurrentBlock.Window, image.permute(0, 2, 3, 1).reshape(-1, cells * RecurrentQFunction.SecondChannels)).relu_();
        var position = Linear(parameters, RecurrentBlock.Position, rows.narrow(1, cells, PositionInputs)).relu_();
        var meters = rows.narrow(1, cells + PositionInputs, meterCount);
        if (function.Temporal > 0)
        {
            meters = cat([meters, rows.narrow(1, function.ObservationSize - function.Temporal, function.Temporal)], 1);
        }

        var needs = Linear(parameters, RecurrentBlock.Meters, meters).relu_();
        var place = Linear(parameters, RecurrentBlock.Place, rows.narrow(1, cells + PositionInputs + meterCount, function.Places)).relu_();
        return cat([seen, position, needs, place], 1);
    }

    /// <summary>The values that the LSTM's outputs stand for.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="hidden">Shape [rows, <see cref="RecurrentQFunction.Hidden"/>].</param>
    internal Tensor ReadValues(TensorParameters parameters, Tensor hidden)
    {
        var head = Linear(parameters, RecurrentBlock.Head0, hidden).relu_();
        return QValues(Linear(parameters, RecurrentBlock.Head1, head), function.Dueling);
    }

    private static Tensor Linear(TensorParameters parameters, RecurrentBlock block, Tensor input) => Linear(parameters, (int)block, input);

    private static Tensor Convolve(TensorParameters parameters, RecurrentBlock block, Tensor image) =>
        nn.functional.conv2d(image, parameters[(int)block].permute(3, 2, 0, 1), parameters[(int)block + 1], padding: [1, 1]).relu_();
}
