using Spectre.Console;
using StrategySim.GameTheory.Equilibria;
using StrategySim.Simulation.Play;

namespace StrategySim.Cli.Views;

/// <summary>The phases of one unit: stretches of rounds in which a game keeps its type, and why each began.</summary>
internal static class PhaseView
{
    // A game that changes in every other round has hundreds; what comes after these is counted, not shown.
    private const int MostPhases = 24;

    /// <summary>Writes the phases of all games of a unit.</summary>
    /// <param name="page">Where to write.</param>
    /// <param name="histories">The games.</param>
    /// <param name="replication">The unit.</param>
    public static void Write(Page page, IReadOnlyList<GameTypeHistory> histories, int replication)
    {
        GameTypeHistory[] typed = [.. histories.Where(history => history.Phases.Any(phase => phase.Type is not null))];
        if (typed.Length == 0) return;
        page.Heading($"Phases of replication {replication}");
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("game", wrap: true));
        table.AddColumn(Page.Column("rounds", right: true));
        table.AddColumn(Page.Column("type", wrap: true));
        table.AddColumn(Page.Column("due to", wrap: true));
        foreach (GameTypeHistory history in typed)
        {
            string name = history.Game;
            foreach (GamePhase phase in history.Phases.Take(MostPhases))
            {
                table.AddRow(
                    Page.Cell(name),
                    Page.Cell(phase.From == phase.To ? $"{phase.From}" : $"{phase.From}–{phase.To}"),
                    Page.Cell(phase.Type!.Label(history.Players[0], history.Players[1])),
                    Page.Cell(phase.Change is null ? "" : Cause(phase.Change)));
                name = "";
            }

            int left = history.Phases.Count - MostPhases;
            if (left > 0) table.AddRow(Page.Cell(""), Page.Cell("…"), Page.Cell($"{Numbers.Count(left)}{(history.Truncated ? " and more" : "")} further phases", Page.Quiet), Page.Cell(""));
        }

        page.Write(table);
    }

    /// <summary>Writes the stage game at the start of each phase with its equilibria.</summary>
    public static void WriteEquilibria(Page page, IReadOnlyList<GameTypeHistory> histories, int replication, CancellationToken cancellationToken)
    {
        page.Heading($"Equilibria of the stage games in replication {replication}", "of one round; they are not equilibria of the repeated game");
        foreach (GameTypeHistory history in histories)
        {
            foreach (GamePhase phase in history.Phases.Take(MostPhases))
            {
                string type = phase.Type is null ? "" : $": {phase.Type.Label(history.Players[0], history.Players[1])}";
                string rounds = phase.From == phase.To ? $"round {phase.From}" : $"rounds {phase.From}–{phase.To}";
                page.Heading($"{history.Game}, {rounds}{type}", "table of the first of these rounds");
                MatrixView.Write(page, phase.Table, legend: false);
                NashView.Write(page, phase.Table, NashSolvers.SolveOneOfMany(phase.Table, SolverLimits.Default, cancellationToken));
            }
        }
    }

    private static string Cause(GameTypeChange change) => change.Cause switch
    {
        ChangeCause.OwnMotion => "its own motion",
        ChangeCause.Intervention => "an intervention",
        ChangeCause.Reputation => "names that feed back on payoffs",
        ChangeCause.ShocksTogether => "shocks, none of them alone",
        _ => string.Join(", ", change.Decisive.Select(shock => $"{shock.Shock} (else {(shock.StillComesIn is int round ? $"in round {round}" : "never")})")),
    };
}
