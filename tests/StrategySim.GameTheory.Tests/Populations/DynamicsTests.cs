using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Populations;

namespace StrategySim.GameTheory.Tests.Populations;

public class DynamicsTests
{
    private static readonly PopulationGame Chicken = One(new Rational[,] { { 3, 2 }, { 4, 1 } });
    private static readonly PopulationGame Pennies = new(
        NormalFormGame.Bimatrix(new Player("A", ["H", "T"]), new Player("B", ["H", "T"]), new Rational[,] { { 1, -1 }, { -1, 1 } }, new Rational[,] { { -1, 1 }, { 1, -1 } }), 2);

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void Replicators_FollowTheLogisticCurve()
    {
        // With payoffs 1 and 0, ẋ = x(1 − x).
        double[] times = [0, 0.5, 3, 20, 40];
        Trajectory path = SmoothDynamics.Replicator(One(new Rational[,] { { 1, 1 }, { 0, 0 } }), [0.01, 0.99], times, None);
        for (int k = 0; k < times.Length; k++) Assert.Equal(1 / (1 + (99 * Math.Exp(-times[k]))), path.Shares[k][0], 1e-9);
        Assert.Equal(TrajectoryEnd.RestPoint, path.End);
    }

    [Fact]
    public void InChicken_OnePopulationMixes_AndTwoPartTheRoles()
    {
        // (S − P)/(T − R + S − P) = 1/2 in one population; in two, whoever starts lower yields.
        Trajectory one = SmoothDynamics.Replicator(Chicken, [0.9, 0.1], [0, 100], None);
        Assert.Equal(0.5, one.Shares[1][0], 1e-9);
        Assert.Equal((TrajectoryEnd.RestPoint, true), (one.End, one.Regret < 1e-9));
        Trajectory two = SmoothDynamics.Replicator(new PopulationGame(Chicken.Game, 2), [0.51, 0.49, 0.49, 0.51], [0, 100], None);
        Assert.Equal([1, 0, 0, 1], two.Shares[1].Select(x => Math.Round(x, 9)));
    }

    [Fact]
    public void ExtinctStrategies_StayExtinct() => Assert.Equal([0.0, 1], SmoothDynamics.Replicator(Chicken, [0, 1], [0, 50], None).Shares[1]);

    [Fact]
    public void InMatchingPennies_ReplicatorsGoRound_AndBestRepliesComeToRest()
    {
        // x(1 − x)y(1 − y) stays the same; near the centre ẋ = ε_y, ẏ = −ε_x, so that the period tends to 2π.
        Trajectory near = SmoothDynamics.Replicator(Pennies, [0.501, 0.499, 0.5, 0.5], [0, 10, 30], None);
        Assert.Equal(TrajectoryEnd.Cycle, near.End);
        Assert.Equal(2 * Math.PI, near.Period!.Value, 1e-4);
        Trajectory far = SmoothDynamics.Replicator(Pennies, [0.9, 0.1, 0.5, 0.5], [0, 10, 100], None);
        Assert.All(far.Shares, x => Assert.Equal(0.9 * 0.1 * 0.25, x[0] * x[1] * x[2] * x[3], 1e-8));
        Trajectory replies = BestReplyDynamics.Follow(Pennies, [0.9, 0.1, 0.5, 0.5], [0, 5, 60], None);
        Assert.Equal(TrajectoryEnd.RestPoint, replies.End);
        Assert.All(replies.Shares[2], x => Assert.Equal(0.5, x, 1e-8));
    }

    [Fact]
    public void BestReplies_AreFollowedInClosedForm()
    {
        // D dominates: 1 − x_D shrinks by e^(−t).
        Trajectory path = BestReplyDynamics.Follow(One(new Rational[,] { { 3, 0 }, { 5, 1 } }), [0.8, 0.2], [0, 1, 2], None);
        for (int k = 0; k < 3; k++) Assert.Equal(0.8 * Math.Exp(-k), path.Shares[k][0], 1e-15);
        Assert.Equal(TrajectoryEnd.Moving, path.End);
        Assert.Equal(0.8 * Math.Exp(-2), path.Speed, 1e-15);
        Assert.Equal(0.5, BestReplyDynamics.Follow(Chicken, [0.9, 0.1], [0, 3], None).Shares[1][0], 1e-9);
    }

    [Fact]
    public void RockPaperScissors_WithHeavyLosses_EndsInShapleysTriangle_AndWithLightOnes_AtItsCentre()
    {
        // Gaunersdorfer and Hofbauer (1995): with losses b and gains a the best replies cycle where b > a and settle where b < a.
        Trajectory triangle = BestReplyDynamics.Follow(Circle(2, 1), [0.5, 0.3, 0.2], [0, 100], None);
        Assert.Equal(TrajectoryEnd.Cycle, triangle.End);
        // Along the triangle each leg ends at a tie between the next two. Its vertices have shares in the proportions 1 : ρ : ρ², ρ = a/b;
        // a leg takes ln of the ratio of the share that only shrinks.
        double leg = Math.Log(2);
        Assert.Equal(3 * leg, triangle.Period!.Value, 1e-8);
        Trajectory centre = BestReplyDynamics.Follow(Circle(1, 2), [0.5, 0.3, 0.2], [0, 100], None);
        Assert.Equal(TrajectoryEnd.RestPoint, centre.End);
        Assert.All(centre.Shares[1], x => Assert.Equal(1.0 / 3, x, 1e-8));
    }

    [Fact]
    public void LogitDynamics_RestAtALogitEquilibrium()
    {
        Trajectory path = SmoothDynamics.Logit(One(new Rational[,] { { 3, 0 }, { 5, 1 } }), 2, [0.9, 0.1], [0, 1, 60], None);
        double x = path.Shares[2][0];
        // D earns 2x + (1 − x) more.
        Assert.Equal(1 / (1 + Math.Exp((1 + x) / 2)), x, 1e-9);
        Assert.Equal(TrajectoryEnd.RestPoint, path.End);
        Assert.All(path.Shares, s => Assert.Equal(1, s.Sum(), 1e-15));
    }

    [Fact]
    public void OnePopulation_PlaysOnlySymmetricGames()
    {
        InvalidGameException error = Assert.Throws<InvalidGameException>(() => new PopulationGame(Pennies.Game, 1));
        Assert.Equal("/populations", Assert.Single(error.Faults).Pointer);
    }

    private static PopulationGame Circle(int loss, int gain) => One(new Rational[,] { { 0, -loss, gain }, { gain, 0, -loss }, { -loss, gain, 0 } });

    private static PopulationGame One(Rational[,] payoffs) => new(NormalFormGame.Symmetric(payoffs, [.. Enumerable.Range(1, payoffs.GetLength(0)).Select(i => $"{i}")]), 1);
}
