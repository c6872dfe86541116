using System.Collections.Immutable;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Algebra;
using StrategySim.GameTheory.Numerics.Geometry;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Repeated;

/// <summary>A discount factor at which something changes.</summary>
/// <param name="Exact">A rational number such as <c>1/4</c> or a surd such as <c>(-1+1*sqrt(5))/2</c>; null where it is known by its enclosure only.</param>
/// <param name="Decimal">The nearest double, or one of the two nearest.</param>
/// <param name="Low">Lower end of an enclosure; the number itself where it is rational.</param>
/// <param name="High">Upper end of the enclosure.</param>
/// <param name="Polynomial">The polynomial in x whose only root in the enclosure it is, where it is algebraic and neither rational nor a surd.</param>
public sealed record DiscountNumber(string? Exact, double Decimal, Rational Low, Rational High, string? Polynomial)
{
    private static readonly Rational Width = Rational.Parse("1e-20");

    internal static DiscountNumber Of(RealAlgebraic value)
    {
        if (value.IsRational) return new DiscountNumber(value.Low.ToString(), value.Low.ToDouble(), value.Low, value.Low, null);
        string? surd = value.Surd?.ToString();
        value.NarrowTo(Width);
        return new DiscountNumber(surd, value.ToDouble(), value.Low, value.High, surd is null ? value.Polynomial!.ToString() : null);
    }

    internal static DiscountNumber Between(Rational low, Rational high) => new(null, ((low + high) * Rational.Half).ToDouble(), low, high, null);
}

/// <summary>Discount factors from one to another, both included; an upper end of 1 is excluded.</summary>
/// <param name="From">The least.</param>
/// <param name="To">The largest, or 1.</param>
public sealed record DiscountInterval(DiscountNumber From, DiscountNumber To);

/// <summary>At which discount factors a path is sustained by going over for good to the deviator's worst stage equilibrium.</summary>
/// <param name="Punishments">For each player, the least payoff in any Nash equilibrium of the stage game, mixed ones included.</param>
/// <param name="Equilibria">For each player, an equilibrium with that payoff.</param>
/// <param name="Intervals">Where the path is sustained, in order; a path may stop being sustained as players become more patient.</param>
/// <param name="Least">The least discount factor at which it is; null where there is none below 1.</param>
public sealed record NashReversion(RationalPoint Punishments, ImmutableArray<MixedStrategyProfile> Equilibria, IReadOnlyList<DiscountInterval> Intervals, DiscountNumber? Least);

/// <summary>The least discount factor at which a path is sustained by the worst punishments known to be equilibria.</summary>
/// <param name="Least">The least discount factor; null where none was found.</param>
/// <param name="Punishments">Payoffs of the punishments there: for each player the worse of the worst equilibrium payoff in pure actions with public randomisation and that of the worst stage equilibrium; null where none was found.</param>
/// <param name="Says">How it is known, in words.</param>
public sealed record OptimalPunishment(DiscountNumber? Least, RationalPoint? Punishments, string Says);
