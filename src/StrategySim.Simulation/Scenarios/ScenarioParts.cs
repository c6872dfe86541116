using StrategySim.Simulation.Documents;

namespace StrategySim.Simulation.Scenarios;

/// <summary>What the nodes of a valid document were read as, so that documents that share most of them need not be read from the start.</summary>
/// <remarks>
/// A part follows from its node, from the actors, clubs and sources of the document and the names that it declares, and from the values
/// of some parameters. Where all of these are the same, the part is the same, and has no faults. Immutable once read.
/// </remarks>
public sealed class ScenarioParts
{
    private readonly MapNode _root;
    private readonly Dictionary<DocumentNode, (object Part, string[] Reads)> _parts = new(ReferenceEqualityComparer.Instance);
    private Scenario? _scenario;

    internal ScenarioParts(MapNode root, IReadOnlySet<string> parameterNames, IReadOnlySet<string> stateNames) => (_root, ParameterNames, StateNames) = (root, parameterNames, stateNames);

    /// <summary>The parameters that the document declares.</summary>
    internal IReadOnlySet<string> ParameterNames { get; }

    /// <summary>The states that it declares.</summary>
    internal IReadOnlySet<string> StateNames { get; }

    /// <summary>The scenario of the document.</summary>
    internal Scenario Scenario
    {
        get => _scenario ?? throw new InvalidOperationException("The document is still being read.");
        set => _scenario = value;
    }

    /// <summary>Takes down what a node was read as.</summary>
    /// <param name="node">The node.</param>
    /// <param name="part">What it was read as.</param>
    /// <param name="reads">The parameters whose values it hangs on.</param>
    internal void Add(DocumentNode node, object part, IEnumerable<string> reads) => _parts[node] = (part, [.. reads]);

    /// <summary>Whether another document has the same actors, clubs and sources, and parameters and states of the same names.</summary>
    internal bool FrameOf(MapNode root)
    {
        return Same("actors") && Same("clubs") && Same("sources") && SameNames("parameters") && SameNames("states");

        bool Same(string section) => ReferenceEquals(root[section], _root[section]);

        bool SameNames(string section)
        {
            if (Same(section)) return true;
            if (root[section] is not MapNode map || _root[section] is not MapNode own || map.Entries.Count != own.Entries.Count) return false;
            for (int i = 0; i < map.Entries.Count; i++)
            {
                if (map.Entries[i].Key != own.Entries[i].Key) return false;
            }

            return true;
        }
    }

    /// <summary>What a node is read as where parameters have these values; null where that is not known.</summary>
    internal T? Find<T>(DocumentNode node, IReadOnlyDictionary<string, Parameter> parameters)
        where T : class
    {
        if (!_parts.TryGetValue(node, out (object Part, string[] Reads) known)) return null;
        foreach (string name in known.Reads)
        {
            if (!parameters.TryGetValue(name, out Parameter? now)) return null;
            Parameter before = Scenario.Parameters[name];
            if (!ReferenceEquals(now, before) && (now.Derived != before.Derived || now.Value != before.Value)) return null;
        }

        return (T)known.Part;
    }
}
