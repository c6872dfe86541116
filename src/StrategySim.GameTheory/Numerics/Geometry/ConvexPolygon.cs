using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace StrategySim.GameTheory.Numerics.Geometry;

/// <summary>A convex polygon with rational vertices; a point, a segment and the empty set are polygons too. Immutable, every operation exact.</summary>
public sealed class ConvexPolygon : IEquatable<ConvexPolygon>
{
    private ConvexPolygon(ImmutableArray<RationalPoint> vertices) => Vertices = vertices;

    /// <summary>The empty set.</summary>
    public static ConvexPolygon Empty { get; } = new([]);

    /// <summary>The extreme points, counterclockwise from the lowest of the leftmost ones; none twice and none on an edge.</summary>
    public ImmutableArray<RationalPoint> Vertices { get; }

    /// <summary>Whether there is no point in it.</summary>
    public bool IsEmpty => Vertices.IsEmpty;

    /// <summary>0 for a point, 1 for a segment, 2 for an area; −1 for the empty set.</summary>
    public int Dimension => Math.Min(Vertices.Length - 1, 2);

    /// <summary>The convex hull of points, in any order and any number.</summary>
    /// <remarks>Andrew's monotone chain: Information Processing Letters 9 (1979) 216–219.</remarks>
    public static ConvexPolygon Hull(IEnumerable<RationalPoint> points)
    {
        RationalPoint[] sorted = [.. points.Distinct().OrderBy(p => p.X).ThenBy(p => p.Y)];
        if (sorted.Length <= 2) return new ConvexPolygon([.. sorted]);
        var chain = new List<RationalPoint>(sorted.Length + 1);
        foreach (RationalPoint p in sorted) Extend(chain, p, 0);
        int lower = chain.Count;
        for (int i = sorted.Length - 2; i >= 0; i--) Extend(chain, sorted[i], lower - 1);
        chain.RemoveAt(chain.Count - 1);
        return new ConvexPolygon([.. chain]);
    }

    /// <summary>The least coordinate.</summary>
    /// <param name="axis">0 for X, 1 for Y.</param>
    /// <exception cref="InvalidOperationException">The polygon is empty.</exception>
    public Rational Least(int axis) => Vertices.Min(v => v[axis]);

    /// <summary>The largest value of direction·point.</summary>
    /// <exception cref="InvalidOperationException">The polygon is empty.</exception>
    public Rational Support(RationalPoint direction) => Vertices.Max(direction.Dot);

    /// <summary>What of it lies in the half-plane normal·point ≤ bound.</summary>
    public ConvexPolygon Clip(RationalPoint normal, Rational bound)
    {
        if (IsEmpty || Support(normal) <= bound) return this;
        var kept = new List<RationalPoint>(Vertices.Length + 1);
        for (int i = 0; i < Vertices.Length; i++)
        {
            RationalPoint a = Vertices[i], b = Vertices[(i + 1) % Vertices.Length];
            Rational over = normal.Dot(a) - bound, overNext = normal.Dot(b) - bound;
            if (over.Sign <= 0) kept.Add(a);
            if (over.Sign * overNext.Sign < 0) kept.Add(a + ((over / (over - overNext)) * (b - a)));
        }

        return Hull(kept);
    }

    /// <summary>What of it lies where a coordinate is at least a bound.</summary>
    /// <param name="axis">0 for X, 1 for Y.</param>
    /// <param name="bound">The bound.</param>
    public ConvexPolygon AtLeast(int axis, Rational bound) =>
        Clip(axis == 0 ? new RationalPoint(-1, 0) : new RationalPoint(0, -1), -bound);

    /// <summary>Whether a point is in it.</summary>
    public bool Contains(RationalPoint point) => TryWeights(point, out _);

    /// <summary>Whether another polygon is in it.</summary>
    public bool Contains(ConvexPolygon other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Vertices.All(Contains);
    }

    /// <summary>Writes a point as a convex combination of at most three vertices.</summary>
    /// <param name="point">The point.</param>
    /// <param name="weights">Pairs of a vertex's position in <see cref="Vertices"/> and its weight, greater than 0; they sum to 1.</param>
    /// <returns>Whether the point is in the polygon.</returns>
    public bool TryWeights(RationalPoint point, [NotNullWhen(true)] out IReadOnlyList<(int Vertex, Rational Weight)>? weights)
    {
        weights = null;
        if (IsEmpty) return false;
        if (Vertices.Length == 1)
        {
            if (Vertices[0] == point) weights = [(0, Rational.One)];
            return weights is not null;
        }

        // A fan of triangles around vertex 0; a segment is a triangle whose corners two and three agree.
        for (int i = 1; i < Math.Max(Vertices.Length - 1, 2) && weights is null; i++)
        {
            weights = InTriangle(point, i, Vertices.Length == 2 ? 1 : i + 1);
        }

        return weights is not null;
    }

    /// <summary>The same set grown until every vertex stands on a grid, so that it holds the old one.</summary>
    /// <param name="step">Width of the grid, greater than 0; nothing moves out by more than this in either coordinate.</param>
    public ConvexPolygon RoundedOutward(Rational step) => Hull(Vertices.SelectMany(v =>
    {
        (Rational lowX, Rational highX) = Around(v.X, step);
        (Rational lowY, Rational highY) = Around(v.Y, step);
        return (RationalPoint[])[new(lowX, lowY), new(lowX, highY), new(highX, lowY), new(highX, highY)];
    }));

    /// <inheritdoc/>
    public bool Equals(ConvexPolygon? other) => other is not null && Vertices.AsSpan().SequenceEqual(other.Vertices.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConvexPolygon);

    /// <inheritdoc/>
    public override int GetHashCode() => Vertices.Aggregate(Vertices.Length, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => $"{{{string.Join(", ", Vertices)}}}";

    private static void Extend(List<RationalPoint> chain, RationalPoint point, int floor)
    {
        while (chain.Count >= floor + 2 && (chain[^1] - chain[^2]).Cross(point - chain[^1]).Sign <= 0) chain.RemoveAt(chain.Count - 1);
        chain.Add(point);
    }

    private static (Rational Low, Rational High) Around(Rational value, Rational step)
    {
        Rational scaled = value / step, low = (Rational)System.Numerics.BigInteger.Divide(scaled.Numerator - (scaled.Sign < 0 ? scaled.Denominator - 1 : 0), scaled.Denominator);
        return (low * step, low == scaled ? value : (low + 1) * step);
    }

    private List<(int Vertex, Rational Weight)>? InTriangle(RationalPoint point, int second, int third)
    {
        RationalPoint origin = Vertices[0], b = Vertices[second] - origin, c = Vertices[third] - origin, p = point - origin;
        Rational area = b.Cross(c);
        (Rational beta, Rational gamma) = (p.Cross(c), b.Cross(p));
        if (area.IsZero)
        {
            // A segment: on its line, and between its ends.
            if (!b.Cross(p).IsZero) return null;
            (beta, gamma, area) = (p.Dot(b), Rational.Zero, b.Dot(b));
        }

        (beta, gamma) = (beta / area, gamma / area);
        Rational alpha = Rational.One - beta - gamma;
        if (alpha.Sign < 0 || beta.Sign < 0 || gamma.Sign < 0) return null;
        var weights = new List<(int Vertex, Rational Weight)>(3);
        if (alpha.Sign > 0) weights.Add((0, alpha));
        if (beta.Sign > 0) weights.Add((second, beta));
        if (gamma.Sign > 0) weights.Add((third, gamma));
        return weights;
    }
}
