namespace Townlet.Learning;

/// <summary>How a matrix lies in memory: element (i, j) at i * <see cref="Row"/> + j * <see cref="Column"/>.</summary>
/// <param name="values">Beginning with element (0, 0).</param>
/// <param name="row">Distance of two rows.</param>
/// <param name="column">Distance of two columns.</param>
internal readonly ref struct MatrixView(ReadOnlySpan<float> values, int row, int column = 1)
{
    public ReadOnlySpan<float> Values { get; } = values;

    public int Row { get; } = row;

    public int Column { get; } = column;

    /// <summary>The same memory with rows and columns exchanged.</summary>
    public MatrixView Transposed => new(Values, Column, Row);

    /// <summary>What lies below and to the right of an element.</summary>
    public MatrixView From(int row, int column) => new(Values[((row * Row) + (column * Column))..], Row, Column);

    /// <exception cref="ArgumentException">The memory is too short for this shape.</exception>
    public void Require(int rows, int columns)
    {
        if (Values.Length <= ((rows - 1) * Row) + ((columns - 1) * Column))
        {
            throw new ArgumentException("A matrix is smaller than its shape.");
        }
    }
}
