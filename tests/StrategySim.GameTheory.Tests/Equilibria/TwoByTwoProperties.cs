using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Tests.Equilibria;

/// <summary>100,000 random 2 × 2 games with payoffs from −3 to 3, by three methods that share nothing.</summary>
public sealed class TwoByTwoProperties
{
    private const int Games = 100_000;
    private const ulong Seed = 20260801;

    [Fact]
    public void TwoByTwo_AgreesWithVertexEnumeration_OnEveryRandomGame()
    {
        var games = new RandomGames(Seed);
        for (int k = 0; k < Games; k++)
        {
            NormalFormGame game = games.Bimatrix(2, 2, 3);
            NashResult fast = NashSolvers.Solve(game, "two-by-two"), reference = NashSolvers.Solve(game, "vertex-enumeration");
            Assert.True(ResultText.Of(fast) == ResultText.Of(reference), $"{Show(game)}: {ResultText.Of(fast)} against {ResultText.Of(reference)}");
            Assert.All(fast.Equilibria, equilibrium => Assert.Equal(Rational.Zero, equilibrium.Regret));
            // Where every equilibrium is isolated and regular the indices sum to 1.
            if (fast.Equilibria.All(equilibrium => equilibrium.Index is not null)) Assert.Equal(1, fast.Equilibria.Sum(equilibrium => equilibrium.Index));
        }
    }

    /// <remarks>
    /// The third method decides membership by definition, cell by cell. A's advantage of the first strategy changes sign
    /// at no q but the root q*, and B's at no p but p*; so whether (p, q) is an equilibrium is constant while p stays at
    /// 0, inside (0, p*), at p*, inside (p*, 1) or at 1, and likewise q: one point of each of the 5 × 5 cells decides for
    /// all profiles, not just for those on a grid.
    /// </remarks>
    [Fact]
    public void TwoByTwo_HoldsExactlyTheEquilibria_CellByCell()
    {
        var games = new RandomGames(Seed);
        for (int k = 0; k < Games; k++)
        {
            NormalFormGame game = games.Bimatrix(2, 2, 3);
            var advantage = new Advantages(game);
            NashResult result = NashSolvers.Solve(game, "two-by-two");
            List<Rational> ps = Cells(advantage.RootP), qs = Cells(advantage.RootQ);
            foreach (Rational p in ps)
            {
                foreach (Rational q in qs) Check(game, advantage, result, p, q);
            }
        }
    }

    [Fact]
    public void TwoByTwo_HoldsExactlyTheEquilibriaOnARationalGrid()
    {
        // Roots of games with payoffs up to 3 in size are g/(g + h) with g, h up to 6; sixtieths meet most of them.
        const int Grid = 60;
        var games = new RandomGames(Seed + 1);
        Rational[] grid = [.. Enumerable.Range(0, Grid + 1).Select(i => Rational.Create(i, Grid))];
        for (int k = 0; k < 400; k++)
        {
            NormalFormGame game = games.Bimatrix(2, 2, 3);
            var advantage = new Advantages(game);
            NashResult result = NashSolvers.Solve(game, "two-by-two");
            foreach (Rational p in grid)
            {
                foreach (Rational q in grid) Check(game, advantage, result, p, q);
            }
        }
    }

    private static void Check(NormalFormGame game, Advantages advantage, NashResult result, Rational p, Rational q)
    {
        bool expected = advantage.IsEquilibrium(p, q);
        if (result.Contains(MixedStrategyProfile.TwoByTwo(p, q)) != expected)
        {
            Assert.Fail($"{Show(game)}: ({p}, {q}) is {(expected ? "an" : "no")} equilibrium, but the result says otherwise: {ResultText.Of(result)}");
        }
    }

    private static List<Rational> Cells(Rational? root)
    {
        if (root is not { } r || r.Sign <= 0 || r >= Rational.One) return [0, Rational.Half, 1];
        return [0, r * Rational.Half, r, (r + Rational.One) * Rational.Half, 1];
    }

    private static string Show(NormalFormGame game) =>
        string.Join(' ', Enumerable.Range(0, 4).Select(cell => $"({game.PayoffAt(cell, 0)}, {game.PayoffAt(cell, 1)})"));

    /// <summary>What each player gains by the first strategy over the second, straight from the table.</summary>
    private sealed class Advantages(NormalFormGame game)
    {
        private readonly Rational _a1 = game.Payoff(0, 0, 0) - game.Payoff(0, 1, 0), _a2 = game.Payoff(0, 0, 1) - game.Payoff(0, 1, 1);
        private readonly Rational _b1 = game.Payoff(1, 0, 0) - game.Payoff(1, 0, 1), _b2 = game.Payoff(1, 1, 0) - game.Payoff(1, 1, 1);

        /// <summary>The q at which A is indifferent; null where there is none or every q.</summary>
        public Rational? RootQ => _a1 == _a2 ? null : _a2 / (_a2 - _a1);

        /// <summary>The p at which B is indifferent; null where there is none or every p.</summary>
        public Rational? RootP => _b1 == _b2 ? null : _b2 / (_b2 - _b1);

        public bool IsEquilibrium(Rational p, Rational q)
        {
            int a = ((_a1 * q) + (_a2 * (Rational.One - q))).Sign, b = ((_b1 * p) + (_b2 * (Rational.One - p))).Sign;
            return Best(a, p) && Best(b, q);
        }

        private static bool Best(int advantage, Rational probability) =>
            advantage == 0 || (advantage > 0 ? probability == Rational.One : probability.IsZero);
    }
}
