using System.Collections.Immutable;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria;

/// <summary>Membership in the convex hull of mixed strategies, exact.</summary>
internal static class ConvexHull
{
    /// <summary>Whether a mixed strategy is a convex combination of the vertices.</summary>
    /// <remarks>
    /// Maximise Σλ subject to Σ λ_v·v ≤ x, λ ≥ 0. Both sides are distributions, so Σλ ≤ 1, and Σλ = 1 leaves no slack:
    /// x is in the hull exactly where the maximum is 1.
    /// </remarks>
    public static bool Contains(ImmutableArray<MixedStrategy> vertices, MixedStrategy x)
    {
        if (vertices.Length == 1) return vertices[0].Equals(x);
        var a = new Rational[x.Count, vertices.Length];
        var c = new Rational[vertices.Length];
        for (int v = 0; v < vertices.Length; v++)
        {
            if (vertices[v].Equals(x)) return true;
            for (int i = 0; i < x.Count; i++) a[i, v] = vertices[v][i];
            c[v] = Rational.One;
        }

        return LinearProgram.Maximize(a, [.. x.Probabilities], c) is { } optimum && optimum.Value == Rational.One;
    }
}
