using StrategySim.Experiments.Comparisons;
using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Analysis;

/// <summary>What of the sections <c>analysis</c> and <c>compare</c> a design cannot feed, said before anything is played.</summary>
/// <remarks>
/// It is no fault of the sweep, whose points can be played all the same, and other points may be added by extending it. What depends on outcomes (no point of interest,
/// units that fail) only play shows.
/// </remarks>
public static class SectionForecast
{
    /// <summary>Says why something that the document asks for will not be made of these points.</summary>
    /// <param name="sweep">The sweep; at least one of its points is kept by its constraints.</param>
    /// <param name="cancellationToken">Polled at every point.</param>
    /// <returns>One fault for each reason, with places in the document; empty where everything can be made.</returns>
    public static IReadOnlyList<Fault> NotMade(Sweep sweep, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        List<Fault> faults = [];
        if (sweep.Analysis is { } asked)
        {
            // Gone over anew for each: held all at once, the values of a million points take hundreds of megabytes.
            IEnumerable<(long Index, IReadOnlyList<FactorValue> Values)> kept = Kept(sweep, cancellationToken);
            long ofSample = asked.Sensitivity.Count == 0 ? 0 : kept.LongCount(point => StudyTable.IsOfSample(sweep, point.Index));
            for (int i = 0; i < asked.Sensitivity.Count; i++) Add($"/analysis/sensitivity/{i}", Sensitivity(sweep, asked.Sensitivity[i].Options, ofSample));
            if (asked.Robustness is { } choice && RobustnessAnalysis.Uncrossed(sweep, [.. kept.Select(point => point.Values)], choice.Choice) is { } uncrossed) Add("/analysis/robustness", [uncrossed]);
            if (asked.EmpiricalGame is not null) Add("", Try(() => [.. EmpiricalGameSetup.Of(sweep).Unobservable(kept.Select(point => point.Index), sweep.Replications.Maximum).Select(fault => fault with { Pointer = "/analysis/empiricalGame" })]));
            if (asked.PhaseDiagram is { } diagram)
            {
                Add("/analysis/phaseDiagram", Try(() =>
                {
                    SweepPhases.Ask(sweep, [.. kept], diagram);
                    return [];
                }));
            }
        }

        if (sweep.Comparison is not null)
        {
            Add("", Try(() =>
            {
                SweepPoints.Compared(sweep);
                return [];
            }));
        }

        return faults;

        void Add(string pointer, IEnumerable<Fault> found) => faults.AddRange(found.Select(fault => fault with { Pointer = pointer + fault.Pointer }));
    }

    private static IEnumerable<(long Index, IReadOnlyList<FactorValue> Values)> Kept(Sweep sweep, CancellationToken cancellationToken)
    {
        for (long index = 0; index < sweep.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<FactorValue> values = sweep.ValuesAt(index);
            if (sweep.Keeps(values)) yield return (index, values);
        }
    }

    private static IEnumerable<Fault> Sensitivity(Sweep sweep, SensitivityOptions options, long ofSample)
    {
        IReadOnlyList<string> methods = options.Method is { } one ? [one] : SensitivityMethods.For(sweep);
        if (methods.Contains(SensitivityMethods.Sobol) && SensitivityAnalysis.NoNoise(options, sweep.Replications.Maximum) is { } noise) yield return noise;
        Dictionary<string, Fault> tooFew = SensitivityAnalysis.TooFew(methods, options, StudyTable.InputsOf(sweep), ofSample);
        if (tooFew.Count < methods.Count) yield break;
        foreach (Fault few in tooFew.Values) yield return few;
    }

    private static IEnumerable<Fault> Try(Func<IEnumerable<Fault>> look)
    {
        try
        {
            return look();
        }
        catch (InvalidInputException refused)
        {
            return refused.Faults;
        }
    }
}
