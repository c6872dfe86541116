using System.Collections.Immutable;
using StrategySim.GameTheory.Numerics.Pivoting;

namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>Branch and prune over the supports, and over the simplices of each: every support ends without a further equilibrium, or open.</summary>
/// <remarks>
/// First each strategy is taken to be in a support or not, one after the other, and whole families of supports fall to dominance on
/// their faces. What is left of each support is tested by <see cref="NewtonTest"/>, and halved where that does not decide. Supports of
/// few strategies come first, so that a search that ends early has them.
/// </remarks>
internal sealed class EquilibriumSearch
{
    // A support whose cells shrink to this many crumbs has solutions that are not isolated, or not regular.
    private const int MostCrumbs = 64, MostHalvings = 400, EntriesBetweenChecks = 20_000;

    // Fewer supports than this are done before a second thread has begun; longer lists of open ones are read by nobody.
    private const int FewestShared = 8, MostDescribed = 100;
    private readonly PayoffTables _payoffs;
    private readonly SolverLimits _limits;
    private readonly CancellationToken _cancellationToken;
    private readonly SharedWork<(Cell? Cell, SupportTask Task)> _work = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<ProvenZero>> _zeros = [];
    private long _entries;
    private volatile bool _exhausted;

    /// <summary>A support on which the search is at work.</summary>
    private sealed class SupportTask(int[][] supports)
    {
        public int[][] Supports { get; } = supports;

        public int Size { get; } = supports.Sum(support => support.Length);

        public int CellsLeft { get; set; } = 1;

        public List<Cell> Crumbs { get; } = [];

        public string Key { get; } = string.Join(';', supports.Select(support => string.Join(',', support)));
    }

    private EquilibriumSearch(PayoffTables payoffs, SolverLimits limits, CancellationToken cancellationToken) =>
        (_payoffs, _limits, _cancellationToken) = (payoffs, limits, cancellationToken);

    /// <summary>The equilibria found; one that lies on several supports comes up several times.</summary>
    public List<ProvenZero> Equilibria { get; } = [];

    /// <summary>The convex sets of equilibria found, where at most two players mix.</summary>
    public List<NashSubset> Sets { get; } = [];

    /// <summary>The supports that are not settled: the first of them, smallest first.</summary>
    public List<OpenSupport> Open { get; } = [];

    /// <summary>How many supports are not settled.</summary>
    public int OpenCount { get; private set; }

    /// <summary>How many families of supports were not even begun.</summary>
    public long Untried { get; private set; }

    /// <summary>How many cells were looked at.</summary>
    public long Cells { get; private set; }

    /// <summary>Whether the limit on work, or the budget, ended the search.</summary>
    public bool Exhausted => _exhausted;

    /// <summary>Searches a game.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static EquilibriumSearch Of(PayoffTables payoffs, SolverLimits limits, CancellationToken cancellationToken)
    {
        var search = new EquilibriumSearch(payoffs, limits, cancellationToken);
        List<SupportTask> left = [.. search.ListSupports().OrderBy(task => task.Size)];
        if (left.Count == 0) return search;
        // The stack gives the last first.
        for (int k = left.Count - 1; k >= 0; k--) search._work.Add((null, left[k]));
        search._work.Run(left.Count < FewestShared ? 1 : limits.Threads, search.Work);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (SupportTask task in left)
        {
            if (task.CellsLeft == 0 && task.Crumbs.Count == 0) continue;
            search.OpenCount++;
            if (search.Open.Count < MostDescribed) search.Open.Add(search.Describe(task));
        }

        return search;
    }

    private List<SupportTask> ListSupports()
    {
        List<SupportTask> left = [];
        var newton = new NewtonTest();
        var stack = new Stack<Cell>();
        stack.Push(Cell.Whole(_payoffs));
        while (stack.TryPop(out Cell? cell))
        {
            if (_exhausted)
            {
                Untried++;
                continue;
            }

            _cancellationToken.ThrowIfCancellationRequested();
            Spend(cell.Entries);
            Cells++;
            if (!CellReduction.Reduce(cell, _payoffs)) continue;
            if (!CellReduction.IsDecided(cell))
            {
                CellBranching.Branch(cell, stack);
                continue;
            }

            // Equilibria in which a strategy of the support has probability 0 are those of another support.
            if (CellReduction.HasOneSidedTie(cell)) continue;
            var task = new SupportTask(Supports(cell));
            if (!TrySettle(cell, task, newton) && !TrySettleLinear(task)) left.Add(task);
        }

        return left;
    }

    private void Work()
    {
        var newton = new NewtonTest();
        List<(Cell Cell, SupportTask Task)> stack = [];
        bool holding = false;
        long entries = 0, cells = 0;
        while (_work.TryTake(ref holding, out (Cell? Cell, SupportTask Task) first))
        {
            // Cells of thousands of supports would fill the memory; a support's first is made anew when its turn comes.
            stack.Add((first.Cell ?? First(first.Task), first.Task));
            while (stack.Count > 0)
            {
                (Cell cell, SupportTask task) = stack[^1];
                stack.RemoveAt(stack.Count - 1);
                entries += cell.Entries;
                cells++;
                if (entries > EntriesBetweenChecks)
                {
                    Spend(entries);
                    entries = 0;
                    if (_exhausted || _cancellationToken.IsCancellationRequested)
                    {
                        _work.Stop();
                        lock (_lock) Cells += cells;
                        return;
                    }

                    if (_work.Hungry && stack.Count > 0)
                    {
                        // The oldest is the largest.
                        _work.Add(stack[0]);
                        stack.RemoveAt(0);
                    }
                }

                Treat(cell, task, newton, stack);
            }
        }

        Spend(entries);
        lock (_lock) Cells += cells;
    }

