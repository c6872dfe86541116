using System.Collections.Immutable;
using System.Globalization;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Populations;

/// <summary>A two-player game played within one population, or between two.</summary>
/// <remarks>One population plays a symmetric game against itself; with two, the members of each play their own role against those of the other.</remarks>
public sealed class PopulationGame
{
    private readonly double[][,] _payoffs;

    /// <summary>A game between populations.</summary>
    /// <param name="game">Two players; symmetric where there is one population.</param>
    /// <param name="populations">1 or 2.</param>
    /// <exception cref="InvalidGameException">The game does not have two players, or is not symmetric though one population plays it.</exception>
    public PopulationGame(NormalFormGame game, int populations)
    {
        ArgumentNullException.ThrowIfNull(game);
        if (game.PlayerCount != 2) throw new InvalidGameException([new GameFault("/game", $"a game of {game.PlayerCount} players", "a game of two players")]);
        if (populations is not (1 or 2)) throw new InvalidGameException([new GameFault("/populations", populations.ToString(CultureInfo.InvariantCulture), "1 or 2")]);
        if (populations == 1 && !IsSymmetric(game)) throw new InvalidGameException([new GameFault("/populations", "1 for a game that is not symmetric", "2; one population plays a game in which both roles have the same strategies and payoffs")]);
        Game = game;
        _payoffs = new double[populations][,];
        for (int p = 0; p < populations; p++)
        {
            _payoffs[p] = new double[game.StrategyCount(p), game.StrategyCount(1 - p)];
            for (int own = 0; own < game.StrategyCount(p); own++)
            {
                for (int other = 0; other < game.StrategyCount(1 - p); other++) _payoffs[p][own, other] = (p == 0 ? game.Payoff(0, own, other) : game.Payoff(1, other, own)).ToDouble();
            }
        }

        Offsets = populations == 1 ? [0, game.StrategyCount(0)] : [0, game.StrategyCount(0), game.StrategyCount(0) + game.StrategyCount(1)];
    }

    /// <summary>The stage game.</summary>
    public NormalFormGame Game { get; }

    /// <summary>How many populations there are.</summary>
    public int Count => _payoffs.Length;

    /// <summary>Where the strategies of each population begin in a state, and its length at the end.</summary>
    public ImmutableArray<int> Offsets { get; }

    /// <summary>Whether both roles have the same strategy ids and payoffs, so that one population can play the game against itself.</summary>
    /// <param name="game">Two players.</param>
    public static bool IsSymmetric(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        if (game.PlayerCount != 2 || !game.Players[0].Strategies.SequenceEqual(game.Players[1].Strategies)) return false;
        int n = game.StrategyCount(0);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                if (game.Payoff(0, i, j) != game.Payoff(1, j, i)) return false;
            }
        }

        return true;
    }

    /// <summary>The row player's payoffs, exact. n × n for a symmetric game.</summary>
    public Rational[,] Exact()
    {
        var table = new Rational[Game.StrategyCount(0), Game.StrategyCount(1)];
        for (int i = 0; i < table.GetLength(0); i++)
        {
            for (int j = 0; j < table.GetLength(1); j++) table[i, j] = Game.Payoff(0, i, j);
        }

        return table;
    }

    /// <summary>What an own strategy earns against one of the opposing population.</summary>
    internal double Payoff(int population, int own, int other) => _payoffs[population][own, other];

    /// <summary>What each strategy earns in a state.</summary>
    /// <param name="shares">Shares, population after population.</param>
    /// <param name="payoffs">Receives the payoffs, in the same places.</param>
    internal void Payoffs(ReadOnlySpan<double> shares, Span<double> payoffs)
    {
        for (int p = 0; p < Count; p++)
        {
            double[,] table = _payoffs[p];
            int opposing = Offsets[Count - 1 - p];
            for (int own = 0; own < table.GetLength(0); own++)
            {
                double sum = 0;
                for (int other = 0; other < table.GetLength(1); other++) sum += table[own, other] * shares[opposing + other];
                payoffs[Offsets[p] + own] = sum;
            }
        }
    }

    /// <summary>The most that a member of any population could gain by another strategy than one in use, in payoff; 0 exactly in a Nash equilibrium.</summary>
    /// <param name="shares">Shares, population after population.</param>
    public double Regret(ReadOnlySpan<double> shares)
    {
        var payoffs = new double[shares.Length];
        Payoffs(shares, payoffs);
        double regret = 0;
        for (int p = 0; p < Count; p++)
        {
            double best = double.NegativeInfinity, mean = 0;
            for (int i = Offsets[p]; i < Offsets[p + 1]; i++)
            {
                best = Math.Max(best, payoffs[i]);
                mean += shares[i] * payoffs[i];
            }

            regret = Math.Max(regret, best - mean);
        }

        return regret;
    }
}
