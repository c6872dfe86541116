using StrategySim.Api.Contracts;
using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Comparisons;
using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Results;

/// <summary>Does what the sections <c>analysis</c> and <c>compare</c> of a sweep's document ask for.</summary>
internal static class SweepSections
{
    /// <summary>Where the document asks for a diagram.</summary>
    public const string Diagram = "/analysis/phaseDiagram";

    /// <summary>The outcomes that analyses read: those that the sweep names, and the payoffs of its game.</summary>
    public static IReadOnlyList<SweepOutcome> Outcomes(Sweep sweep)
    {
        if (sweep.Analysis?.EmpiricalGame is null) return sweep.Outcomes;
        try
        {
            return [.. sweep.Outcomes, .. EmpiricalGameSetup.Of(sweep).Outcomes.Where(payoff => sweep.Outcomes.All(own => own.Key != payoff.Key))];
        }
        catch (InvalidInputException)
        {
            // The analysis itself says why its rules make no game; the others need no payoffs.
            return sweep.Outcomes;
        }
    }

    /// <summary>Makes the analyses.</summary>
    /// <param name="data">The sweep, read with <see cref="Outcomes"/>.</param>
    /// <param name="limits">What a diagram may cost.</param>
    /// <param name="time">Measures how long the diagram took.</param>
    /// <param name="faults">Collects why something cannot be made, with places in the document; the rest is made.</param>
    /// <param name="cancellationToken">Polled between figures.</param>
    /// <returns>The report, and the diagram in it as it was solved.</returns>
    /// <exception cref="InvalidInputException">The document asks for none.</exception>
    public static (SweepAnalysisReport Report, PhaseDiagram? Diagram) Analyse(StudyData data, PhaseLimits limits, TimeProvider time, List<Fault> faults, CancellationToken cancellationToken)
    {
        List<Fault> found = [];
        SweepAnalysisResult result = SweepAnalyses.Make(data, found, cancellationToken);
        (AskedPhaseDiagram Asked, PhaseDiagram Solved)? diagram = data.Sweep.Analysis!.PhaseDiagram is { } asked ? Draw(data, asked, limits, time, found, cancellationToken) : null;
        // Lines and columns are those of the text that is stored, not of the one that its author wrote.
        faults.AddRange(found.Select(fault => fault with { Line = null, Column = null }));
        return (new SweepAnalysisReport(result.Sensitivity, result.Discovery, result.Robustness, result.EmpiricalGame, diagram?.Asked), diagram?.Solved);
    }

    /// <summary>Reads the two slices of the section <c>compare</c>.</summary>
    /// <param name="study">The started sweep.</param>
    /// <param name="sweep">Its sweep.</param>
    /// <param name="results">Reads its units.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The comparison, yet to be computed.</returns>
    /// <exception cref="InvalidInputException">The document asks for none, or a slice has no point, too many, or no unit.</exception>
    public static Task<Func<CancellationToken, ComparisonResult>> CompareAsync(StudyRecord study, Sweep sweep, StudyResults results, CancellationToken cancellationToken)
    {
        (IReadOnlyList<long> baseline, IReadOnlyList<long> against) = SweepPoints.Compared(sweep);
        IComparisonSource[] sides =
        [
            new StudySource(SweepPoints.Named(sweep.Comparison!.Baseline), study, sweep, baseline, results, study.SweepId),
            new StudySource(SweepPoints.Named(sweep.Comparison.Against), study, sweep, against, results, study.SweepId),
        ];
        return Comparison.ReadAsync(sides, null, cancellationToken);
    }

    private static (AskedPhaseDiagram Asked, PhaseDiagram Solved)? Draw(StudyData data, SweepDiagramRequest asked, PhaseLimits limits, TimeProvider time, List<Fault> faults, CancellationToken cancellationToken)
    {
        StudyPoint[] points = [.. data.Points.Where(point => point.PointId is not null)];
        try
        {
            SweepPhaseQuestion question = SweepPhases.Ask(data.Sweep, [.. points.Select(point => (point.Index, point.Values))], asked);
            long start = time.GetTimestamp();
            PhaseDiagram diagram = PhaseDiagramSolver.Solve(question.Question, limits, cancellationToken);
            return (AskedPhaseDiagram.Of(data, points, asked, question, PhaseDiagramResponse.From(diagram, time.GetElapsedTime(start))), diagram);
        }
        catch (InvalidInputException invalid)
        {
            faults.AddRange(invalid.Faults.Select(fault => fault with { Pointer = PlaceOf(fault.Pointer) }));
            return null;
        }
        catch (PhaseWorkException work)
        {
            faults.Add(new Fault(Diagram, work.Found, work.Expected, work.Message));
            return null;
        }
    }

    // What the question of a diagram calls the axes that the document calls x and y; other places are those of the sweep.
    private static string PlaceOf(string pointer) => JsonPointer.Split(pointer) switch
    {
        ["factor", ..] => Diagram + "/x",
        ["by", ..] => Diagram + "/y",
        ["x" or "y" or "game" or "points", ..] => Diagram + pointer,
        _ => pointer,
    };
}
