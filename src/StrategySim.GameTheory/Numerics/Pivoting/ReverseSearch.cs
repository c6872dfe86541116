namespace StrategySim.GameTheory.Numerics.Pivoting;

/// <summary>Lists every basis of perturbed polytopes, on several threads.</summary>
/// <remarks>
/// Depth first through the tree that <see cref="SimplexDictionary"/> describes: nothing visited need be remembered, each
/// basis is met once, and subtrees go to whichever thread has nothing to do. Avis and Fukuda, "A pivoting algorithm for convex
/// hulls and vertex enumeration of arrangements and polyhedra", Discrete and Computational Geometry 8 (1992) 295–313.
/// </remarks>
internal sealed class ReverseSearch
{
    // How many entries of dictionaries one thread keeps on its way down; further up they are pivoted back when needed again.
    private const int KeptEntries = 1 << 22;

    private const int BasesPerReport = 1024;

    private readonly SharedWork<(int Polytope, SimplexDictionary Root)> _work = new();
    private readonly int[][] _labels;
    private readonly BasisList[] _found;
    private readonly Action<long>? _report;
    private readonly CancellationToken _stop;
    private long _done;

    private ReverseSearch(IReadOnlyList<(SimplexDictionary Root, int[] Labels)> polytopes, Action<long>? report, CancellationToken stop)
    {
        _labels = [.. polytopes.Select(polytope => polytope.Labels)];
        _found = [.. _labels.Select(labels => new BasisList(labels.Length))];
        _report = report;
        _stop = stop;
        for (int p = 0; p < polytopes.Count; p++) _work.Add((p, polytopes[p].Root));
    }

    /// <summary>All lexicographically feasible bases but the first, which is that of the slacks.</summary>
    /// <param name="polytopes">The slack basis of each polytope, which is gone afterwards, and the label of each of its variables, from 0.</param>
    /// <param name="threads">How many threads may work, this one included; at least 1.</param>
    /// <param name="report">Told now and then, on any thread, how many bases have been found.</param>
    /// <param name="stop">Polled once a basis; ends the search early.</param>
    /// <returns>A list for each polytope; the order within one depends on the threads. Where the search was stopped, what had been found.</returns>
    public static BasisList[] Run(
        IReadOnlyList<(SimplexDictionary Root, int[] Labels)> polytopes, int threads, Action<long>? report, CancellationToken stop)
    {
        var search = new ReverseSearch(polytopes, report, stop);
        search._work.Run(threads, search.Explore);
        return search._found;
    }

    private void Explore()
    {
        BasisList[] found = [.. _labels.Select(labels => new BasisList(labels.Length))];
        var pool = new DictionaryPool();
        var path = new Stack<Step>();
        int unreported = 0;
        bool holding = false;
        while (_work.TryTake(ref holding, out (int Polytope, SimplexDictionary Root) item))
        {
            int[] labels = _labels[item.Polytope];
            int kept = Math.Max(16, KeptEntries / ((item.Root.Rows + 1) * (item.Root.Columns + 1)));
            path.Push(new Step { Basis = item.Root });
            while (path.TryPeek(out Step? step))
            {
                if (_stop.IsCancellationRequested)
                {
                    _work.Stop();
                    break;
                }

                SimplexDictionary basis = step.Basis!;
                if (basis.NextChild(ref step.Column, out int row))
                {
                    SimplexDictionary child = basis.Pivot(row, step.Column, pool);
                    found[item.Polytope].Add(child, labels);
                    if (++unreported == BasesPerReport)
                    {
                        _report?.Invoke(Interlocked.Add(ref _done, unreported));
                        unreported = 0;
                    }

                    if (_work.Hungry)
                    {
                        _work.Add((item.Polytope, child));
                        continue;
                    }

                    step.Row = row;
                    if (path.Count >= kept)
                    {
                        basis.Release(pool);
                        step.Basis = null;
                    }

                    path.Push(new Step { Basis = child });
                    continue;
                }

                path.Pop();
                if (path.TryPeek(out Step? above)) above.Basis ??= basis.Pivot(above.Row, above.Column, pool);
                basis.Release(pool);
            }
        }

        lock (_found)
        {
            for (int p = 0; p < found.Length; p++) _found[p].Add(found[p]);
        }
    }

    /// <summary>A basis on the way down, and the edge last taken from it.</summary>
    private sealed class Step
    {
        public SimplexDictionary? Basis;
        public int Column = -1;
        public int Row;
    }
}
