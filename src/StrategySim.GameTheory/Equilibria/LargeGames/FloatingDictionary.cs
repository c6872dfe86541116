using System.Numerics;
using StrategySim.GameTheory.Numerics.Pivoting;

namespace StrategySim.GameTheory.Equilibria.LargeGames;

/// <summary>A basis of { x ≥ 0 : A·x ≤ 1 }, in floating point: a guide to a basis, which exact arithmetic then judges.</summary>
/// <remarks>
/// Variables, rows and the lexicographic rule are those of <see cref="SimplexDictionary"/>; ratios closer than a tolerance count as
/// tied. Rounding can only lead astray, to a basis that the exact check refuses: nothing here is ever an answer.
/// </remarks>
internal sealed class FloatingDictionary
{
    private const double Tolerance = 1e-9;

    // Rounding accumulates over pivots: this often the dictionary is computed anew from its basis.
    private const int PivotsBetweenRenewals = 500;

    private readonly double[] _initial;
    private readonly double[] _entries;
    private readonly int _width;
    private readonly int[] _place;
    private int _sinceRenewal;

    /// <param name="rows">The number of inequalities.</param>
    /// <param name="columns">The number of variables before slacks.</param>
    /// <param name="a">A: the entry at a row and a column, at least 0 and about 1 in size.</param>
    public FloatingDictionary(int rows, int columns, Func<int, int, double> a)
    {
        (Rows, Columns, _width) = (rows, columns, columns + 1);
        Basic = new int[rows];
        Cobasic = new int[columns];
        _place = new int[rows + columns];
        // Row 0 is the objective −Σ x.
        _initial = new double[(rows + 1) * _width];
        for (int c = 0; c < columns; c++) _initial[c + 1] = -1;
        for (int r = 0; r < rows; r++)
        {
            _initial[(r + 1) * _width] = 1;
            for (int c = 0; c < columns; c++) _initial[((r + 1) * _width) + c + 1] = a(r, c);
        }

        _entries = new double[_initial.Length];
        Reset();
    }

    /// <summary>The number of inequalities.</summary>
    public int Rows { get; }

    /// <summary>The number of variables before slacks.</summary>
    public int Columns { get; }

    /// <summary>The basic variable of each row.</summary>
    public int[] Basic { get; }

    /// <summary>The cobasic variable of each column.</summary>
    public int[] Cobasic { get; }

    /// <summary>Back to the basis of the slacks.</summary>
    public void Reset()
    {
        _initial.CopyTo(_entries, 0);
        for (int c = 0; c < Columns; c++) Put(c, ~c);
        for (int r = 0; r < Rows; r++) Put(Columns + r, r);
        _sinceRenewal = 0;
    }

    /// <summary>The column of a cobasic variable.</summary>
    public int ColumnOf(int variable) => ~_place[variable];

    /// <summary>Whether a variable is basic.</summary>
    public bool IsBasic(int variable) => _place[variable] >= 0;

    /// <summary>The column whose growth raises Σ x fastest; −1 where none does.</summary>
    public int SteepestColumn()
    {
        int best = -1;
        for (int c = 0; c < Columns; c++)
        {
            if (_entries[c + 1] < -Tolerance && (best < 0 || _entries[c + 1] < _entries[best + 1])) best = c;
        }

        return best;
    }

    /// <summary>The row that blocks first where a column's variable grows; −1 where none does.</summary>
    public int LeavingRow(int column)
    {
        int best = -1;
        double bestRatio = 0;
        for (int r = 0, at = _width; r < Rows; r++, at += _width)
        {
            double coefficient = _entries[at + column + 1];
            if (coefficient <= Tolerance) continue;
            double ratio = _entries[at] / coefficient;
            if (best >= 0 && Math.Abs(ratio - bestRatio) <= Tolerance * Math.Max(1, Math.Abs(bestRatio)))
            {
                if (ComparePerturbations(r, best, column) < 0) (best, bestRatio) = (r, ratio);
            }
            else if (best < 0 || ratio < bestRatio)
            {
                (best, bestRatio) = (r, ratio);
            }
        }

        return best;
    }

    /// <summary>Exchanges the variables of a row and a column.</summary>
    /// <returns>False where the basis became singular to working precision: the path is lost.</returns>
    public bool TryPivot(int row, int column)
    {
        Exchange(row, column);
        return ++_sinceRenewal < PivotsBetweenRenewals || TryRenew();
    }

    private void Exchange(int row, int column)
    {
        Span<double> own = _entries.AsSpan((row + 1) * _width, _width);
        double inverse = 1 / own[column + 1];
        own[column + 1] = 1;
        Scale(own, inverse);
        for (int r = 0, at = 0; r <= Rows; r++, at += _width)
        {
            if (r == row + 1) continue;
            Span<double> other = _entries.AsSpan(at, _width);
            double factor = other[column + 1];
            if (factor == 0) continue;
            other[column + 1] = 0;
            Subtract(other, own, factor);
        }

        int entering = Cobasic[column];
        Put(Basic[row], ~column);
        Put(entering, row);
    }

    /// <summary>Computes the same basis anew, each column with the largest pivot among the rows that must go.</summary>
    private bool TryRenew()
    {
        bool[] wanted = new bool[Rows + Columns];
        foreach (int variable in Basic) wanted[variable] = true;
        Reset();
        for (int c = 0; c < Columns; c++)
        {
            if (!wanted[Cobasic[c]]) continue;
            int best = -1;
            double size = 0;
            for (int r = 0; r < Rows; r++)
            {
                double own = Math.Abs(_entries[((r + 1) * _width) + c + 1]);
                if (!wanted[Basic[r]] && own > size) (best, size) = (r, own);
            }

            if (best < 0) return false;
            Exchange(best, c);
        }

        return true;
    }

    private int ComparePerturbations(int row1, int row2, int column)
    {
        int at1 = (row1 + 1) * _width, at2 = (row2 + 1) * _width;
        double pivot1 = _entries[at1 + column + 1], pivot2 = _entries[at2 + column + 1];
        for (int slack = Columns; slack < Columns + Rows; slack++)
        {
            int place = _place[slack];
            if (place == row1) return 1;
            if (place == row2) return -1;
            if (place >= 0) continue;
            double difference = (_entries[at1 + ~place + 1] / pivot1) - (_entries[at2 + ~place + 1] / pivot2);
            if (Math.Abs(difference) > Tolerance) return Math.Sign(difference);
        }

        return 0;
    }

    private void Put(int variable, int place)
    {
        _place[variable] = place;
        if (place >= 0) Basic[place] = variable;
        else Cobasic[~place] = variable;
    }

    private static void Scale(Span<double> row, double factor)
    {
        for (int k = 0; k < row.Length; k++) row[k] *= factor;
    }

    private static void Subtract(Span<double> row, ReadOnlySpan<double> other, double factor)
    {
        int k = 0;
        var wide = new Vector<double>(factor);
        for (; k <= row.Length - Vector<double>.Count; k += Vector<double>.Count)
        {
            (new Vector<double>(row[k..]) - (wide * new Vector<double>(other[k..]))).CopyTo(row[k..]);
        }

        for (; k < row.Length; k++) row[k] -= factor * other[k];
    }
}
