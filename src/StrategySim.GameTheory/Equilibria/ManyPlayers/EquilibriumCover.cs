using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>Covers the equilibria of all games close to one by cells, and tells which of them hang together.</summary>
/// <remarks>
/// Cells fall as in <see cref="EquilibriumSearch"/>, but with <see cref="PayoffTables.Margin"/> added to every rounding: what is left
/// contains each equilibrium of each game within the margin. Cells hang together where the boxes around them meet. Where marks that are
/// to be told apart hang together, the cells between them are halved.
/// </remarks>
internal sealed class EquilibriumCover
{
    // Above what halving 400 times and the decimals of a profile can be off by.
    private const double Slack = 1e-12;
    private const int MostCells = 4_000, MostLonger = 8;

    // Finding the equilibria of a game close by takes about as long as those of the game itself; telling components apart may take a tenth of the limit.
    private const int ShareOfLimit = 10;
    private readonly PayoffTables _payoffs;
    private readonly CancellationToken _cancellationToken;
    private readonly NewtonTest _newton = new();
    private readonly Box[] _marks;
    private readonly int[] _kinds;
    private readonly int[] _found;
    private readonly SolverBudget _budget;
    private long _entries;

    /// <summary>Closed intervals of each probability and of the difference of each two of one player: simplices that do not meet are mostly told apart.</summary>
    private readonly record struct Box(double[] Least, double[] Most);

    private EquilibriumCover(PayoffTables payoffs, IReadOnlyList<(MixedStrategyProfile Profile, int Kind)> marks, SolverLimits limits, CancellationToken cancellationToken)
    {
        (_payoffs, _budget, _cancellationToken) = (payoffs, limits.Budget, cancellationToken);
        _entries = limits.MaximumCellEntries / ShareOfLimit;
        _marks = [.. marks.Select(mark => Around(mark.Profile))];
        _kinds = [.. marks.Select(mark => mark.Kind)];
        _found = new int[marks.Count];
        Array.Fill(_found, -1);
    }

    /// <summary>Which marks hang together with those of each kind.</summary>
    /// <param name="payoffs">The game, and with it all games within its margin.</param>
    /// <param name="marks">Equilibria of these games, each with its kind, from 0, or −1 for none.</param>
    /// <param name="limits">How much work may be spent.</param>
    /// <param name="cancellationToken">Polled once a cell.</param>
    /// <returns>For each mark the one kind that its cells hang together with, or −1; null where kinds could not be told apart.</returns>
    public static int[]? Separate(
        PayoffTables payoffs, IReadOnlyList<(MixedStrategyProfile Profile, int Kind)> marks, SolverLimits limits, CancellationToken cancellationToken)
    {
        var cover = new EquilibriumCover(payoffs, marks, limits, cancellationToken);
        return cover.TryBegin(out List<Cell> cells) && cover.TrySeparate(cells) ? cover._found : null;
    }

    /// <summary>The cells of all supports.</summary>
    private bool TryBegin(out List<Cell> cells)
    {
        cells = [];
        var stack = new Stack<Cell>();
        stack.Push(Cell.Whole(_payoffs));
        while (stack.TryPop(out Cell? cell))
        {
            if (!TrySpend(cell)) return false;
            if (!CellReduction.Reduce(cell, _payoffs)) continue;
            if (!CellReduction.IsDecided(cell)) CellBranching.Branch(cell, stack);
            else if (_newton.Test(cell, _payoffs) != NewtonVerdict.Empty) cells.Add(cell);
        }

        return cells.Count <= MostCells;
    }

    private bool TrySeparate(List<Cell> all)
    {
        var groups = new Stack<(List<Cell> Cells, int[] Marks)>();
        groups.Push((all, [.. Enumerable.Range(0, _marks.Length)]));
        while (groups.TryPop(out (List<Cell> Cells, int[] Marks) group))
        {
            foreach ((List<Cell> cells, int[] marks) in Clusters(group.Cells, group.Marks))
            {
                int[] kinds = [.. marks.Select(mark => _kinds[mark]).Where(kind => kind >= 0).Distinct()];
                if (kinds.Length < 2)
                {
                    foreach (int mark in marks) _found[mark] = kinds.Length == 0 ? -1 : kinds[0];
                    continue;
                }

                if (!TryHalve(cells, out List<Cell> halves) || halves.Count > MostCells) return false;
                groups.Push((halves, marks));
            }
        }

        return true;
    }

