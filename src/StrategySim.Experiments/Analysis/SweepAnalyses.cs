using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Analysis;

/// <summary>What came of the analyses that a sweep document asks for.</summary>
/// <param name="Sensitivity">One for each that is asked for, in the order of the document.</param>
/// <param name="Discovery">Scenario discovery; null where not asked for.</param>
/// <param name="Robustness">Robustness of a choice; null where not asked for.</param>
/// <param name="EmpiricalGame">The game of the decision rules; null where not asked for.</param>
public sealed record SweepAnalysisResult(IReadOnlyList<SensitivityResult> Sensitivity, DiscoveryResult? Discovery, RobustnessResult? Robustness, EmpiricalGameResult? EmpiricalGame);

/// <summary>Does what the <c>analysis</c> section of a sweep document asks for.</summary>
public static class SweepAnalyses
{
    /// <summary>Makes all analyses of a study but the phase diagram, which is not made of outcomes.</summary>
    /// <param name="data">The study with all outcomes of its sweep.</param>
    /// <param name="cancellationToken">Polled between figures.</param>
    /// <exception cref="InvalidInputException">The document asks for none, or the data do not allow one; places are those of the document, all at once.</exception>
    public static SweepAnalysisResult Of(StudyData data, CancellationToken cancellationToken = default)
    {
        List<Fault> faults = [];
        SweepAnalysisResult result = Make(data, faults, cancellationToken);
        return faults.Count == 0 ? result : throw new InvalidInputException(faults);
    }

    /// <summary>Makes those analyses that the data allow.</summary>
    /// <param name="data">The study with all outcomes of its sweep.</param>
    /// <param name="faults">Collects why others cannot be made; places are those of the document.</param>
    /// <param name="cancellationToken">Polled between figures.</param>
    /// <exception cref="InvalidInputException">The document asks for none.</exception>
    public static SweepAnalysisResult Make(StudyData data, List<Fault> faults, CancellationToken cancellationToken = default)
    {
        if (data.Sweep.Analysis is not { } asked)
            throw new InvalidInputException([new Fault("/analysis", null, "a section 'analysis' with sensitivity, discovery, robustness, empiricalGame or phaseDiagram", "The sweep asks for no analysis.")]);
        SensitivityResult?[] sensitivity = [.. asked.Sensitivity.Select((request, i) => Try($"/analysis/sensitivity/{i}", () => SensitivityAnalysis.Of(data, request.Outcome, request.Options, cancellationToken)))];
        DiscoveryResult? discovery = asked.Discovery is { } box ? Try("/analysis/discovery", () => DiscoveryAnalysis.Of(data, box.Interesting, box.Options)) : null;
        RobustnessResult? robustness = asked.Robustness is { } choice ? Try("/analysis/robustness", () => RobustnessAnalysis.Of(data, choice.Choice, choice.Outcome, choice.Options)) : null;
        EmpiricalGameResult? game = asked.EmpiricalGame is null ? null : Try("/analysis/empiricalGame", () =>
        {
            var setup = EmpiricalGameSetup.Of(data.Sweep);
            return EmpiricalGame.Of(setup.Players, setup.Observed(data), new EmpiricalGameOptions { Epsilon = setup.Epsilon, Seed = data.Sweep.Scenario.Run.Seed }, cancellationToken);
        });
        return new SweepAnalysisResult([.. sensitivity.OfType<SensitivityResult>()], discovery, robustness, game);

        T? Try<T>(string pointer, Func<T> analyse)
            where T : class
        {
            try
            {
                return analyse();
            }
            catch (InvalidInputException error)
            {
                faults.AddRange(error.Faults.Select(fault => fault with { Pointer = pointer + fault.Pointer }));
                return null;
            }
        }
    }
}
