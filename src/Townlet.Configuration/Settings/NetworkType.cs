namespace Townlet.Configuration;

/// <summary><c>population.network_type</c>.</summary>
public enum NetworkType
{
    /// <summary>A multilayer perceptron over one observation.</summary>
    Simple,

    /// <summary>Convolution and LSTM over the life so far.</summary>
    Recurrent,
}
