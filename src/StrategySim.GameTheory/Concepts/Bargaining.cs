using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Concepts;

/// <summary>A solution of the bargaining problem over the payoffs that lotteries over outcomes can give.</summary>
/// <param name="Disagreement">What the players get without an agreement; payoff units.</param>
/// <param name="Ideal">The most that each player can get where both get at least the disagreement payoffs; null where no outcome gives them that.</param>
/// <param name="Payoffs">The solution; null where no lottery gives both players more than the disagreement payoffs.</param>
/// <param name="Lottery">A lottery over at most two outcomes that gives it.</param>
/// <param name="Polygon">The corners of the payoff polygon, counterclockwise from the leftmost.</param>
public sealed record BargainingSolution(
    PlanePoint Disagreement, PlanePoint? Ideal, PlanePoint? Payoffs, ImmutableArray<RecommendedProfile> Lottery, ImmutableArray<PlanePoint> Polygon);

/// <summary>The Nash and the Kalai–Smorodinsky solution over the convex hull of the payoffs of a two-player game, exact.</summary>
public static class Bargaining
{
    private static readonly ImmutableArray<ConceptParameter> Parameters =
    [
        new("disagreement", "two exact numbers, one for each player", "the players' maxmin values in mixed strategies", "What the players get without an agreement; payoff units."),
    ];

    /// <summary>The entry of the Nash solution in the catalogue.</summary>
    public static SolutionConcept NashConcept { get; } = new(
        "nash-bargaining",
        "Nash bargaining solution",
        "Nash, \"The bargaining problem\", Econometrica 18 (1950) 155–162; \"Two-person cooperative games\", Econometrica 21 (1953) 128–140",
        true,
        "The one point of the payoff polygon that maximises the product of both gains over the disagreement payoffs, with a lottery over at most two outcomes that gives it; none where no lottery gives both a gain.",
        "The convex hull of the payoffs, and one quadratic for each edge; with a linear program for each player where disagreement is left out.",
        "every game of two players",
        game => game.PlayerCount == 2,
        Parameters);

    /// <summary>The entry of the Kalai–Smorodinsky solution in the catalogue.</summary>
    public static SolutionConcept KalaiSmorodinskyConcept { get; } = NashConcept with
    {
        Id = "kalai-smorodinsky",
        Name = "Kalai–Smorodinsky bargaining solution",
        Source = "Kalai and Smorodinsky, \"Other solutions to Nash's bargaining problem\", Econometrica 43 (1975) 513–518",
        Guarantee = "The farthest point of the payoff polygon on the way from the disagreement payoffs to the most that each player could get, with a lottery over at most two outcomes that gives it; none where no lottery gives both a gain.",
        Cost = "The convex hull of the payoffs, and one intersection for each edge; with a linear program for each player where disagreement is left out.",
    };

    /// <summary>The Nash solution.</summary>
    /// <param name="game">Two players.</param>
    /// <param name="disagreement">Payoff units; null for the maxmin values.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static BargainingSolution Nash(NormalFormGame game, PlanePoint? disagreement = null, CancellationToken cancellationToken = default)
    {
        var problem = new Problem(game, disagreement, cancellationToken);
        PlanePoint d = problem.Disagreement;
        PlanePoint? best = null;
        foreach ((PlanePoint a, PlanePoint b) in problem.Edges())
        {
            // Along a + t(b − a) the product of gains is p t² + q t + r; on an edge of the frontier p < 0.
            (Rational gx, Rational gy) = (b.X - a.X, b.Y - a.Y);
            Rational p = gx * gy, q = (gx * (a.Y - d.Y)) + (gy * (a.X - d.X));
            Rational t = p.Sign < 0 ? Rational.Max(Rational.Zero, Rational.Min(Rational.One, -q / (2 * p))) : Rational.Zero;
            foreach (Rational at in new[] { Rational.Zero, t, Rational.One })
            {
                var point = new PlanePoint(a.X + (at * gx), a.Y + (at * gy));
                if (Product(point).Sign > 0 && (best is not { } now || Product(point) > Product(now))) best = point;
            }
        }

        return problem.Solution(best);

        Rational Product(PlanePoint point) => point.X > d.X && point.Y > d.Y ? (point.X - d.X) * (point.Y - d.Y) : Rational.Zero;
    }

