namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>What a cell's indifference equations allow.</summary>
internal enum NewtonVerdict
{
    /// <summary>They have no solution in the cell.</summary>
    Empty,

    /// <summary>They have at most one solution in the cell and close around it, and an approximate one is at hand.</summary>
    AtMostOne,

    /// <summary>Neither is shown.</summary>
    Unknown,
}

/// <summary>Newton's test of the indifference equations of a cell whose best replies are decided; one for each thread.</summary>
/// <remarks>
/// In each player's barycentric coordinates λ within the cell, the equations f = 0 are affine in each player's λ. Multiplied by an
/// approximate inverse C of the Jacobian in the middle, g = C·f is close to λ − λ*, and each g is again affine in each
/// player's λ: its range over the cell is that of its values at the vertices, exactly. Where a range leaves out 0, no solution
/// is in the cell. Where the derivatives, at the vertices, differ from the identity by less than 1 in the row-sum norm, g is
/// injective on the cell, since the cell is convex (Neumaier, Interval Methods for Systems of Equations (1990), section 5.1).
/// </remarks>
internal sealed class NewtonTest
{
    /// <summary>How far outside a cell, in its coordinates, a solution still counts as the only one: injectivity holds that far, by the room below 1.</summary>
    public const double Rim = 1e-6;

    private const double LargestDeviation = 0.9, Unit = 1.0 / (1L << 51), SmallestPivot = 1e-9;
    private readonly List<Function> _functions = [];
    private readonly List<(int Player, int Vertex)> _unknowns = [];
    private double[] _elimination = [], _rows = [], _sum = [], _mixture = [];
    private double[][] _weights = [];
    private int[] _rowOf = [];

    private readonly record struct Function(int Player, int Offset, double Mean, double Largest, double Error);

    /// <summary>After <see cref="NewtonVerdict.AtMostOne"/>: each player's approximate weights of the cell's vertices.</summary>
    public double[][] Weights => _weights;

    /// <summary>Tests a cell.</summary>
    public NewtonVerdict Test(Cell cell, PayoffTables payoffs)
    {
        int n = Prepare(cell, payoffs);
        int m = _functions.Count;
        if (m < n) return NewtonVerdict.Unknown;
        int rank = Eliminate(m, n);
        int full = 1;
        foreach (int count in cell.Counts) full *= count;
        Grow(ref _rows, n * full);
        Grow(ref _sum, full);
        // Combinations whose derivatives vanish in the middle are nearly constant: where the constant is not 0, nothing solves them.
        Grow(ref _mixture, full);
        for (int row = rank; row < m; row++)
        {
            if (Excludes(Combine(cell, row, n, m, full, _mixture.AsSpan(0, full)), _mixture.AsSpan(0, full))) return NewtonVerdict.Empty;
        }

        if (rank < n) return NewtonVerdict.Unknown;
        double deviation = 0;
        double error = 0;
        for (int u = 0; u < n; u++)
        {
            Span<double> row = _rows.AsSpan(u * full, full);
            double own = Combine(cell, _rowOf[u], n, m, full, row);
            if (Excludes(own, row)) return NewtonVerdict.Empty;
            deviation = Math.Max(deviation, Deviation(cell, u, row) + own);

            // The weights of a player's vertices sum to 1, so that the first vertex's equation is what the others' leave.
            Span<double> sum = _sum.AsSpan(0, full);
            if (_unknowns[u].Vertex == 1)
            {
                sum.Clear();
                error = 0;
            }

            for (int k = 0; k < full; k++) sum[k] -= row[k];
            error += own;
            if (_unknowns[u].Vertex == cell.Counts[_unknowns[u].Player] - 1 && _unknowns[u].Vertex > 1 && Excludes(error * 1.01, sum)) return NewtonVerdict.Empty;
        }

        return deviation < LargestDeviation && Approximate(cell, n, full) ? NewtonVerdict.AtMostOne : NewtonVerdict.Unknown;
    }

    /// <summary>How many unknowns the equations leave free in the middle of a cell, to first order.</summary>
    public int Freedom(Cell cell, PayoffTables payoffs)
    {
        int n = Prepare(cell, payoffs);
        return n - Eliminate(_functions.Count, n);
    }

