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
    private readonly SeatedRule _row, _column;

    /// <summary>A match.</summary>
    /// <param name="game">The stage game.</param>
    /// <param name="row">The row player's rule; it must fit the game.</param>
    /// <param name="column">The column player's rule; it must fit the game.</param>
    /// <param name="settings">How it is played.</param>
    /// <exception cref="ArgumentException">A rule does not fit the game.</exception>
    public Match(MatchGame game, RuleReference row, RuleReference column, MatchSettings settings)
        : this(new SeatedRule(game, 0, row), new SeatedRule(game, 1, column), settings)
    {
    }

    /// <summary>A match of rules that were made ready for many.</summary>
    /// <param name="row">The row player's rule.</param>
    /// <param name="column">The column player's rule.</param>
    /// <param name="settings">How it is played.</param>
    /// <exception cref="ArgumentException">The rules sit in other seats, or at different games.</exception>
    public Match(SeatedRule row, SeatedRule column, MatchSettings settings)
    {
        if (row.Seat != 0 || column.Seat != 1 || !ReferenceEquals(row.Game, column.Game)) throw new ArgumentException("expected a row player and a column player of one game", nameof(column));
        (_row, _column, Settings) = (row, column, settings);
        IsDeterministic = settings.Noise.IsZero && settings.PerceptionNoise.IsZero && row.Machine is { IsDeterministic: true } && column.Machine is { IsDeterministic: true };
    }

    /// <summary>The stage game.</summary>
    public MatchGame Game => _row.Game;

    /// <summary>The row player's rule.</summary>
    public RuleReference Row => _row.Rule;

    /// <summary>The column player's rule.</summary>
    public RuleReference Column => _column.Rule;

    /// <summary>How it is played.</summary>
    public MatchSettings Settings { get; }

    /// <summary>Whether both rules are machines and nothing is left to chance, its length aside.</summary>
    public bool IsDeterministic { get; }

    /// <summary>A seat's rule.</summary>
    public RuleReference Rule(int seat) => seat == 0 ? Row : Column;

    /// <summary>A seat's rule as a machine whose letters are the strategies of the game; null where it is none.</summary>
    public RuleMachine? Machine(int seat) => seat == 0 ? _row.Machine : _column.Machine;

    /// <summary>A fresh player of a seat, for rules that are no machines.</summary>
    internal RulePlayer NewPlayer(int seat) => RuleCatalog.Find(Rule(seat).Id)!.Create(new RuleSetup(Game.Specification, seat, Rule(seat)));
}