    /// <summary>The Kalai–Smorodinsky solution.</summary>
    /// <inheritdoc cref="Nash"/>
    public static BargainingSolution KalaiSmorodinsky(NormalFormGame game, PlanePoint? disagreement = null, CancellationToken cancellationToken = default)
    {
        var problem = new Problem(game, disagreement, cancellationToken);
        PlanePoint d = problem.Disagreement;
        if (problem.Ideal is not { } ideal || ideal.X <= d.X || ideal.Y <= d.Y) return problem.Solution(null);
        PlanePoint? best = null;
        foreach ((PlanePoint a, PlanePoint b) in problem.Edges())
        {
            // Where the edge crosses the line through d and the ideal point; sides of the line have signs.
            Rational sideA = PlanePoint.Turn(d, ideal, a), sideB = PlanePoint.Turn(d, ideal, b);
            if (sideA.Sign * sideB.Sign > 0) continue;
            PlanePoint[] meets = sideA == sideB ? [a, b] : [new PlanePoint(a.X + ((b.X - a.X) * sideA / (sideA - sideB)), a.Y + ((b.Y - a.Y) * sideA / (sideA - sideB)))];
            foreach (PlanePoint point in meets)
            {
                if (point.X > d.X && point.Y > d.Y && (best is not { } now || point.X > now.X)) best = point;
            }
        }

        return problem.Solution(best);
    }

    /// <summary>The payoff polygon, and the part of it that gives nobody less than without an agreement.</summary>
    private sealed class Problem
    {
        private readonly NormalFormGame _game;
        private readonly PlanePoint[] _hull;
        private readonly PlanePoint[] _rational;

        public Problem(NormalFormGame game, PlanePoint? disagreement, CancellationToken cancellationToken)
        {
            NashConcept.Require(game);
            _game = game;
            if (disagreement is null)
            {
                ImmutableArray<SecurityLevel> levels = SecurityLevels.Of(game, cancellationToken);
                disagreement = new PlanePoint(levels[0].Maxmin, levels[1].Maxmin);
            }

            Disagreement = disagreement.Value;
            _hull = Polygon.Hull(Enumerable.Range(0, game.ProfileCount).Select(Point));
            _rational = Clip(Clip(_hull, point => point.X - Disagreement.X), point => point.Y - Disagreement.Y);
            Ideal = _rational.Length == 0 ? null : new PlanePoint(_rational.Max(point => point.X), _rational.Max(point => point.Y));
        }

        public PlanePoint Disagreement { get; }

        public PlanePoint? Ideal { get; }

        public IEnumerable<(PlanePoint A, PlanePoint B)> Edges() => _rational.Select((point, i) => (point, _rational[(i + 1) % _rational.Length]));

        public BargainingSolution Solution(PlanePoint? payoffs) => new(Disagreement, Ideal, payoffs, payoffs is { } point ? Lottery(point) : [], [.. _hull]);

        private PlanePoint Point(int profile) => new(_game.PayoffAt(profile, 0), _game.PayoffAt(profile, 1));

        /// <summary>The part of a convex polygon where a linear function is at least 0.</summary>
        private static PlanePoint[] Clip(PlanePoint[] polygon, Func<PlanePoint, Rational> side)
        {
            List<PlanePoint> kept = [];
            for (int i = 0; i < polygon.Length; i++)
            {
                (PlanePoint a, PlanePoint b) = (polygon[i], polygon[(i + 1) % polygon.Length]);
                (Rational at, Rational next) = (side(a), side(b));
                if (at.Sign >= 0) kept.Add(a);
                if (at.Sign * next.Sign < 0) kept.Add(new PlanePoint(a.X + ((b.X - a.X) * at / (at - next)), a.Y + ((b.Y - a.Y) * at / (at - next))));
            }

            return kept.Count == 0 ? [] : Polygon.Hull(kept);
        }

        /// <summary>The solution lies on the frontier, and so on an edge of the hull or at a corner.</summary>
        private ImmutableArray<RecommendedProfile> Lottery(PlanePoint point)
        {
            for (int i = 0; i < _hull.Length; i++)
            {
                (PlanePoint a, PlanePoint b) = (_hull[i], _hull[(i + 1) % _hull.Length]);
                if (!PlanePoint.Turn(a, b, point).IsZero) continue;
                bool byX = a.X != b.X;
                Rational length = byX ? b.X - a.X : b.Y - a.Y, way = byX ? point.X - a.X : point.Y - a.Y;
                Rational share = length.IsZero ? Rational.Zero : way / length;
                if (share.Sign < 0 || share > Rational.One || a.X + (share * (b.X - a.X)) != point.X || a.Y + (share * (b.Y - a.Y)) != point.Y) continue;
                return
                [
                    .. new[] { (Corner: a, Probability: Rational.One - share), (Corner: b, Probability: share) }
                        .Where(part => !part.Probability.IsZero)
                        .Select(part => new RecommendedProfile(Enumerable.Range(0, _game.ProfileCount).First(profile => Point(profile) == part.Corner), part.Probability)),
                ];
            }

            throw new InvalidOperationException($"The bargaining solution ({point.X}, {point.Y}) of the {_game} is not on the frontier of its payoffs.");
        }
    }
}
