using System.Numerics;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>Solutions of indifference equations that are rational or quadratic, exactly.</summary>
/// <remarks>
/// With two players who mix the equations are linear. With three, of whom two mix two strategies and the third two or three, the
/// third's equations bind the other two probabilities, y and z: eliminating y leaves a quadratic in z, and the rest is linear
/// over the field of its root.
/// </remarks>
internal static class ClosedForm
{
    // How near a root must be to the solution that is known to be there; in units of 2^-Bits below.
    private const int Bits = 40;

    /// <summary>The solution next to an approximate one; null where it has no closed form of these kinds.</summary>
    /// <param name="system">The equations.</param>
    /// <param name="near">For each player the approximate probabilities over the support.</param>
    public static QuadraticSurd[][]? Find(IndifferenceSystem system, double[][] near)
    {
        int[] mixing = system.Mixing;
        var x = new QuadraticSurd[near.Length][];
        for (int i = 0; i < near.Length; i++) x[i] = near[i].Length == 1 ? [Rational.One] : null!;
        if (mixing.Length == 0) return x;
        if (mixing.Length == 2)
        {
            foreach (int k in new[] { 0, 1 })
            {
                if (Linear(system, mixing[k], [mixing[1 - k]], x) is not { } own) return null;
                x[mixing[k]] = own;
            }

            return x;
        }

        if (mixing.Length != 3) return null;
        int third = mixing.MaxBy(i => system.Supports[i].Length);
        int[] two = [.. mixing.Where(i => i != third)];
        if (two.Any(i => system.Supports[i].Length != 2) || system.Supports[third].Length > 3) return null;
        return Quadratic(system, third, two[0], two[1], x, near);
    }

    /// <summary>The difference u(first) − u(strategy) at exact probabilities.</summary>
    public static QuadraticSurd Value(IndifferenceSystem system, int player, int strategy, QuadraticSurd[][] x)
    {
        QuadraticSurd[] current = [.. system.TableOf(player, strategy).Select(value => (QuadraticSurd)(Rational)value)];
        foreach (int j in system.Others(player).Reverse())
        {
            int count = x[j].Length;
            var next = new QuadraticSurd[current.Length / count];
            for (int at = 0; at < next.Length; at++)
            {
                QuadraticSurd sum = Rational.Zero;
                for (int v = 0; v < count; v++) sum += x[j][v] * current[(at * count) + v];
                next[at] = sum;
            }

            current = next;
        }

        return current[0];
    }

    private static QuadraticSurd[][]? Quadratic(IndifferenceSystem system, int third, int b, int c, QuadraticSurd[][] x, double[][] near)
    {
        // Each equation of the third player: k0 + ky·y + kz·z + kyz·y·z = 0 in the first probabilities of b (y) and c (z).
        Rational[][] forms =
        [
            .. system.Equations.Where(e => e.Player == third).Select(e =>
            {
                Rational[] t = [.. system.TableOf(third, e.Strategy).Select(value => (Rational)value)];
                return new[] { t[3], t[1] - t[3], t[2] - t[3], t[0] - t[1] - t[2] + t[3] };
            }),
        ];
        Rational[] first = forms[0], second;
        if (forms.Length == 2)
        {
            second = forms[1];
        }
        else
        {
            // Two strategies for all: c's equation gives the third's probability w in terms of y, b's in terms of z; w = w.
            Rational[] inY = AsMobius(system, c, third), inZ = AsMobius(system, b, third);
            // (p0 + p1·y)/(q0 + q1·y) = (r0 + r1·z)/(s0 + s1·z).
            second =
            [
                (inY[0] * inZ[2]) - (inZ[0] * inY[2]),
                (inY[1] * inZ[2]) - (inZ[0] * inY[3]),
                (inY[0] * inZ[3]) - (inZ[1] * inY[2]),
                (inY[1] * inZ[3]) - (inZ[1] * inY[3]),
            ];
        }

        // y = −(f0 + fz·z)/(fy + fyz·z) in the other: (g0 + gz·z)(fy + fyz·z) − (gy + gyz·z)(f0 + fz·z) = 0.
        Rational[] f = first, g = second;
        Rational two = (g[2] * f[3]) - (g[3] * f[2]);
        Rational one = (g[0] * f[3]) + (g[2] * f[1]) - (g[1] * f[2]) - (g[3] * f[0]);
        Rational none = (g[0] * f[1]) - (g[1] * f[0]);
        foreach (QuadraticSurd z in QuadraticSurd.Roots(two, one, none))
        {
            if (!IsNear(z, near[c][0])) continue;
            foreach (Rational[] form in new[] { f, g })
            {
                QuadraticSurd below = form[1] + (form[3] * z);
                if (below.IsZero) continue;
                QuadraticSurd y = -(form[0] + (form[2] * z)) / below;
                if (!IsNear(y, near[b][0])) continue;
                x[b] = [y, Rational.One - y];
                x[c] = [z, Rational.One - z];
                if (Linear(system, third, [b, c], x) is not { } own) return null;
                x[third] = own;
                return x;
            }
        }

        return null;
    }

