namespace StrategySim.GameTheory.Concepts;

/// <summary>Nash equilibrium: the concept that the solvers of <see cref="Equilibria.SolverCatalog"/> serve.</summary>
public static class NashConcept
{
    /// <summary>The entry of the catalogue.</summary>
    public static SolutionConcept Concept { get; } = new(
        "nash",
        "Nash equilibrium",
        "Nash, \"Non-cooperative games\", Annals of Mathematics 54 (1951) 286–295",
        true,
        "What the solver chosen by 'method' promises; every answer says whether it is complete and why.",
        "That of the solver; see /solvers.",
        "every game in strategic form",
        _ => true,
        []);
}
