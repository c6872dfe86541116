using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Tests.Equilibria;

/// <summary>The fast solver on random games with many ties, against the reference, the definition, and perturbed games.</summary>
/// <remarks><c>make bench-equilibria ARGS=agreement</c> tries 20,000 games, and lrsnash beside them.</remarks>
public sealed class ExtremePointsProperties
{
    [Fact]
    public void ExtremePoints_AgreesWithVertexEnumeration_OnEveryRandomGame()
    {
        var games = new RandomGames(20260801);
        for (int k = 0; k < 3_000; k++)
        {
            NormalFormGame game = games.Bimatrix(games.Next(1, 5), games.Next(1, 5), 3);
            NashResult fast = NashSolvers.Solve(game, "extreme-points"), reference = NashSolvers.Solve(game, "vertex-enumeration");
            Assert.True(ResultText.Of(fast) == ResultText.Of(reference), $"game {k}, {game}: {ResultText.Of(fast)} against {ResultText.Of(reference)}");
            Assert.Equal(1, fast.Components.Sum(component => component.Index));
            Assert.All(fast.Equilibria, equilibrium => Assert.Equal(Rational.Zero, equilibrium.Regret));
        }
    }

    [Fact]
    public void ZeroSum_AgreesWithExtremePoints_OnEveryRandomGame()
    {
        var games = new RandomGames(3);
        for (int k = 0; k < 2_000; k++)
        {
            NormalFormGame any = games.Bimatrix(games.Next(1, 5), games.Next(1, 5), 2);
            NormalFormGame game = new(any.Players, Enumerable.Range(0, any.ProfileCount).SelectMany(p => new[] { any.PayoffAt(p, 0), 5 - any.PayoffAt(p, 0) }));
            string found = ResultText.Of(NashSolvers.Solve(game, "zero-sum")), expected = ResultText.Of(NashSolvers.Solve(game, "extreme-points"));
            Assert.True(found == expected, $"game {k}, {game}: {found} against {expected}");
        }
    }

    [Fact]
    public void Components_HoldConvexCombinations_AndNotTheirNearMisses()
    {
        var games = new RandomGames(29);
        Rational hair = Rational.Parse("1e-20");
        int misses = 0;
        for (int k = 0; k < 500; k++)
        {
            NormalFormGame game = games.Bimatrix(games.Next(2, 5), games.Next(2, 5), 1);
            NashResult result = NashSolvers.Solve(game, "extreme-points");
            foreach (NashSubset subset in result.Components.SelectMany(component => component.MaximalNashSubsets))
            {
                var inside = new MixedStrategyProfile(Mix(subset.X, games), Mix(subset.Y, games));
                Assert.Equal(Rational.Zero, NashCertificate.Of(game, inside).Regret);
                Assert.True(result.Contains(inside));
                // A hair away from one strategy to another, for either player: in the set exactly where it is an equilibrium.
                var near = new MixedStrategyProfile(Nudge(inside[0], hair, games), Nudge(inside[1], hair, games));
                bool equilibrium = NashCertificate.Of(game, near).Regret.IsZero;
                Assert.Equal(equilibrium, result.Contains(near));
                if (!equilibrium) misses++;
            }
        }

        Assert.True(misses > 100);
    }

