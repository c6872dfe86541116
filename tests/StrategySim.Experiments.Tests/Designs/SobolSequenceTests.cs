using StrategySim.Experiments.Designs;

namespace StrategySim.Experiments.Tests.Designs;

public class SobolSequenceTests
{
    [Fact]
    public void TheFirstEightPointsInTwoDimensions_AreThePublishedOnes()
    {
        // As in Joe and Kuo's notes, figure 1, and every implementation in the order of the Gray code.
        Assert.Equal(
            [[0, 0], [0.5, 0.5], [0.75, 0.25], [0.25, 0.75], [0.375, 0.375], [0.875, 0.875], [0.625, 0.125], [0.125, 0.625]],
            new SobolSequence(2, 8).Points());
    }

    [Fact]
    public void PointsFarOut_AreThoseOfAnIndependentProgram()
    {
        // In units of 2⁻³², dimensions 1, 2, 3, 10, 47, 70, 100; made with the recurrence of the whole numbers m_k, Joe and Kuo (2008), equation 2,
        // m_k = 2a₁m_(k−1) ⊕ 4a₂m_(k−2) ⊕ … ⊕ 2^s·m_(k−s) ⊕ m_(k−s), the first point also step by step from the origin.
        Agree(12_345, 2752774144, 3493593088, 688652288, 1845231616, 4217110528, 1656487936, 2314469376);
        Agree(987_654_321, 2537197028, 2354976556, 1767331772, 1004529404, 2013626236, 1588561660, 3426550796);

        static void Agree(long index, params uint[] expected)
        {
            double[] point = new SobolSequence(100, 1L << 32).Point(index);
            Assert.Equal(expected, new[] { 1, 2, 3, 10, 47, 70, 100 }.Select(dimension => (uint)(point[dimension - 1] * (1L << 32))));
        }
    }

    [Fact]
    public void ThePointsOfTenDimensions_BeginAsWorkedByHand()
    {
        // v₁ = 1/2 in all; v₂ = m₂/4, with m₂ = 3 in dimensions 2 (by the recurrence), 3, 4 and 7, and 1 in the others: point 2 is v₁ ⊕ v₂, point 3 is v₂.
        var sequence = new SobolSequence(10, 10);
        Assert.All(sequence.Point(1), u => Assert.Equal(0.5, u));
        Assert.Equal([0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75, 0.75, 0.75], sequence.Point(2));
        Assert.Equal([0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25, 0.25, 0.25], sequence.Point(3));
    }

    [Fact]
    public void EveryDimension_HoldsOnePointInEachCellOfEachPowerOfTwo()
    {
        double[][] points = [.. new SobolSequence(SobolSequence.MaximumDimension, 1024).Points()];
        for (int j = 0; j < SobolSequence.MaximumDimension; j++)
            Assert.Equal(Enumerable.Range(0, 1024), points.Select(p => (int)(p[j] * 1024)).Order());
    }

    [Fact]
    public void TheFirstTwoDimensions_AreANetWithOnePointInEveryBoxOfEveryShape_PlainAndScrambled()
    {
        // (0, m, 2)-net: of 2⁸ points each box of 2⁻ᵏ by 2^(k−8) holds exactly one.
        foreach (NestedUniformScramble? scramble in new[] { null, new NestedUniformScramble(2, 4, "scramble") })
        {
            double[][] points = [.. new SobolSequence(2, 256, scramble).Points()];
            for (int k = 0; k <= 8; k++)
                Assert.Equal(256, points.Select(p => ((int)(p[0] * (1 << k)), (int)(p[1] * (1 << (8 - k))))).Distinct().Count());
        }
    }

    [Fact]
    public void EveryRowOfTheTable_IsAPrimitivePolynomialWithOddInitialNumbers()
    {
        IReadOnlyList<JoeKuoDirectionNumbers.Row> rows = JoeKuoDirectionNumbers.Rows;
        Assert.Equal(SobolSequence.MaximumDimension, rows.Count);
        Assert.Equal(rows.Count, rows.Select(row => (row.Degree, row.Coefficients)).Distinct().Count());
        foreach (JoeKuoDirectionNumbers.Row row in rows.Skip(1))
        {
            Assert.Equal(row.Degree, row.Initial.Count);
            Assert.All(row.Initial.Select((m, k) => (m, k)), pair => Assert.True(pair.m % 2 == 1 && pair.m < 2u << pair.k));
            // Primitive: the powers of x run through all 2^s − 1 residues.
            uint polynomial = (1u << row.Degree) | (row.Coefficients << 1) | 1, power = 1;
            int order = 0;
            do
            {
                power <<= 1;
                if ((power >> row.Degree) != 0) power ^= polynomial;
                order++;
            }
            while (power != 1);
            Assert.Equal((1 << row.Degree) - 1, order);
        }
    }

    [Fact]
    public void ScrambledPoints_AreUniform_EachByItself()
    {
        // The first plain point is the origin; scrambled it is anywhere.
        double[] first = [.. Enumerable.Range(0, 20_000).Select(k => new SobolSequence(1, 1, new NestedUniformScramble(1, 9, "scramble", k)).Point(0)[0])];
        Assert.Equal(0.5, first.Average(), 0.008);
        Assert.Equal(1.0 / 3, first.Average(u => u * u), 0.008);
        Assert.Equal(0.1, first.Count(u => u < 0.1) / 20_000.0, 0.008);
    }

    [Fact]
    public void ScrambledMeans_AreUnbiased_AndMuchMorePreciseThanMonteCarlo()
    {
        // ∫ over the square of 4xy is 1 with variance 7/9: the mean of 256 independent points has standard deviation 0.055.
        double[] means =
        [
            .. Enumerable.Range(0, 200).Select(k =>
                new SobolSequence(2, 256, new NestedUniformScramble(2, 9, "scramble", k)).Points().Average(p => 4 * p[0] * p[1])),
        ];
        double sd = Math.Sqrt(means.Sum(m => (m - 1) * (m - 1)) / 200);
        Assert.Equal(1, means.Average(), 4 * sd / Math.Sqrt(200));
        Assert.InRange(sd, 1e-5, 0.055 / 20);
    }

    [Fact]
    public void AScramble_IsNested_PointsInOneCellStayInOneCell()
    {
        var scramble = new NestedUniformScramble(1, 2, "scramble");
        // Numbers that share their first k digits share them after the scramble, and part at the next as they did.
        for (int k = 0; k < 31; k++)
        {
            uint low = 0xA5A5A5A5, high = low ^ (1u << (31 - k));
            ulong a = (ulong)(scramble.Apply(0, low) * (1UL << 53)), b = (ulong)(scramble.Apply(0, high) * (1UL << 53));
            Assert.Equal(52 - k, System.Numerics.BitOperations.Log2(a ^ b));
        }
    }

    [Fact]
    public void DimensionsWithoutDirectionNumbers_AreRefusedWithTheirLimit()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new SobolSequence(101, 8));
        Assert.Contains("at most 100 dimensions", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SobolSequence(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SobolSequence(2, (1L << 32) + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SobolSequence(2, 8, new NestedUniformScramble(1, 1, "scramble")));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SobolSequence(2, 8).Point(8));
    }

    [Fact]
    public void TheLastPointOfTheSequence_CanBeHadAtOnce() =>
        Assert.All(new SobolSequence(100, 1L << 32).Point((1L << 32) - 1), u => Assert.InRange(u, 0, 1 - 1e-10));
}
