using StrategySim.Experiments.Discovery;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Analysis;

/// <summary>Boxes of factors in which an outcome of interest is dense.</summary>
/// <param name="Condition">What makes a point one of interest.</param>
/// <param name="Unit">Unit of the outcome.</param>
/// <param name="Inputs">The factors that boxes restrict.</param>
/// <param name="Points">Which points it is of.</param>
/// <param name="Options">Settings of PRIM.</param>
/// <param name="Interesting">Points of interest.</param>
/// <param name="Share">Their share of the points used.</param>
/// <param name="ShareInterval">95 % interval of the share (Wilson): of all points that the factors' distribution could give.</param>
/// <param name="Boxes">The trajectory: all points, each peel, then each paste. The reader picks a box, trading coverage for density.</param>
/// <param name="Notes">What has to be known to read the figures, in whole sentences.</param>
public sealed record DiscoveryResult(
    string Condition,
    string Unit,
    IReadOnlyList<AnalysisInput> Inputs,
    AnalysedPoints Points,
    PrimOptions Options,
    int Interesting,
    double Share,
    Interval ShareInterval,
    IReadOnlyList<DiscoveryBox> Boxes,
    IReadOnlyList<string> Notes);

/// <summary>A box of the trajectory.</summary>
/// <param name="Step"><c>start</c>, <c>peel</c> or <c>paste</c>.</param>
/// <param name="Restrictions">The restricted inputs.</param>
/// <param name="Cases">Points in the box.</param>
/// <param name="Hits">Points of interest in the box.</param>
/// <param name="Coverage">Share of all points of interest that are in the box.</param>
/// <param name="CoverageInterval">Its 95 % Wilson interval, as if the box had been chosen beforehand.</param>
/// <param name="Density">Share of the points in the box that are of interest.</param>
/// <param name="DensityInterval">Its 95 % Wilson interval, as if the box had been chosen beforehand.</param>
/// <param name="Mass">Share of all points that are in the box.</param>
public sealed record DiscoveryBox(
    string Step,
    IReadOnlyList<BoxRestriction> Restrictions,
    int Cases,
    int Hits,
    double Coverage,
    Interval CoverageInterval,
    double Density,
    Interval DensityInterval,
    double Mass);

/// <summary>A restriction of one input in a box.</summary>
/// <param name="Input">Name of the input.</param>
/// <param name="Unit">Its unit; empty where it has none or it is not known.</param>
/// <param name="Lower">Least number in the box; null where not restricted from below, and for options.</param>
/// <param name="Upper">Greatest number in the box; null where not restricted from above, and for options.</param>
/// <param name="Options">Options in the box; empty for a number.</param>
/// <param name="QuasiPValue">Chance of as many hits were the input of no matter; see <see cref="PrimRestriction"/>.</param>
public sealed record BoxRestriction(string Input, string Unit, double? Lower, double? Upper, IReadOnlyList<string> Options, double QuasiPValue);

