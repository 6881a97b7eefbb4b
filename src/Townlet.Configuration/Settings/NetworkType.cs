namespace Townlet.Configuration.Settings;

/// <summary><c>population.network_type</c>.</summary>
public enum NetworkType
{
    /// <summary>A multilayer perceptron that sees one observation.</summary>
    Simple,

    /// <summary>Convolution and LSTM, which remember the life so far.</summary>
    Recurrent,
}
