namespace Townlet.Learning.Policies;

/// <summary>What lives under one policy remember: the hidden state of the network for each life, or nothing where the network is not recurrent.</summary>
public sealed class PolicyMemory
{
    private readonly int _size;

    internal PolicyMemory(int lives, int size)
    {
        Lives = lives;
        _size = size;
        States = new float[lives * size];
    }

    public int Lives { get; }

    /// <summary>Shape [lives, memory size of the network].</summary>
    internal float[] States { get; }

    /// <summary>Clears the memory of a life, because a new one begins.</summary>
    public void Clear(int life) => States.AsSpan(life * _size, _size).Clear();
}
