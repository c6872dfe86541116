using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Tests.Numerics;

public sealed class LinearAlgebraTests
{
    [Fact]
    public void LinearProgram_Chvatal_TheFirstExample()
    {
        // Chvátal (1983), p. 13: maximise 5x + 4y + 3z; the optimum is 13 at (2, 0, 1).
        LinearOptimum optimum = Assert.IsType<LinearOptimum>(LinearProgram.Maximize(
            new Rational[,] { { 2, 3, 1 }, { 4, 1, 2 }, { 3, 4, 2 } }, [5, 11, 8], [5, 4, 3]));
        Assert.Equal(13, optimum.Value);
        Assert.Equal([2, 0, 1], optimum.X);
    }

    [Fact]
    public void LinearProgram_AnExampleThatCyclesUnderTheUsualRule_EndsUnderBlands()
    {
        // Chvátal (1983), pp. 31–32: cycles after six pivots with the largest-coefficient rule; the optimum is 1 at (1, 0, 1, 0).
        LinearOptimum optimum = Assert.IsType<LinearOptimum>(LinearProgram.Maximize(
            new Rational[,]
            {
                { Rational.Half, Rational.Create(-11, 2), Rational.Create(-5, 2), 9 },
                { Rational.Half, Rational.Create(-3, 2), Rational.Create(-1, 2), 1 },
                { 1, 0, 0, 0 },
            },
            [0, 0, 1],
            [10, -57, -9, -24]));
        Assert.Equal(1, optimum.Value);
        Assert.Equal([1, 0, 1, 0], optimum.X);
    }

    [Fact]
    public void LinearProgram_WithoutBound_IsNull() =>
        Assert.Null(LinearProgram.Maximize(new Rational[,] { { -1 } }, [1], [1]));

    [Fact]
    public void LinearProgram_BadInput_IsRefused()
    {
        Assert.Contains("b[0] is -1", Assert.Throws<ArgumentException>(() => LinearProgram.Maximize(new Rational[,] { { 1 } }, [-1], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("expected 1×2", Assert.Throws<ArgumentException>(() => LinearProgram.Maximize(new Rational[,] { { 1 } }, [1], [1, 1])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 1, 2, 2, 4 }, 0)]
    [InlineData(new[] { 0, 1, 1, 0 }, -1)]
    [InlineData(new[] { 2, 1, 1, 1 }, 1)]
    [InlineData(new[] { 0, 0, 1, 0, 1, 0, 1, 0, 0 }, -1)]
    [InlineData(new[] { 0, 1, 0, 0, 0, 1, 1, 0, 0 }, 1)]
    public void DeterminantSign_ByHand(int[] entries, int sign)
    {
        int n = (int)Math.Sqrt(entries.Length);
        var matrix = new Rational[n, n];
        for (int k = 0; k < entries.Length; k++) matrix[k / n, k % n] = entries[k];
        Assert.Equal(sign, RationalMatrix.DeterminantSign(matrix));
    }

    [Fact]
    public void Rank_CountsIndependentRows() =>
        Assert.Equal(2, RationalMatrix.Rank([(Rational[])[1, 2, 3], (Rational[])[2, 4, 6], (Rational[])[0, 1, 1], (Rational[])[1, 3, 4]]));
}
