using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Concepts;

/// <summary>Whether a quadratic form is positive on a cone in which some variables are free and the others at least 0, exact.</summary>
/// <remarks>
/// Free variables are eliminated one by one, as in a Cholesky factorisation. Of the rest, every set of variables is tried: a form that is positive
/// on all smaller faces fails on a face exactly where it has a critical point inside, a solution x &gt; 0 of M·x = λ·1 with λ &lt; 0, or
/// λ = 0 if positive is to mean not 0. Cottle, Habetler and Lemke, Linear Algebra and its Applications 3 (1970) 295–310; Hadeler, ibid. 49
/// (1983) 79–89.
/// </remarks>
internal sealed class CopositivityTest
{
    /// <param name="form">Symmetric; not changed.</param>
    /// <param name="free">How many of the first variables may be negative.</param>
    /// <param name="cancellationToken">Polled once a face.</param>
    public CopositivityTest(Rational[,] form, int free, CancellationToken cancellationToken)
    {
        int n = form.GetLength(0);
        var m = (Rational[,])form.Clone();
        List<int> eliminated = [];
        for (int f = 0; f < free; f++)
        {
            if (m[f, f].Sign <= 0)
            {
                Vertical(m, f, n, eliminated);
                if (Negative is not null) return;
                // A free variable that changes nothing: the form is 0 along it.
                continue;
            }

            eliminated.Add(f);
            for (int i = f + 1; i < n; i++)
            {
                if (m[i, f].IsZero) continue;
                Rational factor = m[i, f] / m[f, f];
                for (int j = f + 1; j < n; j++) m[i, j] -= factor * m[f, j];
            }
        }

        for (int size = 1; size <= n - free; size++)
        {
            foreach (int[] face in Faces(free, n, size))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Inside(m, face, n, eliminated);
                if (Negative is not null) return;
            }
        }
    }

    /// <summary>A direction of the cone in which the form is negative; null where there is none.</summary>
    public Rational[]? Negative { get; private set; }

    /// <summary>A direction of the cone, not 0, in which the form is 0; null where none was met.</summary>
    public Rational[]? Null { get; private set; }

    /// <summary>A free variable whose own coefficient is not positive.</summary>
    private void Vertical(Rational[,] m, int f, int n, List<int> eliminated)
    {
        var direction = new Rational[n];
        direction[f] = Rational.One;
        if (m[f, f].Sign < 0)
        {
            Negative = Complete(m, direction, eliminated);
            return;
        }

        Null ??= Complete(m, direction, eliminated);
        for (int j = f + 1; j < n; j++)
        {
            if (m[f, j].IsZero) continue;
            // m_jj + 2 t m_fj < 0 for a t of the other sign and large enough.
            var bent = new Rational[n];
            bent[j] = Rational.One;
            bent[f] = -(m[j, j].Abs() + Rational.One) / (2 * m[f, j]);
            Negative = Complete(m, bent, eliminated);
            return;
        }
    }

    private void Inside(Rational[,] m, int[] face, int n, List<int> eliminated)
    {
        // Gauss and Jordan on [M | 1]: the solution of M·x = 1, or where M is singular, of M·x = 0.
        int size = face.Length;
        var rows = new Rational[size][];
        for (int i = 0; i < size; i++)
        {
            rows[i] = new Rational[size + 1];
            for (int j = 0; j < size; j++) rows[i][j] = m[face[i], face[j]];
            rows[i][size] = Rational.One;
        }

        int rank = 0, lost = -1;
        for (int column = 0; column < size; column++)
        {
            int pivot = Array.FindIndex(rows, rank, row => !row[column].IsZero);
            if (pivot < 0)
            {
                // Two columns lost: a face this flat is 0 on a smaller one if it is anywhere positive variables reach.
                if (lost >= 0) return;
                lost = column;
                continue;
            }

            (rows[rank], rows[pivot]) = (rows[pivot], rows[rank]);
            Rational inverse = rows[rank][column].Reciprocal();
            for (int k = column; k <= size; k++) rows[rank][k] *= inverse;
            for (int i = 0; i < size; i++)
            {
                Rational factor = rows[i][column];
                if (i == rank || factor.IsZero) continue;
                for (int k = column; k <= size; k++) rows[i][k] -= factor * rows[rank][k];
            }

            rank++;
        }

        var direction = new Rational[n];
        if (lost >= 0)
        {
            for (int i = 0, column = 0; column < size; column++)
            {
                direction[face[column]] = column == lost ? Rational.One : -rows[i++][lost];
            }

            if (face.Any(k => direction[k].Sign <= 0)) return;
            Null ??= Complete(m, direction, eliminated);
            return;
        }

        for (int i = 0; i < size; i++) direction[face[i]] = -rows[i][size];
        if (face.All(k => direction[k].Sign > 0)) Negative = Complete(m, direction, eliminated);
    }

    /// <summary>The eliminated variables take what minimises the form given the others.</summary>
    private static Rational[] Complete(Rational[,] m, Rational[] direction, List<int> eliminated)
    {
        for (int e = eliminated.Count - 1; e >= 0; e--)
        {
            int f = eliminated[e];
            Rational sum = default;
            for (int j = f + 1; j < direction.Length; j++) sum += m[f, j] * direction[j];
            direction[f] = -sum / m[f, f];
        }

        return direction;
    }

    private static IEnumerable<int[]> Faces(int from, int to, int size)
    {
        int[] face = [.. Enumerable.Range(from, size)];
        while (true)
        {
            yield return [.. face];
            int k = size - 1;
            while (k >= 0 && face[k] == to - size + k) k--;
            if (k < 0) yield break;
            face[k]++;
            for (int i = k + 1; i < size; i++) face[i] = face[i - 1] + 1;
        }
    }
}
