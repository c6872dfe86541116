namespace StrategySim.GameTheory.Numerics;

/// <summary>A point, or a direction, of the plane.</summary>
/// <param name="X">The first coordinate.</param>
/// <param name="Y">The second.</param>
public readonly record struct PlanePoint(Rational X, Rational Y)
{
    /// <summary>Twice the signed area of the triangle o, a, b: positive where b lies to the left of the way from o to a.</summary>
    public static Rational Turn(PlanePoint o, PlanePoint a, PlanePoint b) => ((a.X - o.X) * (b.Y - o.Y)) - ((a.Y - o.Y) * (b.X - o.X));
}

/// <summary>Convex polygons of the plane, exact: corners counterclockwise, from the leftmost (and lowest) one; a point and a segment count.</summary>
public static class Polygon
{
    /// <summary>The convex hull of points: its corners, without points in the middle of an edge.</summary>
    /// <remarks>Andrew, "Another efficient algorithm for convex hulls in two dimensions", Information Processing Letters 9 (1979) 216–219.</remarks>
    /// <param name="points">At least one.</param>
    public static PlanePoint[] Hull(IEnumerable<PlanePoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        PlanePoint[] sorted = [.. points.Distinct().OrderBy(point => point.X).ThenBy(point => point.Y)];
        if (sorted.Length <= 2) return sorted;
        List<PlanePoint> lower = Chain(sorted);
        Array.Reverse(sorted);
        List<PlanePoint> upper = Chain(sorted);
        return [.. lower.Take(lower.Count - 1), .. upper.Take(upper.Count - 1)];

        static List<PlanePoint> Chain(PlanePoint[] sorted)
        {
            List<PlanePoint> chain = [];
            foreach (PlanePoint point in sorted)
            {
                while (chain.Count >= 2 && PlanePoint.Turn(chain[^2], chain[^1], point).Sign <= 0) chain.RemoveAt(chain.Count - 1);
                chain.Add(point);
            }

            return chain;
        }
    }

    /// <summary>The corners of a convex polygon that is known by a farthest point in each direction.</summary>
    /// <remarks>
    /// Between two points found, the direction across their line either leads to a point beyond it or proves the line to be an edge.
    /// Each corner costs one direction that finds it and one that closes an edge.
    /// </remarks>
    /// <param name="farthest">A point of the polygon that is farthest in a direction.</param>
    public static PlanePoint[] FromSupport(Func<PlanePoint, PlanePoint> farthest)
    {
        ArgumentNullException.ThrowIfNull(farthest);
        List<PlanePoint> found = [];
        PlanePoint left = farthest(new PlanePoint(-1, 0)), right = farthest(new PlanePoint(1, 0));
        if (left.X == right.X) (left, right) = (farthest(new PlanePoint(0, -1)), farthest(new PlanePoint(0, 1)));
        found.AddRange([left, right]);
        if (left != right)
        {
            Beyond(left, right);
            Beyond(right, left);
        }

        return Hull(found);

        // What lies to the right of the way from a to b; counterclockwise, that is outside.
        void Beyond(PlanePoint a, PlanePoint b)
        {
            PlanePoint point = farthest(new PlanePoint(b.Y - a.Y, a.X - b.X));
            if (PlanePoint.Turn(a, b, point).Sign >= 0) return;
            found.Add(point);
            Beyond(a, point);
            Beyond(point, b);
        }
    }
}
