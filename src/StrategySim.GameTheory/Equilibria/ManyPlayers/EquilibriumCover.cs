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
    private const int MostCells = 20_000;
    private readonly PayoffTables _payoffs;
    private readonly CancellationToken _cancellationToken;
    private readonly NewtonTest _newton = new();
    private readonly Box[] _marks;
    private readonly int[] _kinds;
    private readonly int[] _found;
    private long _entries;

    /// <summary>Closed intervals of probabilities, strategy by strategy, player by player.</summary>
    private readonly record struct Box(double[] Least, double[] Most);

    private EquilibriumCover(PayoffTables payoffs, IReadOnlyList<(MixedStrategyProfile Profile, int Kind)> marks, long entries, CancellationToken cancellationToken)
    {
        (_payoffs, _entries, _cancellationToken) = (payoffs, entries, cancellationToken);
        _marks = [.. marks.Select(mark => Around(mark.Profile))];
        _kinds = [.. marks.Select(mark => mark.Kind)];
        _found = new int[marks.Count];
        Array.Fill(_found, -1);
    }

    /// <summary>Which marks hang together with those of each kind.</summary>
    /// <param name="payoffs">The game, and with it all games within its margin.</param>
    /// <param name="marks">Equilibria of these games, each with its kind, from 0, or −1 for none.</param>
    /// <param name="entries">How many entries of tables may be looked at.</param>
    /// <param name="cancellationToken">Polled once a cell.</param>
    /// <returns>For each mark the one kind that its cells hang together with, or −1; null where kinds could not be told apart.</returns>
    public static int[]? Separate(
        PayoffTables payoffs, IReadOnlyList<(MixedStrategyProfile Profile, int Kind)> marks, long entries, CancellationToken cancellationToken)
    {
        var cover = new EquilibriumCover(payoffs, marks, entries, cancellationToken);
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

                List<Cell> halves = [];
                foreach (Cell cell in cells)
                {
                    if (!TryHalve(cell, halves)) return false;
                }

                if (halves.Count > MostCells) return false;
                groups.Push((halves, marks));
            }
        }

        return true;
    }

    private bool TryHalve(Cell cell, List<Cell> halves)
    {
        if (CellBranching.Longest(cell) is not { } edge)
        {
            halves.Add(cell);
            return TrySpend(cell);
        }

        foreach ((int kept, int moved) in ((int, int)[])[(edge.A, edge.B), (edge.B, edge.A)])
        {
            Cell half = cell.Half(edge.Player, kept, moved);
            if (!TrySpend(half)) return false;
            if (CellReduction.Reduce(half, _payoffs) && _newton.Test(half, _payoffs) != NewtonVerdict.Empty) halves.Add(half);
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

    private static bool Meet(Box a, Box b)
    {
        for (int k = 0; k < a.Least.Length; k++)
        {
            if (a.Least[k] > b.Most[k] + Slack || b.Least[k] > a.Most[k] + Slack) return false;
        }

        return true;
    }

    private static Box Around(Cell cell)
    {
        int length = cell.Vertices.Select((vertices, i) => vertices.Length / cell.Counts[i]).Sum();
        double[] least = new double[length], most = new double[length];
        Array.Fill(least, 1);
        int start = 0;
        for (int i = 0; i < cell.Players; i++)
        {
            int count = cell.Vertices[i].Length / cell.Counts[i];
            for (int at = 0; at < cell.Vertices[i].Length; at++)
            {
                int k = start + (at % count);
                least[k] = Math.Min(least[k], cell.Vertices[i][at]);
                most[k] = Math.Max(most[k], cell.Vertices[i][at]);
            }

            start += count;
        }

        return new Box(least, most);
    }

    private static Box Around(MixedStrategyProfile profile)
    {
        double[] point = [.. profile.Strategies.SelectMany(strategy => strategy.Probabilities).Select(p => p.ToDouble())];
        return new Box(point, point);
    }

    private bool TrySpend(Cell cell)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        return (_entries -= cell.Entries) >= 0;
    }
}