    /// <summary>Lists equations and unknowns, and fills the Jacobian in the middle.</summary>
    private int Prepare(Cell cell, PayoffTables payoffs)
    {
        _functions.Clear();
        _unknowns.Clear();
        for (int j = 0; j < cell.Players; j++)
        {
            for (int v = 1; v < cell.Counts[j]; v++) _unknowns.Add((j, v));
        }

        for (int i = 0; i < cell.Players; i++)
        {
            int[] rivals = cell.Rivals[i];
            int first = -1, size = cell.TableSize(i);
            for (int b = 0; b < rivals.Length; b++)
            {
                if (((cell.In[i] >> rivals[b]) & 1) == 0) continue;
                if (first < 0)
                {
                    first = b;
                    continue;
                }

                int offset = cell.Pair(i, first, b) * size;
                double sum = 0, largest = 0;
                foreach (double value in cell.Tables[i].AsSpan(offset, size))
                {
                    sum += value;
                    largest = Math.Max(largest, Math.Abs(value));
                }

                double error = CellReduction.Error(cell, payoffs.Largest[i][(rivals[first] * payoffs.Counts[i]) + rivals[b]], payoffs.Margin);
                _functions.Add(new Function(i, offset, sum / size, largest, error + (largest * Unit)));
            }
        }

        int n = _unknowns.Count, m = _functions.Count, width = n + m;
        Grow(ref _elimination, m * width);
        Array.Clear(_elimination, 0, m * width);
        for (int f = 0; f < m; f++)
        {
            Span<double> row = _elimination.AsSpan(f * width, width);
            row[n + f] = 1;
            for (int u = 0; u < n; u++)
            {
                (int player, int vertex) = _unknowns[u];
                if (player != _functions[f].Player) row[u] = Slope(cell, _functions[f], player, vertex);
            }
        }

        return n;
    }

    /// <summary>The mean over the other vertices of what going from a player's first vertex to another changes.</summary>
    private static double Slope(Cell cell, in Function f, int player, int vertex)
    {
        int size = cell.TableSize(f.Player), stride = cell.Stride(f.Player, player), block = stride * cell.Counts[player];
        ReadOnlySpan<double> table = cell.Tables[f.Player].AsSpan(f.Offset, size);
        double sum = 0;
        for (int start = 0; start < size; start += block)
        {
            for (int k = start; k < start + stride; k++) sum += table[k + (vertex * stride)] - table[k];
        }

        return sum / (size / cell.Counts[player]);
    }

    /// <summary>Gauss–Jordan with full pivoting on the Jacobian beside the identity.</summary>
    /// <returns>The rank; rows from there on have no derivative in the middle, and row <see cref="_rowOf"/>[u] is that of unknown u.</returns>
    private int Eliminate(int m, int n)
    {
        int width = n + m, rank = 0;
        if (_rowOf.Length < n) _rowOf = new int[n];
        Array.Fill(_rowOf, -1);
        double[] a = _elimination;
        // Equations in units of their own size, so that pivots compare.
        for (int f = 0; f < m; f++)
        {
            double scale = _functions[f].Largest > 0 ? 1 / _functions[f].Largest : 1;
            for (int c = 0; c < width; c++) a[(f * width) + c] *= scale;
        }

        while (rank < m && rank < n)
        {
            int pivotRow = -1, pivotColumn = -1;
            double best = SmallestPivot;
            for (int r = rank; r < m; r++)
            {
                for (int c = 0; c < n; c++)
                {
                    double size = Math.Abs(a[(r * width) + c]);
                    if (size > best && _rowOf[c] < 0) (best, pivotRow, pivotColumn) = (size, r, c);
                }
            }

            if (pivotRow < 0) break;
            Span<double> pivot = a.AsSpan(rank * width, width);
            if (pivotRow != rank)
            {
                Span<double> other = a.AsSpan(pivotRow * width, width);
                for (int c = 0; c < width; c++) (pivot[c], other[c]) = (other[c], pivot[c]);
            }

            double inverse = 1 / pivot[pivotColumn];
            for (int c = 0; c < width; c++) pivot[c] *= inverse;
            for (int r = 0; r < m; r++)
            {
                if (r == rank) continue;
                Span<double> row = a.AsSpan(r * width, width);
                double factor = row[pivotColumn];
                if (factor == 0) continue;
                for (int c = 0; c < width; c++) row[c] -= factor * pivot[c];
            }

            _rowOf[pivotColumn] = rank++;
        }

        return rank;
    }

