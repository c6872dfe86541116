using System.Numerics;

namespace StrategySim.GameTheory.Numerics.Pivoting;

/// <summary>A basis of { x ≥ 0 : A·x ≤ b } with b ≥ 0 under a lexicographic perturbation of b, exact; immutable once made.</summary>
/// <remarks>
/// <para>
/// Variables 0 to Columns − 1 are x, the next Rows are the slacks of the inequalities. A dictionary writes each basic
/// variable as value − Σ coefficient · cobasic variable; all are integers over one common denominator, the determinant of the
/// basis, so that pivoting needs no fractions (Edmonds' integer pivoting; Bareiss, Mathematics of Computation 22 (1968)
/// 565–578).
/// </para>
/// <para>
/// Slack k's inequality is loosened by ε^(k+1), ε infinitely small. That makes the polytope simple: no basic variable
/// is ever 0, each edge leads to one neighbour, and nothing can cycle. The perturbation needs no columns of its own,
/// because its coefficients in a row are those of the slacks. Avis, "A revised implementation of the reverse search
/// vertex enumeration algorithm", in Polytopes: Combinatorics and Computation (2000) 177–198.
/// </para>
/// <para>
/// The bases form a tree: the objective is −Σ x, which only the origin maximises, and a basis' parent is what the simplex
/// method with Bland's rule goes to next. A child is recognised from where it stands, without going there.
/// </para>
/// </remarks>
internal abstract class SimplexDictionary
{
    protected SimplexDictionary(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        Basic = new int[rows];
        Cobasic = new int[columns];
        Place = new int[rows + columns];
    }

    /// <summary>The number of inequalities.</summary>
    public int Rows { get; }

    /// <summary>The number of variables before slacks.</summary>
    public int Columns { get; }

    /// <summary>The basic variable of each row.</summary>
    public int[] Basic { get; }

    /// <summary>The cobasic variable of each column.</summary>
    public int[] Cobasic { get; }

    /// <summary>Where a variable stands: a row, or ~column.</summary>
    protected int[] Place { get; }

    /// <summary>The basis of the slacks: x = 0.</summary>
    /// <param name="a">A, inequalities × variables.</param>
    /// <param name="b">b, each at least 0.</param>
    /// <param name="c">The objective, one coefficient for each variable; null for Σ x.</param>
    public static SimplexDictionary Create(BigInteger[,] a, BigInteger[] b, BigInteger[]? c = null) =>
        SimplexDictionary<long, WordArithmetic>.TryCreate(a, b, c)
        ?? SimplexDictionary<Int128, DoubleWordArithmetic>.TryCreate(a, b, c)
        ?? (SimplexDictionary)SimplexDictionary<BigInteger, BigArithmetic>.TryCreate(a, b, c)!;

    /// <summary>The next column, after the one given, whose edge leads to a child of this basis in the tree.</summary>
    /// <param name="column">The last column tried, −1 at first; the column found.</param>
    /// <param name="row">The row of the variable that leaves.</param>
    /// <returns>Whether there is one.</returns>
    public abstract bool NextChild(ref int column, out int row);

    /// <summary>The row that blocks first where a column's variable grows; −1 where none does.</summary>
    public abstract int LeavingRow(int column);

    /// <summary>The column whose growth raises the objective fastest; −1 where none does.</summary>
    public abstract int SteepestColumn();

    /// <summary>A basic variable's value, times the common denominator.</summary>
    public abstract BigInteger ValueAt(int row);

    /// <summary>The coefficient at a row and a column, times the common denominator.</summary>
    public abstract BigInteger EntryAt(int row, int column);

    /// <summary>Turns all signs where the denominator is negative, as it may be after pivots that were not chosen to keep the basis feasible.</summary>
    public abstract void MakeDenominatorPositive();

    /// <summary>The basis with the variables of a row and a column exchanged; its entries are as short as they can be.</summary>
    /// <remarks>Doing it again at the same place leads back.</remarks>
    public abstract SimplexDictionary Pivot(int row, int column, DictionaryPool pool);

    /// <summary>Adds to a set of bits the basic variables whose value is 0.</summary>
    /// <param name="bits">The set.</param>
    /// <param name="bitOf">The bit of each variable.</param>
    public abstract void MarkZeros(Span<ulong> bits, int[] bitOf);

    /// <summary>A variable's value.</summary>
    public abstract Rational ValueOf(int variable);

    /// <summary>The objective's value.</summary>
    public abstract Rational Objective { get; }

    /// <summary>By how much the objective falls as a variable grows from 0; 0 for a basic one. At an optimum a slack's is the price of its inequality.</summary>
    public abstract Rational ReducedCostOf(int variable);

    /// <summary>Lets the memory be used for another basis; this one is gone.</summary>
    public abstract void Release(DictionaryPool pool);
}
