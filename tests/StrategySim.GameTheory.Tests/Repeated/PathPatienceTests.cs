using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Geometry;
using StrategySim.GameTheory.Repeated;

namespace StrategySim.GameTheory.Tests.Repeated;

public class PathPatienceTests
{
    private const int CC = 0, CD = 1, DC = 2, DD = 3;

    [Fact]
    public void ThePrisonersDilemma_NeedsAHalfForCooperation_AndAQuarterForTakingTurns()
    {
        // Mailath and Samuelson (2006), section 2.5: T = 5, R = 3, P = 1, S = 0.
        NashReversion always = Reversion(StageGames.PrisonersDilemma, [], [CC]), turns = Reversion(StageGames.PrisonersDilemma, [], [CD, DC]);
        Assert.Equal("1/2", always.Least?.Exact);
        Assert.Equal("1/4", turns.Least?.Exact);
        Assert.Equal("1/2", Optimal(StageGames.PrisonersDilemma, [], [CC]).Least?.Exact);
        Assert.Equal("1/4", Optimal(StageGames.PrisonersDilemma, [], [CD, DC]).Least?.Exact);
        Assert.Equal("1", Assert.Single(always.Intervals).To.Exact);
    }

    [Fact]
    public void AStageEquilibriumForEver_NeedsNoPatience() => Assert.Equal("0", Reversion(StageGames.PrisonersDilemma, [], [DD]).Least?.Exact);

    [Fact]
    public void APathWorseThanTheMinmax_IsNeverSustained()
    {
        Assert.Null(Reversion(StageGames.PrisonersDilemma, [], [CD]).Least);
        Assert.Null(Optimal(StageGames.PrisonersDilemma, [], [CD]).Least);
    }

    [Fact]
    public void Thresholds_AreTheRootsOfTheirConditions()
    {
        // C/D once, then D/C for ever: the row player waits, 0 + 5δ ≥ 1, and the column player is exploited, 0 ≥ 1 is never met.
        Assert.Null(Reversion(StageGames.PrisonersDilemma, [CD], [DC]).Least);
        // C/D once, then C/C: row 3δ ≥ 1 and 3 ≥ 5(1 − δ) + δ, so 1/2; with a sucker's payoff of −1, −(1 − δ) + 3δ ≥ 1 asks for 1/2 as well.
        Assert.Equal("1/2", Reversion(StageGames.PrisonersDilemma, [CD], [CC]).Least?.Exact);
        // Three turns of being exploited first, 3δ³ ≥ 1: the cube root of 1/3.
        DiscountNumber? root = Reversion(StageGames.PrisonersDilemma, [CD, CD, CD], [CC]).Least;
        Assert.Null(root?.Exact);
        Assert.Equal(Math.Cbrt(1.0 / 3), root!.Decimal, 15);
        Assert.Equal("3x^3 - 1", root.Polynomial);
    }

    [Fact]
    public void Chicken_IsSustainedByReversionToTheWorstEquilibrium()
    {
        // Both yield: 3 ≥ 4(1 − δ) + 2δ.
        NashReversion found = Reversion(StageGames.Chicken, [], [CC]);
        Assert.Equal(new RationalPoint(2, 2), found.Punishments);
        Assert.Equal("1/2", found.Least?.Exact);
    }

    [Fact]
    public void OptimalPunishments_DoMoreThanStageEquilibria()
    {
        // Abreu's linear quantities: only the middle profile is an equilibrium, and a stick below it can be carried out.
        NormalFormGame oligopoly = StageGames.Bimatrix(
            new Rational[,] { { 10, 3, 0 }, { 15, 7, -4 }, { 7, 5, -15 } }, new Rational[,] { { 10, 15, 7 }, { 3, 7, 5 }, { 0, -4, -15 } });
        NashReversion nash = Reversion(oligopoly, [], [0]);
        OptimalPunishment optimal = Optimal(oligopoly, [], [0]);
        // 10 ≥ 15(1 − δ) + 7δ.
        Assert.Equal("5/8", nash.Least?.Exact);
        // 10 ≥ 15(1 − δ) + 0δ needs 1/3 at the minmax of 0; at 4/7 stick and carrot give 0 exactly (Mailath and Samuelson, section 2.6.2).
        Assert.True(optimal.Least!.Low < Rational.Parse("5/8"));
        Assert.True(optimal.Least.Low >= Rational.Parse("1/3"));
        RationalPoint stick = optimal.Punishments!.Value;
        Assert.True(stick.X < nash.Punishments.X);
    }

    [Fact]
    public void WhatAPathReaches_LiesInThePayoffSet_FromItsThresholdOn()
    {
        var at = new RepeatedGame(StageGames.PrisonersDilemma, Rational.Parse("1/4"));
        // C/D, D/C, …: (0 + 5δ, 5 + 0δ)/(1 + δ).
        var turns = new RationalPoint(1, 4);
        Assert.Contains(turns, AbreuSannikov.Solve(at, cancellationToken: TestContext.Current.CancellationToken).Set.Vertices);
        var before = new RepeatedGame(StageGames.PrisonersDilemma, Rational.Parse("249999999/1000000000"));
        Assert.Equal(ConvexPolygon.Hull([new RationalPoint(1, 1)]), AbreuSannikov.Solve(before, cancellationToken: TestContext.Current.CancellationToken).Set);
    }

    [Fact]
    public void PathsThatCannotBe_AreRefused()
    {
        InvalidGameException error = Assert.Throws<InvalidGameException>(() => new ActionPath(StageGames.Chicken, [7], []));
        Assert.Equal(["/path/cycle", "/path"], error.Faults.Select(f => f.Pointer));
    }

    private static NashReversion Reversion(NormalFormGame stage, int[] start, int[] cycle) =>
        PathPatience.ByNashReversion(stage, new ActionPath(stage, start, cycle), TestContext.Current.CancellationToken);

    private static OptimalPunishment Optimal(NormalFormGame stage, int[] start, int[] cycle) =>
        PathPatience.ByOptimalPunishment(stage, new ActionPath(stage, start, cycle), Reversion(stage, start, cycle), TestContext.Current.CancellationToken);
}
