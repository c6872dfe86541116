using StrategySim.GameTheory.Numerics.Geometry;

namespace StrategySim.GameTheory.Repeated;

/// <summary>A path of play that is an equilibrium outcome.</summary>
/// <param name="Payoffs">Its average payoffs.</param>
/// <param name="Path">The path.</param>
public sealed record EquilibriumPath(RationalPoint Payoffs, ActionPath Path);

/// <summary>A box in the plane of payoffs.</summary>
/// <param name="Low">Its least payoffs.</param>
/// <param name="High">Its largest payoffs.</param>
/// <param name="Inside">An equilibrium path with payoffs in it; null where none was found.</param>
public sealed record PayoffBox((double X, double Y) Low, (double X, double Y) High, EquilibriumPath? Inside);

/// <summary>Boxes that hold every equilibrium payoff, with equilibrium paths in them.</summary>
/// <remarks>
/// The operator of Abreu, Pearce and Stacchetti (1990) without convex hulls, W ← W ∩ ∪ (1 − δ)u(a) + δ·Q(a, W), on the cells of a fine grid: whatever a
/// cell touches is kept, and numbers err outward by more than rounding can, so that no payoff is lost. At rest it is more than the set by at most a
/// cell over 1 − δ, and where a condition just fails more; the paths inside say where something is.
/// </remarks>
internal sealed class PayoffCover
{
    private const int MaximumCells = 512;
    private const double MaximumWork = 3e8;

    /// <summary>Steps that a search for a path in a box may take.</summary>
    private const int SearchSteps = 2000;

    private readonly EquilibriumPaths _paths;
    private readonly double _later, _error;
    private readonly (double X, double Y)[] _payoffs, _least;
    private readonly (double X, double Y) _from, _cell;
    private readonly int _columns, _rows, _boxes;
    private readonly ((double X, double Y) Low, (double X, double Y) High)?[] _reach;
    private readonly int[] _tail;

    private PayoffCover(EquilibriumPaths paths, int boxes)
    {
        RepeatedGame game = paths.Game;
        (_paths, _boxes, _later) = (paths, boxes, game.Discount.ToDouble());
        RationalPoint[] least = [.. Enumerable.Range(0, game.Stage.ProfileCount).Select(a => game.LeastContinuation(a, paths.Bound!.Value))];
        _payoffs = [.. Enumerable.Range(0, game.Stage.ProfileCount).Select(a => Double(game.Payoffs(a)))];
        _least = [.. least.Select(Double)];
        ((double X, double Y) low, (double X, double Y) high) = Around(paths.Possible);
        _error = 1e-12 * (1 + _payoffs.Concat(_least).Max(p => Math.Max(Math.Abs(p.X), Math.Abs(p.Y))));
        double rounds = Math.Ceiling(Math.Log(MaximumCells) / -Math.Log(_later)) + 1;
        int cells = (int)Math.Clamp(Math.Sqrt(MaximumWork / (rounds * _payoffs.Length)), boxes, MaximumCells) / boxes * boxes;
        // A set without width along an axis has one cell there.
        (_columns, _rows) = (high.X > low.X ? cells : 1, high.Y > low.Y ? cells : 1);
        _from = (low.X - _error, low.Y - _error);
        _cell = ((high.X - low.X + (2 * _error)) / _columns, (high.Y - low.Y + (2 * _error)) / _rows);
        _reach = new ((double, double), (double, double))?[paths.Graph.Steps.Length];
        _tail = paths.Graph.IsEmpty ? [] : paths.Graph.WorstSteps(0);
    }

    /// <summary>The boxes.</summary>
    /// <param name="paths">The equilibrium paths.</param>
    /// <param name="boxes">Boxes along each axis of the smallest box around all payoffs, 1 to <see cref="PathPayoffs.MaximumBoxes"/>.</param>
    /// <param name="cancellationToken">Polled throughout.</param>
    public static IReadOnlyList<PayoffBox> Of(EquilibriumPaths paths, int boxes, CancellationToken cancellationToken) =>
        paths.Possible.IsEmpty ? [] : new PayoffCover(paths, boxes).Boxes(cancellationToken);

    private List<PayoffBox> Boxes(CancellationToken cancellationToken)
    {
        bool[] cells = Cells(cancellationToken);
        int wide = Math.Max(_columns / _boxes, 1), high = Math.Max(_rows / _boxes, 1);
        var boxes = new List<PayoffBox>();
        for (int y = 0; y < _rows; y += high)
        {
            for (int x = 0; x < _columns; x += wide)
            {
                // The smallest box around the cells of this one.
                int left = int.MaxValue, right = -1, bottom = int.MaxValue, top = -1;
                for (int j = y; j < y + high; j++)
                {
                    for (int i = x; i < x + wide; i++)
                    {
                        if (!cells[(j * _columns) + i]) continue;
                        (left, right, bottom, top) = (Math.Min(left, i), Math.Max(right, i), Math.Min(bottom, j), Math.Max(top, j));
                    }
                }

                if (right < 0) continue;
                cancellationToken.ThrowIfCancellationRequested();
                var box = new PayoffBox(Corner(left, bottom), Corner(right + 1, top + 1), null);
                boxes.Add(box with { Inside = Search(box) });
            }
        }

        return boxes;
    }

