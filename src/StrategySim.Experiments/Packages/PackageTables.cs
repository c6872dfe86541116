using System.Globalization;
using System.Runtime.CompilerServices;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Packages;

/// <summary>The tables of a sweep's package. Rows are made as they are read: memory does not grow with points or units.</summary>
internal sealed class PackageTables
{
    private const string Hash = "[0-9a-f]{64}", Exact = "-?[0-9]+(/[0-9]+)?";

    private readonly Sweep _sweep;

    // Null where the sweep names none: then all that a point has are listed, and those of the scenario without the sweep have columns.
    private readonly IReadOnlyList<SweepOutcome>? _outcomes;

    /// <summary>The tables for a sweep.</summary>
    public PackageTables(Sweep sweep)
    {
        _sweep = sweep;
        _outcomes = sweep.Outcomes.Count > 0 ? sweep.Outcomes : null;
        Failures = MakeFailures();
        Outcomes = MakeOutcomes();
        Points = MakePoints();
        Units = MakeUnits();
    }

    /// <summary>Units that failed.</summary>
    public PackageTable Failures { get; }

    /// <summary>Outcomes by point.</summary>
    public PackageTable Outcomes { get; }

    /// <summary>Points.</summary>
    public PackageTable Points { get; }

    /// <summary>Units.</summary>
    public PackageTable Units { get; }

    /// <summary>All, in the order of their files.</summary>
    public IReadOnlyList<PackageTable> All => [Failures, Outcomes, Points, Units];

    /// <summary>The outcomes that have columns of their own.</summary>
    public IReadOnlyList<SweepOutcome> Measured => _outcomes ?? Named(OutcomeLayout.Of(_sweep.Scenario));

