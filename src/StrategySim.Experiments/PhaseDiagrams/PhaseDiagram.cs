using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Algebra;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.PhaseDiagrams;

/// <summary>Which game a scenario's stage game is over one factor or two; computed, not simulated.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Game">The game.</param>
/// <param name="Exact">Whether boundaries were found by algebra; otherwise by sampling, and what lies between samples may be missed.</param>
/// <param name="Because">Why it is exact, or what it is instead.</param>
/// <param name="Factor">The factor along which the phases lie.</param>
/// <param name="By">The second factor; null where there is one.</param>
/// <param name="Held">States that the game reads and that stand still, and names that were set, each with its value.</param>
/// <param name="Lines">One line of phases; with a second factor one for each of its values, in order.</param>
/// <param name="Transitions">Where in the second factor the list of phases changes, in order; empty without one.</param>
/// <param name="Notes">What a reader should know, in sentences.</param>
public sealed record PhaseDiagram(
    Scenario Scenario,
    GameSpecification Game,
    bool Exact,
    string Because,
    PhaseFactor Factor,
    PhaseFactor? By,
    IReadOnlyList<HeldValue> Held,
    IReadOnlyList<PhaseLine> Lines,
    IReadOnlyList<PhaseTransition> Transitions,
    IReadOnlyList<string> Notes);

/// <summary>A factor and its range.</summary>
/// <param name="Name">Its name in expressions.</param>
/// <param name="IsState">Whether it is a state; otherwise a parameter.</param>
/// <param name="Unit">Its unit; empty for a pure number.</param>
/// <param name="From">Lower end.</param>
/// <param name="To">Upper end, greater.</param>
/// <param name="Source">Where the range is from: <c>asked</c>, <c>path</c>, <c>range</c> of the parameter, or <c>bounds</c> of the state.</param>
/// <param name="ScenarioValue">Its value in the scenario: that of round 1 for a state.</param>
public sealed record PhaseFactor(string Name, bool IsState, string Unit, Rational From, Rational To, string Source, Rational ScenarioValue);

/// <summary>A name that stands still.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Set">Whether the question set it; otherwise the scenario's value of round 1.</param>
public sealed record HeldValue(string Name, Rational Value, bool Set);

/// <summary>The phases along a factor: pieces of its range in which nothing changes, and what parts them.</summary>
/// <param name="By">The value of the second factor; null without one.</param>
/// <param name="Refined">Whether that value was added where the list of phases changes.</param>
/// <param name="Boundaries">Where the family of the game changes, or who leads it; in a game without a type, where the equilibria change.</param>
/// <param name="FinerBoundaries">Where only an order of payoffs or the risk-dominant equilibrium changes.</param>
/// <param name="Phases">The pieces, in order.</param>
/// <param name="Gaps">Where a payoff divides by 0.</param>
public sealed record PhaseLine(
    Rational? By,
    bool Refined,
    IReadOnlyList<PhaseBoundary> Boundaries,
    IReadOnlyList<PhaseBoundary> FinerBoundaries,
    IReadOnlyList<Phase> Phases,
    IReadOnlyList<PhaseGap> Gaps)
{
    /// <summary>Whether the same facts follow each other, at whatever values of the factor.</summary>
    internal bool LooksLike(PhaseLine other) => Signature.SequenceEqual(other.Signature);

    /// <summary>The facts of all pieces and boundaries in order.</summary>
    internal IReadOnlyList<PhaseFacts?> Signature { get; init; } = [];
}

/// <summary>A piece in which nothing changes.</summary>
/// <param name="From">Its lower end.</param>
/// <param name="IncludesFrom">Whether the lower end belongs to it.</param>
/// <param name="To">Its upper end.</param>
/// <param name="IncludesTo">Whether the upper end belongs to it.</param>
/// <param name="Sample">A rational number inside, at which the facts were read off the scenario's own expressions.</param>
/// <param name="Facts">What holds throughout.</param>
public sealed record Phase(PhaseNumber From, bool IncludesFrom, PhaseNumber To, bool IncludesTo, Rational Sample, PhaseFacts Facts);

