using System.Security.Cryptography;
using System.Text;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Simulation.Shocks;

namespace StrategySim.Experiments.Sweeps;

/// <summary>What planning a sweep gave: the plan, or every fault.</summary>
/// <param name="Plan">The plan; null where there are faults.</param>
/// <param name="Faults">Every fault that points showed; empty where there are none.</param>
public sealed record SweepPlanResult(SweepPlan? Plan, IReadOnlyList<Fault> Faults)
{
    /// <summary>The plan, or an exception with every fault.</summary>
    /// <exception cref="InvalidInputException">The points have faults.</exception>
    public SweepPlan Require() => Plan ?? throw new InvalidInputException(Faults);
}

/// <summary>Goes over the points of a sweep without running it: counts them, reads their scenarios, and times a short trial.</summary>
public static class SweepPlanner
{
    private const int TrialPoints = 8, TrialUnits = 200, RoundsBetweenLooks = 256;

    /// <summary>Plans a sweep.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="time">The clock of the trial.</param>
    /// <param name="options">What planning may cost; the defaults where null.</param>
    /// <param name="cancellationToken">Polled at every point, and during the trial.</param>
    public static SweepPlanResult Plan(Sweep sweep, TimeProvider time, SweepPlanOptions? options, CancellationToken cancellationToken)
    {
        options ??= new SweepPlanOptions();
        var faults = new FaultCounter(sweep);
        var extremes = new Extremes(sweep.Factors.Count);
        (List<long> kept, long dropped, long[] droppedBy, long duplicates) = Count(sweep, extremes, faults, cancellationToken);
        if (!faults.Any && kept.Count == 0) faults.Add(NothingLeft(sweep, droppedBy));
        if (kept.Count > 0) Idle(sweep, kept, faults, cancellationToken);
        if (faults.Any) return new SweepPlanResult(null, faults.All());

        long start = time.GetTimestamp();
        long[] looked = kept.Count <= options.MaximumChecked ? [.. kept] : [.. extremes.Indexes.Take(options.MaximumChecked).Union(Spread(kept, options.MaximumChecked)).Take(options.MaximumChecked).Order()];
        List<SweepPoint> points = Read(sweep, looked, faults, cancellationToken);
        double perPoint = time.GetElapsedTime(start).TotalSeconds / Math.Max(1, looked.Length);
        if (faults.Any) return new SweepPlanResult(null, faults.All());

        long again = looked.Length - points.Count;
        long left = kept.Count - again;
        SweepReplications replications = sweep.Replications;
        long atLeast = left * replications.Initial, atMost = left * replications.Maximum;
        SweepTime expected = Try(sweep, points, perPoint, left, atLeast, atMost, time, options, cancellationToken);
        return new SweepPlanResult(
            new SweepPlan(sweep.Count, dropped, droppedBy, duplicates + again, left, points.Count + again, atLeast, atMost, expected), []);
    }

    // Values alone: cheap enough to be done for every point.
    private static (List<long> Kept, long Dropped, long[] DroppedBy, long Duplicates) Count(Sweep sweep, Extremes extremes, FaultCounter faults, CancellationToken cancellationToken)
    {
        var kept = new List<long>();
        var seen = new HashSet<UInt128>();
        long dropped = 0, duplicates = 0;
        long[] droppedBy = new long[sweep.ConstraintList.Count];
        for (long index = 0; index < sweep.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                IReadOnlyList<FactorValue> values = sweep.ValuesAt(index);
                int[] broken = [.. sweep.Broken(values)];
                foreach (int constraint in broken) droppedBy[constraint]++;
                if (broken.Length > 0) dropped++;
                else if (seen.Add(Key(sweep, values)))
                {
                    kept.Add(index);
                    extremes.See(index, values);
                }
                else
                {
                    duplicates++;
                }
            }
            catch (InvalidInputException error)
            {
                faults.AddOnce(error.Faults[0]);
            }
        }

