using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Tests.Equilibria;

/// <summary>The reference solver on random games with many ties, against the definition and under changes that move nothing.</summary>
public sealed class VertexEnumerationProperties
{
    public static TheoryData<int, int, int> Shapes => new() { { 3, 3, 400 }, { 2, 3, 400 }, { 3, 2, 400 }, { 1, 4, 100 }, { 4, 3, 60 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Result_HoldsExactlyTheEquilibriaOnARationalGrid(int rows, int columns, int count)
    {
        var games = new RandomGames(7);
        MixedStrategy[] xs = [.. Simplex(rows, 4)], ys = [.. Simplex(columns, 4)];
        for (int k = 0; k < count; k++)
        {
            NormalFormGame game = games.Bimatrix(rows, columns, 1);
            NashResult result = NashSolvers.Solve(game, "vertex-enumeration");
            foreach (MixedStrategy x in xs)
            {
                foreach (MixedStrategy y in ys)
                {
                    var profile = new MixedStrategyProfile(x, y);
                    Assert.Equal(NashCertificate.Of(game, profile).Regret.IsZero, result.Contains(profile));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void EveryConvexCombinationWithinASubset_IsAnEquilibrium_AndNoSubsetLiesInAnother(int rows, int columns, int count)
    {
        var games = new RandomGames(11);
        for (int k = 0; k < count; k++)
        {
            NormalFormGame game = games.Bimatrix(rows, columns, 1);
            NashSubset[] subsets = [.. NashSolvers.Solve(game, "vertex-enumeration").Components.SelectMany(component => component.MaximalNashSubsets)];
            foreach (NashSubset subset in subsets)
            {
                var centre = new MixedStrategyProfile(Mix(subset.X, games), Mix(subset.Y, games));
                Assert.Equal(Rational.Zero, NashCertificate.Of(game, centre).Regret);
                Assert.True(subset.Contains(centre));
                Assert.DoesNotContain(subsets, other => other != subset && subset.X.All(other.X.Contains) && subset.Y.All(other.Y.Contains));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Equilibria_DoNotChange_UnderPositiveAffineRescaling(int rows, int columns, int count)
    {
        var games = new RandomGames(13);
        for (int k = 0; k < count; k++)
        {
            NormalFormGame game = games.Bimatrix(rows, columns, 2);
            Rational[] scale = [Rational.Create(games.Next(1, 9), games.Next(1, 9)), Rational.Create(games.Next(1, 9), games.Next(1, 9))];
            Rational[] shift = [games.Next(-9, 9), games.Next(-9, 9)];
            // Adding to my payoffs a number that depends on the rival's strategy alone changes no best reply either.
            int[] byColumn = [.. Enumerable.Range(0, columns).Select(_ => games.Next(-9, 9))];
            var rescaled = new NormalFormGame(game.Players, Enumerable.Range(0, game.ProfileCount).SelectMany(profile => new[]
            {
                (game.PayoffAt(profile, 0) * scale[0]) + shift[0] + byColumn[game.StrategyAt(profile, 1)],
                (game.PayoffAt(profile, 1) * scale[1]) + shift[1],
            }));
            Assert.Equal(Profiles(game, p => p), Profiles(rescaled, p => p));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Equilibria_FollowTheNamesOfPlayersAndStrategies(int rows, int columns, int count)
    {
        var games = new RandomGames(17);
        for (int k = 0; k < count; k++)
        {
            NormalFormGame game = games.Bimatrix(rows, columns, 2);
            int[] rowOf = games.Permutation(rows), columnOf = games.Permutation(columns);
            // The other game: players exchanged, and strategies in another order.
            var other = new NormalFormGame(
                [Player.Numbered("B", columns), Player.Numbered("A", rows)],
                Enumerable.Range(0, rows * columns).SelectMany(cell => new[]
                {
                    game.Payoff(1, rowOf[cell % rows], columnOf[cell / rows]),
                    game.Payoff(0, rowOf[cell % rows], columnOf[cell / rows]),
                }));
            Assert.Equal(
                Profiles(game, p => p).Order(),
                Profiles(other, p => new MixedStrategyProfile(Restore(p[1], rowOf), Restore(p[0], columnOf))).Order());
        }
    }

    private static MixedStrategyProfile[] Profiles(NormalFormGame game, Func<MixedStrategyProfile, MixedStrategyProfile> read) =>
        [.. NashSolvers.Solve(game, "vertex-enumeration").Equilibria.Select(equilibrium => read(equilibrium.Profile))];

    private static MixedStrategy Restore(MixedStrategy strategy, int[] original)
    {
        var probabilities = new Rational[strategy.Count];
        for (int i = 0; i < strategy.Count; i++) probabilities[original[i]] = strategy[i];
        return new MixedStrategy(probabilities);
    }

    private static MixedStrategy Mix(IReadOnlyList<MixedStrategy> vertices, RandomGames random)
    {
        int[] weights = [.. vertices.Select(_ => random.Next(1, 5))];
        return new MixedStrategy(Enumerable.Range(0, vertices[0].Count).Select(i =>
        {
            Rational sum = default;
            for (int v = 0; v < weights.Length; v++) sum += vertices[v][i] * Rational.Create(weights[v], weights.Sum());
            return sum;
        }));
    }

    /// <summary>Every mixed strategy whose probabilities are multiples of 1/parts.</summary>
    private static IEnumerable<MixedStrategy> Simplex(int count, int parts)
    {
        return Extend([], parts).Select(shares => new MixedStrategy(shares.Select(share => Rational.Create(share, parts))));

        IEnumerable<int[]> Extend(int[] start, int left) =>
            start.Length == count - 1
                ? [[.. start, left]]
                : Enumerable.Range(0, left + 1).SelectMany(share => Extend([.. start, share], left - share));
    }
}
