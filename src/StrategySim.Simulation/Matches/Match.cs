using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Matches;

/// <summary>How long a match lasts, and how moves go astray.</summary>
public sealed record MatchSettings
{
    /// <summary>Rounds where nothing else is said.</summary>
    public const int DefaultRounds = 200;

    /// <summary>Most rounds of a match.</summary>
    public const int MaximumRounds = 100_000_000;

    /// <summary>Rounds played, at least 1; with a continuation probability it does not count.</summary>
    public int Rounds { get; init; } = DefaultRounds;

    /// <summary>The probability in [0, 1) of another round after each; null where the number of rounds is fixed.</summary>
    public Rational? Continuation { get; init; }

    /// <summary>The weight δ in [0, 1] of a round relative to the one before; null where nothing is discounted. Times the continuation it is below 1.</summary>
    public Rational? Discount { get; init; }

    /// <summary>The probability in [0, 1] that a move slips to another strategy, each other one being as likely. Slips are seen, remembered and paid for by both.</summary>
    public Rational Noise { get; init; } = Rational.Zero;

    /// <summary>The probability in [0, 1] that a player perceives the rival's executed move as another strategy, independently for the two; payoffs follow what was executed.</summary>
    public Rational PerceptionNoise { get; init; } = Rational.Zero;
}

/// <summary>Two rules, a game and how it is played. The roles are fixed: the first rule is the row player.</summary>
public sealed class Match
{
    private readonly RuleMachine?[] _machines;

    /// <summary>A match.</summary>
    /// <param name="game">The stage game.</param>
    /// <param name="row">The row player's rule; it must fit the game.</param>
    /// <param name="column">The column player's rule; it must fit the game.</param>
    /// <param name="settings">How it is played.</param>
    /// <exception cref="ArgumentException">A rule does not fit the game.</exception>
    public Match(MatchGame game, RuleReference row, RuleReference column, MatchSettings settings)
    {
        (Game, Row, Column, Settings) = (game, row, column, settings);
        _machines = [Seat(0), Seat(1)];
        IsDeterministic = settings.Noise.IsZero && settings.PerceptionNoise.IsZero && Array.TrueForAll(_machines, machine => machine is not null && machine.IsDeterministic);
    }

    /// <summary>The stage game.</summary>
    public MatchGame Game { get; }

    /// <summary>The row player's rule.</summary>
    public RuleReference Row { get; }

    /// <summary>The column player's rule.</summary>
    public RuleReference Column { get; }

    /// <summary>How it is played.</summary>
    public MatchSettings Settings { get; }

    /// <summary>Whether nothing is left to chance, its length aside.</summary>
    public bool IsDeterministic { get; }

    /// <summary>A seat's rule.</summary>
    public RuleReference Rule(int seat) => seat == 0 ? Row : Column;

    /// <summary>A seat's rule as a machine whose letters are the strategies of the game; null where it is none.</summary>
    public RuleMachine? Machine(int seat) => _machines[seat];

    /// <summary>A fresh player of a seat, for rules that are no machines.</summary>
    internal RulePlayer NewPlayer(int seat) => RuleCatalog.Find(Rule(seat).Id)!.Create(new RuleSetup(Game.Specification, seat, Rule(seat)));

    private RuleMachine? Seat(int seat)
    {
        RuleReference reference = Rule(seat);
        DecisionRule rule = RuleCatalog.Find(reference.Id) ?? throw new ArgumentException($"There is no decision rule '{reference.Id}'.");
        if (rule.Refuses(Game.Specification, seat, reference) is { } refusal) throw new ArgumentException(refusal);
        return rule.Machine(new RuleSetup(Game.Specification, seat, reference))?.OverStrategies();
    }
}
