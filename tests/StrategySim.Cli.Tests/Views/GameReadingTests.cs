using StrategySim.Api.Contracts;
using StrategySim.GameTheory.Catalog;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;

namespace StrategySim.Cli.Tests.Views;

/// <summary>The terminal reads a 2×2 game as the service does.</summary>
public sealed class GameReadingTests
{
    public static TheoryData<NormalFormGame> Games =>
    [
        .. GameCatalog.All.SelectMany(game => game.Variants).Select(variant => variant.ToGame()),
        NormalFormGame.Symmetric(new Rational[,] { { 0, -1 }, { 1, -5 } }, ["Swerve", "Straight"], "Chicken, swerving first"),
        NormalFormGame.Symmetric(new Rational[,] { { 2, 0 }, { 3, 1 } }, ["Cooperate", "Defect"], "Dilemma, cooperating first"),
    ];

    [Theory]
    [MemberData(nameof(Games))]
    public void WithAndWithoutWord_OfWhatYields(NormalFormGame game)
    {
        foreach (int[]? said in (int[]?[])[null, [0, 0], [0, 1], [1, 0], [1, 1]])
        {
            HoldYieldGame read = HoldYieldGame.Of(game, said)!;
            Classification service = Classification.Of(game, said);
            Assert.Equal(service.GameType.Label, GameTypes.Of(read.A, read.B).Label(game.Players[0].Id, game.Players[1].Id));
            Assert.Equal(service.Reading.Select(reading => (reading.Hold, reading.Yield)), Enumerable.Range(0, 2).Select(player => (read.Strategy(player, holds: true), read.Strategy(player, holds: false))));
            Assert.Equal(service.ReadingFrom == "request", read.YieldsGiven);
        }
    }
}