    /// <summary>Halves the cells; those of which nothing can fall only where they are much longer than the rest.</summary>
    private bool TryHalve(List<Cell> cells, out List<Cell> halves)
    {
        halves = [];
        bool[] solid = [.. cells.Select(IsSolid)];
        double longest = cells.Where((_, k) => !solid[k]).Select(CellBranching.Length).DefaultIfEmpty().Max();
        for (int k = 0; k < cells.Count; k++)
        {
            Cell cell = cells[k];
            if (CellBranching.Longest(cell) is not { } edge || (solid[k] && CellBranching.Length(cell) <= longest * MostLonger))
            {
                halves.Add(cell);
                if (!TrySpend(cell)) return false;
                continue;
            }

            foreach ((int kept, int moved) in ((int, int)[])[(edge.A, edge.B), (edge.B, edge.A)])
            {
                Cell half = cell.Half(edge.Player, kept, moved);
                if (!TrySpend(half)) return false;
                if (CellReduction.Reduce(half, _payoffs) && _newton.Test(half, _payoffs) != NewtonVerdict.Empty) halves.Add(half);
            }
        }

        return true;
    }

    /// <summary>What hangs together, of boxes around cells and marks.</summary>
    private List<(List<Cell> Cells, int[] Marks)> Clusters(List<Cell> cells, int[] marks)
    {
        Box[] boxes = [.. cells.Select(Around), .. marks.Select(mark => _marks[mark])];
        int[] parent = [.. Enumerable.Range(0, boxes.Length)];
        // Only boxes whose first intervals meet need be compared.
        int[] order = [.. Enumerable.Range(0, boxes.Length).OrderBy(k => boxes[k].Least[0])];
        for (int a = 0; a < order.Length; a++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            Box own = boxes[order[a]];
            for (int b = a + 1; b < order.Length && boxes[order[b]].Least[0] <= own.Most[0] + Slack; b++)
            {
                if (Root(order[a]) != Root(order[b]) && Meet(own, boxes[order[b]])) parent[Root(order[a])] = Root(order[b]);
            }
        }

        return
        [
            .. Enumerable.Range(0, boxes.Length).GroupBy(Root).Select(cluster => (
                cluster.Where(k => k < cells.Count).Select(k => cells[k]).ToList(),
                cluster.Where(k => k >= cells.Count).Select(k => marks[k - cells.Count]).ToArray())),
        ];

        int Root(int k)
        {
            while (parent[k] != k) k = parent[k] = parent[parent[k]];
            return k;
        }
    }

    /// <summary>Whether every profile in the cell is an equilibrium up to the margin, so that no part of it can fall.</summary>
    private bool IsSolid(Cell cell)
    {
        for (int i = 0; i < cell.Players; i++)
        {
            int[] rivals = cell.Rivals[i];
            int size = cell.TableSize(i), at = 0;
            for (int a = 0; a < rivals.Length; a++)
            {
                for (int b = a + 1; b < rivals.Length; b++, at += size)
                {
                    bool first = (cell.In[i] >> rivals[a] & 1) != 0, second = (cell.In[i] >> rivals[b] & 1) != 0;
                    double error = CellReduction.Error(cell, _payoffs.Largest[i][(rivals[a] * _payoffs.Counts[i]) + rivals[b]], _payoffs.Margin);
                    foreach (double value in cell.Tables[i].AsSpan(at, size))
                    {
                        if ((first && value < -error) || (second && value > error)) return false;
                    }
                }
            }
        }

        return true;
    }

    private static bool Meet(Box a, Box b)
    {
        for (int k = 0; k < a.Least.Length; k++)
        {
            if (a.Least[k] > b.Most[k] + Slack || b.Least[k] > a.Most[k] + Slack) return false;
        }

        return true;
    }

    private static Box Around(Cell cell) =>
        Around([.. cell.Vertices.Select((vertices, i) => vertices.Chunk(vertices.Length / cell.Counts[i]))]);

    private static Box Around(MixedStrategyProfile profile) =>
        Around([.. profile.Strategies.Select(strategy => (double[][])[[.. strategy.Probabilities.Select(p => p.ToDouble())]])]);

    private static Box Around(IEnumerable<double[]>[] vertices)
    {
        List<double> least = [], most = [];
        foreach (IEnumerable<double[]> own in vertices)
        {
            int count = own.First().Length;
            for (int s = 0; s < count; s++)
            {
                Add(own.Select(vertex => vertex[s]));
                for (int r = s + 1; r < count; r++) Add(own.Select(vertex => vertex[s] - vertex[r]));
            }
        }

        return new Box([.. least], [.. most]);

        void Add(IEnumerable<double> values)
        {
            least.Add(values.Min());
            most.Add(values.Max());
        }
    }

    private bool TrySpend(Cell cell)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        return (_entries -= cell.Entries) >= 0 && !_budget.IsUsedUp;
    }
}
