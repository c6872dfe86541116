using StrategySim.Experiments.Designs;
using StrategySim.Experiments.Sensitivity;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Analysis;

/// <summary>Which points of a design an analysis takes.</summary>
internal enum PointChoice
{
    /// <summary>Every point, with all its units: nothing may be missing.</summary>
    Whole,

    /// <summary>Points that are draws from the factors' distribution, so far as they are there: of crossed designs their plain part.</summary>
    Sample,

    /// <summary>All points that are there.</summary>
    Present,
}

/// <summary>One outcome of a study beside the inputs of its points.</summary>
internal sealed class StudyTable
{
    private readonly int _outcome;
    private readonly bool _isRatio;
    private readonly int[] _common;

    private StudyTable(StudyData data, int outcome, IReadOnlyList<StudyPoint> points, IReadOnlyList<AnalysisInput> inputs, AnalysedPoints counts)
    {
        Sweep = data.Sweep;
        Name = data.Outcomes[outcome].Name;
        Unit = OutcomeCatalog.Find(data.Outcomes[outcome].Key.Outcome).Unit;
        Points = points;
        Inputs = inputs;
        Counts = counts;
        _outcome = outcome;
        _isRatio = points.Any(point => Sample(point).IsRatio);
        _common = Common();
    }

    public Sweep Sweep { get; }

    /// <summary>Name of the outcome.</summary>
    public string Name { get; }

    /// <summary>Unit of the outcome.</summary>
    public string Unit { get; }

    /// <summary>The points that are used, in the order of the design; each has a unit.</summary>
    public IReadOnlyList<StudyPoint> Points { get; }

    public IReadOnlyList<AnalysisInput> Inputs { get; }

    public AnalysedPoints Counts { get; }

    /// <summary>Replications that every point has.</summary>
    public int Replications => _common.Length;

    /// <summary>Replications of the point that has most.</summary>
    public int MostReplications => Counts.MostReplications;

    /// <summary>The table of an outcome.</summary>
    /// <exception cref="InvalidInputException">There is no such outcome, nothing is stored yet, or points are missing where none may.</exception>
    public static StudyTable Of(StudyData data, string outcome, PointChoice choice)
    {
        int index = IndexOf(data, outcome);
        (List<StudyPoint> chosen, long apart) = choice == PointChoice.Sample ? SampleOf(data) : ([.. data.Points], 0);
        StudyPoint[] points = [.. chosen.Where(point => point.Samples[index].Count > 0)];
        if (choice == PointChoice.Whole && Gaps(data, index) is { } gaps) throw new InvalidInputException([gaps]);
        if (points.Length == 0)
            throw new InvalidInputException([new Fault("/points", "no point with a stored unit", "at least one", "Nothing of the sweep is played yet.")]);
        var counts = new AnalysedPoints(
            data.Sweep.Count,
            data.Sweep.Count - data.Points.Count,
            apart,
            chosen.Count - points.Length,
            points.LongCount(point => point.Missing + point.Failed > 0),
            points.Length,
            points.Min(point => point.Samples[index].Count),
            points.Max(point => point.Samples[index].Count));
        return new StudyTable(data, index, points, InputsOf(data.Sweep), counts);
    }

    /// <summary>The place of an outcome among those that were read.</summary>
    /// <exception cref="InvalidInputException">There is none of the name.</exception>
    public static int IndexOf(StudyData data, string outcome)
    {
        for (int i = 0; i < data.Outcomes.Count; i++)
        {
            if (data.Outcomes[i].Name == outcome) return i;
        }

        throw new InvalidInputException([UnknownOutcome(outcome, data.Outcomes.Select(o => o.Name))]);
    }

    public static Fault UnknownOutcome(string outcome, IEnumerable<string> known, string pointer = "/outcome") =>
        new(pointer, $"'{outcome}'", known.Any() ? $"one of {string.Join(", ", known)}" : "a sweep with outcomes", "The sweep has no outcome of this name.");

    /// <summary>The dimensions of a sweep's design as inputs.</summary>
    public static IReadOnlyList<AnalysisInput> InputsOf(Sweep sweep) =>
    [
        .. sweep.Axes.Select(axis =>
        {
            SweepFactor[] factors = [.. axis.Select(i => sweep.Factors[i])];
            bool numeric = Array.TrueForAll(factors, factor => factor.IsNumeric);
            return new AnalysisInput(string.Join(" + ", factors.Select(f => f.Name)), [.. factors.Select(f => f.Name)], numeric ? UnitOf(factors[0], sweep.Scenario) : "", numeric);
        }),
    ];

    /// <summary>The number of a numeric input at each point.</summary>
    public double[] Numbers(int input) => [.. Points.Select(point => point.Values[Sweep.Axes[input][0]].Number!.Value.ToDouble())];

    /// <summary>The category of an input at each point.</summary>
    public string[] Categories(int input) => [.. Points.Select(point => CategoryOf(point, input))];

