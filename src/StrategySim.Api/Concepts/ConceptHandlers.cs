using System.Collections.Immutable;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Games;

namespace StrategySim.Api.Concepts;

/// <summary>Reads what a question for a concept says beside the game, and gives what answers it.</summary>
/// <param name="game">A game that the concept takes.</param>
/// <param name="parameters">The parameters; a fault for each that does not fit.</param>
/// <returns>The work that answers; of no use where there were faults.</returns>
internal delegate Func<CancellationToken, ConceptAnswer> ConceptReader(NormalFormGame game, ParameterReader parameters);

/// <summary>How a concept is asked for and answered.</summary>
/// <param name="Concept">The concept.</param>
/// <param name="Answer">The contract of its answer.</param>
/// <param name="Read">Its reader.</param>
internal sealed record ConceptHandler(SolutionConcept Concept, Type Answer, ConceptReader Read);

/// <summary>The handlers of all concepts but Nash equilibrium, which has solvers of its own. A new concept is one line here.</summary>
internal static class ConceptHandlers
{
    public static ImmutableArray<ConceptHandler> All { get; } =
    [
        new(CorrelatedEquilibria.CoarseConcept, typeof(CorrelatedAnswer), (game, parameters) => CorrelatedAnswer.Read(game, parameters, coarse: true)),
        new(CorrelatedEquilibria.Concept, typeof(CorrelatedAnswer), (game, parameters) => CorrelatedAnswer.Read(game, parameters, coarse: false)),
        new(EvolutionaryStability.Concept, typeof(StabilityAnswer), StabilityAnswer.Read),
        new(IteratedDominance.Concept, typeof(IteratedDominanceAnswer), IteratedDominanceAnswer.Read),
        new(Bargaining.KalaiSmorodinskyConcept, typeof(BargainingAnswer), (game, parameters) => BargainingAnswer.Read(game, parameters, nash: false)),
        new(LogitEquilibria.Concept, typeof(LogitAnswer), LogitAnswer.Read),
        new(Bargaining.NashConcept, typeof(BargainingAnswer), (game, parameters) => BargainingAnswer.Read(game, parameters, nash: true)),
        new(PDominance.Concept, typeof(PDominanceAnswer), PDominanceAnswer.Read),
        new(PerfectEquilibria.Concept, typeof(PerfectAnswer), PerfectAnswer.Read),
        new(ProperEquilibria.Concept, typeof(ProperAnswer), ProperAnswer.Read),
        new(IteratedDominance.Rationalizable, typeof(RationalizableAnswer), RationalizableAnswer.Read),
        new(SecurityLevels.Concept, typeof(SecurityAnswer), SecurityAnswer.Read),
        new(EquilibriumSelection.Concept, typeof(SelectionAnswer), SelectionAnswer.Read),
        new(Stackelberg.Concept, typeof(StackelbergAnswer), StackelbergAnswer.Read),
        new(StrictEquilibria.Concept, typeof(StrictAnswer), StrictAnswer.Read),
    ];

    /// <summary>The handler of a concept; null where the id is not known.</summary>
    public static ConceptHandler? Find(string id) => All.FirstOrDefault(handler => handler.Concept.Id == id);
}
