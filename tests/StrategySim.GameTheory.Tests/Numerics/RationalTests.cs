using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Tests.Numerics;

/// <summary>The exact number against plain fractions of <see cref="BigInteger"/>, with operands that straddle the 64-bit words.</summary>
public sealed class RationalTests
{
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithMaxTest(5000).WithReplay(20240229, 1).WithQuietOnSuccess(true);

    /// <summary>Small, at the edges of words, and far beyond them, so that fast and large paths meet.</summary>
    private static readonly Gen<BigInteger> Integers = Gen.OneOf(
        Gen.Choose(-12, 12).Select(i => (BigInteger)i),
        Gen.Choose(int.MinValue, int.MaxValue).Select(i => (BigInteger)i),
        from offset in Gen.Choose(-3, 3) from edge in Gen.Elements(long.MaxValue, long.MinValue, 1L << 32, 1L << 53) select (BigInteger)edge + offset,
        from a in Gen.Choose(int.MinValue, int.MaxValue)
        from b in Gen.Choose(1, int.MaxValue)
        from c in Gen.Choose(1, 1000)
        select (BigInteger)a * b * b * c);

    private static readonly Arbitrary<(BigInteger N, BigInteger D)> Fractions =
        (from n in Integers from d in Integers where !d.IsZero select (n, d)).ToArbitrary();

    [Fact]
    public void Create_ReducesAndKeepsTheDenominatorPositive() => Prop.ForAll(Fractions, f =>
    {
        Rational x = Rational.Create(f.N, f.D);
        return x.Denominator.Sign > 0 &&
            BigInteger.GreatestCommonDivisor(x.Numerator, x.Denominator).IsOne &&
            x.Numerator * f.D == f.N * x.Denominator;
    }).Check(Seeded);

    [Fact]
    public void Arithmetic_AgreesWithFractionsOfBigIntegers() => Prop.ForAll(Fractions, Fractions, (f, g) =>
    {
        Rational x = Rational.Create(f.N, f.D), y = Rational.Create(g.N, g.D);
        return x + y == Rational.Create((f.N * g.D) + (g.N * f.D), f.D * g.D) &&
            x - y == Rational.Create((f.N * g.D) - (g.N * f.D), f.D * g.D) &&
            x * y == Rational.Create(f.N * g.N, f.D * g.D) &&
            (y.IsZero || x / y == Rational.Create(f.N * g.D, f.D * g.N));
    }).Check(Seeded);

    [Fact]
    public void Order_AgreesWithFractionsOfBigIntegers() => Prop.ForAll(Fractions, Fractions, (f, g) =>
    {
        Rational x = Rational.Create(f.N, f.D), y = Rational.Create(g.N, g.D);
        // Cross multiplication turns the order where the product of the denominators is negative.
        int expected = Math.Sign((f.N * g.D).CompareTo(g.N * f.D)) * f.D.Sign * g.D.Sign;
        return Math.Sign(x.CompareTo(y)) == expected && (x == y) == (expected == 0) && (x < y) == (expected < 0) &&
            (expected != 0 || x.GetHashCode() == y.GetHashCode()) &&
            Rational.Min(x, y) + Rational.Max(x, y) == x + y && x.Sign == f.N.Sign * f.D.Sign;
    }).Check(Seeded);

    [Fact]
    public void CompareProducts_AgreesWithTheProducts() => Prop.ForAll(Fractions, Fractions, (f, g) =>
    {
        Rational x = Rational.Create(f.N, f.D), y = Rational.Create(g.N, g.D);
        long n = (long)(f.N % 1_000_003), m = (long)(g.N % 1_000_003) - 7;
        // Whole numbers take the short way, fractions the long one.
        Rational wholeX = (Rational)x.Numerator, wholeY = (Rational)y.Numerator;
        return Math.Sign(Rational.CompareProducts(x, n, y, m)) == Math.Sign((x * n).CompareTo(y * m)) &&
            Math.Sign(Rational.CompareProducts(wholeX, n, wholeY, m)) == Math.Sign((wholeX * n).CompareTo(wholeY * m));
    }).Check(Seeded);

    [Fact]
    public void DividedToDouble_RoundsTheProductOnce() => Prop.ForAll(Fractions, Fractions, (f, g) =>
    {
        Rational x = Rational.Create(f.N, f.D), whole = (Rational)f.N, unit = Rational.Create(BigInteger.One, BigInteger.Abs(g.D));
        return x.DividedToDouble(unit).Equals((x * unit).ToDouble()) && whole.DividedToDouble(unit).Equals((whole * unit).ToDouble());
    }).Check(Seeded);

    [Fact]
    public void Text_ReadsBackToTheSameNumber() => Prop.ForAll(Fractions, f =>
    {
        Rational x = Rational.Create(f.N, f.D);
        return Rational.Parse(x.ToString()) == x;
    }).Check(Seeded);

    [Fact]
    public void ToDouble_IsTheNearestDouble() => Prop.ForAll(Fractions, f =>
    {
        Rational x = Rational.Create(f.N, f.D);
        double d = x.ToDouble();
        Rational error = (x - Exact(d)).Abs();
        Rational up = (x - Exact(Math.BitIncrement(d))).Abs(), down = (x - Exact(Math.BitDecrement(d))).Abs();
        bool even = (BitConverter.DoubleToInt64Bits(d) & 1) == 0;
        return error <= up && error <= down && (even || (error < up && error < down));
    }).Check(Seeded);