    private void Treat(Cell cell, SupportTask task, NewtonTest newton, List<(Cell Cell, SupportTask Task)> stack)
    {
        int more = -1;
        // The first cell of a support was tested when it was listed.
        if (task.Crumbs.Count < MostCrumbs && (cell.Halvings == 0 || (CellReduction.Reduce(cell, _payoffs) && !TrySettle(cell, task, newton))))
        {
            if (cell.Halvings < MostHalvings && CellBranching.Widest(cell) is { } edge)
            {
                stack.Add((cell.Half(edge.Player, edge.A, edge.B), task));
                stack.Add((cell.Half(edge.Player, edge.B, edge.A), task));
                more = 1;
            }
            else
            {
                lock (_lock) task.Crumbs.Add(cell);
            }
        }

        lock (_lock) task.CellsLeft += more;
    }

    /// <summary>Whether Newton's test settles the cell: nothing in it, or one solution that is proven.</summary>
    private bool TrySettle(Cell cell, SupportTask task, NewtonTest newton)
    {
        switch (newton.Test(cell, _payoffs))
        {
            case NewtonVerdict.Empty:
                return true;
            case NewtonVerdict.AtMostOne:
                double[][] near = Point(cell, newton.Weights);
                lock (_lock)
                {
                    if (_zeros.TryGetValue(task.Key, out List<ProvenZero>? known) && known.Any(zero => IsSame(zero.Near, near))) return true;
                }

                ProvenZero zero = ProvenZero.Of(_payoffs, task.Supports, near);
                if (zero.Kind == ZeroKind.Unproven) return false;
                lock (_lock)
                {
                    if (!_zeros.TryGetValue(task.Key, out List<ProvenZero>? all)) _zeros.Add(task.Key, all = []);
                    all.Add(zero);
                    if (zero.Kind == ZeroKind.Equilibrium) Equilibria.Add(zero);
                }

                return true;
            default:
                return false;
        }
    }

    private bool TrySettleLinear(SupportTask task)
    {
        int mixing = task.Supports.Count(support => support.Length > 1);
        if (mixing is 0 or > 2 || !LinearSupport.TrySolve(_payoffs, task.Supports, out ImmutableArray<NashSubset> found)) return false;
        Sets.AddRange(found);
        return true;
    }

    /// <summary>The whole of a support, on which every strategy ties.</summary>
    private Cell First(SupportTask task)
    {
        Cell cell = Cell.Whole(_payoffs);
        for (int i = 0; i < cell.Players; i++)
        {
            ulong support = 0;
            foreach (int s in task.Supports[i]) support |= 1UL << s;
            cell.In[i] = support;
            cell.Leave(i, Bits(cell.Rivals[i]) & ~support);
        }

        CellReduction.Reduce(cell, _payoffs);
        return cell;

        static ulong Bits(int[] strategies) => strategies.Aggregate(0UL, (bits, s) => bits | (1UL << s));
    }

    private OpenSupport Describe(SupportTask task) =>
        new(
            [.. task.Supports.Select(support => support.ToImmutableArray())],
            task.Crumbs.Count == 0 ? null : Middle(task.Crumbs[0]),
            task.Crumbs.Count == 0 ? null : new NewtonTest().Freedom(task.Crumbs[0], _payoffs));

    private static int[][] Supports(Cell cell) =>
        [.. cell.In.Select(bits => Enumerable.Range(0, 64).Where(s => ((bits >> s) & 1) != 0).ToArray())];

    // Within the reach of injectivity around a cell two solutions of one support this near are one.
    private static bool IsSame(double[][] a, double[][] b)
    {
        for (int i = 0; i < a.Length; i++)
        {
            for (int s = 0; s < a[i].Length; s++)
            {
                if (!(Math.Abs(a[i][s] - b[i][s]) < 1e-14)) return false;
            }
        }

        return true;
    }

    private double[][] Point(Cell cell, double[][] weights)
    {
        double[][] point = new double[cell.Players][];
        for (int i = 0; i < point.Length; i++)
        {
            point[i] = new double[_payoffs.Counts[i]];
            for (int v = 0; v < cell.Counts[i]; v++)
            {
                for (int s = 0; s < point[i].Length; s++) point[i][s] += weights[i][v] * cell.Vertices[i][(v * point[i].Length) + s];
            }
        }

        return point;
    }

    private double[][] Middle(Cell cell) => Point(cell, [.. cell.Counts.Select(count => Enumerable.Repeat(1.0 / count, count).ToArray())]);

    private void Spend(long entries)
    {
        if (Interlocked.Add(ref _entries, entries) > _limits.MaximumCellEntries || _limits.Budget.IsUsedUp) _exhausted = true;
        _limits.Progress?.Report(new SolverProgress(Interlocked.Read(ref _entries), _limits.MaximumCellEntries, "table entries"));
    }
}
