namespace StrategySim.Simulation.Matches.Exact;

/// <summary>The sets of states that play cannot leave, by Tarjan's algorithm on the graph of what is possible.</summary>
internal static class ClosedSets
{
    /// <summary>The closed sets, each with its states in ascending order, by their least state.</summary>
    public static List<int[]> Of(JointPlay play)
    {
        int n = play.States, counter = 0;
        int[] index = new int[n], low = new int[n], component = new int[n], edge = new int[n];
        Array.Fill(component, -1);
        var stack = new Stack<int>();
        var path = new Stack<int>();
        var components = new List<int[]>();
        for (int root = 0; root < n; root++)
        {
            if (index[root] > 0) continue;
            Enter(root);
            while (path.Count > 0)
            {
                int state = path.Peek();
                IReadOnlyList<Edge> edges = play.From(state);
                if (edge[state] < edges.Count)
                {
                    int next = edges[edge[state]++].Next;
                    if (index[next] == 0) Enter(next);
                    else if (component[next] < 0) low[state] = Math.Min(low[state], index[next]);
                    continue;
                }

                path.Pop();
                if (path.Count > 0) low[path.Peek()] = Math.Min(low[path.Peek()], low[state]);
                if (low[state] != index[state]) continue;
                var members = new List<int>();
                do
                {
                    members.Add(stack.Peek());
                    component[stack.Peek()] = components.Count;
                }
                while (stack.Pop() != state);
                components.Add([.. members.Order()]);
            }
        }

        return [.. components.Where((members, c) => members.All(s => play.From(s).All(e => component[e.Next] == c))).OrderBy(members => members[0])];

        void Enter(int state)
        {
            index[state] = low[state] = ++counter;
            stack.Push(state);
            path.Push(state);
        }
    }

    /// <summary>The period of a closed set: the greatest common divisor of the lengths of its cycles.</summary>
    public static int Period(JointPlay play, int[] set)
    {
        var level = new Dictionary<int, int> { [set[0]] = 0 };
        var queue = new Queue<int>([set[0]]);
        int period = 0;
        while (queue.TryDequeue(out int state))
        {
            foreach (Edge edge in play.From(state))
            {
                if (level.TryAdd(edge.Next, level[state] + 1)) queue.Enqueue(edge.Next);
                else period = Gcd(period, Math.Abs(level[state] + 1 - level[edge.Next]));
            }
        }

        return period;
    }

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
