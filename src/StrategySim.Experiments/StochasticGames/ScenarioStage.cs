using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.StochasticGames;

/// <summary>A game of a scenario where states and parameters have given values.</summary>
/// <param name="Game">The game with its expected payoffs: what players choose may slip, as the scenario says.</param>
/// <param name="Type">Which game its table is, slips aside; null where it is not of two players who hold or yield.</param>
public sealed record ScenarioStage(NormalFormGame Game, GameType? Type)
{
    /// <summary>Why a game cannot be a stage of a stochastic game of two players; pointers into the scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="game">One of its games.</param>
    public static IEnumerable<Fault> Check(Scenario scenario, GameSpecification game)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(game);
        string at = $"/games/{game.Id}";
        if (game.Players.Count != 2) yield return new Fault($"{at}/players", $"{game.Players.Count} players", "two players", "Equilibria of stochastic games are found for two players.");
        if (game.Form == GameForm.Threat) yield return new Fault($"{at}/form", "threat", "a game in which both choose once in a round", "A threat is a tree of several moves in each round.");
        if (game.FirstMover is int first) yield return new Fault($"{at}/moves", $"{game.Players[first]} first", "simultaneous", "In a stage of a stochastic game both choose at once.");
        if (scenario.Reputation.FeedbackCost is not null && game.HasGameType)
        {
            yield return new Fault("/reputation/feedsBack", "true", "false", "Payoffs depend on a belief about all that was ever played, which takes no end of values.");
        }
    }

    /// <summary>The stage at given values; what is not given is as in round 1 before any shock.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="game">One of its games, of two players.</param>
    /// <param name="values">Values of states and parameters by name.</param>
    /// <exception cref="DivideByZeroException">A payoff is not defined there.</exception>
    public static ScenarioStage At(Scenario scenario, GameSpecification game, IReadOnlyDictionary<string, Rational> values)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(game);
        var world = new PointArithmetic(scenario, "", default, values);
        Rational[] payoffs = [.. game.Payoffs.Select(payoff => payoff.Evaluate(world))];
        Player[] players = [.. game.Players.Select((actor, i) => new Player(actor, game.Strategies[i]))];
        return new ScenarioStage(new NormalFormGame(players, Slipped(payoffs, players, scenario.Run.ExecutionNoise.Evaluate(world)), game.Title), game.TypeOf(payoffs));
    }

    // Each player's choice is carried out, or with the noise, each other one with equal probability.
    private static Rational[] Slipped(Rational[] payoffs, Player[] players, Rational noise)
    {
        if (noise.IsZero) return payoffs;
        int rows = players[0].Strategies.Length, columns = players[1].Strategies.Length;
        var expected = new Rational[payoffs.Length];
        for (int at = 0; at < expected.Length; at++)
        {
            (int i, int j, int player) = (at / 2 / columns, at / 2 % columns, at % 2);
            for (int a = 0; a < rows; a++)
            {
                for (int b = 0; b < columns; b++) expected[at] += Happens(i, a, rows) * Happens(j, b, columns) * payoffs[(((a * columns) + b) * 2) + player];
            }
        }

        return expected;

        Rational Happens(int chosen, int executed, int count) => count == 1 ? Rational.One : chosen == executed ? 1 - noise : noise / (count - 1);
    }
}
