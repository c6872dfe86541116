using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Figures;

/// <summary>Draws empirical games of two actors.</summary>
public static class EmpiricalGameFigures
{
    // Marks in a cell that can still be told apart.
    private const int MostEquilibria = 5;

    /// <summary>The figure of an empirical game.</summary>
    /// <param name="game">The game and its solution.</param>
    /// <param name="subtitle">A line below the heading, such as the scenario.</param>
    /// <param name="id">Its id.</param>
    /// <exception cref="InvalidInputException">The game is not one of two actors (<c>/players</c>).</exception>
    public static EmpiricalGameFigure Of(EmpiricalGameResult game, string subtitle, string id = "empirical-game")
    {
        ArgumentNullException.ThrowIfNull(game);
        if (game.Players is not [var row, var column])
        {
            throw new InvalidInputException(
                [new Fault("/players", $"{game.Players.Count}: {string.Join(", ", game.Players.Select(player => player.Actor))}", "2 actors, one for the rows and one for the columns", "A figure shows games of two actors; the table as JSON or CSV has those of others.")]);
        }

        int replications = game.Profiles.SelectMany(profile => profile.Payoffs).Min(payoff => payoff.N);
        int left = game.Equilibria.Count - MostEquilibria;
        return new EmpiricalGameFigure
        {
            Id = id,
            Title = $"Decision rules of {row.Actor} and {column.Actor} against each other",
            Subtitle = $"{subtitle}; {replications} replications a profile",
            Intervals = $"± half-width of the 95 % t-interval; marks: equilibria of the table of means{(left > 0 ? $", the first {MostEquilibria} of {game.Equilibria.Count}" : "")}",
            Players = (row.Actor, column.Actor),
            Actors = [row.Actor, column.Actor],
            Payoff = new FigureAxis(FigureAxis.Of(new("*", "*", game.Outcome)).Title, game.Unit),
            Profiles = [.. game.Profiles.Select(profile => new ProfilePayoffs(profile.Rules[0], profile.Rules[1], [.. profile.Payoffs.Select(payoff => new IntervalValue(payoff.Mean, payoff.Lower, payoff.Upper))]))],
            Equilibria =
            [
                .. game.Equilibria.Take(MostEquilibria).Select(equilibrium => new ProfileEquilibrium(
                    $"{equilibrium.Id}: {(equilibrium.Pure ? "pure" : "mixed")}, survives {FigureText.Show(Math.Round(100 * equilibrium.Survival.Share, 1))} %", Mix(row, equilibrium.Decimal[0]), Mix(column, equilibrium.Decimal[1]))),
            ],
        };
    }

    private static Dictionary<string, double> Mix(EmpiricalGamePlayer player, IReadOnlyList<double> probabilities) =>
        player.Rules.Zip(probabilities).Where(pair => pair.Second > 0).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
}
