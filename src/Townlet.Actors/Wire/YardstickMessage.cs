using Townlet.Learning.Evaluation;

namespace Townlet.Actors.Wire;

/// <summary>What survival is held against was measured.</summary>
internal sealed record YardstickMessage(MeanSteps Random, MeanSteps Caretaker) : Message;

/// <summary>The same where it stands in <see cref="ConnectedMessage"/>.</summary>
internal sealed record YardstickState(MeanSteps Random, MeanSteps Caretaker)
{
    public static YardstickState Of(SurvivalYardstick yardstick) => new(MeanSteps.Of(yardstick.Random), MeanSteps.Of(yardstick.Caretaker));
}

internal sealed record MeanSteps(double Mean)
{
    public static MeanSteps Of(double steps) => new(Math.Round(steps, 1));
}