    private (double X, double Y) Corner(int column, int row) => (_from.X + (column * _cell.X), _from.Y + (row * _cell.Y));

    private bool[] Cells(CancellationToken cancellationToken)
    {
        bool[] cells = new bool[_columns * _rows];
        Array.Fill(cells, true);
        for (bool changed = true; changed;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool[] next = new bool[cells.Length];
            for (int row = 0; row < _rows; row++)
            {
                for (int column = 0; column < _columns; column++)
                {
                    if (!cells[(row * _columns) + column]) continue;
                    for (int a = 0; a < _payoffs.Length; a++) Image(a, Corner(column, row), Corner(column + 1, row + 1), next);
                }
            }

            changed = false;
            for (int i = 0; i < cells.Length; i++)
            {
                if (!cells[i] || next[i]) continue;
                (cells[i], changed) = (false, true);
            }
        }

        return cells;
    }

    private void Image(int a, (double X, double Y) low, (double X, double Y) high, bool[] next)
    {
        if (high.X < _least[a].X - _error || high.Y < _least[a].Y - _error) return;
        (double X, double Y) now = ((1 - _later) * _payoffs[a].X, (1 - _later) * _payoffs[a].Y);
        double left = now.X + (_later * Math.Max(low.X, _least[a].X)) - _error, right = now.X + (_later * high.X) + _error;
        double bottom = now.Y + (_later * Math.Max(low.Y, _least[a].Y)) - _error, top = now.Y + (_later * high.Y) + _error;
        int firstColumn = Math.Max((int)Math.Floor((left - _from.X) / _cell.X), 0), lastColumn = Math.Min((int)Math.Floor((right - _from.X) / _cell.X), _columns - 1);
        int firstRow = Math.Max((int)Math.Floor((bottom - _from.Y) / _cell.Y), 0), lastRow = Math.Min((int)Math.Floor((top - _from.Y) / _cell.Y), _rows - 1);
        for (int row = firstRow; row <= lastRow; row++)
        {
            for (int column = firstColumn; column <= lastColumn; column++) next[(row * _columns) + column] = true;
        }
    }

    // Down the graph towards the middle of a box: after each step what is left to be reached is stretched by 1/δ, and so is what it may be missed by.
    private EquilibriumPath? Search(PayoffBox box)
    {
        if (_tail.Length == 0) return null;
        double near = Math.Max(Math.Max(box.High.X - box.Low.X, box.High.Y - box.Low.Y) / 2, 8 * _error);
        int steps = SearchSteps;
        var profiles = new List<int>();
        int end = Descend(0, ((box.Low.X + box.High.X) / 2, (box.Low.Y + box.High.Y) / 2), near);
        if (end < 0) return null;
        ActionPath path = _paths.Graph.From(end, _tail, profiles);
        RationalPoint payoffs = path.Payoffs(_paths.Game)[0];
        (double x, double y) = Double(payoffs);
        return x >= box.Low.X && x <= box.High.X && y >= box.Low.Y && y <= box.High.Y ? new EquilibriumPath(payoffs, path) : null;

        // The node where any path will do; −1 where there is none.
        int Descend(int node, (double X, double Y) left, double miss)
        {
            ((double X, double Y) low, (double X, double Y) high) = Reach(node);
            if (Math.Max(high.X - low.X, high.Y - low.Y) <= miss / 8) return node;
            foreach ((PathStep step, (double X, double Y) then, double distance) in _paths.Graph.Steps[node].Select(Next).OrderBy(n => n.Distance))
            {
                if (distance > miss / _later || --steps < 0) return -1;
                profiles.Add(step.Profile);
                int found = Descend(step.To, then, miss / _later);
                if (found >= 0) return found;
                profiles.RemoveAt(profiles.Count - 1);
            }

            return -1;

            (PathStep Step, (double X, double Y) Then, double Distance) Next(PathStep step)
            {
                (double X, double Y) u = _payoffs[step.Profile];
                (double X, double Y) then = ((left.X - ((1 - _later) * u.X)) / _later, (left.Y - ((1 - _later) * u.Y)) / _later);
                ((double X, double Y) low, (double X, double Y) high) = Reach(step.To);
                return (step, then, Math.Max(Math.Max(low.X - then.X, then.X - high.X), Math.Max(Math.Max(low.Y - then.Y, then.Y - high.Y), 0)));
            }
        }
    }

    private ((double X, double Y) Low, (double X, double Y) High) Reach(int node)
    {
        RationalPoint least = _paths.Graph.Requirements[node];
        return _reach[node] ??= Around(_paths.Possible.AtLeast(0, least.X).AtLeast(1, least.Y));
    }

    private static ((double X, double Y) Low, (double X, double Y) High) Around(ConvexPolygon set) =>
        (Double(new RationalPoint(set.Least(0), set.Least(1))), Double(new RationalPoint(set.Vertices.Max(v => v.X), set.Vertices.Max(v => v.Y))));

    private static (double X, double Y) Double(RationalPoint point) => (point.X.ToDouble(), point.Y.ToDouble());
}
