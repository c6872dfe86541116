using Spectre.Console;
using StrategySim.GameTheory.Equilibria;

namespace StrategySim.Cli.Views;

/// <summary>The methods that find Nash equilibria.</summary>
internal static class SolverView
{
    /// <summary>All methods.</summary>
    public static void List(Page page, IReadOnlyList<INashSolver> solvers)
    {
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("method"));
        table.AddColumn(Page.Column("name", wrap: true));
        table.AddColumn(Page.Column("exact"));
        table.AddColumn(Page.Column("complete"));
        foreach (INashSolver solver in solvers)
        {
            table.AddRow(
                Page.Cell(solver.Id, Page.Strong),
                Page.Cell(solver.Name),
                Page.Cell(solver.Guarantees.Exact ? "always" : "mostly"),
                Page.Cell(solver.Guarantees.Complete ? "always" : "see there"));
        }

        page.Write(table);
        page.Say($"'strategysim equilibria FILE --method METHOD' solves by one; '{NashSolvers.AllMethod}', the default, takes the one that finds every equilibrium of the game.", Page.Quiet);
        page.Say("'strategysim solvers METHOD' says what it promises and takes, and where it is from.", Page.Quiet);
    }

    /// <summary>One method.</summary>
    public static void Show(Page page, INashSolver solver)
    {
        page.Title(solver.Name, solver.Id);
        page.Facts([("promise", solver.Guarantees.Says), ("limits", solver.Limits), ("source", solver.Source)]);
    }
}