    /// <summary>A double in the fewest digits that read back as the same one; nothing for null.</summary>
    public static string Text(double? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private PackageTable MakePoints()
    {
        List<TableField> fields =
        [
            Point("Its place in the design, from 0.") with { Unique = true },
            new("point_id", FieldType.String, "SHA-256 of the scenario of the point, less seed, replications, titles and provenance; empty where the scenario is not valid there, or was never read because the study was ended before.") { Required = false, Pattern = Hash },
        ];
        TableField[] counts =
        [
            Count("same_as", "The earlier point with the same scenario, which this one shares its units with; empty where there is none.") with { Required = false, RefersTo = "point" },
            Count("replications", "Units that were played to their end."),
            Count("failed", "Units that failed; failures.csv has their reasons, for points that are the same under the first of them."),
            Count("missing", "Units that are neither: the study was ended before them."),
        ];
        string[] own = ["point", "point_id", .. counts.Select(field => field.Name)];
        fields.AddRange(FactorFields(own, exact: true));
        fields.AddRange(counts);
        return new PackageTable("points", "Points of the design", "A point of the design that constraints keep: the values of its factors, and how many units it has.", fields, ["point"], Rows) { OfPoints = false };

        async IAsyncEnumerable<string[]> Rows(IStudyContent content, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (ContentPoint point in content.ReadPointsAsync(cancellationToken))
                yield return [Text(point.Index), point.PointId ?? "", .. Factors(point.Values, exact: true), point.SameAs is long same ? Text(same) : "", Text(point.Stored), Text(point.Failed), Text(point.Missing)];
        }
    }

    private PackageTable MakeOutcomes()
    {
        List<TableField> fields = [Point("The point.")];
        TableField[] own =
        [
            new("name", FieldType.String, "The outcome's name in the sweep."),
            new("actor", FieldType.String, "Id of the actor; * where the outcome belongs to the game as a whole."),
            new("game", FieldType.String, "Id of the game; * where the outcome is taken over all games."),
            new("outcome", FieldType.String, "What is measured; STRESS-ABS.md, item 1.2, defines it."),
            new("unit", FieldType.String, "Unit of the numbers of this row."),
            new("mean", FieldType.Number, "Mean over the replications; for a number per round where units differ in length, the ratio of sums."),
            new("lower", FieldType.Number, "Lower end of the 95 % interval; empty where n is 1.") { Required = false },
            new("upper", FieldType.Number, "Upper end of the 95 % interval; empty where n is 1.") { Required = false },
            new("sd", FieldType.Number, "Standard deviation of one replication; empty where n is 1. For a ratio of sums, that of its linearisation.") { Required = false },
            new("n", FieldType.Integer, "Replications.") { Minimum = 1 },
        ];
        fields.AddRange(FactorFields(["point", .. own.Select(field => field.Name)], exact: false));
        fields.AddRange(own);
        return new PackageTable("outcomes", "Outcomes by point", "One outcome of one point over its replications, with the 95 % interval. A point without units has no rows.", fields, ["point", "name"], Rows);

        async IAsyncEnumerable<string[]> Rows(IStudyContent content, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (ContentPoint point in content.ReadPointsAsync(cancellationToken))
            {
                if (point.Stored == 0) continue;
                OutcomeLayout layout = point.Layout();
                var table = new OutcomeTable(layout);
                await foreach ((_, UnitSummary summary) in point.ReadUnits(cancellationToken)) table.Add(summary);
                IReadOnlyList<OutcomeRow> rows = table.ToRows();
                string[] factors = [.. Factors(point.Values, exact: false)];
                foreach (SweepOutcome outcome in _outcomes ?? Named(layout))
                {
                    if (layout.IndexOf(outcome.Key) is not (>= 0 and int place) || place >= rows.Count) continue;
                    OutcomeRow row = rows[place];
                    yield return [Text(point.Index), .. factors, outcome.Name, row.Actor, row.Game, row.Outcome, OutcomeCatalog.Find(row.Outcome).Unit, Text(row.Mean), Text(row.Lower), Text(row.Upper), Text(row.Sd), Text(row.N)];
                }
            }
        }
    }

    private PackageTable MakeUnits()
    {
        List<TableField> fields =
        [
            Point("The point."),
            Count("replication", "Number of the replication, from 0; the same number means the same random numbers at every point."),
            new("rounds", FieldType.Integer, "Rounds played.") { Minimum = 1, Unit = "rounds" },
            new("trajectory_hash", FieldType.String, "SHA-256 over executed actions, game types and the bits of payoffs, round by round.") { Pattern = Hash },
        ];
        string[] own = [.. fields.Select(field => field.Name)];
        IReadOnlyList<SweepOutcome> measured = Measured;
        fields.AddRange(measured.Select(outcome => new TableField(Column(own, "outcome", outcome.Name), FieldType.Number, Describe(outcome.Key)) { Required = false, Unit = OutcomeCatalog.Find(outcome.Key.Outcome).Unit }));
        return new PackageTable("units", "Units of play", "One replication of one point: what came of it. An outcome that the scenario does not have at a point is left empty there.", fields, ["point", "replication"], Rows);

        async IAsyncEnumerable<string[]> Rows(IStudyContent content, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (ContentPoint point in content.ReadPointsAsync(cancellationToken))
            {
                if (point.Stored == 0) continue;
                OutcomeLayout layout = point.Layout();
                int[] places = [.. measured.Select(outcome => layout.IndexOf(outcome.Key))];
                await foreach ((int replication, UnitSummary summary) in point.ReadUnits(cancellationToken))
                {
                    if (summary.Values.Count != layout.Keys.Count)
                        throw new IntegrityException($"Replication {replication} of point {point.Index} has {summary.Values.Count} outcomes where its scenario has {layout.Keys.Count}.");
                    var row = new string[4 + places.Length];
                    row[0] = Text(point.Index);
                    row[1] = Text(replication);
                    row[2] = Text(summary.Rounds);
                    row[3] = summary.TrajectoryHash;
                    for (int i = 0; i < places.Length; i++) row[4 + i] = places[i] < 0 ? "" : Text(summary.Values[places[i]]);
                    yield return row;
                }
            }
        }
    }

    private static PackageTable MakeFailures()
    {
        TableField[] fields =
        [
            Point("The point."),
            new("point_id", FieldType.String, "Names the point by its scenario; empty where the scenario is not valid there.") { Required = false, Pattern = Hash },
            Count("replication", "Number of the replication, from 0; empty where the scenario of the point is not valid, which fails all of them.") with { Required = false },
            new("reason", FieldType.String, "Why it could not be played to its end."),
        ];
        return new PackageTable("failures", "Units that failed", "A unit that could not be played to its end. It is in no mean.", fields, ["point", "point_id", "replication"], Rows) { KeyIsPrimary = false };

        static async IAsyncEnumerable<string[]> Rows(IStudyContent content, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (UnitFailure failure in content.ReadFailuresAsync(cancellationToken))
                yield return [Text(failure.Index), failure.PointId ?? "", failure.Replication is int replication ? Text(replication) : "", failure.Reason];
        }
    }

    private static TableField Point(string description) => Count("point", description);

    private static TableField Count(string name, string description) => new(name, FieldType.Integer, description) { Minimum = 0 };

    private IEnumerable<TableField> FactorFields(string[] own, bool exact)
    {
        foreach (SweepFactor factor in _sweep.Factors)
        {
            string place = factor.Place.Length > 0 ? $"stands at {factor.Place} of the scenario" : "serves the factors derived from it";
            string name = Column(own, "factor", factor.Name);
            if (!factor.IsNumeric)
            {
                yield return new TableField(name, FieldType.String, $"The factor {factor.Name}: {place}.");
                continue;
            }

            yield return new TableField(name, FieldType.Number, $"The factor {factor.Name}: {place}. The double nearest to its value{(exact ? "" : "; points.csv has the value")}.") { Unit = UnitOf(factor) };
            if (exact) yield return new TableField(name + ".exact", FieldType.String, $"The factor {factor.Name}, exactly.") { Unit = UnitOf(factor), Pattern = Exact };
        }
    }

    private IEnumerable<string> Factors(IReadOnlyList<FactorValue> values, bool exact)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (!_sweep.Factors[i].IsNumeric)
            {
                yield return values[i].Text;
                continue;
            }

            yield return Text(values[i].Number!.Value.ToDouble());
            if (exact) yield return values[i].Text;
        }
    }

    private string? UnitOf(SweepFactor factor) => factor.Place.Split('/') switch
    {
        ["", "parameters", { } name, "value"] when _sweep.Scenario.Parameters.TryGetValue(name, out var parameter) && parameter.Unit.Length > 0 => parameter.Unit,
        ["", "states", { } name, ..] when _sweep.Scenario.States.TryGetValue(name, out var state) && state.Unit.Length > 0 => state.Unit,
        _ => null,
    };

    // A column of the table's own keeps its name.
    private static string Column(string[] own, string kind, string name) => own.Contains(name) ? $"{kind}.{name}" : name;

    private static IReadOnlyList<SweepOutcome> Named(OutcomeLayout layout) => [.. layout.Keys.Select(key => new SweepOutcome($"{key.Outcome}/{key.Game}/{key.Actor}", key))];

    private static string Describe(OutcomeKey key)
    {
        string of = key.Actor == "*" ? "" : $" of {key.Actor}";
        string where = key.Game == "*" ? " over all games" : $" in {key.Game}";
        return $"{key.Outcome}{of}{where}: {OutcomeCatalog.Find(key.Outcome).Description}";
    }
}
