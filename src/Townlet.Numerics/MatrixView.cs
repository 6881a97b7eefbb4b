namespace Townlet.Numerics;

/// <summary>A matrix in memory that belongs to somebody else: element (i, j) lies at i * <see cref="Row"/> + j * <see cref="Column"/>.</summary>
public readonly ref struct MatrixView
{
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="values">The memory, from element (0, 0) on.</param>
    /// <param name="row">Floats from one row to the next.</param>
    /// <param name="column">Floats from one column to the next.</param>
    /// <exception cref="ArgumentException">The memory is too short for this shape.</exception>
    public MatrixView(int rows, int columns, ReadOnlySpan<float> values, int row, int column = 1)
    {
        if (rows > 0 && columns > 0 && values.Length <= ((rows - 1) * row) + ((columns - 1) * column))
        {
            throw new ArgumentException("A matrix is smaller than its shape.");
        }

        Values = values;
        (Rows, Columns, Row, Column) = (rows, columns, row, column);
    }

    public int Rows { get; }

    public int Columns { get; }

    public ReadOnlySpan<float> Values { get; }

    public int Row { get; }

    public int Column { get; }

    /// <summary>The same memory with rows and columns exchanged.</summary>
    public MatrixView Transposed => new(Columns, Rows, Values, Column, Row);

    /// <summary>A part of the matrix, which begins at this element and ends with the matrix at the latest.</summary>
    public MatrixView Part(int row, int column, int rows, int columns) => new(
        Math.Min(rows, Rows - row), Math.Min(columns, Columns - column), Values[((row * Row) + (column * Column))..], Row, Column);
}