    [Fact]
    public void RoundTo_IsTheNearestMultiple_HalvesToTheEvenOne() => Prop.ForAll(Fractions, Fractions, (f, g) =>
    {
        Rational x = Rational.Create(f.N, f.D), quantum = Rational.Create(g.N, g.D).Abs();
        if (quantum.IsZero) return true;
        Rational steps = x.RoundTo(quantum) / quantum, off = (x - x.RoundTo(quantum)).Abs();
        return steps.IsInteger && (off < quantum * Rational.Half || (off == quantum * Rational.Half && steps.Numerator.IsEven));
    }).Check(Seeded);

    [Theory]
    [InlineData("1/2", "1", "0")]
    [InlineData("3/2", "1", "2")]
    [InlineData("5/2", "1", "2")]
    [InlineData("-1/2", "1", "0")]
    [InlineData("-3/2", "1", "-2")]
    [InlineData("1/3", "1/1000000", "333333/1000000")]
    [InlineData("-2/3", "1/1000000", "-666667/1000000")]
    [InlineData("1/2000000", "1/1000000", "0")]
    [InlineData("3/2000000", "1/1000000", "1/500000")]
    [InlineData("7/5", "2/3", "4/3")]
    [InlineData("9223372036854775807", "1/1000000", "9223372036854775807")]
    public void RoundTo_ByHand(string x, string quantum, string expected) =>
        Assert.Equal(Rational.Parse(expected), Rational.Parse(x).RoundTo(Rational.Parse(quantum)));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("+7", "7")]
    [InlineData("0.1", "1/10")]
    [InlineData("-2.50", "-5/2")]
    [InlineData(".5", "1/2")]
    [InlineData("5.", "5")]
    [InlineData("1e3", "1000")]
    [InlineData("1.5E-2", "3/200")]
    [InlineData(" 6/-4 ", "-3/2")]
    [InlineData("0.5/0.25", "2")]
    [InlineData("1000000000001/1000000000000", "1000000000001/1000000000000")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    public void Parse_ReadsIntegersDecimalsAndFractionsExactly(string text, string expected) =>
        Assert.Equal(expected, Rational.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("1/0")]
    [InlineData("1/2/3")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1,5")]
    [InlineData("0x10")]
    [InlineData("1e9999")]
    [InlineData("--1")]
    [InlineData("1 2")]
    [InlineData("e5")]
    public void Parse_AnythingElse_IsRefusedByValue(string text)
    {
        Assert.False(Rational.TryParse(text, out _));
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => Rational.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromDouble_ReadsTheShortestDecimal()
    {
        Assert.Equal("1/10", Rational.FromDouble(0.1).ToString());
        Assert.Equal("-1/8", Rational.FromDouble(-0.125).ToString());
        Assert.Equal(Rational.Parse("1e-300"), Rational.FromDouble(1e-300));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rational.FromDouble(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rational.FromDouble(double.NegativeInfinity));
    }

    [Fact]
    public void ToDouble_RoundsOnce_WhereTwoRoundingsWouldErr()
    {
        // 2^53 + 1 over 1 lies halfway between two doubles and goes to the even one; with a little more it goes up.
        BigInteger half = (BigInteger.One << 53) + 1;
        Assert.Equal(9007199254740992.0, ((Rational)half).ToDouble());
        Assert.Equal(9007199254740994.0, Rational.Create((half << 200) + 1, BigInteger.One << 200).ToDouble());
        Assert.Equal(1.0 / 3.0, Rational.Create(1, 3).ToDouble());
        Assert.Equal(-2.0 / 3.0, (double)Rational.Create(-2, 3));
    }

    [Fact]
    public void Default_IsZero()
    {
        Assert.Equal(Rational.Zero, default);
        Assert.Equal("0", default(Rational).ToString());
        Assert.True(default(Rational).IsInteger);
    }

    [Fact]
    public void DivisionByZero_IsRefused()
    {
        Assert.Throws<DivideByZeroException>(() => Rational.One / Rational.Zero);
        Assert.Throws<DivideByZeroException>(() => Rational.Create(1, 0));
        Assert.Throws<DivideByZeroException>(() => Rational.Zero.Reciprocal());
    }

    [Fact]
    public void RoundTo_AQuantumThatIsNotPositive_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Rational.One.RoundTo(Rational.Zero));

    [Fact]
    public void WordArithmetic_AllocatesNothing()
    {
        Rational x = Rational.Create(7, 3), y = Rational.Create(-5, 12);
        Rational warm = (x * y) + (x / y) - x.RoundTo(Rational.Create(1, 1000));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Rational again = (x * y) + (x / y) - x.RoundTo(Rational.Create(1, 1000));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(warm, again);
    }

    /// <summary>A double is a dyadic fraction; its round-trip decimal would not do here, since it need not be exact.</summary>
    private static Rational Exact(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = (bits & 0xFFFFFFFFFFFFFL) | (exponent == 0 ? 0 : 1L << 52);
        int power = Math.Max(exponent, 1) - 1075;
        BigInteger signed = bits < 0 ? -mantissa : mantissa;
        return power >= 0 ? (Rational)(signed << power) : Rational.Create(signed, BigInteger.One << -power);
    }

    [Fact]
    public void Exact_IsTheValueOfADouble() =>
        Assert.Equal("3602879701896397/36028797018963968", Exact(0.1).ToString());
}
