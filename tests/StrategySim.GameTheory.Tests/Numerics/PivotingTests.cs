using System.Numerics;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Pivoting;
using StrategySim.GameTheory.Tests.Equilibria;

namespace StrategySim.GameTheory.Tests.Numerics;

/// <summary>Integer pivoting of every width against plain arithmetic on integers of any length.</summary>
public sealed class PivotingTests
{
    [Fact]
    public void Word_EliminatesExactly_OrSaysThatItDoesNotFit() => CheckEliminate<long, WordArithmetic>(62, BigInteger.One << 62);

    [Fact]
    public void DoubleWord_EliminatesExactly_OrSaysThatItDoesNotFit() => CheckEliminate<Int128, DoubleWordArithmetic>(125, BigInteger.One << 126);

    [Fact]
    public void Word_TakesWhatFitsItsRange()
    {
        BigInteger greatest = BigInteger.One << 62;
        Assert.True(WordArithmetic.TryFrom(greatest, out long most) && most == 1L << 62);
        Assert.True(WordArithmetic.TryFrom(-greatest, out _));
        Assert.False(WordArithmetic.TryFrom(greatest + 1, out _));
        Assert.False(WordArithmetic.TryFrom(-greatest - 1, out _));
        Assert.True(DoubleWordArithmetic.TryFrom((BigInteger.One << 126) - 1, out _));
        Assert.False(DoubleWordArithmetic.TryFrom(BigInteger.One << 126, out _));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(61)]
    [InlineData(100)]
    [InlineData(125)]
    public void DoubleWord_ComparesProducts_EqualOnesToo(int bits)
    {
        var random = new RandomGames(5);
        for (int k = 0; k < 2_000; k++)
        {
            Int128 a = (Int128)Number(random, bits), b = (Int128)Number(random, bits), c = k % 3 == 0 ? b : (Int128)Number(random, bits);
            Int128 d = k % 3 == 0 ? (k % 2 == 0 ? a : a + 1) : (Int128)Number(random, bits);
            Assert.Equal(((BigInteger)a * b).CompareTo((BigInteger)c * d), DoubleWordArithmetic.CompareProducts(a, b, c, d));
        }
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 3)]
    [InlineData(8, 99)]
    [InlineData(12, 1_000_000)]
    [InlineData(20, 2_000_000_000)]
    public void LinearSystems_AreSolvedExactly(int size, int greatest)
    {
        var random = new RandomGames(11);
        for (int k = 0; k < 20; k++)
        {
            var a = new BigInteger[size, size];
            for (int r = 0; r < size; r++)
            {
                for (int c = 0; c < size; c++) a[r, c] = random.Next(-greatest, greatest);
            }

            BigInteger determinant = FractionFree.Solve(size, (r, c) => a[r, c], out BigInteger[] x);
            Assert.Equal(Determinant(a), determinant);
            bool lifted = PadicLifting.TrySolve(size, (r, c) => a[r, c], out BigInteger[] y, TestContext.Current.CancellationToken);
            Assert.Equal(!determinant.IsZero, lifted);
            if (!lifted) continue;
            BigInteger common = Row(a, y, 0);
            Assert.True(common.Sign > 0);
            for (int r = 0; r < size; r++)
            {
                Assert.Equal(determinant, Row(a, x, r));
                Assert.Equal(common, Row(a, y, r));
            }
        }
    }

    [Fact]
    public void Lifting_Solves100Equations_AndLeavesLongEntriesToElimination()
    {
        var random = new RandomGames(13);
        int[] entries = [.. Enumerable.Range(0, 10_000).Select(_ => random.Next(0, 99))];
        Assert.True(PadicLifting.TrySolve(100, (r, c) => entries[(r * 100) + c], out BigInteger[] x, TestContext.Current.CancellationToken));
        BigInteger[] sums = [.. Enumerable.Range(0, 100).Select(r => Enumerable.Range(0, 100).Aggregate(BigInteger.Zero, (sum, c) => sum + (entries[(r * 100) + c] * x[c])))];
        Assert.True(sums[0].Sign > 0);
        Assert.All(sums, sum => Assert.Equal(sums[0], sum));
        Assert.False(PadicLifting.TrySolve(1, (_, _) => BigInteger.One << 53, out _, TestContext.Current.CancellationToken));
        Assert.False(PadicLifting.TrySolve(2, (_, c) => c + 1, out _, TestContext.Current.CancellationToken));
    }

    /// <remarks>The polytope's vertices are known: the cube [0, 1]³ has 8, and bases of each width lead through the same ones and back.</remarks>
    [Theory]
    [InlineData("1")]
    [InlineData("10000000000000000000")]
    [InlineData("100000000000000000000000000000000000000000000")]
    public void Search_MeetsEveryVertexOfACube_AtEveryWidth(string scale)
    {
        BigInteger s = BigInteger.Parse(scale, System.Globalization.CultureInfo.InvariantCulture);
        var a = new BigInteger[3, 3];
        for (int i = 0; i < 3; i++) a[i, i] = s;
        SimplexDictionary root = SimplexDictionary.Create(a, [s, s, s]);
        BasisList found = ReverseSearch.Run([(root, [0, 1, 2, 3, 4, 5])], 1, null, TestContext.Current.CancellationToken)[0];
        Assert.Equal(7, found.Count);
        Assert.Equal(7, Enumerable.Range(0, 7).Select(k => found.Cobasis(k)[0]).Distinct().Count());
        Assert.All(Enumerable.Range(0, 7), k => Assert.Equal(found.Cobasis(k)[0], found.Zeros(k)[0]));

        var pool = new DictionaryPool();
        SimplexDictionary next = root.Pivot(root.LeavingRow(0), 0, pool);
        Assert.Equal(Rational.One, next.ValueOf(0));
        SimplexDictionary back = next.Pivot(Array.IndexOf(next.Basic, 0), Array.IndexOf(next.Cobasic, 3), pool);
        Assert.Equal(Rational.Zero, back.ValueOf(0));
        Assert.Equal((Rational)s, back.ValueOf(3));
    }

    private static void CheckEliminate<T, TArithmetic>(int bits, BigInteger limit)
        where T : struct
        where TArithmetic : struct, IEntryArithmetic<T>
    {
        var random = new RandomGames(17);
        int fitting = 0, refused = 0;
        for (int k = 0; k < 5_000; k++)
        {
            // A quotient of any size, with a divisor that is even as often as not, and a remainder made to vanish.
            BigInteger divisor = Number(random, random.Next(1, bits)) << (k % 4 == 0 ? random.Next(0, 3) : 0);
            if (divisor.IsZero || BigInteger.Abs(divisor) >= limit) continue;
            BigInteger row = Number(random, random.Next(1, bits)), factor = Number(random, random.Next(1, bits)), other = Number(random, random.Next(1, bits));
            BigInteger pivot = divisor * Number(random, 8);
            factor -= factor % divisor;
            if (BigInteger.Abs(pivot) >= limit || BigInteger.Abs(row) >= limit || BigInteger.Abs(factor) >= limit || BigInteger.Abs(other) >= limit) continue;
            BigInteger expected = ((row * pivot) - (factor * other)) / divisor;
            var target = new T[1];
            bool fits = TArithmetic.TryEliminate(target, [Of(row)], [Of(other)], Of(pivot), Of(factor), TArithmetic.Divisor(Of(divisor)));
            if (fits)
            {
                Assert.Equal(expected, TArithmetic.ToBigInteger(target[0]));
                fitting++;
            }
            else
            {
                // At the very limit, and with very even divisors, a width may refuse what would just fit.
                Assert.True(BigInteger.Abs(expected) * 2 >= limit || divisor % (BigInteger.One << 64) == 0);
                refused++;
            }
        }

        Assert.True(fitting > 500 && refused > 500, $"{fitting} fitted, {refused} were refused");

        static T Of(BigInteger value)
        {
            Assert.True(TArithmetic.TryFrom(value, out T entry));
            return entry;
        }
    }

    private static BigInteger Number(RandomGames random, int bits)
    {
        BigInteger number = BigInteger.Zero;
        for (int left = bits; left > 0; left -= 24) number = (number << Math.Min(24, left)) + random.Next(0, (1 << Math.Min(24, left)) - 1);
        return random.Next(0, 1) == 0 ? number : -number;
    }

    private static BigInteger Row(BigInteger[,] a, BigInteger[] x, int row) =>
        Enumerable.Range(0, x.Length).Aggregate(BigInteger.Zero, (sum, c) => sum + (a[row, c] * x[c]));

    /// <summary>By elimination on rationals.</summary>
    private static BigInteger Determinant(BigInteger[,] a)
    {
        int size = a.GetLength(0);
        var rows = new Rational[size, size];
        for (int r = 0; r < size; r++)
        {
            for (int c = 0; c < size; c++) rows[r, c] = (Rational)a[r, c];
        }

        Rational determinant = Rational.One;
        for (int c = 0; c < size; c++)
        {
            int pivot = c;
            while (pivot < size && rows[pivot, c].IsZero) pivot++;
            if (pivot == size) return BigInteger.Zero;
            for (int k = 0; k < size && pivot != c; k++) (rows[pivot, k], rows[c, k]) = (rows[c, k], rows[pivot, k]);
            if (pivot != c) determinant = -determinant;
            determinant *= rows[c, c];
            for (int r = c + 1; r < size; r++)
            {
                Rational factor = rows[r, c] / rows[c, c];
                for (int k = c; k < size; k++) rows[r, k] -= factor * rows[c, k];
            }
        }

        return determinant.Numerator;
    }
}
