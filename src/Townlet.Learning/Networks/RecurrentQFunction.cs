using TorchSharp;
using Townlet.World;
using Townlet.World.Definition;
using static TorchSharp.torch;

namespace Townlet.Learning.Networks;

/// <summary>
/// <c>network_type: recurrent</c>, a deep recurrent Q-network (Hausknecht and Stone 2015). The window goes through two
/// convolutions; position, meters (with the clock and the activity's progress where time passes) and place through one
/// layer each; all of it into an LSTM (Hochreiter and Schmidhuber 1997) of 256 units, whose output gives the values.
/// </summary>
/// <remarks>
/// Images have their channels last, with and without torch, so that a convolution is a dense layer over patches.
/// The gates lie in the order input, forget, output, candidate. For one caller at a time, since evaluation keeps working memory.
/// The torch version is used on a GPU, and tests compare <see cref="RecurrentPass"/> with it.
/// </remarks>
internal sealed class RecurrentQFunction : QFunction
{
    public const int FirstChannels = 16;
    public const int SecondChannels = 32;
    public const int WindowFeatures = 128;
    public const int PartFeatures = 32;
    public const int Features = WindowFeatures + (3 * PartFeatures);
    public const int Hidden = 256;
    public const int Gates = 4 * Hidden;
    public const int HeadHidden = 128;
    public const int PositionInputs = 2;

    private const int KernelSize = 3;
    private const int Kernel = KernelSize * KernelSize;

    /// <summary>Clock (sine and cosine) and progress of the activity.</summary>
    private const int TemporalInputs = 3;

    private readonly bool _dueling;
    private readonly int[] _fanIn;
    private RecurrentPass? _acting;

    /// <param name="definition">A town with partial observability.</param>
    /// <param name="dueling">True where value and advantage have separate heads.</param>
    public RecurrentQFunction(TownDefinition definition, bool dueling)
    {
        _dueling = dueling;
        Side = (2 * definition.Observation.VisionRange) + 1;
        Places = definition.Places.Length + 1;
        Meters = definition.Meters.Length;
        Temporal = definition.Temporal ? TemporalInputs : 0;
        Outputs = dueling ? Actions + 1 : Actions;
        Layout = new ParameterLayout(
        [
            ("conv0.weight", [KernelSize, KernelSize, 1, FirstChannels]), ("conv0.bias", [FirstChannels]),
            ("conv1.weight", [KernelSize, KernelSize, FirstChannels, SecondChannels]), ("conv1.bias", [SecondChannels]),
            ("window.weight", [Cells * SecondChannels, WindowFeatures]), ("window.bias", [WindowFeatures]),
            ("position.weight", [PositionInputs, PartFeatures]), ("position.bias", [PartFeatures]),
            ("meters.weight", [Meters + Temporal, PartFeatures]), ("meters.bias", [PartFeatures]),
            ("place.weight", [Places, PartFeatures]), ("place.bias", [PartFeatures]),
            ("lstm.input_weight", [Features, Gates]), ("lstm.bias", [Gates]),
            ("lstm.hidden_weight", [Hidden, Gates]),
            ("head0.weight", [Hidden, HeadHidden]), ("head0.bias", [HeadHidden]),
            ("head1.weight", [HeadHidden, Outputs]), ("head1.bias", [Outputs]),
        ]);
        _fanIn =
        [
            Kernel, Kernel, Kernel * FirstChannels, Kernel * FirstChannels, Cells * SecondChannels, Cells * SecondChannels,
            PositionInputs, PositionInputs, Meters + Temporal, Meters + Temporal, Places, Places,
            Hidden, Hidden, Hidden, Hidden, Hidden, HeadHidden, HeadHidden,
        ];
    }

    public override ParameterLayout Layout { get; }

    /// <summary>Hidden state and cell state of the LSTM.</summary>
    public override int MemorySize => 2 * Hidden;

    /// <summary>Cells per side of the window.</summary>
    public int Side { get; }

    public int Cells => Side * Side;

    public int Meters { get; }

    /// <summary>Slots for the place under the agent, including the one for "no place".</summary>
    public int Places { get; }

