using System.Collections.Immutable;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Concepts;

/// <summary>What a leader commits to, and what comes of it.</summary>
/// <param name="Mixed">Whether the leader may commit to a mixed strategy.</param>
/// <param name="Strong">Whether the follower breaks ties for the leader; against the leader otherwise.</param>
/// <param name="Strategy">The leader's strategy; where the value is not attained, strategies near it come as close as one likes.</param>
/// <param name="Reply">The follower's pure reply: of weak commitments the one that is worst for the leader among those that must be expected.</param>
/// <param name="LeaderPayoff">The leader's payoff, or its least upper bound where it is not attained; payoff units.</param>
/// <param name="FollowerPayoff">The follower's payoff at the commitment; payoff units.</param>
/// <param name="Attained">Whether the commitment itself has the value; strong ones always do.</param>
public sealed record Commitment(bool Mixed, bool Strong, MixedStrategy Strategy, int Reply, Rational LeaderPayoff, Rational FollowerPayoff, bool Attained);

/// <summary>What leading is worth to one player.</summary>
/// <param name="Leader">0 or 1.</param>
/// <param name="Commitments">Pure and mixed, each strong and weak.</param>
/// <param name="LeastNash">The leader's least payoff in a Nash equilibrium of the game played at once; null where they were not found.</param>
/// <param name="GreatestNash">The leader's greatest.</param>
public sealed record StackelbergLeadership(int Leader, ImmutableArray<Commitment> Commitments, Rational? LeastNash, Rational? GreatestNash);

/// <summary>Stackelberg equilibria of two-player games with pure and with mixed commitment, by exact linear programming.</summary>
public static class Stackelberg
{
    // The value of commitment is measured against all Nash equilibria; of larger games they take longer than the commitment.
    private const int MaximumStrategiesForNash = 12;

    /// <summary>The entry of the catalogue.</summary>
    public static SolutionConcept Concept { get; } = new(
        "stackelberg",
        "Stackelberg equilibrium",
        "Conitzer and Sandholm, \"Computing the optimal strategy to commit to\", EC 2006, 82–90; weak commitments: von Stengel and Zamir, \"Leadership games with convex strategy sets\", Games and Economic Behavior 69 (2010) 446–457",
        true,
        "For each leader the best pure and the best mixed commitment, with ties of the follower broken for the leader (strong) and against the leader (weak, whose value may be a bound that is only approached), and what commitment is worth beside the Nash equilibria of the game played at once.",
        "A linear program for each strategy of the follower, and two more for weak commitments; all Nash equilibria where nobody has more than 12 strategies.",
        "every game of two players",
        game => game.PlayerCount == 2,
        [new("leader", "a player's id", "both players in turn", "Who commits first.")]);

