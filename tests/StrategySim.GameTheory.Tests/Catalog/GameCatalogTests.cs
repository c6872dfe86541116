using StrategySim.GameTheory.Catalog;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Profiles;
using StrategySim.GameTheory.Types;

namespace StrategySim.GameTheory.Tests.Catalog;

public sealed class GameCatalogTests
{
    public static TheoryData<string, string> Variants =>
        [.. GameCatalog.All.SelectMany(game => game.Variants, (game, variant) => (game.Id, variant.Id))];

    [Theory]
    [MemberData(nameof(Variants))]
    public void EveryTable_HasExactlyItsKnownEquilibria_ByBothSolvers(string game, string variant)
    {
        GameVariant table = GameCatalog.Get(game).Variant(variant);
        foreach (string method in (string[])["two-by-two", "vertex-enumeration"])
        {
            NashResult result = NashSolvers.Solve(table.ToGame(), method, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(
                table.KnownEquilibria.Select(known => (MixedStrategyProfile.TwoByTwo(known.P, known.Q), known.PayoffA, known.PayoffB)),
                result.Equilibria.Select(found => (found.Profile, found.Payoffs[0], found.Payoffs[1])));
            Assert.All(result.Equilibria, equilibrium => Assert.True(equilibrium.Isolated));
            Assert.Equal(1, result.Equilibria.Sum(equilibrium => equilibrium.Index));
        }
    }

    [Theory]
    [InlineData("assurance", null, "assurance", "Assurance", "Assurance")]
    [InlineData("blackmail", "bully", "blackmail by A (bully)", "Deadlock", "Chicken")]
    [InlineData("blackmail", "called-bluff", "blackmail by A (called-bluff)", "Prisoner's Dilemma", "Chicken")]
    [InlineData("blackmail", "reverse", "blackmail by B (bully)", "Chicken", "Deadlock")]
    [InlineData("blackmail", "mutual-called-bluff", "confrontation (prisoners-dilemma)", "Prisoner's Dilemma", "Prisoner's Dilemma")]
    [InlineData("blackmail", "mutual-bully", "confrontation (deadlock)", "Deadlock", "Deadlock")]
    [InlineData("chicken", "ordinal", "chicken", "Chicken", "Chicken")]
    [InlineData("chicken", "cardinal", "chicken", "Chicken", "Chicken")]
    [InlineData("chicken", "asymmetric", "chicken", "Chicken", "Chicken")]
    [InlineData("compromise", null, "harmony", "Compromise", "Compromise")]
    [InlineData("concord", null, "harmony", "Concord", "Concord")]
    [InlineData("coordination", "symmetric", "coordination", "Leader", "Leader")]
    [InlineData("coordination", "battle-of-the-sexes", "coordination", "Low Battle", "Low Battle")]
    [InlineData("coordination", "asymmetric", "coordination", "Leader", "Leader")]
    [InlineData("deadlock", null, "confrontation (deadlock)", "Deadlock", "Deadlock")]
    [InlineData("harmony", null, "harmony", "Harmony", "Harmony")]
    [InlineData("hawk-dove", null, "chicken", "Chicken", "Chicken")]
    [InlineData("hero", null, "mixed-order", "Hero", "Hero")]
    [InlineData("leader", null, "coordination", "Leader", "Leader")]
    [InlineData("matching-pennies", null, "mixed-only", "Double Coordination", "Double Hero")]
    [InlineData("peace", null, "harmony", "Peace", "Peace")]
    [InlineData("prisoners-dilemma", null, "confrontation (prisoners-dilemma)", "Prisoner's Dilemma", "Prisoner's Dilemma")]
    [InlineData("prisoners-dilemma", "axelrod", "confrontation (prisoners-dilemma)", "Prisoner's Dilemma", "Prisoner's Dilemma")]
    [InlineData("pure-coordination", null, "assurance", "Double Coordination", "Double Coordination")]
    [InlineData("stag-hunt", null, "assurance", "Stag Hunt", "Stag Hunt")]
    [InlineData("stag-hunt", "safe-hare", "assurance", "Mid Hunt", "Mid Hunt")]
    public void EveryTable_IsTheGameItsNameSays(string game, string? variant, string label, string orderA, string orderB)
    {
        GameType type = GameCatalog.Get(game).Variant(variant).Type;
        Assert.Equal((label, orderA, orderB), (type.Label("A", "B"), type.OrderA.Name, type.OrderB.Name));
    }

    [Fact]
    public void EveryGame_SaysWhatItIs() => Assert.All(GameCatalog.All, game =>
    {
        Assert.All((string[])[game.Title, game.Description, game.Hold, game.Yield, game.Source], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.Matches("^[a-z]+(-[a-z]+)*$", game.Id);
    });

    [Fact]
    public void UnknownIds_AreRefusedWithTheIdsThereAre()
    {
        Assert.Contains("expected one of assurance, blackmail", Assert.Throws<ArgumentException>(() => GameCatalog.Get("chess")).Message, StringComparison.Ordinal);
        Assert.Contains(
            "expected one of ordinal, cardinal, asymmetric",
            Assert.Throws<ArgumentException>(() => GameCatalog.Get("chicken").Variant("fried")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void DuplicateIds_FailAtConstruction()
    {
        GameDefinition game = GameCatalog.Get("chicken");
        Assert.Throws<ArgumentException>(() => GameCatalog.Check([game, game]));
        Assert.Throws<ArgumentException>(() => GameCatalog.Check([game, GameCatalog.Get("blackmail")]));
        Assert.Throws<ArgumentException>(() => GameCatalog.Check([game with { Variants = [] }]));
        Assert.Throws<ArgumentException>(() => GameCatalog.Check([game with { Variants = [game.Variants[0], game.Variants[0]] }]));
    }
}
