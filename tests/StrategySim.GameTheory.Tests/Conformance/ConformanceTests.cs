using System.Text.Json;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Tests.Conformance;

/// <summary>Every conformance game against its published answer, exactly.</summary>
public sealed class ConformanceTests
{
    public static TheoryData<string> TwoPlayer => ConformanceGames.TwoPlayer;

    public static TheoryData<string> ManyPlayers => ConformanceGames.ManyPlayers;

    public static TheoryData<string> All => ConformanceGames.All;

    public static TheoryData<string> TwoByTwo => [.. ConformanceGames.Names.Where(name => new ConformanceGame(name).Game.IsTwoByTwo)];

    [Fact]
    public void TheFolderHolds78Games()
    {
        string[] listed = [.. File.ReadLines(ConformanceGames.PathOf("index.csv")).Skip(1).Select(line => line.Split(',')[0]).Order(StringComparer.Ordinal)];
        Assert.Equal(78, listed.Length);
        Assert.Equal(listed, ConformanceGames.Names);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nfg_GivesThePlayersAndStrategiesOfTheAnswer(string name)
    {
        var conformance = new ConformanceGame(name);
        NormalFormGame game = conformance.Game;
        Assert.Equal(conformance.Players, game.Players.Select(player => player.Id));
        Assert.Equal(conformance.Strategies, game.Players.Select(player => player.Strategies.ToArray()));
    }

    [Theory]
    [MemberData(nameof(TwoPlayer))]
    public void VertexEnumeration_GivesEveryEquilibriumAndComponent(string name) => CheckTwoPlayer(name, "vertex-enumeration");

    [Theory]
    [MemberData(nameof(TwoPlayer))]
    public void ExtremePoints_GivesEveryEquilibriumAndComponent(string name) => CheckTwoPlayer(name, "extreme-points");

    [Theory]
    [MemberData(nameof(TwoPlayer))]
    public void All_GivesEveryEquilibriumAndComponent(string name) => CheckTwoPlayer(name, "all");

    [Theory]
    [MemberData(nameof(TwoPlayer))]
    public void LemkeHowson_EndsInListedEquilibria(string name)
    {
        var conformance = new ConformanceGame(name);
        NashResult all = NashSolvers.Solve(conformance.Game), reached = NashSolvers.Solve(conformance.Game, "lemke-howson-all");
        Assert.NotEmpty(reached.Equilibria);
        Assert.All(reached.Equilibria, e => Assert.Contains(all.Equilibria, other => other.Profile.Equals(e.Profile)));
        // A path from the artificial equilibrium ends in index +1 (Shapley 1974).
        Assert.All(reached.Equilibria, e => Assert.True(e.Index is null or 1));
        Assert.Contains(reached.Equilibria, e => e.Profile.Equals(NashSolvers.Solve(conformance.Game, "lemke-howson").Equilibria[0].Profile));
    }

    [Theory]
    [MemberData(nameof(TwoByTwo))]
    public void TwoByTwoSolver_GivesEveryEquilibriumAndComponent(string name) => CheckTwoPlayer(name, "two-by-two");

    [Theory]
    [MemberData(nameof(All))]
    public void PureSolver_GivesEveryPureEquilibrium(string name)
    {
        var conformance = new ConformanceGame(name);
        // A profile of zeros and ones is exact in every file.
        string[] expected =
        [
            .. conformance.Equilibria
                .Where(e => e.GetProperty("profile").EnumerateArray().All(s => s.EnumerateArray().All(p => p.GetString() is "0" or "1")))
                .Select(e => ConformanceGame.Profile(e).ToString()),
        ];
        NashResult result = NashSolvers.Solve(conformance.Game, "pure");
        Assert.False(result.Complete);
        Assert.Equal(expected, result.Equilibria.Select(e => e.Profile.ToString()));
    }

    [Theory]
    [MemberData(nameof(ManyPlayers))]
    public void ManyPlayers_ExactEquilibria_HaveTheListedPayoffsAndNoRegret(string name)
    {
        var conformance = new ConformanceGame(name);
        NormalFormGame game = conformance.Game;
        foreach (JsonElement equilibrium in conformance.Equilibria.Where(e => !e.TryGetProperty("exact", out JsonElement exact) || exact.GetBoolean()))
        {
            (Rational[] payoffs, Rational regret) = Certificates.NashCertificate.Of(game, ConformanceGame.Profile(equilibrium));
            Assert.Equal(ConformanceGame.Numbers(equilibrium.GetProperty("payoffs")), payoffs);
            Assert.Equal(Rational.Zero, regret);
        }
    }

    [Theory]
    [MemberData(nameof(ManyPlayers))]
    public void ManyPlayers_All_GivesEveryEquilibriumWithItsIndex(string name)
    {
        var conformance = new ConformanceGame(name);
        NashResult result = NashSolvers.Solve(conformance.Game, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Complete, result.CompleteBecause);
        Assert.True(result.IndexSum is 1);
        if (conformance.Complete) Assert.Equal(conformance.Equilibria.Length, result.Equilibria.Length);
        foreach (JsonElement expected in conformance.Equilibria)
        {
            // Decimals are rounded to about 25 digits; fractions are equal.
            Rational[][] profile = [.. expected.GetProperty("profile").EnumerateArray().Select(ConformanceGame.Numbers)];
            NashEquilibrium actual = Assert.Single(result.Equilibria, e => IsWithin(e.Profile, profile, Rational.Parse("1e-24")));
            if (!expected.TryGetProperty("exact", out JsonElement exact)) continue;
            Assert.Equal(exact.GetBoolean(), actual.Exact);
            if (actual.Exact) Assert.Equal(ConformanceGame.Numbers(expected.GetProperty("payoffs")), actual.Payoffs);
            Assert.Equal(expected.GetProperty("index").GetInt32(), actual.Index);
            Assert.True(actual.Exact ? actual.Regret.IsZero : actual.Regret < Rational.Parse("1e-25"));
        }
    }

    private static bool IsWithin(MixedStrategyProfile profile, Rational[][] expected, Rational distance) =>
        Enumerable.Range(0, expected.Length).All(i => Enumerable.Range(0, expected[i].Length).All(s => (profile[i][s] - expected[i][s]).Abs() <= distance));

    private static void CheckTwoPlayer(string name, string method)
    {
        var conformance = new ConformanceGame(name);
        NashResult result = NashSolvers.Solve(conformance.Game, method, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Exact && result.Complete);
        Assert.Equal(conformance.Equilibria.Length, result.Equilibria.Length);
        foreach ((JsonElement expected, NashEquilibrium actual) in conformance.Equilibria.Zip(result.Equilibria))
        {
            Assert.Equal(ConformanceGame.Profile(expected), actual.Profile);
            Assert.Equal(ConformanceGame.Numbers(expected.GetProperty("payoffs")), actual.Payoffs);
            Assert.Equal(Rational.Zero, actual.Regret);
            Assert.Equal(actual.Profile.IsPure, actual.Pure);
            Assert.Equal(expected.GetProperty("type").GetString() == "isolated", actual.Isolated);
            Assert.Equal(expected.TryGetProperty("index", out JsonElement index) ? index.GetInt32() : null, actual.Index);
            Assert.Equal(expected.GetProperty("component").GetInt32(), actual.Component);
        }

        Assert.Equal(conformance.Components.Length, result.Components.Length);
        Assert.Equal(1, result.Components.Sum(component => component.Index));
        foreach ((JsonElement expected, NashComponent actual) in conformance.Components.Zip(result.Components))
        {
            Assert.Equal(expected.GetProperty("equilibria").EnumerateArray().Select(id => id.GetInt32()), actual.Equilibria);
            if (actual.Equilibria.Length == 1 && result.Equilibria[actual.Equilibria[0]].Index is { } own) Assert.Equal(own, actual.Index);
            string[] expectedSubsets =
            [
                .. expected.GetProperty("maximalNashSubsets").EnumerateArray()
                    .Select(pair => Write(pair[0].EnumerateArray().Select(ConformanceGame.Strategy), pair[1].EnumerateArray().Select(ConformanceGame.Strategy))),
            ];
            Assert.Equal(
                expectedSubsets.Order(StringComparer.Ordinal),
                actual.MaximalNashSubsets.Select(subset => Write(subset.X, subset.Y)).Order(StringComparer.Ordinal));
        }

        static string Write(IEnumerable<MixedStrategy> x, IEnumerable<MixedStrategy> y) =>
            $"{string.Join(' ', x.OrderDescending())} × {string.Join(' ', y.OrderDescending())}";
    }
}
