using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Algebra;

namespace StrategySim.GameTheory.Tests.Numerics;

public class AlgebraTests
{
    private static Rational Q(string text) => Rational.Parse(text);

    private static Polynomial P(params string[] coefficients) => Polynomial.Of([.. coefficients.Select(Rational.Parse)]);

    private static Polynomial Product(params Polynomial[] factors) => factors.Aggregate((a, b) => a * b);

    [Fact]
    public void RootsOfAProduct_AreEachFoundOnce_InOrder()
    {
        // (x − 1)²(x − 5/3)(x² − 2)(x³ − x − 1)
        Polynomial p = Product(P("-1", "1"), P("-1", "1"), P("-5/3", "1"), P("-2", "0", "1"), P("-1", "-1", "0", "1"));
        IReadOnlyList<RealAlgebraic> roots = RealRoots.In(p, -3, 3);
        Assert.Equal(["0-1*sqrt(2)", "1", "?", "0+1*sqrt(2)", "5/3"], roots.Select(r => r.IsRational || r.Surd is not null ? r.ToString() : "?"));
        // The plastic number, 1.32471795724474602596…
        Assert.Equal(1.324717957244746, roots[2].ToDouble());
    }

    [Fact]
    public void RootsAtTheEndsOfTheRange_Belong()
    {
        Assert.Equal(["1", "2"], RealRoots.In(P("2", "-3", "1"), 1, 2).Select(r => r.ToString()));
        Assert.Empty(RealRoots.In(P("2", "-3", "1"), Rational.Create(5, 4), Rational.Create(7, 4)));
    }

    [Fact]
    public void LargeRationalRoots_AreRecognised()
    {
        Rational root = Rational.Create(123_456_789_012_345, 987_654_321_098_767);
        IReadOnlyList<RealAlgebraic> roots = RealRoots.In(Product(Polynomial.Of(-root, 1), P("-3", "0", "1")), 0, 1);
        Assert.Equal(root, Assert.Single(roots).Low);
    }

    [Fact]
    public void Comparisons_SeeThroughDifferentPolynomials()
    {
        RealAlgebraic a = Assert.Single(RealRoots.In(P("-2", "0", "1"), 0, 3));
        RealAlgebraic same = RealRoots.In(Product(P("-2", "0", "1"), P("-3", "0", "1")), 0, 3)[0];
        // √2 and a rational number that agrees with it to twenty digits
        var near = new RealAlgebraic(Q("1.41421356237309504880"));
        Assert.Equal(0, a.ComparedWith(same));
        Assert.Equal(1, a.ComparedWith(near));
        Assert.Equal(-1, near.ComparedWith(same));
        Assert.Equal(0, same.SignOf(P("-2", "0", "1")));
        Assert.Equal(-1, same.SignOf(P("-3", "0", "1")));
        Assert.Equal(1, same.SignOf(P("-1.41421356237309504880", "1")));
    }

    [Theory]
    [InlineData("0", "1/2", "1/3")]
    [InlineData("1", "5/3", "3/2")]
    [InlineData("-1", "1", "0")]
    [InlineData("-1/2", "0", "-1/3")]
    [InlineData("0", "1", "1/2")]
    [InlineData("5/3", "2", "7/4")]
    [InlineData("2", "3", "5/2")]
    [InlineData("314/100", "315/100", "22/7")]
    [InlineData("2.6666", "2.6667", "8/3")]
    public void TheSimplestNumberBetween_IsStrictlyBetween(string low, string high, string expected) =>
        Assert.Equal(Q(expected), RealAlgebraic.Simplest(Q(low), Q(high)));

    [Theory]
    [InlineData("-1", "-1", "1", "(1+1*sqrt(5))/2")]
    [InlineData("-8", "0", "1", "0+2*sqrt(2)")]
    [InlineData("1", "-4", "2", "(2+1*sqrt(2))/2")]
    [InlineData("1", "4", "-2", "(2+1*sqrt(6))/2")]
    public void QuadraticIrrationals_AreWrittenInLowestTerms(string c, string b, string a, string expected) =>
        Assert.Equal(expected, RealRoots.In(P(c, b, a), 0, 10)[^1].ToString());

    [Fact]
    public void DegreesWithoutEnd_AreRefused()
    {
        Polynomial p = Polynomial.Variable;
        Assert.Throws<AlgebraLimitException>(() =>
        {
            for (int i = 0; i < 10; i++) p *= p;
        });
    }
}
