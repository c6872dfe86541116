using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Tests.Sweeps;

namespace StrategySim.Experiments.Tests.Analysis;

/// <summary>Studies whose outcomes are made by a known function of the factors instead of being played.</summary>
internal static class MadeStudy
{
    public const string Outcomes = "outcomes: { o: { measure: payoffMean, game: us-china, actor: US } }";

    // Parameters of coordination-to-chicken whose range allows 0 to 1.
    private static readonly string[] Parameters = ["D0", "r_us", "d_us", "r_cn", "name_onset", "onset", "k_us", "k_cn"];

    /// <summary>Factors a, b, c, … of numbers from 0 to 1.</summary>
    public static string Factors(int count, string source = "uniform: [0, 1]") =>
        $"{{ {string.Join(", ", Enumerable.Range(0, count).Select(i => $"{(char)('a' + i)}: {{ parameter: {Parameters[i]}, {source} }}"))} }}";

    public static Sweep Sweep(string factors, string design, string extra = "") => SweepText.Require(factors, design, $"{Outcomes}\n{extra}");

    /// <summary>The study with one replication of each point.</summary>
    public static StudyData Of(Sweep sweep, Func<IReadOnlyList<FactorValue>, double> model) => Of(sweep, 1, (values, _) => model(values));

    /// <summary>The study with replications that differ by their numbers.</summary>
    public static StudyData Of(Sweep sweep, int replications, Func<IReadOnlyList<FactorValue>, int, double> model, Func<StudyPoint, StudyPoint>? change = null)
    {
        int[] numbers = [.. Enumerable.Range(0, replications)], rounds = [.. numbers.Select(_ => 61)];
        List<StudyPoint> points = [];
        for (long index = 0; index < sweep.Count; index++)
        {
            IReadOnlyList<FactorValue> values = sweep.ValuesAt(index);
            if (!sweep.Keeps(values)) continue;
            var point = new StudyPoint(index, values, $"p{index}", [.. sweep.Outcomes.Select(o => new OutcomeSample(o.Key, numbers, [.. numbers.Select(r => model(values, r))], rounds))], 0, 0);
            points.Add(change?.Invoke(point) ?? point);
        }

        return new StudyData(sweep, sweep.Outcomes, points);
    }

    /// <summary>The numbers of a point.</summary>
    public static double[] Numbers(IReadOnlyList<FactorValue> values) => [.. values.Select(value => value.Number!.Value.ToDouble())];

    /// <summary>A point with its first replications only.</summary>
    public static StudyPoint Cut(StudyPoint point, int replications, int failed = 0, int missing = 0) => point with
    {
        Samples = [.. point.Samples.Select(s => new OutcomeSample(s.Key, [.. s.Replications.Take(replications)], [.. s.Values.Take(replications)], [.. s.Rounds.Take(replications)]))],
        Failed = failed,
        Missing = missing,
    };
}
