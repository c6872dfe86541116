using System.Collections.Immutable;

namespace StrategySim.GameTheory.Concepts;

/// <summary>The solution concepts, in alphabetical order of their ids. A new concept is one file and one line here.</summary>
public static class ConceptCatalog
{
    /// <summary>All concepts.</summary>
    public static ImmutableArray<SolutionConcept> All { get; } = Check(
    [
        CorrelatedEquilibria.CoarseConcept,
        CorrelatedEquilibria.Concept,
        EvolutionaryStability.Concept,
        IteratedDominance.Concept,
        Bargaining.KalaiSmorodinskyConcept,
        LogitEquilibria.Concept,
        NashConcept.Concept,
        Bargaining.NashConcept,
        PDominance.Concept,
        PerfectEquilibria.Concept,
        ProperEquilibria.Concept,
        IteratedDominance.Rationalizable,
        SecurityLevels.Concept,
        EquilibriumSelection.Concept,
        TreeConceptEntries.SequenceForm,
        Stackelberg.Concept,
        StrictEquilibria.Concept,
        TreeConceptEntries.SubgamePerfect,
    ]);

    /// <summary>The concept of that id.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the ids.</exception>
    public static SolutionConcept Get(string id) =>
        All.FirstOrDefault(concept => string.Equals(concept.Id, id, StringComparison.Ordinal))
        ?? throw new ArgumentException($"'{id}' is not a concept; expected one of {string.Join(", ", All.Select(concept => concept.Id))}.", nameof(id));

    private static ImmutableArray<SolutionConcept> Check(ImmutableArray<SolutionConcept> concepts)
    {
        for (int i = 1; i < concepts.Length; i++)
        {
            if (string.CompareOrdinal(concepts[i - 1].Id, concepts[i].Id) >= 0)
            {
                throw new ArgumentException($"Concept '{concepts[i].Id}' stands after '{concepts[i - 1].Id}'; expected ids that differ, in alphabetical order.", nameof(concepts));
            }
        }

        return concepts;
    }
}
