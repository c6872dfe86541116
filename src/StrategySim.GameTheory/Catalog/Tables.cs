using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;

namespace StrategySim.GameTheory.Catalog;

/// <summary>Short ways to write down tables and equilibria in the catalogue's files.</summary>
internal static class Tables
{
    /// <summary>A symmetric variant.</summary>
    public static GameVariant Symmetric(string id, string title, HoldYieldPayoffs both, params KnownEquilibrium[] equilibria) =>
        new(id, title, both, both, [.. equilibria]);

    /// <summary>A variant with different players.</summary>
    public static GameVariant Asymmetric(string id, string title, HoldYieldPayoffs a, HoldYieldPayoffs b, params KnownEquilibrium[] equilibria) =>
        new(id, title, a, b, [.. equilibria]);

    /// <summary>Payoffs T, R, S, P.</summary>
    public static HoldYieldPayoffs Trsp(Rational t, Rational r, Rational s, Rational p) => new(t, r, s, p);

    /// <summary>Both hold.</summary>
    public static KnownEquilibrium HH(Rational a, Rational b) => new(1, 1, a, b);

    /// <summary>A holds, B yields.</summary>
    public static KnownEquilibrium HY(Rational a, Rational b) => new(1, 0, a, b);

    /// <summary>A yields, B holds.</summary>
    public static KnownEquilibrium YH(Rational a, Rational b) => new(0, 1, a, b);

    /// <summary>Both yield.</summary>
    public static KnownEquilibrium YY(Rational a, Rational b) => new(0, 0, a, b);

    /// <summary>A holds with probability p, B with q.</summary>
    public static KnownEquilibrium Mixed(Rational p, Rational q, Rational a, Rational b) => new(p, q, a, b);

    /// <summary>A fraction.</summary>
    public static Rational F(long numerator, long denominator) => Rational.Create(numerator, denominator);
}