    /// <summary>Number of floats about time; 0 where time does not pass.</summary>
    public int Temporal { get; }

    /// <summary>Number of outputs of the last layer.</summary>
    public int Outputs { get; }

    public override int ObservationSize => Cells + PositionInputs + Meters + Places + Temporal;

    /// <summary>
    /// Draws weights uniformly from +-1/sqrt(fan-in), for the LSTM +-1/sqrt(256): PyTorch's defaults. They come from our own
    /// generator, since torch has only one for the whole process.
    /// </summary>
    public override float[] DrawWeights(ref RandomSource random)
    {
        var values = new float[Layout.Length];
        for (var i = 0; i < Layout.Blocks.Length; i++)
        {
            var bound = 1 / Math.Sqrt(_fanIn[i]);
            foreach (ref var value in Layout.Blocks[i].In(values.AsSpan()))
            {
                value = (float)(((2 * random.NextDouble()) - 1) * bound);
            }
        }

        return values;
    }

    /// <param name="parameters">Parameters in this <see cref="Layout"/>.</param>
    /// <param name="observations">Shape [steps, lives, observation size].</param>
    /// <param name="memories">Shape [lives, <see cref="MemorySize"/>]; null: each life begins with an empty memory.</param>
    /// <returns>Shape [steps * lives, 6], step by step.</returns>
    public override Tensor Forward(Parameters parameters, Tensor observations, Tensor? memories = null)
    {
        var steps = (int)observations.shape[0];
        var lives = observations.shape[1];
        var rows = observations.view(steps * lives, ObservationSize);
        var features = ReadFeatures(parameters, rows);
        var inputs = Linear(parameters, RecurrentBlock.LstmInput, features).view(steps, lives, Gates);

        // Kept in a variable: a temporary one could be garbage-collected while native code reads it.
        using Scalar one = 1;
        var hiddens = new Tensor[steps];
        var hidden = memories?.narrow(1, 0, Hidden);
        var cell = memories?.narrow(1, Hidden, Hidden);
        for (var step = 0; step < steps; step++)
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

        var head = Linear(parameters, RecurrentBlock.Head0, cat(hiddens, 0)).relu_();
        return DuelingHead.Values(Linear(parameters, RecurrentBlock.Head1, head), _dueling);
    }

    protected override void MakeRoom(int lives) => _acting = new RecurrentPass(this, steps: 1, lives);

    protected override void EvaluateTogether(
        ReadOnlySpan<float> weights, int lives, ReadOnlySpan<float> observations, Span<float> memories, Span<float> qValues) =>
        _acting!.Forward(weights, steps: 1, lives, observations, memories, qValues);

    private static Tensor Linear(Parameters parameters, RecurrentBlock block, Tensor input) =>
        addmm(parameters[(int)block + 1], input, parameters[(int)block], 1, 1);

    private Tensor ReadFeatures(Parameters parameters, Tensor rows)
    {
        var window = rows.narrow(1, 0, Cells).reshape(-1, 1, Side, Side);
        var image = Convolve(parameters, RecurrentBlock.Conv0, window);
        image = Convolve(parameters, RecurrentBlock.Conv1, image);
        var seen = Linear(parameters, RecurrentBlock.Window, image.permute(0, 2, 3, 1).reshape(-1, Cells * SecondChannels)).relu_();
        var position = Linear(parameters, RecurrentBlock.Position, rows.narrow(1, Cells, PositionInputs)).relu_();
        var meters = rows.narrow(1, Cells + PositionInputs, Meters);
        if (Temporal > 0)
        {
            meters = cat([meters, rows.narrow(1, ObservationSize - Temporal, Temporal)], 1);
        }

        var needs = Linear(parameters, RecurrentBlock.Meters, meters).relu_();
        var place = Linear(parameters, RecurrentBlock.Place, rows.narrow(1, Cells + PositionInputs + Meters, Places)).relu_();
        return cat([seen, position, needs, place], 1);
    }

    private static Tensor Convolve(Parameters parameters, RecurrentBlock block, Tensor image) =>
        nn.functional.conv2d(image, parameters[(int)block].permute(3, 2, 0, 1), parameters[(int)block + 1], padding: [1, 1]).relu_();
}
