using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Learning.Networks;

/// <summary>
/// <c>network_type: recurrent</c>, a deep recurrent Q-network (Hausknecht and Stone 2015). The window goes through two
/// convolutions; position, meters (with the clock and the activity's progress where time passes) and place through one
/// layer each; all of it into an LSTM (Hochreiter and Schmidhuber 1997) of 256 units, whose output gives the values.
/// </summary>
/// <remarks>
/// Images have their channels last, so that a convolution is a dense layer over patches.
/// The gates lie in the order input, forget, output, candidate. For one caller at a time, since evaluation keeps working memory.
/// </remarks>
public sealed class RecurrentQFunction : QFunction
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

    private readonly int[] _fanIn;
    private RecurrentPass? _acting;

    /// <param name="definition">A town with partial observability.</param>
    /// <param name="dueling">True where value and advantage have separate heads.</param>
    public RecurrentQFunction(TownDefinition definition, bool dueling)
    {
        Dueling = dueling;
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

    /// <summary>True where value and advantage have separate heads.</summary>
    public bool Dueling { get; }

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

    protected override void MakeRoom(int lives) => _acting = new RecurrentPass(this, steps: 1, lives);

    protected override void EvaluateTogether(
        ReadOnlySpan<float> weights, int lives, ReadOnlySpan<float> observations, Span<float> memories, Span<float> qValues) =>
        _acting!.Forward(weights, steps: 1, lives, observations, memories, qValues);
}