        return (kept, dropped, droppedBy, duplicates);
    }

    private static UInt128 Key(Sweep sweep, IReadOnlyList<FactorValue> values)
    {
        var text = new StringBuilder();
        for (int i = 0; i < values.Count; i++)
        {
            // A factor without a place shows in those derived from it.
            if (sweep.Factors[i].Target is not null) text.Append(values[i].Text).Append('\u001f');
        }

        return BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static Fault NothingLeft(Sweep sweep, long[] droppedBy)
    {
        string[] says = [.. sweep.Constraints.Zip(droppedBy, (text, count) => $"{text} drops {count}")];
        DocumentNode? node = DocumentEdit.Find(sweep.Document, ["constraints"]);
        return new Fault("/constraints", $"{string.Join("; ", says)} of {sweep.Count} points", "constraints that leave at least one point", "The constraints leave no point.", node?.Line, node?.Column);
    }

    // Titles, notes and provenance stand outside of the model: a factor there would give one point under many names.
    private static void Idle(Sweep sweep, List<long> kept, FaultCounter faults, CancellationToken cancellationToken)
    {
        for (int i = 0; i < sweep.Factors.Count; i++)
        {
            if (sweep.Factors[i] is not { Target: PointerPlace } factor) continue;
            var tried = new HashSet<string>(StringComparer.Ordinal);
            Scenario? first = null;
            bool moves = false, prose = false;
            foreach (long index in kept)
            {
                cancellationToken.ThrowIfCancellationRequested();
                IReadOnlyList<FactorValue> values = sweep.ValuesAt(index);
                if (!tried.Add(values[i].Text)) continue;
                // A value that is not valid by itself makes a difference too.
                if (sweep.ReadWith(values, other => other == i).Scenario is not { } alone || alone.PointId != (first ??= alone).PointId)
                {
                    moves = true;
                    break;
                }

                // One value in two spellings is no prose.
                prose |= alone.ToCanonicalJson() != first.ToCanonicalJson();
            }

            if (moves || !prose) continue;
            DocumentNode? node = DocumentEdit.Find(sweep.Document, ["factors", factor.Name, "at"]);
            faults.Add(new Fault($"{factor.Pointer}/at", $"'{factor.Place}'", "a place of the model, whose values make different scenarios; titles, notes, units and provenance are outside of it", "The factor changes nothing: the scenario is the same with each of its values.", node?.Line, node?.Column));
        }
    }

    private static IEnumerable<long> Spread(List<long> kept, int most)
    {
        int count = Math.Min(kept.Count, most);
        for (int i = 0; i < count; i++) yield return kept[(int)((long)i * kept.Count / count)];
    }

    private static List<SweepPoint> Read(Sweep sweep, IEnumerable<long> indexes, FaultCounter faults, CancellationToken cancellationToken)
    {
        var points = new List<SweepPoint>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (long index in indexes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<FactorValue> values = sweep.ValuesAt(index);
            ScenarioReadResult read = sweep.ReadAt(values);
            foreach (Fault fault in read.Faults) faults.Add(new PointFault(fault, index, values));
            if (read.Scenario is not { } scenario) continue;
            Missing(sweep, scenario, index, values, faults);
            if (seen.Add(scenario.PointId)) points.Add(new SweepPoint(index, values, scenario));
        }

        return points;
    }

    // A factor may take an outcome away: another rule without a fallback, payoffs that no longer compare.
    private static void Missing(Sweep sweep, Scenario scenario, long index, IReadOnlyList<FactorValue> values, FaultCounter faults)
    {
        if (sweep.Outcomes.Count == 0) return;
        var layout = OutcomeLayout.Of(scenario);
        foreach (SweepOutcome outcome in sweep.Outcomes.Where(o => layout.IndexOf(o.Key) < 0))
        {
            DocumentNode? node = DocumentEdit.Find(sweep.Document, ["outcomes", outcome.Name]);
            faults.AddOnce(new Fault(
                $"/outcomes/{outcome.Name}", $"none at {sweep.Show(values)} (point {index})", "an outcome that every point has", "The scenario of a point does not have this outcome.", node?.Line, node?.Column));
        }
    }

    private static SweepTime Try(
        Sweep sweep, List<SweepPoint> points, double perPoint, long left, long atLeast, long atMost, TimeProvider time, SweepPlanOptions options, CancellationToken cancellationToken)
    {
        var failures = new FaultCounter(sweep);
        // Few replications: more points, so that the first, cold units weigh less.
        int count = Math.Min(points.Count, Math.Max(TrialPoints, TrialUnits / sweep.Replications.Maximum)), units = 0, failed = 0;
        long begun = time.GetTimestamp();
        TimeSpan playing = TimeSpan.Zero;
        var compiled = new CompiledScenario?[count];
        HashSet<int> played = [], broken = [];
        double partOfAUnit = 0;
        for (int turn = 0; turn < (long)count * sweep.Replications.Maximum && time.GetElapsedTime(begun) < options.Trial; turn++)
        {
            int place = turn % count;
            SweepPoint point = points[(int)((long)place * points.Count / count)];
            compiled[place] ??= CompiledScenario.Compile(point.Scenario);
            long start = time.GetTimestamp();
            try
            {
                var stepper = new UnitStepper(compiled[place]!, point.Scenario.Run.Seed, turn / count);
                while (stepper.Step())
                {
                    if (stepper.Round % RoundsBetweenLooks != 0) continue;
                    cancellationToken.ThrowIfCancellationRequested();
                    if (time.GetElapsedTime(begun) >= options.Trial) break;
                }

                playing += time.GetElapsedTime(start);
                if (!stepper.Ended)
                {
                    partOfAUnit = (double)stepper.Round / point.Scenario.Time.Horizon;
                    break;
                }

                start = time.GetTimestamp();
                stepper.Finish();
                playing += time.GetElapsedTime(start);
                units++;
                played.Add(place);
            }
            catch (ScenarioPlayException error)
            {
                // Such a unit fails when the sweep is played, and the others go on; so it is here.
                playing += time.GetElapsedTime(start);
                failed++;
                if (broken.Add(place)) failures.Add(new PointFault(new Fault(error.Pointer, error.Message, "a scenario that can be played to its end", "A unit of the trial cannot go on."), point.Index, point.Values));
            }
        }

        double perUnit = playing.TotalSeconds / Math.Max(units + failed + partOfAUnit, 1e-9);
        return new SweepTime(units, Math.Max(played.Count, 1), time.GetElapsedTime(begun), perUnit, perPoint, options.Threads, Expected(atLeast), Expected(atMost)) { Failed = failed, Failures = failures.All() };

        TimeSpan Expected(long all) => TimeSpan.FromSeconds(Math.Min(((left * perPoint) + (all * perUnit)) / options.Threads, TimeSpan.MaxValue.TotalSeconds / 2));
    }

    /// <summary>The first points at which each factor is least, greatest, or each of its options: a range is mostly left at its ends, and an option is wrong wherever it stands.</summary>
    private sealed class Extremes(int factors)
    {
        private readonly (long Index, Rational Value)?[] _least = new (long, Rational)?[factors], _greatest = new (long, Rational)?[factors];
        private readonly Dictionary<(int Factor, string Option), long> _options = [];

        public IEnumerable<long> Indexes => _options.Values.Concat(_least.Concat(_greatest).OfType<(long Index, Rational Value)>().Select(static end => end.Index)).Distinct();

        public void See(long index, IReadOnlyList<FactorValue> values)
        {
            for (int i = 0; i < values.Count; i++)
            {
                if (values[i].Number is not { } value)
                {
                    _options.TryAdd((i, values[i].Text), index);
                    continue;
                }

                if (_least[i] is not { } least || value < least.Value) _least[i] = (index, value);
                if (_greatest[i] is not { } greatest || value > greatest.Value) _greatest[i] = (index, value);
            }
        }
    }

    /// <summary>Faults of points, each kind once with the number of points that have it.</summary>
    private sealed class FaultCounter(Sweep sweep)
    {
        private readonly Dictionary<(string, string, string), (PointFault First, long Others)> _ofPoints = [];
        private readonly Dictionary<(string, string), Fault> _others = [];

        public bool Any => _ofPoints.Count + _others.Count > 0;

        public void Add(Fault fault) => _others[(fault.Pointer, fault.Detail)] = fault;

        public void AddOnce(Fault fault) => _others.TryAdd((fault.Pointer, fault.Detail), fault);

        public void Add(PointFault fault)
        {
            (string, string, string) kind = fault.Kind(sweep);
            _ofPoints[kind] = _ofPoints.TryGetValue(kind, out var before) ? (before.First, before.Others + 1) : (fault, 0);
        }

        public IReadOnlyList<Fault> All() => SweepReader.InOrder(_others.Values.Concat(_ofPoints.Values.Select(f => f.First.In(sweep, f.Others))));
    }
}
