using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules;

/// <summary>What a parameter of a rule may be.</summary>
public enum RuleParameterKind
{
    /// <summary>An exact number in [0, 1].</summary>
    Probability,

    /// <summary>One of the selectors of the rule <c>equilibrium</c>.</summary>
    Selector,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>An exact number.</summary>
    Number,

    /// <summary>A name, such as that of a state of a machine.</summary>
    Name,

    /// <summary>An outcome of a two-player game: the row player's strategy and the column player's, joined by '/'.</summary>
    Outcome,

    /// <summary>A list of outcomes, one for each round.</summary>
    Outcomes,

    /// <summary>The states of a machine, by name.</summary>
    States,

    /// <summary>A state of a machine that both players share, or a public lottery over its states.</summary>
    Lottery,

    /// <summary>The states of such a machine, by name.</summary>
    SharedStates,
}

/// <summary>A parameter of a rule.</summary>
/// <param name="Name">Its name in scenarios.</param>
/// <param name="Kind">What it may be.</param>
/// <param name="Default">Its canonical text where a scenario does not give it; empty where it has none.</param>
/// <param name="Description">Meaning and range.</param>
/// <param name="Required">Whether it must be given.</param>
/// <param name="Minimum">Least value of a count or number.</param>
/// <param name="Maximum">Greatest value of a count or number.</param>
/// <param name="Example">What a required parameter may look like in a game with strategies C and D, as JSON; empty for others.</param>
public sealed record RuleParameter(
    string Name, RuleParameterKind Kind, string Default, string Description, bool Required = false, long Minimum = 0, long Maximum = 1_000_000, string Example = "")
{
    /// <summary>Whether its canonical text is JSON: a list or a map.</summary>
    public bool IsStructured => Kind is RuleParameterKind.Outcomes or RuleParameterKind.States or RuleParameterKind.Lottery or RuleParameterKind.SharedStates;

    /// <summary>What is expected of a number, in a few words.</summary>
    internal string Expected => Kind switch
    {
        RuleParameterKind.Probability => "a probability from 0 to 1",
        RuleParameterKind.Count => $"a whole number from {Minimum} to {Maximum}",
        _ => $"a number from {Minimum} to {Maximum}",
    };

    /// <summary>Whether a number may stand here.</summary>
    internal bool Accepts(Rational value) => Kind switch
    {
        RuleParameterKind.Probability => value.Sign >= 0 && value <= Rational.One,
        RuleParameterKind.Count => value.IsInteger && value >= Minimum && value <= Maximum,
        _ => value >= Minimum && value <= Maximum,
    };
}
