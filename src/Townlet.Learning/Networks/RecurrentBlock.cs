namespace Townlet.Learning.Networks;

/// <summary>Index of each layer's weight in the layout of <see cref="RecurrentQFunction"/>. The bias of a layer has the next index; the hidden weight has no bias.</summary>
public enum RecurrentBlock
{
    Conv0 = 0,
    Conv1 = 2,
    Window = 4,
    Position = 6,
    Meters = 8,
    Place = 10,
    LstmInput = 12,
    LstmHiddenWeight = 14,
    Head0 = 15,
    Head1 = 17,
}
