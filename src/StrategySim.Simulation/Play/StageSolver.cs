using System.Globalization;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;
using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Play;

/// <summary>Hands stage tables to the solvers of the games floor.</summary>
internal static class StageSolver
{
    /// <summary>The table as a game, with the actors as players.</summary>
    public static NormalFormGame ToGame(StageTable table, GameSpecification game) => new(
        game.Players.Select((actor, i) => new Player(actor, game.Strategies[i])),
        table.Exact(),
        game.Title);

    /// <summary>Selects among the equilibria that the solvers list; arguments as in <see cref="StageEquilibria.Select"/>.</summary>
    public static StageSelection Select(StageTable table, string select, int favoured)
    {
        // Rules select among all equilibria of two players, and among the pure ones of more: a stage is solved in every round.
        NashResult result = NashSolvers.Solve(Anonymous(table), table.PlayerCount > 2 ? "pure" : NashSolvers.AllMethod);
        if (Choose(result, table, select, favoured) is not { } chosen) return new StageSelection(table.Version, select, favoured, Pure: null);
        MixedStrategy[] parts = [.. chosen.Profile.Strategies];
        return new StageSelection(
            table.Version,
            select,
            favoured,
            [.. parts.Select(static part => part.IsPure ? part.Support[0] : -1)],
            [.. parts.Select(static part => part.Probabilities.Select(static p => p.ToDouble()).ToArray())]);
    }

    private static NormalFormGame Anonymous(StageTable table) => new(
        Enumerable.Range(1, table.PlayerCount).Select(i => Player.Numbered($"{i}", table.StrategyCount(i - 1))),
        table.Exact());

    private static NashEquilibrium? Choose(NashResult result, StageTable table, string select, int favoured)
    {
        if (int.TryParse(select, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            return index < result.Equilibria.Length ? result.Equilibria[index] : null;
        }

        if (favoured >= 0)
        {
            NashEquilibrium[] pure = [.. result.Equilibria.Where(e => e.Pure)];
            if (pure.Length == 0) return null;
            Rational best = pure.Select(e => e.Payoffs[favoured]).Max();
            NashEquilibrium[] top = [.. pure.Where(e => e.Payoffs[favoured] == best)];
            return top.Length == 1 ? top[0] : null;
        }

        // A set with more than one point at once is a tie of the table: no selector below decides it.
        if (result.Components.Any(c => c.Dimension > 0)) return null;
        if (result.Equilibria.Length == 1) return result.Equilibria[0];
        NashEquilibrium? mixed = result.Equilibria.FirstOrDefault(e => !e.Pure);
        if (select == EquilibriumRule.Mixed) return mixed;
        NashEquilibrium[] two = [.. result.Equilibria.Where(e => e.Pure)];
        if (two.Length != 2) return null;
        int order = DeviationProduct(table, two[0].Profile).CompareTo(DeviationProduct(table, two[1].Profile));
        return order > 0 ? two[0] : order < 0 ? two[1] : mixed;
    }

    // Product of what each player of a 2×2 game would lose by deviating: Harsanyi and Selten 1988, section 3.9.
    private static Rational DeviationProduct(StageTable table, MixedStrategyProfile profile)
    {
        int a = profile[0].Support[0], b = profile[1].Support[0];
        Rational lossA = table.Payoff((a * 2) + b, 0) - table.Payoff(((1 - a) * 2) + b, 0);
        Rational lossB = table.Payoff((a * 2) + b, 1) - table.Payoff((a * 2) + 1 - b, 1);
        return lossA * lossB;
    }
}
