using StrategySim.GameTheory.Numerics.Pivoting;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.ExtremePoints;

/// <summary>The vertices of one best-reply polytope, gathered from the bases of its perturbation.</summary>
/// <remarks>A vertex is known by its labels: the own strategies that it does not play and the rival's best replies. A degenerate one has several bases.</remarks>
internal sealed class PolytopeVertices
{
    private readonly int[] _vertexOf;
    private readonly List<int> _basisOf = [];
    private readonly Dictionary<int, MixedStrategy> _strategies = [];

    public PolytopeVertices(BestReplyProgram program, BasisList bases)
    {
        Program = program;
        Bases = bases;
        _vertexOf = new int[bases.Count];
        int degenerate = 0;
        for (int basis = 0; basis < bases.Count; basis++)
        {
            if (IsDegenerateBasis(basis)) degenerate++;
        }

        var known = new LabelTable(bases, byZeros: true, degenerate);
        for (int basis = 0; basis < bases.Count; basis++)
        {
            int first = IsDegenerateBasis(basis) ? known.FindOrAdd(basis) : basis;
            if (first == basis) _basisOf.Add(basis);
            _vertexOf[basis] = first == basis ? _basisOf.Count - 1 : _vertexOf[first];
        }
    }

    /// <summary>The polytope.</summary>
    public BestReplyProgram Program { get; }

    /// <summary>The bases of its perturbation.</summary>
    public BasisList Bases { get; }

    /// <summary>The number of vertices.</summary>
    public int Count => _basisOf.Count;

    /// <summary>The vertex that a basis has where the perturbation vanishes.</summary>
    public int VertexOf(int basis) => _vertexOf[basis];

    /// <summary>A vertex' labels.</summary>
    public ReadOnlySpan<ulong> Labels(int vertex) => Bases.Zeros(_basisOf[vertex]);

    /// <summary>Whether more inequalities are tight at a vertex than determine it.</summary>
    public bool IsDegenerate(int vertex) => IsDegenerateBasis(_basisOf[vertex]);

    /// <summary>A vertex' mixed strategy.</summary>
    public MixedStrategy Strategy(int vertex)
    {
        if (!_strategies.TryGetValue(vertex, out MixedStrategy? strategy)) strategy = Solve(_basisOf[vertex]).Strategy;
        return strategy;
    }

    /// <summary>A basis' mixed strategy where the perturbation vanishes, and the sign of its determinant.</summary>
    public (MixedStrategy Strategy, int Sign) Solve(int basis)
    {
        (MixedStrategy strategy, int sign) = Program.Solve(Bases.Cobasis(basis));
        // One object for each vertex, whichever basis it was computed from.
        if (!_strategies.TryAdd(_vertexOf[basis], strategy)) strategy = _strategies[_vertexOf[basis]];
        return (strategy, sign);
    }

    private bool IsDegenerateBasis(int basis) => !Bases.Cobasis(basis).SequenceEqual(Bases.Zeros(basis));
}
