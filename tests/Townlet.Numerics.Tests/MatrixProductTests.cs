namespace Townlet.Numerics.Tests;

public sealed class MatrixProductTests
{
    // Sizes around those of a block: 8 or 4 rows, 32 columns, inner dimension 256.
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 31, 5)]
    [InlineData(8, 32, 256)]
    [InlineData(9, 33, 257)]
    [InlineData(16, 6, 128)]
    [InlineData(25, 70, 600)]
    public void Product_is_added_to_what_is_there(int rows, int columns, int inner)
    {
        var random = new Random(1);
        var a = Draw(rows * inner, random);
        var b = Draw(inner * columns, random);
        var c = Draw(rows * columns, random);
        var expected = Product(rows, columns, inner, a, inner, 1, b, columns, 1, c);

        MatrixProduct.Add(new(rows, inner, a, inner), new MatrixView(inner, columns, b, columns), c, columns);

        AssertClose(expected, c);
    }

    [Theory]
    [InlineData(9, 33, 257)]
    [InlineData(24, 128, 16)]
    public void Transposed_matrix_is_one_with_its_strides_exchanged(int rows, int columns, int inner)
    {
        var random = new Random(1);
        var a = Draw(rows * inner, random);
        var b = Draw(inner * columns, random);
        var c = new float[rows * columns];
        var expected = Product(rows, columns, inner, a, 1, rows, b, 1, inner, c);

        MatrixProduct.Add(new MatrixView(inner, rows, a, rows).Transposed, new MatrixView(columns, inner, b, inner).Transposed, c, columns);

        AssertClose(expected, c);
    }

    [Fact]
    public void Columns_beside_the_matrix_are_left_alone()
    {
        var c = Enumerable.Repeat(7f, 10 * 40).ToArray();
        var ones = Enumerable.Repeat(1f, 10 * 3).ToArray();
        var b = Enumerable.Repeat(2f, 3 * 20).ToArray();

        MatrixProduct.Add(new(10, 3, ones, 3), new MatrixView(3, 20, b, 20), c, 40);

        for (var i = 0; i < c.Length; i++)
        {
            Assert.Equal(i % 40 < 20 ? 13 : 7, c[i]);
        }
    }

    [Theory]
    [InlineData(16, 32, 256, false)]
    [InlineData(9, 33, 257, false)]
    [InlineData(25, 70, 600, true)]
    public void Matrix_packed_before_gives_the_same_product_to_the_bit(int rows, int columns, int inner, bool transposed)
    {
        var random = new Random(1);
        var a = Draw(rows * inner, random);
        var values = Draw(inner * columns, random);
        var b = transposed ? new MatrixView(columns, inner, values, inner).Transposed : new MatrixView(inner, columns, values, columns);
        var expected = new float[rows * columns];
        var actual = new float[rows * columns];
        var packed = new PackedMatrix(inner, columns + 40);

        packed.Pack(b);
        MatrixProduct.Add(new(rows, inner, a, inner), packed, actual, columns);

        MatrixProduct.Add(new(rows, inner, a, inner), b, expected, columns);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Wide_and_narrow_vectors_give_the_same_sums_to_the_bit()
    {
        const int Depth = 100;
        var random = new Random(1);
        var a = Draw(8 * Depth, random);
        var panel = Draw(Depth * PackedMatrix.PanelWidth, random);
        var wide = Draw(8 * 40, random);
        var narrow = wide.ToArray();
        var before = wide.ToArray();

        MatrixProduct.AddEightRows(Depth, ref a[0], Depth, 1, ref panel[0], ref wide[0], 40);
        foreach (var row in (int[])[0, 4])
        {
            foreach (var column in (int[])[0, PackedMatrix.PanelWidth / 2])
            {
                MatrixProduct.AddFourRows(Depth, ref a[row * Depth], Depth, 1, ref panel[column], ref narrow[(row * 40) + column], 40);
            }
        }

        Assert.Equal(wide, narrow);
        Assert.NotEqual(before, narrow);
    }

    [Theory]
    [InlineData(8, 9, 9)]
    [InlineData(9, 8, 9)]
    [InlineData(9, 9, 8)]
    public void Matrix_smaller_than_its_shape_is_refused(int a, int b, int c) => Assert.Throws<ArgumentException>(
        () => MatrixProduct.Add(new(3, 3, new float[a], 3), new MatrixView(3, 3, new float[b], 3), new float[c], 3));

    private static float[] Draw(int length, Random random)
    {
        var values = new float[length];
        foreach (ref var value in values.AsSpan())
        {
            value = random.NextSingle() - 0.5f;
        }

        return values;
    }

    private static double[] Product(int rows, int columns, int inner, float[] a, int aRow, int aColumn, float[] b, int bRow, int bColumn, float[] c)
    {
        var product = new double[rows * columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                product[(i * columns) + j] = c[(i * columns) + j];
                for (var k = 0; k < inner; k++)
                {
                    product[(i * columns) + j] += (double)a[(i * aRow) + (k * aColumn)] * b[(k * bRow) + (j * bColumn)];
                }
            }
        }

        return product;
    }

    private static void AssertClose(double[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
}