    /// <summary>What an input is at a point, in words.</summary>
    public string CategoryOf(StudyPoint point, int input) => string.Join(" + ", Sweep.Axes[input].Select(i => point.Values[i].Text));

    /// <summary>The outcome at each point: the mean over replications, as in a table of payoffs.</summary>
    /// <param name="replications">Over how many replications at most, from the first; null for all.</param>
    public double[] Means(int? replications = null) => [.. Estimates(replications).Select(estimate => estimate.Mean)];

    /// <summary>The same with their intervals.</summary>
    public Estimate[] Estimates(int? replications = null) => [.. Points.Select(point => First(Sample(point), replications).ToEstimate()!)];

    /// <summary>The outcome at each point by replication, those that all points have.</summary>
    /// <remarks>
    /// A number per round where units differ in length is linearised (<see cref="LinearisedRatio"/>), so that its mean is that of the payoff table.
    /// </remarks>
    /// <param name="replications">How many of them, from the first; null for all.</param>
    public double[][] Replicates(int? replications = null)
    {
        ReadOnlySpan<int> wanted = _common.AsSpan(0, replications ?? _common.Length);
        double[][] table = new double[Points.Count][];
        for (int i = 0; i < table.Length; i++)
        {
            OutcomeSample sample = Sample(Points[i]);
            double[] values = new double[wanted.Length];
            int[] rounds = new int[wanted.Length];
            for (int r = 0, place = 0; r < wanted.Length; r++, place++)
            {
                while (sample.Replications[place] != wanted[r]) place++;
                values[r] = sample.Values[place];
                rounds[r] = sample.Rounds[place];
            }

            table[i] = _isRatio ? LinearisedRatio.Of(values, rounds) : values;
        }

        return table;
    }

    /// <summary>The first replications of a sample, or all where there are fewer.</summary>
    public static OutcomeSample First(OutcomeSample sample, int? replications) => replications is not int n || n >= sample.Count
        ? sample
        : new OutcomeSample(sample.Key, [.. sample.Replications.Take(n)], [.. sample.Values.Take(n)], [.. sample.Rounds.Take(n)]);

    private OutcomeSample Sample(StudyPoint point) => point.Samples[_outcome];

    private int[] Common()
    {
        IReadOnlyList<int> first = Sample(Points[0]).Replications;
        List<int> common = [.. first];
        foreach (StudyPoint point in Points)
        {
            IReadOnlyList<int> own = Sample(point).Replications;
            if (own.Count == common.Count && own.SequenceEqual(common)) continue;
            HashSet<int> has = [.. own];
            common.RemoveAll(r => !has.Contains(r));
        }

        return [.. common];
    }

    /// <summary>What keeps a design whose points belong together from being whole for good: units that failed, where nothing is still to be played; null otherwise.</summary>
    /// <exception cref="InvalidInputException">There is no such outcome.</exception>
    public static Fault? GapsForGood(StudyData data, string outcome) =>
        data.Points.Count == data.Sweep.Count && data.Points.All(point => point.Missing == 0) ? Gaps(data, IndexOf(data, outcome)) : null;

    private static Fault? Gaps(StudyData data, int outcome)
    {
        long absent = data.Sweep.Count - data.Points.Count, empty = data.Points.LongCount(p => p.Samples[outcome].Count == 0);
        long failed = data.Points.LongCount(p => p.Failed > 0), missing = data.Points.LongCount(p => p.Missing > 0);
        return absent + empty + failed + missing == 0 ? null : new Fault(
            "/points",
            $"of {data.Sweep.Count} points {absent} absent, {empty} without a unit, {missing} with units not yet played, {failed} with failed units",
            "every point with all its units; let the sweep finish, or ask for pawn or rank-correlation, which take the points that are there",
            "The points of this design belong together: one that is left out breaks its row or trajectory.");
    }

    /// <summary>Whether a point of the design is a plain draw from the factors' distribution.</summary>
    public static bool IsOfSample(Sweep sweep, long index)
    {
        if (sweep.Plan is not CubeDesign { Parts: var parts } || parts[0] is not (SaltelliDesign or ShapleyDesign)) return true;
        (long part, long within) = Math.DivRem(index, (long)parts[0].Count);
        return parts[(int)part] switch
        {
            SaltelliDesign saltelli => saltelli.IsOfSample(within),
            ShapleyDesign shapley => within < shapley.VariancePoints,
            _ => true,
        };
    }

    // Draws from the joint distribution of the factors.
    private static (List<StudyPoint> Points, long Apart) SampleOf(StudyData data)
    {
        List<StudyPoint> chosen = [.. data.Points.Where(point => IsOfSample(data.Sweep, point.Index))];
        return (chosen, data.Points.Count - chosen.Count);
    }

    private static string UnitOf(SweepFactor factor, Scenario scenario) => factor.Target switch
    {
        ParameterPlace parameter => scenario.Parameters[parameter.Name].Unit,
        InitialStatePlace state => scenario.States[state.Name].Unit,
        _ => "",
    };
}
