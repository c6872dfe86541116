using System.Collections.Immutable;
using StrategySim.GameTheory.Equilibria.ExtremePoints;
using StrategySim.GameTheory.Equilibria.LargeGames;
using StrategySim.GameTheory.Equilibria.ManyPlayers;

namespace StrategySim.GameTheory.Equilibria;

/// <summary>The solvers, in alphabetical order of their ids. A new solver is one file and one line here.</summary>
public static class SolverCatalog
{
    /// <summary>All solvers.</summary>
    public static ImmutableArray<INashSolver> All { get; } = Check(
    [
        new BranchAndPruneSolver(),
        new ExtremePointsSolver(),
        new LemkeHowsonSolver(),
        new LemkeHowsonAllLabelsSolver(),
        new LogitPathSolver(),
        new PureSolver(),
        new TwoByTwoSolver(),
        new VertexEnumerationSolver(),
        new ZeroSumSolver(),
    ]);

    /// <summary>The solver of that id.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the ids.</exception>
    public static INashSolver Get(string id) =>
        All.FirstOrDefault(solver => string.Equals(solver.Id, id, StringComparison.Ordinal))
        ?? throw new ArgumentException($"'{id}' is not a solver; expected one of {string.Join(", ", All.Select(solver => solver.Id))}.", nameof(id));

    /// <summary>Refuses a list out of order or with an id twice.</summary>
    internal static ImmutableArray<INashSolver> Check(ImmutableArray<INashSolver> solvers)
    {
        for (int i = 1; i < solvers.Length; i++)
        {
            int order = string.CompareOrdinal(solvers[i - 1].Id, solvers[i].Id);
            if (order == 0) throw new ArgumentException($"Solver id '{solvers[i].Id}' stands twice; expected ids that differ.", nameof(solvers));
            if (order > 0)
            {
                throw new ArgumentException(
                    $"Solver '{solvers[i].Id}' stands after '{solvers[i - 1].Id}'; expected alphabetical order.", nameof(solvers));
            }
        }

        return solvers;
    }
}