    /// <summary>From a player's equation, the third's first probability as (p0 + p1·t)/(q0 + q1·t) in that of the remaining player.</summary>
    private static Rational[] AsMobius(IndifferenceSystem system, int player, int third)
    {
        (_, int strategy) = system.Equations.Single(e => e.Player == player);
        Rational[] t = [.. system.TableOf(player, strategy).Select(value => (Rational)value)];
        int other = system.Others(player).Single(j => j != third);
        // The table's first index is that of the player who comes first.
        (Rational t01, Rational t10) = third < other ? (t[1], t[2]) : (t[2], t[1]);
        // t11 + w·(t01 − t11) + v·(t10 − t11) + w·v·(t00 − t01 − t10 + t11) = 0, w of the third and v of the other.
        return [-t[3], t[3] - t10, t01 - t[3], t[0] - t01 - t10 + t[3]];
    }

    private static bool IsNear(QuadraticSurd value, double near) =>
        BigInteger.Abs(value.Scaled(Bits + 12) - ((BigInteger)Math.ScaleB(near, Bits + 12))) < 1 << 20;

    /// <summary>One player's probabilities from the equations of others, linear once everybody else's are known.</summary>
    private static QuadraticSurd[]? Linear(IndifferenceSystem system, int unknown, int[] owners, QuadraticSurd[][] x)
    {
        int count = system.Supports[unknown].Length;
        List<QuadraticSurd[]> rows = [];
        foreach ((int player, int strategy) in system.Equations)
        {
            if (!owners.Contains(player)) continue;
            var row = new QuadraticSurd[count + 1];
            QuadraticSurd[] kept = x[unknown];
            for (int v = 0; v < count; v++)
            {
                x[unknown] = [.. Enumerable.Range(0, count).Select(k => (QuadraticSurd)(k == v ? Rational.One : Rational.Zero))];
                row[v] = Value(system, player, strategy, x);
            }

            x[unknown] = kept;
            row[count] = Rational.Zero;
            rows.Add(row);
        }

        rows.Add([.. Enumerable.Repeat((QuadraticSurd)Rational.One, count + 1)]);
        if (rows.Count < count) return null;
        for (int column = 0; column < count; column++)
        {
            int pivot = rows.FindIndex(column, row => !row[column].IsZero);
            if (pivot < 0) return null;
            (rows[pivot], rows[column]) = (rows[column], rows[pivot]);
            for (int r = 0; r < rows.Count; r++)
            {
                if (r == column || rows[r][column].IsZero) continue;
                QuadraticSurd factor = rows[r][column] / rows[column][column];
                for (int k = column; k <= count; k++) rows[r][k] -= factor * rows[column][k];
            }
        }

        for (int r = count; r < rows.Count; r++)
        {
            if (!rows[r][count].IsZero) return null;
        }

        return [.. Enumerable.Range(0, count).Select(v => rows[v][count] / rows[v][v])];
    }
}
