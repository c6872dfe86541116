using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Tournaments;

/// <summary>How the matches of a tournament are worked out.</summary>
public enum TournamentMode
{
    /// <summary>Exactly where that is quick, else simulated; each match says which.</summary>
    Auto,

    /// <summary>Exactly, all of them.</summary>
    Exact,

    /// <summary>Simulated; matches without chance are still played once and not as often as the others.</summary>
    Simulate,
}

/// <summary>A rule that takes part.</summary>
/// <param name="Name">What it is called in the results; no other has the name.</param>
/// <param name="Rule">The rule with its parameters.</param>
/// <param name="Row">Whether it plays the row player.</param>
/// <param name="Column">Whether it plays the column player.</param>
public sealed record TournamentEntry(string Name, RuleReference Rule, bool Row = true, bool Column = true)
{
    /// <summary>Whether it plays a seat: 0 the row player, 1 the column player.</summary>
    public bool Plays(int seat) => seat == 0 ? Row : Column;
}

/// <summary>A round robin: every rule of the row player against every rule of the column player on one stage game.</summary>
/// <remarks>
/// The roles are those of the game: who is row is said by the entries, never by their order, and a pair of rules that both play both roles meets
/// twice, once each way round. So nothing is assumed of the game, symmetric or not.
/// </remarks>
public sealed record Tournament
{
    /// <summary>Repetitions where nothing else is said.</summary>
    public const int DefaultRepetitions = 50;

    /// <summary>The stage game.</summary>
    public required MatchGame Game { get; init; }

    /// <summary>The rules, each of which fits the seats that it plays.</summary>
    public required IReadOnlyList<TournamentEntry> Entries { get; init; }

    /// <summary>Rounds of a match, at least 1; without meaning where play goes on with a probability.</summary>
    public int Rounds { get; init; } = MatchSettings.DefaultRounds;

    /// <summary>The probability in [0, 1) of another round after each; null where the number of rounds is fixed, or play is discounted and does not end.</summary>
    public Rational? Continuation { get; init; }

    /// <summary>The weight δ in [0, 1) (with a continuation up to 1) of a round relative to the one before; null where rounds weigh the same.</summary>
    /// <remarks>Discounted payoffs, (1 − d)·Σ d^(t−1)·u_t over unending play with d = δ·continuation, are the expected payoffs a round of play that goes on with probability d; so they are worked out, and simulated.</remarks>
    public Rational? Discount { get; init; }

    /// <summary>The probability in [0, 1] that a move slips to another strategy.</summary>
    public Rational Noise { get; init; } = Rational.Zero;

    /// <summary>The probability in [0, 1] that a player takes the rival's move for another.</summary>
    public Rational PerceptionNoise { get; init; } = Rational.Zero;

    /// <summary>How matches are worked out.</summary>
    public TournamentMode Mode { get; init; } = TournamentMode.Auto;

    /// <summary>How often simulated matches are played, at least 1.</summary>
    public int Repetitions { get; init; } = DefaultRepetitions;

    /// <summary>The seed of the simulation; 0 is a seed like others.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether a rule also meets its like in the other role, which then counts like any other match.</summary>
    public bool SelfPlay { get; init; } = true;

    /// <summary>Whether every rule plays both roles, so that there is one ranking of all.</summary>
    public bool BothRoles => Entries.All(entry => entry.Row && entry.Column);

    /// <summary>The settings of its matches.</summary>
    internal MatchSettings Settings => new()
    {
        Rounds = Rounds,
        Continuation = Discount is { } discount ? discount * (Continuation ?? Rational.One) : Continuation,
        Noise = Noise,
        PerceptionNoise = PerceptionNoise,
    };
}
