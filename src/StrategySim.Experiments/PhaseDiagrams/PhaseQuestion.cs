using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.PhaseDiagrams;

/// <summary>What phase diagram is asked for; whatever is left out follows from the scenario where it can.</summary>
public sealed record PhaseQuestion
{
    /// <summary>The scenario.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>The id of the game; null for the only one.</summary>
    public string? Game { get; init; }

    /// <summary>The factor along which phases are sought; null for the state that follows a path.</summary>
    public PhaseFactorQuestion? Factor { get; init; }

    /// <summary>A second factor; null for none.</summary>
    public PhaseFactorQuestion? By { get; init; }

    /// <summary>Values of the second factor, evenly spaced, ends included; null for <see cref="PhaseLimits.DefaultPoints"/>.</summary>
    public int? ByPoints { get; init; }

    /// <summary>
    /// How closely what has no closed form is enclosed, in the factor's unit: boundaries that are neither rational nor surds, and, in the
    /// second factor's unit, changes of the list of phases. Null for a millionth of the range, and in the second factor and where
    /// phases are sampled for a thousandth.
    /// </summary>
    public Rational? Width { get; init; }

    /// <summary>Values for further parameters and states.</summary>
    public IReadOnlyDictionary<string, Rational> At { get; init; } = new Dictionary<string, Rational>(StringComparer.Ordinal);
}

/// <summary>A factor that is asked for.</summary>
/// <param name="Name">A parameter with a value of its own, or a state; null for the state that follows a path.</param>
/// <param name="From">Lower end of its range; null, like the upper end, for what the scenario says.</param>
/// <param name="To">Upper end of its range.</param>
public sealed record PhaseFactorQuestion(string? Name, Rational? From, Rational? To);

/// <summary>How much work may be spent on a diagram.</summary>
public sealed record PhaseLimits
{
    /// <summary>Values of the second factor where none are asked for.</summary>
    public const int DefaultPoints = 11;

    /// <summary>The limits that hold where none are given.</summary>
    public static PhaseLimits Default { get; } = new();

    /// <summary>The most values of the second factor that may be asked for.</summary>
    public int MaximumPoints { get; init; } = 500;

    /// <summary>The most values of the second factor, those added where the list of phases changes included.</summary>
    public int MaximumLines { get; init; } = 2000;

    /// <summary>Evenly spaced samples of a game without a type, before any are added.</summary>
    public int Samples { get; init; } = 65;

    /// <summary>The most samples on one line of such a game.</summary>
    public int MaximumSamples { get; init; } = 2000;

    /// <summary>What a solver may spend on one table of such a game.</summary>
    public SolverLimits Solver { get; init; } = SolverLimits.Default;
}