    /// <remarks>
    /// A component's index is what the indices of all equilibria near it sum to, in any game close by: here in one whose payoffs
    /// differ by random millionths, solved by the reference method, each equilibrium counted where it is nearest.
    /// </remarks>
    [Fact]
    public void ComponentIndex_IsThatOfTheEquilibriaOfAPerturbedGame()
    {
        var games = new RandomGames(31);
        int compared = 0, unusual = 0;
        for (int k = 0; k < 400; k++)
        {
            NormalFormGame game = games.Bimatrix(games.Next(2, 4), games.Next(2, 4), 1);
            NashResult result = NashSolvers.Solve(game, "extreme-points");
            if (result.Components.Length < 2 || result.Components.All(component => component.Dimension == 0)) continue;
            NormalFormGame close = new(
                game.Players,
                Enumerable.Range(0, game.ProfileCount * 2).Select(p => game.PayoffAt(p / 2, p % 2) + Rational.Create(games.Next(-1_000_000, 1_000_000), 1_000_000_000_000)));
            NashResult perturbed = NashSolvers.Solve(close, "vertex-enumeration");
            if (perturbed.Equilibria.Any(e => e.Index is null)) continue;
            int[] sums = new int[result.Components.Length];
            foreach (NashEquilibrium equilibrium in perturbed.Equilibria) sums[Nearest(result, equilibrium.Profile)] += equilibrium.Index!.Value;
            Assert.Equal(result.Components.Select(component => component.Index!.Value), sums);
            compared++;
            if (result.Components.Any(component => component.Index is not (1 or -1))) unusual++;
        }

        Assert.True(compared > 50, $"{compared} games compared");
        Assert.True(unusual > 10, $"{unusual} games with an index other than +1 and -1");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Threads_DoNotChangeTheResult(int threads)
    {
        var games = new RandomGames(37);
        for (int k = 0; k < 3; k++)
        {
            NormalFormGame game = games.Bimatrix(9, 9, k == 0 ? 1 : 50);
            Assert.Equal(
                ResultText.Of(NashSolvers.Solve(game, "extreme-points", new SolverLimits { Threads = 1 })),
                ResultText.Of(NashSolvers.Solve(game, "extreme-points", new SolverLimits { Threads = threads })));
        }
    }

    [Fact]
    public void Coordination10_Has1023Equilibria_WhoseIndicesAlternateWithTheirSupports()
    {
        var identity = new Rational[10, 10];
        for (int i = 0; i < 10; i++) identity[i, i] = 1;
        NashResult result = NashSolvers.Solve(NormalFormGame.Symmetric(identity, [.. Enumerable.Range(0, 10).Select(i => $"{i}")]), "extreme-points");
        Assert.Equal(1023, result.Equilibria.Length);
        Assert.All(result.Equilibria, e => Assert.Equal(e.Profile[0].Support.Length % 2 == 1 ? 1 : -1, e.Index));
        Assert.Equal(1, result.Components.Sum(component => component.Index));
    }

    [Fact]
    public void Progress_IsTold_AndCancellingStopsTheSearch()
    {
        NormalFormGame game = new RandomGames(41).Bimatrix(12, 12, 99);
        using var stop = new CancellationTokenSource();
        var progress = new StopAtFirst(stop);
        Assert.ThrowsAny<OperationCanceledException>(() => NashSolvers.Solve(game, "extreme-points", new SolverLimits { Progress = progress }, stop.Token));
        Assert.True(progress.Seen is { Done: >= 1024, Unit: "bases" } seen && seen.Done <= seen.AtMost);
    }

    private sealed class StopAtFirst(CancellationTokenSource stop) : IProgress<SolverProgress>
    {
        public SolverProgress? Seen { get; private set; }

        public void Report(SolverProgress value)
        {
            Seen = value;
            stop.Cancel();
        }
    }

    private static int Nearest(NashResult result, MixedStrategyProfile profile)
    {
        // Components of these games are more than a thousandth apart, and a perturbed equilibrium is much nearer to its own.
        int[] near =
        [
            .. result.Components.Where(component => component.MaximalNashSubsets.Any(subset => Distance(subset.X, profile[0]) + Distance(subset.Y, profile[1]) < 1e-4))
                .Select(component => component.Id),
        ];
        return Assert.Single(near);
    }

    /// <summary>How far a strategy is from a convex hull: the least largest difference, by the subgradient-free way of a linear program.</summary>
    private static double Distance(IReadOnlyList<MixedStrategy> vertices, MixedStrategy strategy)
    {
        // Maximise Σλ subject to Σ λ_v·v ≤ strategy, λ ≥ 0: it falls short of 1 by how much of the strategy no combination covers.
        var a = new Rational[strategy.Count, vertices.Count];
        for (int i = 0; i < strategy.Count; i++)
        {
            for (int v = 0; v < vertices.Count; v++) a[i, v] = vertices[v][i];
        }

        Rational[] room = [.. strategy.Probabilities.Select(p => p + Rational.Create(1, 100_000))];
        Rational covered = LinearProgram.Maximize(a, room, [.. vertices.Select(_ => Rational.One)])!.Value;
        return Math.Max(0, 1 - covered.ToDouble());
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

    private static MixedStrategy Nudge(MixedStrategy strategy, Rational hair, RandomGames random)
    {
        int from = strategy.Support[random.Next(0, strategy.Support.Length - 1)], to = random.Next(0, strategy.Count - 1);
        return new MixedStrategy(strategy.Probabilities.Select((p, i) => p + (i == to ? hair : 0) - (i == from ? hair : 0)));
    }
}
