using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Sweeps;

/// <summary>A validated sweep: one scenario, what is varied in it, and by which design.</summary>
/// <remarks>
/// Instances come from <see cref="SweepReader"/> only. Immutable; a point is a pure function of its index. Factors are ordered by name,
/// so the order in which a document lists them changes no point.
/// </remarks>
public sealed class Sweep
{
    private readonly ScenarioParts _parts;
    private readonly FactorSpace _space;

    internal Sweep(DocumentNode document, DocumentNode scenarioDocument, ScenarioReadResult scenario, FactorSpace space, SweepDesign design)
    {
        Document = document;
        Base = scenarioDocument;
        Scenario = scenario.Scenario!;
        _parts = scenario.Parts!;
        _space = space;
        Plan = design;
    }

    /// <summary>The author's id.</summary>
    public required string Id { get; init; }

    /// <summary>Title, or the id where the document has none.</summary>
    public required string Title { get; init; }

    /// <summary>What it is for; may be empty.</summary>
    public required string Description { get; init; }

    /// <summary>The scenario that is varied, as it is without the sweep.</summary>
    public Scenario Scenario { get; }

    /// <summary>What is varied, in order of names.</summary>
    public IReadOnlyList<SweepFactor> Factors => _space.Factors;

    /// <summary>Comparisons that hold at every point, as written.</summary>
    public IReadOnlyList<string> Constraints => [.. ConstraintList.Select(constraint => constraint.Text)];

    /// <summary>The design, by its word.</summary>
    public string Method => Plan.Method;

    /// <summary>Points of the design, those that constraints drop and those that come twice included.</summary>
    public long Count => (long)Plan.Count;

    /// <summary>The outcomes that it is about.</summary>
    public required IReadOnlyList<SweepOutcome> Outcomes { get; init; }

    /// <summary>Units of each point.</summary>
    public required SweepReplications Replications { get; init; }

    /// <summary>What is to be made of the outcomes; null where the document says nothing of it.</summary>
    public SweepAnalysis? Analysis { get; init; }

    /// <summary>What is to be put side by side; null where the document says nothing of it.</summary>
    public SweepComparison? Comparison { get; init; }

    internal DocumentNode Document { get; }

    /// <summary>The dimensions of the design: for each the factors that move together on it.</summary>
    internal IReadOnlyList<IReadOnlyList<int>> Axes => _space.Axes;

    internal IReadOnlyList<SweepConstraint> ConstraintList => _space.Constraints;

    internal SweepDesign Plan { get; }

    /// <summary>The values of the factors at a point, in the order of <see cref="Factors"/>.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="InvalidInputException">A derived factor divides by zero there.</exception>
    public IReadOnlyList<FactorValue> ValuesAt(long index) => _space.Derive(Chosen(index, out _), $"point {index}");

    /// <summary>Whether the point is kept by all constraints.</summary>
    /// <param name="values">The values of its factors.</param>
    /// <exception cref="InvalidInputException">A constraint divides by zero there.</exception>
    public bool Keeps(IReadOnlyList<FactorValue> values) => !Broken(values).Any();

    /// <summary>The point with an index.</summary>
    /// <returns>The point; null where a constraint drops it.</returns>
    /// <exception cref="InvalidInputException">The scenario is not valid there; lists every fault, with places in the sweep.</exception>
    public SweepPoint? At(long index)
    {
        IReadOnlyList<FactorValue> values = ValuesAt(index);
        return Keeps(values) ? new SweepPoint(index, values, ScenarioAt(index, values)) : null;
    }

    /// <summary>The points in the order of the design, each once: of points with the same scenario the first stands for all.</summary>
    /// <exception cref="InvalidInputException">The scenario of a point is not valid; lists every fault of that point.</exception>
    public IEnumerable<SweepPoint> Points()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (long index = 0; index < Count; index++)
        {
            if (At(index) is { } point && seen.Add(point.PointId)) yield return point;
        }
    }

    /// <summary>The constraints that do not hold, by their place in the list.</summary>
    internal IEnumerable<int> Broken(IReadOnlyList<FactorValue> values) => _space.Broken(values);

    /// <summary>The scenario at a point: the document edited in the places of the factors, and read again as far as that changes it.</summary>
    internal Scenario ScenarioAt(long index, IReadOnlyList<FactorValue> values) => ScenarioWith(index, values, _ => true);

    internal ScenarioReadResult ReadAt(IReadOnlyList<FactorValue> values) => ReadWith(values, _ => true);

    /// <summary>The scenario with some of the factors put in and the others left as the document has them.</summary>
    internal Scenario ScenarioWith(long index, IReadOnlyList<FactorValue> values, Func<int, bool> put)
    {
        ScenarioReadResult read = ReadWith(values, put);
        return read.Scenario ?? throw new InvalidInputException([.. read.Faults.Select(fault => new PointFault(fault, index, values).In(this))]);
    }

    /// <summary>The same, with every fault where it is not valid.</summary>
    internal ScenarioReadResult ReadWith(IReadOnlyList<FactorValue> values, Func<int, bool> put)
    {
        DocumentNode document = Base;
        for (int i = 0; i < Factors.Count; i++)
        {
            SweepFactor factor = Factors[i];
            if (factor.Target is { } target && put(i)) document = target.Put(document, values[i].ToNode(factor.Line, factor.Column), $"set by the factor '{factor.Name}' of the sweep '{Id}'");
        }

        return ScenarioReader.Read(document, _parts);
    }

    /// <summary>The document of the scenario.</summary>
    internal DocumentNode Base { get; }

    /// <summary>Which of the values of a factor that can be counted a point has; −1 where they cannot.</summary>
    internal long LevelOf(long index, int factor)
    {
        Chosen(index, out long[] levels);
        return levels[factor];
    }

    /// <summary>"k = 3, s = 1/2".</summary>
    internal string Show(IReadOnlyList<FactorValue> values) => _space.Show(values);

    // What the design says; derived factors are left open.
    private FactorValue[] Chosen(long index, out long[] levels)
    {
        if (index < 0 || index >= Plan.Count) throw new ArgumentOutOfRangeException(nameof(index), index, $"Expected a point from 0 to {Plan.Count - 1}.");
        return Plan switch
        {
            ListDesign list => _space.Given(list.Points[(int)index], out levels),
            GridDesign grid => _space.AtLevels(grid.At(index), out levels),
            _ => _space.AtCube(((CubeDesign)Plan).At(index), out levels),
        };
    }
}

/// <summary>A point of a sweep.</summary>
/// <param name="Index">Its place in the design, from 0.</param>
/// <param name="Values">The values of the factors, in the order of <see cref="Sweep.Factors"/>.</param>
/// <param name="Scenario">The scenario with these values in it.</param>
public sealed record SweepPoint(long Index, IReadOnlyList<FactorValue> Values, Scenario Scenario)
{
    /// <summary>Names the point by its scenario alone: the same point of another design has the same id.</summary>
    public string PointId => Scenario.PointId;
}
