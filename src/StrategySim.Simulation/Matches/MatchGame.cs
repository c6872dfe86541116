using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Matches;

/// <summary>A two-player stage game whose payoffs stay as they are: what matches, tournaments and populations are played on.</summary>
/// <remarks>Cells are numbered with the row player's strategy varying slowest: cell = row · columns + column. Immutable.</remarks>
public sealed class MatchGame
{
    private static readonly string[] Letters = ["CC", "CD", "DC", "DD"];
    private readonly Rational[] _payoffs;
    private readonly double[] _values;

    /// <summary>A game from its table.</summary>
    /// <param name="game">Two players.</param>
    /// <param name="cooperate">The index of each player's cooperating strategy; null where the game does not say.</param>
    /// <exception cref="ArgumentException">The game has other than two players, or no such strategy.</exception>
    public MatchGame(NormalFormGame game, IReadOnlyList<int>? cooperate)
    {
        if (game.PlayerCount != 2) throw new ArgumentException($"{game.PlayerCount} players; expected 2.", nameof(game));
        (Rows, Columns) = (game.StrategyCount(0), game.StrategyCount(1));
        if (cooperate is not null && (cooperate.Count != 2 || (uint)cooperate[0] >= (uint)Rows || (uint)cooperate[1] >= (uint)Columns)) throw new ArgumentException("expected one strategy of each player", nameof(cooperate));
        _payoffs = [.. Enumerable.Range(0, Cells * 2).Select(i => game.PayoffAt(i / 2, i % 2))];
        _values = [.. _payoffs.Select(p => p.ToDouble())];
        Specification = new GameSpecification
        {
            Id = "match",
            Title = game.Title,
            Form = GameForm.Table,
            Seats = ["row", "column"],
            Players = [game.Players[0].Id, game.Players[1].Id],
            Strategies = [game.Players[0].Strategies, game.Players[1].Strategies],
            Cooperate = cooperate,
            FirstMover = null,
            Rules = [],
            Payoffs = [.. _payoffs.Select(Expression.Constant)],
        };
        bool letters = cooperate is not null && Rows == 2 && Columns == 2;
        OutcomeOrder = letters
            ? [.. Enumerable.Range(0, 4).Select(i => ((i < 2 ? cooperate![0] : 1 - cooperate![0]) * 2) + (i % 2 == 0 ? cooperate[1] : 1 - cooperate[1]))]
            : [.. Enumerable.Range(0, Cells)];
        OutcomeNames = letters ? Letters : [.. Enumerable.Range(0, Cells).Select(cell => CanonicalForm.CellKey(Specification.Strategies, cell))];
    }

    /// <summary>The game as rules see it.</summary>
    public GameSpecification Specification { get; }

    /// <summary>Strategies of the row player.</summary>
    public int Rows { get; }

    /// <summary>Strategies of the column player.</summary>
    public int Columns { get; }

    /// <summary>Cells of the table.</summary>
    public int Cells => Rows * Columns;

    /// <summary>Cells in the order in which outcomes are told: CC, CD, DC, DD where both sides cooperate or do not, else as numbered.</summary>
    public IReadOnlyList<int> OutcomeOrder { get; }

    /// <summary>Names of the outcomes in that order: letters, the row player's first, or strategy ids joined by '/'.</summary>
    public IReadOnlyList<string> OutcomeNames { get; }

    /// <summary>Strategies of a seat: 0 the row player, 1 the column player.</summary>
    public int StrategyCount(int seat) => seat == 0 ? Rows : Columns;

    /// <summary>The strategy of a seat in a cell.</summary>
    public int Strategy(int cell, int seat) => seat == 0 ? cell / Columns : cell % Columns;

    /// <summary>A payoff, exact.</summary>
    public Rational Payoff(int cell, int seat) => _payoffs[(cell * 2) + seat];

    /// <summary>A payoff as a double.</summary>
    public double Value(int cell, int seat) => _values[(cell * 2) + seat];

    /// <summary>What outcome frequencies are worth to a seat.</summary>
    public Rational Payoff(IReadOnlyList<Rational> frequencies, int seat)
    {
        Rational sum = Rational.Zero;
        for (int cell = 0; cell < Cells; cell++) sum += frequencies[cell] * Payoff(cell, seat);
        return sum;
    }

    /// <summary>How a move is told: C or D where the seat either cooperates or does not, else the strategy's id.</summary>
    public string Move(int seat, int strategy) => Specification.Cooperate is { } cooperate && StrategyCount(seat) == 2
        ? (strategy == cooperate[seat] ? "C" : "D")
        : Specification.Strategies[seat][strategy];

    /// <summary>The stage table that learning rules look at.</summary>
    internal StageTable NewTable()
    {
        int[] counts = [Rows, Columns];
        var table = new StageTable(counts, Specification.Cooperate?.ToArray(), 1);
        _payoffs.CopyTo(table.Scaled);
        table.Changed();
        return table;
    }
}
