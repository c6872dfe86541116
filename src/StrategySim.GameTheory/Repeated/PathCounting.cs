namespace StrategySim.GameTheory.Repeated;

/// <summary>How many paths there are, those with the same payoffs round by round counted once.</summary>
public enum PathCount
{
    /// <summary>None.</summary>
    None,

    /// <summary>Finitely many: the payoffs can be listed.</summary>
    Finite,

    /// <summary>As many as whole numbers.</summary>
    Countable,

    /// <summary>As many as real numbers.</summary>
    Uncountable,
}

/// <summary>Counts and lists the paths of a graph.</summary>
internal static class PathCounting
{
    /// <summary>How many paths there are.</summary>
    /// <remarks>A walk that comes to a cycle has a choice there for ever, for once, or not at all: two cycles through one node, a way out of a cycle, or neither.</remarks>
    public static PathCount Of(PathGraph graph)
    {
        if (graph.IsEmpty) return PathCount.None;
        int[] component = Components(graph);
        var within = new int[graph.Steps.Length];
        var nodes = new int[graph.Steps.Length];
        bool leaves = false;
        for (int node = 0; node < component.Length; node++)
        {
            nodes[component[node]]++;
            within[component[node]] += graph.Steps[node].Count(step => component[step.To] == component[node]);
        }

        for (int node = 0; node < component.Length; node++)
        {
            int cycles = within[component[node]];
            if (cycles > nodes[component[node]]) return PathCount.Uncountable;
            leaves |= cycles > 0 && graph.Steps[node].Length > 1;
        }

        return leaves ? PathCount.Countable : PathCount.Finite;
    }

    /// <summary>All paths, where there are finitely many.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="maximum">Most paths.</param>
    /// <returns>Null where there are more.</returns>
    public static IReadOnlyList<ActionPath>? List(PathGraph graph, int maximum)
    {
        var found = new List<ActionPath>();
        var waiting = new Stack<(int Node, int[] Before)>([(0, [])]);
        int[] chosen = new int[graph.Steps.Length];
        while (waiting.TryPop(out (int Node, int[] Before) at))
        {
            // Before a cycle no node comes twice, so there is an end to it; on it there is no choice.
            if (IsOnCycle(graph, at.Node)) found.Add(graph.From(at.Node, chosen, at.Before));
            else foreach (PathStep step in graph.Steps[at.Node].Reverse()) waiting.Push((step.To, [.. at.Before, step.Profile]));
            if (found.Count + waiting.Count > maximum) return null;
        }

        return found;
    }

    private static bool IsOnCycle(PathGraph graph, int node)
    {
        int next = node;
        for (int steps = 0; steps < graph.Steps.Length && graph.Steps[next].Length == 1; steps++)
        {
            next = graph.Steps[next][0].To;
            if (next == node) return true;
        }

        return false;
    }

    // Tarjan's algorithm, without recursion.
    private static int[] Components(PathGraph graph)
    {
        int n = graph.Steps.Length, counter = 0, components = 0;
        int[] index = new int[n], low = new int[n], component = new int[n], edge = new int[n];
        Array.Fill(component, -1);
        Stack<int> stack = [], path = [];
        Enter(0);
        while (path.TryPeek(out int node))
        {
            if (edge[node] < graph.Steps[node].Length)
            {
                int next = graph.Steps[node][edge[node]++].To;
                if (index[next] == 0) Enter(next);
                else if (component[next] < 0) low[node] = Math.Min(low[node], index[next]);
                continue;
            }

            path.Pop();
            if (path.TryPeek(out int parent)) low[parent] = Math.Min(low[parent], low[node]);
            if (low[node] != index[node]) continue;
            int member;
            do
            {
                member = stack.Pop();
                component[member] = components;
            }
            while (member != node);
            components++;
        }

        return component;

        void Enter(int node)
        {
            index[node] = low[node] = ++counter;
            stack.Push(node);
            path.Push(node);
        }
    }
}