/// <summary>Scenario discovery: which values of the factors lead to an outcome of interest.</summary>
/// <remarks>
/// PRIM, the patient rule induction method: Friedman and Fisher (1999), Statistics and Computing 9(2), 123–143; coverage, density and quasi-p-values: Bryant and
/// Lempert (2010), Technological Forecasting and Social Change 77(1), 34–49. A case is a point at its mean over replications.
/// </remarks>
public static class DiscoveryAnalysis
{
    /// <summary>Finds boxes.</summary>
    /// <param name="data">The study, with the condition's outcome among those that were read.</param>
    /// <param name="condition">What makes a point one of interest.</param>
    /// <param name="options">Settings of PRIM; null for the defaults.</param>
    /// <exception cref="InvalidInputException">There is no such outcome, the design's points are not draws from the factors' distribution, a setting is not in its range, or no point is of interest.</exception>
    public static DiscoveryResult Of(StudyData data, OutcomeCondition condition, PrimOptions? options = null)
    {
        options ??= new PrimOptions();
        List<Fault> faults = [.. Refusals(options)];
        faults.AddRange(DesignRefusals(data.Sweep.Method));
        if (data.Outcomes.All(o => o.Name != condition.Outcome)) faults.Add(StudyTable.UnknownOutcome(condition.Outcome, data.Outcomes.Select(o => o.Name), "/interesting"));
        if (faults.Count > 0) throw new InvalidInputException(faults);

        var table = StudyTable.Of(data, condition.Outcome, PointChoice.Sample);
        bool[] interest = [.. table.Means().Select(condition.Holds)];
        int hits = interest.Count(hit => hit);
        if (hits == 0)
        {
            double[] means = table.Means();
            throw new InvalidInputException([new Fault("/interesting", $"'{condition}', which holds at none of {means.Length} points; the outcome is {means.Min():0.######} to {means.Max():0.######} there", "a condition that holds at some points", "No point is of interest.")]);
        }

        PrimInput[] inputs =
        [
            .. table.Inputs.Select((input, i) => input.IsNumeric ? PrimInput.Numeric(input.Name, table.Numbers(i)) : PrimInput.Categorical(input.Name, table.Categories(i))),
        ];
        Dictionary<string, string> units = table.Inputs.ToDictionary(input => input.Name, input => input.Unit, StringComparer.Ordinal);
        IReadOnlyList<PrimBox> boxes = Prim.Trajectory(inputs, interest, options);
        return new DiscoveryResult(
            condition.ToString(),
            table.Unit,
            table.Inputs,
            table.Counts,
            options,
            hits,
            hits / (double)interest.Length,
            WilsonInterval.Of(hits, interest.Length),
            [.. boxes.Select(box => Describe(box, hits, units))],
            Notes(table, hits));
    }

    /// <summary>Why settings are refused; empty where they are not.</summary>
    internal static IEnumerable<Fault> Refusals(PrimOptions options, string pointer = "")
    {
        if (options.PeelShare is not (> 0 and < 1)) yield return Share("peel", options.PeelShare, "a share greater than 0 and below 1");
        if (options.PasteShare is not (> 0 and < 1)) yield return Share("paste", options.PasteShare, "a share greater than 0 and below 1");
        if (options.MinimumMass is not (>= 0 and < 1)) yield return Share("mass", options.MinimumMass, "a share of at least 0 and below 1");

        Fault Share(string field, double value, string expected) => new($"{pointer}/{field}", $"{value}", expected, "The share is out of range.");
    }

    /// <summary>Why a design is refused; empty where it is not.</summary>
    internal static IEnumerable<Fault> DesignRefusals(string design)
    {
        if (design == Sweeps.SweepShape.Morris)
            yield return new Fault("/design/method", "'morris'", "any other design, such as latin-hypercube or sobol", "The points of trajectories hang together, so shares of them are no shares of the factors' space.");
    }

    private static DiscoveryBox Describe(PrimBox box, int hits, Dictionary<string, string> units) => new(
        box.Step switch { PrimStep.Start => "start", PrimStep.Peel => "peel", _ => "paste" },
        [.. box.Restrictions.Select(r => new BoxRestriction(r.Input, units[r.Input], r.Lower, r.Upper, r.Categories, r.QuasiPValue))],
        box.Cases,
        box.Hits,
        box.Coverage,
        WilsonInterval.Of(box.Hits, hits),
        box.Density,
        WilsonInterval.Of(box.Hits, box.Cases),
        box.Mass);

    private static List<string> Notes(StudyTable table, int hits)
    {
        List<string> notes = ["Boxes are chosen by looking at the points they are measured on: densities, their intervals and quasi-p-values flatter them. Points of another seed would say how much."];
        AnalysedPoints counts = table.Counts;
        if (hits == counts.Used) notes.Add("Every point is of interest: nothing tells those that are from those that are not.");
        if (counts.MostReplications > 1 || counts.FewestReplications > 1) notes.Add("A point is of interest by its mean over replications; close to the threshold that is a matter of noise.");
        if (counts.LeftOut > 0) notes.Add(counts.LeftOutWords);
        if (counts.Partial > 0) notes.Add(counts.PartialWords);
        if (counts.Apart > 0) notes.Add($"Of this design the {counts.Used} points are used that are plain draws from the factors' distribution.");
        if (table.Sweep.Method is Sweeps.SweepShape.Grid or Sweeps.SweepShape.List) notes.Add("Points were chosen, not drawn: shares are shares of these points, and their intervals are a guide only.");
        return notes;
    }
}
