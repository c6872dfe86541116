using System.Numerics;

namespace StrategySim.GameTheory.Numerics.Pivoting;

/// <summary>A dictionary with entries of one width.</summary>
/// <typeparam name="T">The entries.</typeparam>
/// <typeparam name="TArithmetic">Their arithmetic.</typeparam>
internal sealed class SimplexDictionary<T, TArithmetic> : SimplexDictionary
    where T : struct
    where TArithmetic : struct, IEntryArithmetic<T>
{
    // Row 0 is the objective; of each row entry 0 is the value, entry c + 1 the coefficient of column c.
    private readonly T[] _entries;
    private readonly int _width;
    private T _denominator;

    private SimplexDictionary(int rows, int columns)
        : base(rows, columns)
    {
        _width = columns + 1;
        _entries = new T[(rows + 1) * _width];
    }

    /// <summary>The basis of the slacks; null where an entry does not fit.</summary>
    public static SimplexDictionary<T, TArithmetic>? TryCreate(BigInteger[,] a, BigInteger[] b, BigInteger[]? objective)
    {
        int rows = a.GetLength(0), columns = a.GetLength(1);
        var created = new SimplexDictionary<T, TArithmetic>(rows, columns);
        T[] entries = created._entries;
        int at = 0;
        TArithmetic.TryFrom(BigInteger.Zero, out entries[at++]);
        for (int c = 0; c < columns; c++)
        {
            if (!TArithmetic.TryFrom(objective is null ? BigInteger.MinusOne : -objective[c], out entries[at++])) return null;
        }

        for (int r = 0; r < rows; r++)
        {
            if (!TArithmetic.TryFrom(b[r], out entries[at++])) return null;
            for (int c = 0; c < columns; c++)
            {
                if (!TArithmetic.TryFrom(a[r, c], out entries[at++])) return null;
            }
        }

        TArithmetic.TryFrom(BigInteger.One, out created._denominator);
        for (int c = 0; c < columns; c++)
        {
            created.Cobasic[c] = c;
            created.Place[c] = ~c;
        }

        for (int r = 0; r < rows; r++)
        {
            created.Basic[r] = columns + r;
            created.Place[columns + r] = r;
        }

        return created;
    }

    public override bool NextChild(ref int column, out int row)
    {
        T[] entries = _entries;
        for (int c = column + 1; c < Columns; c++)
        {
            // The objective must fall along the edge, so that the way back climbs.
            if (TArithmetic.Sign(entries[c + 1]) >= 0) continue;
            row = LeavingRow(c);
            if (row < 0 || !LeadsBack(row, c)) continue;
            column = c;
            return true;
        }

        row = -1;
        return false;
    }

    public override int LeavingRow(int column)
    {
        T[] entries = _entries;
        int best = -1;
        T bestValue = default, bestCoefficient = default;
        for (int r = 0, at = _width; r < Rows; r++, at += _width)
        {
            T coefficient = entries[at + column + 1];
            if (TArithmetic.Sign(coefficient) <= 0) continue;
            T value = entries[at];
            int order = best < 0 ? -1 : TArithmetic.CompareProducts(value, bestCoefficient, bestValue, coefficient);
            if (order == 0) order = ComparePerturbations(r, best, column);
            if (order < 0) (best, bestValue, bestCoefficient) = (r, value, coefficient);
        }

        return best;
    }

    public override int SteepestColumn()
    {
        int best = -1;
        for (int c = 0; c < Columns; c++)
        {
            if (TArithmetic.Sign(_entries[c + 1]) < 0 &&
                (best < 0 || TArithmetic.CompareProducts(_entries[c + 1], _denominator, _entries[best + 1], _denominator) < 0))
            {
                best = c;
            }
        }

        return best;
    }

    public override BigInteger ValueAt(int row) => TArithmetic.ToBigInteger(_entries[(row + 1) * _width]);

    public override BigInteger EntryAt(int row, int column) => TArithmetic.ToBigInteger(_entries[((row + 1) * _width) + column + 1]);

    public override void MakeDenominatorPositive()
    {
        if (TArithmetic.Sign(_denominator) > 0) return;
        _denominator = TArithmetic.Negate(_denominator);
        for (int k = 0; k < _entries.Length; k++) _entries[k] = TArithmetic.Negate(_entries[k]);
    }

    public override SimplexDictionary Pivot(int row, int column, DictionaryPool pool)
    {
        SimplexDictionary<T, TArithmetic> target = Rent(pool);
        if (target.TryPivotFrom(this, row, column)) return target.Shortened(pool);
        target.Release(pool);
        // Two words where they suffice for this basis, any length where they do not suffice for the next.
        SimplexDictionary wider = typeof(T) == typeof(long)
            ? Convert<Int128, DoubleWordArithmetic>(pool)
            : Convert<BigInteger, BigArithmetic>(pool);
        SimplexDictionary next = wider.Pivot(row, column, pool);
        wider.Release(pool);
        return next;
    }

    public override void MarkZeros(Span<ulong> bits, int[] bitOf)
    {
        for (int r = 0, at = _width; r < Rows; r++, at += _width)
        {
            if (TArithmetic.Sign(_entries[at]) != 0) continue;
            int bit = bitOf[Basic[r]];
            bits[bit >> 6] |= 1UL << (bit & 63);
        }
    }

    public override Rational ValueOf(int variable) => Place[variable] is var row && row < 0
        ? Rational.Zero
        : Quotient(_entries[(row + 1) * _width]);

    public override Rational Objective => Quotient(_entries[0]);

    public override Rational ReducedCostOf(int variable) => Place[variable] is var column && column >= 0 ? Rational.Zero : Quotient(_entries[~column + 1]);

    public override void Release(DictionaryPool pool) => Free(pool).Push(this);

    private Rational Quotient(T numerator) => Rational.Create(TArithmetic.ToBigInteger(numerator), TArithmetic.ToBigInteger(_denominator));

    /// <summary>Whether Bland's rule, at the other end of the edge, chooses the way back.</summary>
    private bool LeadsBack(int row, int column)
    {
        int leaving = Basic[row];
        ReadOnlySpan<T> objective = _entries.AsSpan(0, _width), pivotRow = _entries.AsSpan((row + 1) * _width, _width);
        T pivot = pivotRow[column + 1], factor = objective[column + 1];
        for (int c = 0; c < Columns; c++)
        {
            // An earlier variable that improves the objective there would be chosen instead.
            if (Cobasic[c] < leaving && c != column && TArithmetic.CompareProducts(objective[c + 1], pivot, factor, pivotRow[c + 1]) > 0) return false;
        }

        return true;
    }

    /// <summary>Compares what the perturbation adds to the ratios of two rows that are otherwise equal.</summary>
    private int ComparePerturbations(int row1, int row2, int column)
    {
        int at1 = (row1 + 1) * _width, at2 = (row2 + 1) * _width;
        T pivot1 = _entries[at1 + column + 1], pivot2 = _entries[at2 + column + 1];
        for (int slack = Columns; slack < Columns + Rows; slack++)
        {
            int place = Place[slack];
            // A basic slack stands in its own row alone.
            if (place == row1) return 1;
            if (place == row2) return -1;
            if (place >= 0) continue;
            int order = TArithmetic.CompareProducts(_entries[at1 + ~place + 1], pivot2, _entries[at2 + ~place + 1], pivot1);
            if (order != 0) return order;
        }

        throw new InvalidOperationException($"Rows {row1} and {row2} are perturbed alike, which no basis allows.");
    }

    private bool TryPivotFrom(SimplexDictionary<T, TArithmetic> source, int row, int column)
    {
        ReadOnlySpan<T> pivotRow = source._entries.AsSpan((row + 1) * _width, _width);
        T pivot = pivotRow[column + 1];
        ExactDivisor<T> divisor = TArithmetic.Divisor(source._denominator);
        for (int r = 0, at = 0; r <= Rows; r++, at += _width)
        {
            if (r == row + 1) continue;
            ReadOnlySpan<T> from = source._entries.AsSpan(at, _width);
            Span<T> to = _entries.AsSpan(at, _width);
            T factor = from[column + 1];
            if (!TArithmetic.TryEliminate(to, from, pivotRow, pivot, factor, divisor)) return false;
            to[column + 1] = TArithmetic.Negate(factor);
        }

        Span<T> own = _entries.AsSpan((row + 1) * _width, _width);
        pivotRow.CopyTo(own);
        own[column + 1] = source._denominator;
        _denominator = pivot;
        CopyVariables(source);
        (Basic[row], Cobasic[column]) = (Cobasic[column], Basic[row]);
        Place[Basic[row]] = row;
        Place[Cobasic[column]] = ~column;
        return true;
    }

    private void CopyVariables(SimplexDictionary source)
    {
        source.Basic.CopyTo(Basic, 0);
        source.Cobasic.CopyTo(Cobasic, 0);
        for (int r = 0; r < Rows; r++) Place[Basic[r]] = r;
        for (int c = 0; c < Columns; c++) Place[Cobasic[c]] = ~c;
    }

    /// <summary>The same basis with entries of half the length where they fit.</summary>
    private SimplexDictionary Shortened(DictionaryPool pool)
    {
        if (typeof(T) == typeof(long) || !TArithmetic.FitsShorter(_denominator)) return this;
        foreach (T entry in _entries)
        {
            if (!TArithmetic.FitsShorter(entry)) return this;
        }

        SimplexDictionary shorter = typeof(T) == typeof(Int128)
            ? Convert<long, WordArithmetic>(pool)
            : Convert<Int128, DoubleWordArithmetic>(pool);
        Release(pool);
        return shorter;
    }

    /// <summary>The same basis with entries of another width, which are known to fit.</summary>
    private SimplexDictionary<TOther, TOtherArithmetic> Convert<TOther, TOtherArithmetic>(DictionaryPool pool)
        where TOther : struct
        where TOtherArithmetic : struct, IEntryArithmetic<TOther>
    {
        SimplexDictionary<TOther, TOtherArithmetic> other = SimplexDictionary<TOther, TOtherArithmetic>.RentFor(this, pool);
        TOtherArithmetic.TryFrom(TArithmetic.ToBigInteger(_denominator), out other._denominator);
        for (int k = 0; k < _entries.Length; k++) TOtherArithmetic.TryFrom(TArithmetic.ToBigInteger(_entries[k]), out other._entries[k]);
        other.CopyVariables(this);
        return other;
    }

    private SimplexDictionary<T, TArithmetic> Rent(DictionaryPool pool) => RentFor(this, pool);

    private static SimplexDictionary<T, TArithmetic> RentFor(SimplexDictionary like, DictionaryPool pool)
    {
        Stack<SimplexDictionary<T, TArithmetic>> free = Free(pool);
        // A pool serves both polytopes of a game, and their shapes differ.
        while (free.TryPop(out SimplexDictionary<T, TArithmetic>? old))
        {
            if (old.Rows == like.Rows && old.Columns == like.Columns) return old;
        }

        return new SimplexDictionary<T, TArithmetic>(like.Rows, like.Columns);
    }

    private static Stack<SimplexDictionary<T, TArithmetic>> Free(DictionaryPool pool) =>
        typeof(T) == typeof(long) ? (Stack<SimplexDictionary<T, TArithmetic>>)(object)pool.Words
        : typeof(T) == typeof(Int128) ? (Stack<SimplexDictionary<T, TArithmetic>>)(object)pool.DoubleWords
        : (Stack<SimplexDictionary<T, TArithmetic>>)(object)pool.Bigs;
}