    /// <summary>What leading is worth to a player.</summary>
    /// <param name="game">Two players.</param>
    /// <param name="leader">0 or 1.</param>
    /// <param name="cancellationToken">Polled once a pivot.</param>
    /// <exception cref="ArgumentException">The game does not have two players.</exception>
    public static StackelbergLeadership Lead(NormalFormGame game, int leader, CancellationToken cancellationToken = default)
    {
        Concept.Require(game);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)leader, 1u, nameof(leader));
        var table = new LeaderTable(game, leader);
        (Rational? least, Rational? greatest) = (null, null);
        if (table.Rows <= MaximumStrategiesForNash && table.Columns <= MaximumStrategiesForNash)
        {
            // The payoffs of a Nash subset are extreme at its vertices, because a player's payoff is linear in each strategy.
            NashResult nash = NashSolvers.Solve(game, cancellationToken: cancellationToken);
            (least, greatest) = (nash.Equilibria.Min(e => e.Payoffs[leader]), nash.Equilibria.Max(e => e.Payoffs[leader]));
        }

        return new StackelbergLeadership(
            leader,
            [Pure(table, strong: true), Pure(table, strong: false), Strong(table, cancellationToken), Weak(table, cancellationToken)],
            least,
            greatest);
    }

    private static Commitment Pure(LeaderTable table, bool strong)
    {
        (int Row, int Reply)? best = null;
        for (int row = 0; row < table.Rows; row++)
        {
            int reply = table.Reply(MixedStrategy.Pure(table.Rows, row), strong);
            if (best is not { } now || table.Leader(row, reply) > table.Leader(now.Row, now.Reply)) best = (row, reply);
        }

        (int chosen, int answer) = best!.Value;
        return new Commitment(false, strong, MixedStrategy.Pure(table.Rows, chosen), answer, table.Leader(chosen, answer), table.Follower(chosen, answer), true);
    }

    /// <summary>For each reply, the best commitment to which it is a best one; a reply that never is leaves only Σ x = 0.</summary>
    private static Commitment Strong(LeaderTable table, CancellationToken cancellationToken)
    {
        Commitment? best = null;
        for (int reply = 0; reply < table.Columns; reply++)
        {
            if (table.Best([reply], cancellationToken) is not var (value, x)) continue;
            if (best is null || value > best.LeaderPayoff) best = new Commitment(true, true, x, reply, value, table.FollowerAt(x, reply), true);
        }

        return best!;
    }

    /// <remarks>
    /// Where the follower breaks ties against the leader, only replies count that can be made the only best ones, but for replies that
    /// pay the follower the same throughout; from among those the follower takes what the leader likes least.
    /// </remarks>
    private static Commitment Weak(LeaderTable table, CancellationToken cancellationToken)
    {
        Commitment? best = null;
        for (int reply = 0; reply < table.Columns; reply++)
        {
            int[] alike = [.. Enumerable.Range(0, table.Columns).Where(other => table.Alike(reply, other))];
            if (alike[0] != reply || !table.CanBeOnly(alike, cancellationToken) || table.Best(alike, cancellationToken) is not var (value, x)) continue;
            if (best is not null && value <= best.LeaderPayoff) continue;
            int worst = alike.MinBy(other => table.LeaderAt(x, other));
            best = new Commitment(true, false, x, worst, value, table.FollowerAt(x, worst), table.LeaderAt(x, table.Reply(x, strong: false)) == value);
        }

        return best!;
    }

    /// <summary>The payoffs with the leader's strategies as rows.</summary>
    private sealed class LeaderTable(NormalFormGame game, int leader)
    {
        private readonly Rational _shift = Rational.One - Enumerable.Range(0, game.ProfileCount).Min(profile => game.PayoffAt(profile, leader));

        public int Rows => game.StrategyCount(leader);

        public int Columns => game.StrategyCount(1 - leader);

        public Rational Leader(int row, int column) => game.PayoffAt(ProfileOf(row, column), leader);

        public Rational Follower(int row, int column) => game.PayoffAt(ProfileOf(row, column), 1 - leader);

        public Rational LeaderAt(MixedStrategy x, int column) => x.Support.Aggregate(Rational.Zero, (sum, row) => sum + (x[row] * Leader(row, column)));

        public Rational FollowerAt(MixedStrategy x, int column) => x.Support.Aggregate(Rational.Zero, (sum, row) => sum + (x[row] * Follower(row, column)));

        public bool Alike(int column, int other) => Enumerable.Range(0, Rows).All(row => Follower(row, column) == Follower(row, other));

        public int Reply(MixedStrategy x, bool strong)
        {
            Rational best = Enumerable.Range(0, Columns).Max(column => FollowerAt(x, column));
            IEnumerable<int> replies = Enumerable.Range(0, Columns).Where(column => FollowerAt(x, column) == best);
            return strong ? replies.MaxBy(column => LeaderAt(x, column)) : replies.MinBy(column => LeaderAt(x, column));
        }

        /// <summary>Maximise z ≤ x·A_k (shifted to be positive) for every reply k given, while those replies are best; null where they never are.</summary>
        public (Rational Value, MixedStrategy X)? Best(int[] replies, CancellationToken cancellationToken)
        {
            ProgramSize.Check(game, "a commitment", Columns + replies.Length + 1L, Rows + 1L);
            var a = new Rational[Columns + replies.Length + 1, Rows + 1];
            for (int row = 0; row < Rows; row++)
            {
                for (int column = 0; column < Columns; column++) a[column, row] = Follower(row, column) - Follower(row, replies[0]);
                for (int k = 0; k < replies.Length; k++) a[Columns + k, row] = -(Leader(row, replies[k]) + _shift);
                a[Columns + replies.Length, row] = Rational.One;
            }

            for (int k = 0; k < replies.Length; k++) a[Columns + k, Rows] = Rational.One;
            LinearOptimum optimum = Solve(a, cancellationToken);
            return optimum.Value.Sign > 0 ? (optimum.Value - _shift, new MixedStrategy(optimum.X.Take(Rows))) : null;
        }

        /// <summary>Whether some commitment makes these replies strictly better for the follower than all others.</summary>
        public bool CanBeOnly(int[] replies, CancellationToken cancellationToken)
        {
            var a = new Rational[Columns + 1, Rows + 1];
            for (int column = 0; column < Columns; column++)
            {
                if (replies.Contains(column)) continue;
                for (int row = 0; row < Rows; row++) a[column, row] = Follower(row, column) - Follower(row, replies[0]);
                a[column, Rows] = Rational.One;
            }

            for (int row = 0; row < Rows; row++) a[Columns, row] = Rational.One;
            // Keeps the gap bounded where there is no other reply.
            a[Columns, Rows] = Rational.One;
            return Solve(a, cancellationToken).Value.Sign > 0;
        }

        private LinearOptimum Solve(Rational[,] a, CancellationToken cancellationToken)
        {
            var b = new Rational[a.GetLength(0)];
            var objective = new Rational[Rows + 1];
            b[^1] = objective[Rows] = Rational.One;
            return LinearProgram.Maximize(a, b, objective, cancellationToken) ?? throw new InvalidOperationException($"A commitment in the {game} has no bound.");
        }

        private int ProfileOf(int row, int column) => (row * game.Stride(leader)) + (column * game.Stride(1 - leader));
    }
}