    /// <summary>Writes a combination of the equations at all vertices of the cell.</summary>
    /// <returns>What each value may be off by.</returns>
    private double Combine(Cell cell, int row, int n, int m, int full, Span<double> values)
    {
        values.Clear();
        double error = 0;
        ReadOnlySpan<double> coefficients = _elimination.AsSpan((row * (n + m)) + n, m);
        int f = 0;
        for (int i = 0, suffix = full; i < cell.Players; i++)
        {
            suffix /= cell.Counts[i];
            int size = full / cell.Counts[i];
            for (; f < m && _functions[f].Player == i; f++)
            {
                double c = coefficients[f];
                if (c == 0) continue;
                error += Math.Abs(c) * (_functions[f].Error + (m * Unit * _functions[f].Largest));
                ReadOnlySpan<double> table = cell.Tables[i].AsSpan(_functions[f].Offset, size);
                int to = 0;
                for (int start = 0; start < size; start += suffix)
                {
                    for (int v = 0; v < cell.Counts[i]; v++)
                    {
                        for (int k = start; k < start + suffix; k++) values[to++] += c * table[k];
                    }
                }
            }
        }

        return error;
    }

    private static bool Excludes(double error, ReadOnlySpan<double> values) => CellReduction.Sign(values, error) != 0;

    /// <summary>How far the derivatives of an unknown's function are from 1 for itself and 0 for the others, summed over the unknowns.</summary>
    private double Deviation(Cell cell, int unknown, ReadOnlySpan<double> values)
    {
        double total = 0;
        for (int u = 0; u < _unknowns.Count; u++)
        {
            (int player, int vertex) = _unknowns[u];
            double expected = u == unknown ? 1 : 0, worst = 0;
            int stride = 1;
            for (int j = player + 1; j < cell.Players; j++) stride *= cell.Counts[j];
            int block = stride * cell.Counts[player];
            for (int start = 0; start < values.Length; start += block)
            {
                for (int k = start; k < start + stride; k++) worst = Math.Max(worst, Math.Abs(values[k + (vertex * stride)] - values[k] - expected));
            }

            total += worst;
        }

        return total;
    }

    /// <summary>Follows λ ← λ − g(λ) from the middle.</summary>
    /// <returns>Whether it settles in the cell or on its rim.</returns>
    private bool Approximate(Cell cell, int n, int full)
    {
        if (_weights.Length != cell.Players) _weights = new double[cell.Players][];
        for (int j = 0; j < cell.Players; j++)
        {
            if (_weights[j]?.Length != cell.Counts[j]) _weights[j] = new double[cell.Counts[j]];
            Array.Fill(_weights[j], 1.0 / cell.Counts[j]);
        }

        Span<double> step = stackalloc double[n];
        for (int round = 0; round < 200; round++)
        {
            double length = 0;
            for (int u = 0; u < n; u++)
            {
                step[u] = Value(cell, _rows.AsSpan(u * full, full));
                length = Math.Max(length, Math.Abs(step[u]));
            }

            for (int u = 0; u < n; u++)
            {
                (int player, int vertex) = _unknowns[u];
                _weights[player][vertex] -= step[u];
                _weights[player][0] += step[u];
            }

            if (length < 1e-14) break;
            if (!(length < 10)) return false;
        }

        foreach (double[] weights in _weights)
        {
            foreach (double weight in weights)
            {
                if (!(weight >= -Rim)) return false;
            }
        }

        return true;
    }

    private double Value(Cell cell, ReadOnlySpan<double> values)
    {
        Span<double> current = _sum.AsSpan(0, values.Length);
        values.CopyTo(current);
        int length = values.Length;
        // One player after the other from the last: blocks of its vertices become one number each.
        for (int j = cell.Players - 1; j >= 0; j--)
        {
            int count = cell.Counts[j];
            double[] weights = _weights[j];
            length /= count;
            for (int k = 0; k < length; k++)
            {
                double sum = 0;
                for (int v = 0; v < count; v++) sum += weights[v] * current[(k * count) + v];
                current[k] = sum;
            }
        }

        return current[0];
    }

    private static void Grow(ref double[] array, int length)
    {
        if (array.Length < length) array = new double[Math.Max(length, array.Length * 2)];
    }
}
