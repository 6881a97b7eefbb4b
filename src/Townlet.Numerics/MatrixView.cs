namespace Townlet.Numerics;

/// <summary>How a matrix lies in memory: element (i, j) at i * <see cref="Row"/> + j * <see cref="Column"/>.</summary>
/// <param name="values">The memory, from element (0, 0) on.</param>
/// <param name="row">Floats from one row to the next.</param>
/// <param name="column">Floats from one column to the next.</param>
public readonly ref struct MatrixView(ReadOnlySpan<float> values, int row, int column = 1)
{
    public ReadOnlySpan<float> Values { get; } = values;

    public int Row { get; } = row;

    public int Column { get; } = column;

    /// <summary>The same memory with rows and columns exchanged.</summary>
    public MatrixView Transposed => new(Values, Column, Row);

    /// <summary>The part of the matrix that begins at this element.</summary>
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