/// <summary>What may change at a boundary.</summary>
public enum PhaseAspect
{
    /// <summary>The family of the game, or who leads it.</summary>
    Family,

    /// <summary>An order of T, R, S, P.</summary>
    Order,

    /// <summary>Which equilibrium risk dominance selects.</summary>
    RiskDominance,

    /// <summary>The kind of the Nash set, in a game without a type.</summary>
    Equilibria,
}

/// <summary>A place where something changes.</summary>
/// <param name="At">The place.</param>
/// <param name="Changes">What changes, the coarsest first.</param>
/// <param name="Before">What holds below; null at the lower end of the range, and beside a gap.</param>
/// <param name="There">What holds at the place itself; null where a payoff divides by 0, and where it is only enclosed by samples.</param>
/// <param name="After">What holds above; null at the upper end of the range, and beside a gap.</param>
public sealed record PhaseBoundary(PhaseNumber At, IReadOnlyList<PhaseAspect> Changes, PhaseFacts? Before, PhaseFacts? There, PhaseFacts? After);

/// <summary>Where a payoff divides by 0: a place, or all places between two.</summary>
/// <param name="From">Lower end.</param>
/// <param name="To">Upper end; equal to the lower where it is one place.</param>
public sealed record PhaseGap(PhaseNumber From, PhaseNumber To);

/// <summary>A change of the list of phases in the second factor.</summary>
/// <param name="Low">A value below it, or its own where that is the last of the lower list.</param>
/// <param name="High">A value above it, or its own where that is the first of the upper list.</param>
/// <param name="At">Its own value, where that is known exactly: the list is neither that below nor that above there, or a boundary comes to an end of the range, or meets another one; null where none was met.</param>
public sealed record PhaseTransition(Rational Low, Rational High, Rational? At);

/// <summary>In which form a number is known.</summary>
public enum PhaseNumberForm
{
    /// <summary>A rational number.</summary>
    Rational,

    /// <summary>(a + b√d)/c.</summary>
    Surd,

    /// <summary>A root of a polynomial, exactly one in an interval.</summary>
    Root,

    /// <summary>Somewhere in an interval, by sampling.</summary>
    Interval,
}

/// <summary>A value of a factor.</summary>
/// <param name="Form">In which form it is known.</param>
/// <param name="Exact">A rational number such as <c>5/3</c>, or a surd such as <c>(1+1*sqrt(5))/2</c>; null in the other forms.</param>
/// <param name="Decimal">The nearest double, or one of the two nearest; the middle of the interval where it was sampled.</param>
/// <param name="Low">Lower end of an enclosure; the number itself where it is rational.</param>
/// <param name="High">Upper end of the enclosure.</param>
/// <param name="Polynomial">In the form root, the polynomial in x whose only root in the enclosure it is; null in the others.</param>
public sealed record PhaseNumber(PhaseNumberForm Form, string? Exact, double Decimal, Rational Low, Rational High, string? Polynomial)
{
    /// <summary>A rational number.</summary>
    public static PhaseNumber Of(Rational value) => new(PhaseNumberForm.Rational, value.ToString(), value.ToDouble(), value, value, null);

    internal static PhaseNumber Of(RealAlgebraic value, Rational width)
    {
        if (value.IsRational) return Of(value.Low);
        string? surd = value.Surd?.ToString();
        value.NarrowTo(width);
        (Rational low, Rational high) = (value.Low, value.High);
        Polynomial polynomial = value.Polynomial!.Leading.Sign < 0 ? -value.Polynomial : value.Polynomial;
        return new PhaseNumber(surd is null ? PhaseNumberForm.Root : PhaseNumberForm.Surd, surd, value.ToDouble(), low, high, surd is null ? polynomial.ToString() : null);
    }
}
