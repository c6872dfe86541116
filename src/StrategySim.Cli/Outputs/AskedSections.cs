using StrategySim.Api.Contracts;
using StrategySim.Api.Results;
using StrategySim.Experiments.Comparisons;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Outputs;

/// <summary>What came of the sections <c>analysis</c> and <c>compare</c> of a sweep's document.</summary>
/// <param name="Analysis">The analyses that could be made; null where none are asked for.</param>
/// <param name="Diagram">The phase diagram among them, as it was solved.</param>
/// <param name="Comparison">The comparison; null where none is asked for, or it could not be made.</param>
/// <param name="Faults">Why something could not be made, with places in the document; the outcomes stand without it.</param>
internal sealed record AskedSections(SweepAnalysisReport? Analysis, PhaseDiagram? Diagram, ComparisonResult? Comparison, IReadOnlyList<Fault> Faults)
{
    /// <summary>Makes what the document asks for.</summary>
    public static async Task<AskedSections> MakeAsync(StudyRecord study, StudyResults results, CancellationToken cancellationToken)
    {
        Sweep sweep = results.Read(study);
        var faults = new List<Fault>();
        (SweepAnalysisReport? report, PhaseDiagram? diagram) = (null, null);
        ComparisonResult? comparison = null;
        if (sweep.Analysis is not null)
        {
            try
            {
                StudyData data = await results.LoadAsync(study, SweepSections.Outcomes(sweep), cancellationToken);
                (report, diagram) = SweepSections.Analyse(data, PhaseLimits.Default, TimeProvider.System, faults, cancellationToken);
            }
            catch (InvalidInputException invalid)
            {
                faults.AddRange(invalid.Faults);
            }
        }

        if (sweep.Comparison is not null)
        {
            try
            {
                comparison = (await SweepSections.CompareAsync(study, sweep, results, cancellationToken))(cancellationToken);
            }
            catch (InvalidInputException invalid)
            {
                faults.AddRange(invalid.Faults);
            }
        }

        return new AskedSections(report, diagram, comparison, faults);
    }
}
