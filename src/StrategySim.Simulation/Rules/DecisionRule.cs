using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Rules;

/// <summary>What a parameter of a rule may be.</summary>
public enum RuleParameterKind
{
    /// <summary>An exact number in [0, 1].</summary>
    Probability,

    /// <summary>One of the selectors of the rule <c>equilibrium</c>.</summary>
    Selector,
}

/// <summary>A parameter of a rule.</summary>
/// <param name="Name">Its name in scenarios.</param>
/// <param name="Kind">What it may be.</param>
/// <param name="Default">Its canonical text where a scenario does not give it.</param>
/// <param name="Description">Meaning and range.</param>
public sealed record RuleParameter(string Name, RuleParameterKind Kind, string Default, string Description);

/// <summary>Facts about a rule that tests verify and users choose by.</summary>
/// <param name="Deterministic">Whether it never draws a random number, whatever its parameters.</param>
/// <param name="MemoryDepth">Rounds of history that its choice may depend on; null where it is unbounded.</param>
/// <param name="UsesPayoffs">Whether it looks at the payoff table.</param>
/// <param name="NeedsCooperate">Whether the game must say which strategy is cooperating.</param>
public sealed record RuleTraits(bool Deterministic, int? MemoryDepth, bool UsesPayoffs, bool NeedsCooperate);

/// <summary>A way to play a repeated game: one class a rule, one line in <see cref="RuleCatalog"/>.</summary>
public abstract class DecisionRule
{
    /// <summary>Its id in scenarios, lower case with hyphens.</summary>
    public abstract string Id { get; }

    /// <summary>Its name.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, precisely enough to write it again.</summary>
    public abstract string Description { get; }

    /// <summary>Where it is from.</summary>
    public abstract string Source { get; }

    /// <summary>Its parameters; none by default.</summary>
    public virtual IReadOnlyList<RuleParameter> Parameters => [];

    /// <summary>Facts about it.</summary>
    public abstract RuleTraits Traits { get; }

    /// <summary>Whether it takes another rule to fall back on.</summary>
    public virtual bool TakesElse => false;

    /// <summary>Why the rule cannot play this seat of this game; null where it can.</summary>
    /// <param name="game">The game.</param>
    /// <param name="player">The seat, from 0.</param>
    /// <param name="reference">Its parameters, already checked one by one.</param>
    public virtual string? Refuses(GameSpecification game, int player, RuleReference reference)
    {
        if (!Traits.NeedsCooperate) return null;
        if (game.Cooperate is null) return $"the rule '{Id}' speaks of cooperating, and the game does not say which strategy that is ('cooperate')";
        return null;
    }

    /// <summary>A fresh instance for one seat of one game in one unit.</summary>
    public abstract RulePlayer Create(in RuleSetup setup);

    /// <summary>For rules that repeat or answer moves: two players with two strategies each.</summary>
    protected string? RefusesUnlessTwoByTwo(GameSpecification game)
    {
        if (game.Players.Count != 2) return $"the rule '{Id}' plays games of two players; this one has {game.Players.Count}";
        if (game.Strategies.Any(s => s.Count != 2)) return $"the rule '{Id}' plays games with two strategies a side; this one has {string.Join(" and ", game.Strategies.Select(s => s.Count))}";
        return null;
    }
}

/// <summary>What a rule is created with.</summary>
/// <param name="Game">The game.</param>
/// <param name="Player">The seat, from 0.</param>
/// <param name="Reference">The rule's parameters.</param>
public readonly record struct RuleSetup(GameSpecification Game, int Player, RuleReference Reference)
{
    /// <summary>A parameter's text.</summary>
    public string Text(string name) => Reference.Parameters[name];

    /// <summary>A probability as the double that draws are compared with.</summary>
    public double Probability(string name) => Rational.Parse(Text(name)).ToDouble();

    /// <summary>The index of this player's cooperating strategy.</summary>
    public int Cooperate => Game.Cooperate![Player];

    /// <summary>The index of this player's other strategy; for games with two strategies a side.</summary>
    public int Defect => 1 - Game.Cooperate![Player];

    /// <summary>The index of the rival's cooperating strategy; for two players.</summary>
    public int RivalCooperate => Game.Cooperate![1 - Player];
}
