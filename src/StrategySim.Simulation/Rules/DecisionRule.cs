using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Rules;

/// <summary>Facts about a rule that tests verify and users choose by.</summary>
/// <param name="Deterministic">Whether it never draws a random number, whatever its parameters.</param>
/// <param name="MemoryDepth">Rounds of history that its choice may depend on; null where it is unbounded.</param>
/// <param name="UsesPayoffs">Whether it looks at the payoff table.</param>
/// <param name="NeedsCooperate">Whether the game must say which strategy is cooperating.</param>
/// <param name="Memory">What it remembers.</param>
public sealed record RuleTraits(bool Deterministic, int? MemoryDepth, bool UsesPayoffs, bool NeedsCooperate, RuleMemory Memory = RuleMemory.FiniteState);

/// <summary>What a rule remembers of the past, and so what can be said of its matches exactly.</summary>
public enum RuleMemory
{
    /// <summary>One of finitely many states: a machine. Everything about its matches with its like can be exact.</summary>
    FiniteState,

    /// <summary>A count without bound: a machine with as many states as rounds reach. Matches of few rounds can be exact.</summary>
    Counting,

    /// <summary>Something that follows payoffs or names, such as a belief: its matches are simulated.</summary>
    Learning,
}

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

    /// <summary>Faults of its parameters taken together, or with the game: places below the parameters' own, such as <c>states/calm/next/CD</c>.</summary>
    /// <param name="game">The game.</param>
    /// <param name="player">The seat, from 0.</param>
    /// <param name="reference">Its parameters, already checked one by one.</param>
    public virtual IEnumerable<RuleFault> Faults(GameSpecification game, int player, RuleReference reference) => [];

    /// <summary>The rule as a machine in a seat; null where it is none. Scenarios and matches play the same machine.</summary>
    public virtual SeatMachine? Machine(in RuleSetup setup) => null;

    /// <summary>A fresh instance for one seat of one game in one unit.</summary>
    public virtual RulePlayer Create(in RuleSetup setup) =>
        new MachinePlayer(Machine(setup) ?? throw new InvalidOperationException($"The rule '{Id}' is no machine and makes no player."), setup.Player);

    /// <summary>For rules that know no game but those of two players.</summary>
    protected string? RefusesUnlessTwoPlayers(GameSpecification game) =>
        game.Players.Count == 2 ? null : $"the rule '{Id}' plays games of two players; this one has {game.Players.Count}";

    /// <summary>For rules of cooperating or not: a seat with two strategies and one rival, any of whose other strategies counts as not cooperating.</summary>
    protected string? RefusesUnlessCooperatingOrNot(GameSpecification game, int player) =>
        RefusesUnlessTwoPlayers(game) ??
        (game.Strategies[player].Count == 2 ? null : $"the rule '{Id}' either cooperates or does not, and needs a seat with two strategies; this one has {game.Strategies[player].Count}");

    /// <summary>For rules that need the order of four payoffs: two players with two strategies each.</summary>
    protected string? RefusesUnlessTwoByTwo(GameSpecification game)
    {
        if (RefusesUnlessTwoPlayers(game) is { } refusal) return refusal;
        if (game.Strategies.Any(s => s.Count != 2)) return $"the rule '{Id}' plays games with two strategies a side; this one has {string.Join(" and ", game.Strategies.Select(s => s.Count))}";
        return null;
    }
}

/// <summary>A fault of a rule's parameters.</summary>
/// <param name="Path">Steps from the rule to the place, the parameter's name first.</param>
/// <param name="Found">What stands there; null where something is missing.</param>
/// <param name="Expected">What would be accepted.</param>
/// <param name="Detail">One sentence for people.</param>
public sealed record RuleFault(IReadOnlyList<string> Path, string? Found, string Expected, string Detail);

/// <summary>What a rule is created with.</summary>
/// <param name="Game">The game.</param>
/// <param name="Player">The seat, from 0.</param>
/// <param name="Reference">The rule's parameters.</param>
public readonly record struct RuleSetup(GameSpecification Game, int Player, RuleReference Reference)
{
    /// <summary>A parameter's text.</summary>
    public string Text(string name) => Reference.Parameters[name];

    /// <summary>A number, exact.</summary>
    public Rational Number(string name) => Rational.Parse(Text(name));

    /// <summary>Strategies of every player.</summary>
    public int[] Counts => [.. Game.Strategies.Select(s => s.Count)];

    /// <summary>The index of this player's cooperating strategy.</summary>
    public int Cooperate => Game.Cooperate![Player];

    /// <summary>The index of the rival's cooperating strategy; for two players.</summary>
    public int RivalCooperate => Game.Cooperate![1 - Player];
}
