namespace Townlet.Learning;

/// <summary>What lives under one policy remember: nothing where the network is feed-forward, else its hidden state, one an agent.</summary>
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

    /// <summary>A new life begins.</summary>
    public void Clear(int life) => States.AsSpan(life * _size, _size).Clear();
}
