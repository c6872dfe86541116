using StrategySim.Experiments.Figures;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;
using StrategySim.Testing;

namespace StrategySim.Experiments.Tests.Figures;

/// <summary>A sweep that was really played: for each point, outcome and replication a number.</summary>
internal sealed class PlayedSweep
{
    private readonly double[][][] _values;

    private PlayedSweep(Sweep sweep, IReadOnlyList<SweepPoint> points, double[][][] values)
    {
        Sweep = sweep;
        Points = points;
        _values = values;
    }

    public Sweep Sweep { get; }

    public IReadOnlyList<SweepPoint> Points { get; }

    public static PlayedSweep Shipped(string id, int replications) => Play(File.ReadAllText(Repository.Path("configs", "sweeps", $"{id}.yaml")), replications);

    public static PlayedSweep Play(string yaml, int replications)
    {
        Sweep sweep = SweepReader.Read(yaml, DocumentFormat.Yaml, id => new ScenarioDocument(File.ReadAllText(Repository.Path("configs", "scenarios", $"{id}.yaml")), DocumentFormat.Yaml)).Require();
        SweepPoint[] points = [.. Enumerable.Range(0, (int)sweep.Count).Select(index => sweep.At(index)!)];
        double[][][] values = [.. points.AsParallel().AsOrdered().Select(point =>
        {
            CompiledScenario scenario = CompiledScenario.Compile(point.Scenario);
            int[] at = [.. sweep.Outcomes.Select(outcome => scenario.Layout.IndexOf(outcome.Key))];
            UnitSummary[] units = [.. Enumerable.Range(0, replications).Select(replication => UnitPlayer.Play(scenario, 1, replication, CancellationToken.None))];
            return at.Select(i => units.Select(unit => unit.Values[i]).ToArray()).ToArray();
        })];
        return new PlayedSweep(sweep, points, values);
    }

    public double[] Sample(int point, string outcome) => _values[point][Index(outcome)];

    public IntervalValue Value(int point, string outcome)
    {
        var mean = new MeanAccumulator();
        foreach (double value in Sample(point, outcome)) mean.Add(value);
        return IntervalValue.Of(mean.ToEstimate());
    }

    public double Number(int point, string factor) => Points[point].Values[Factor(factor)].Number!.Value.ToDouble();

    public string Text(int point, string factor) => Points[point].Values[Factor(factor)].Text;

    public FigureAxis Axis(string outcome) => FigureAxis.Of(Key(outcome));

    public OutcomeKey Key(string outcome) => Sweep.Outcomes[Index(outcome)].Key;

    private int Index(string outcome) => Sweep.Outcomes.Select((o, i) => (o.Name, i)).Single(pair => pair.Name == outcome).i;

    private int Factor(string factor) => Sweep.Factors.Select((f, i) => (f.Name, i)).Single(pair => pair.Name == factor).i;
}
