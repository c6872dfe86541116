using System.Globalization;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Sweeps;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Studies;

/// <summary>Makes the sweep of an extended study.</summary>
internal static class StudyExtender
{
    private const string Cut = "A sweep is extended, not cut.";

    /// <summary>The sweep with the extension.</summary>
    /// <exception cref="InvalidInputException">The extension does not fit the study; lists every fault.</exception>
    public static Sweep Extend(StudyRecord study, Sweep before, StudyExtension extension)
    {
        var faults = new List<Fault>();
        Sweep sweep = extension.Sweep ?? before;
        if (extension.Sweep is not null) RequireSame(before, sweep, faults);
        // The numbers asked for stand above those of a new document, and those of the study above ones that are left out.
        DocumentNode? replications = Replications(study, before, sweep, extension, faults);
        if (faults.Count > 0) throw new InvalidInputException(faults);
        MapNode root = StudyDocument.Root(sweep);
        if (replications is not null) root = DocumentEdit.With(root, "replications", replications);
        SweepReadResult read = StudyDocument.Read(StudyDocument.Write(root));
        // Places in the text that was made here would help nobody.
        return read.Sweep ?? throw new InvalidInputException([.. read.Faults.Select(static fault => fault with { Line = null, Column = null })]);
    }

    private static void RequireSame(Sweep before, Sweep after, List<Fault> faults)
    {
        if (after.Id != before.Id)
            faults.Add(new Fault("/id", after.Id, before.Id, "A sweep is extended by the same sweep with another design."));
        if (after.Scenario.PointId != before.Scenario.PointId)
            faults.Add(new Fault("/scenario", $"'{after.Scenario.Id}', of point {after.Scenario.PointId}", $"'{before.Scenario.Id}', of point {before.Scenario.PointId}", "The scenario is another one than that of the started sweep."));
        string[] known = [.. before.Factors.Select(Describe)], given = [.. after.Factors.Select(Describe)];
        if (!known.SequenceEqual(given))
            faults.Add(new Fault("/factors", string.Join(", ", given), string.Join(", ", known), "The factors are others than those of the started sweep."));

        static string Describe(SweepFactor factor) => factor.Place.Length == 0 ? factor.Name : $"{factor.Name} at {factor.Place}";
    }

    private static DocumentNode? Replications(StudyRecord study, Sweep before, Sweep sweep, StudyExtension extension, List<Fault> faults)
    {
        SweepReplications own = sweep.Replications;
        if (own.Rule is null)
        {
            if (extension.MaxReplications is { } most) faults.Add(Unfit("/maxReplications", $"{most}"));
            if (extension.HalfWidth is { } target) faults.Add(Unfit("/halfWidth", target));
            // Without a number of its own a new document has as many as the study: fewer than before would take results away.
            int number = extension.Replications ?? Math.Max(own.Initial, before.Replications.Rule is null ? study.Replications : 1);
            if (extension.Replications is not null) RequireAtLeast("/replications", number, before.Replications.Rule is null ? study.Replications : 1, faults);
            return Whole(number);
        }

        if (extension.Replications is { } given)
            faults.Add(new Fault("/replications", $"{given}", "a maximum or a half-width", "The replications of this sweep go on until an interval is narrow."));
        // What the study has stays the least of a new document too: with a wider interval or fewer replications points would be settled sooner, and results go away.
        ReplicationRule? earlier = before.Replications.Rule;
        if (earlier is not null && before.Replications.Outcome != own.Outcome)
            faults.Add(new Fault("/replications/until/outcome", $"'{own.Outcome}'", $"'{before.Replications.Outcome}'", "The outcome that decides is another one than that of the started sweep."));
        int cap = extension.MaxReplications ?? Math.Max(own.Maximum, earlier is null ? 1 : study.MaxReplications);
        if (extension.MaxReplications is not null && before.Replications.Rule is not null) RequireAtLeast("/maxReplications", cap, study.MaxReplications, faults);
        var map = (MapNode)DocumentEdit.Find(sweep.Document, ["replications"])!;
        map = DocumentEdit.With(map, "max", Whole(cap));
        DocumentNode? narrow = earlier is null ? null : DocumentEdit.Find(before.Document, ["replications", "until", "halfWidth"]);
        if (extension.HalfWidth is { } halfWidth)
        {
            if (Rational.Parse(halfWidth).ToDouble() > earlier?.Target) faults.Add(new Fault("/halfWidth", halfWidth, $"at most {((ScalarNode)narrow!).Text}, as narrow as the sweep has it", Cut));
            return Until(new ScalarNode(ScalarKind.Text, halfWidth, 1, 1));
        }

        return own.Rule.Target > earlier?.Target ? Until(narrow!) : map;

        DocumentNode Until(DocumentNode target) => DocumentEdit.Set(map, ["until", "halfWidth"], target);
    }

    private static Fault Unfit(string pointer, string found) =>
        new(pointer, found, "a number of replications", "The replications of this sweep are fixed; there is no interval to narrow.");

    private static void RequireAtLeast(string pointer, int found, int least, List<Fault> faults)
    {
        if (found < least) faults.Add(new Fault(pointer, $"{found}", $"at least {least}, as many as the sweep has", Cut));
    }

    private static ScalarNode Whole(int number) => new(ScalarKind.Number, number.ToString(CultureInfo.InvariantCulture), 1, 1);
}
