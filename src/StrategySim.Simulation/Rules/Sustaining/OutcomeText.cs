using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Rules.Sustaining;

/// <summary>Outcomes of two-player games as text: the row player's strategy and the column player's, joined by '/'.</summary>
internal static class OutcomeText
{
    /// <summary>The cell of an outcome, the row player's strategy varying slowest; −1 where there is none of that name.</summary>
    public static int Cell(GameSpecification game, string outcome)
    {
        // Compared whole: ids of strategies may contain a '/' themselves.
        int columns = game.Strategies[1].Count;
        for (int cell = 0; cell < game.Strategies[0].Count * columns; cell++)
        {
            if ($"{game.Strategies[0][cell / columns]}/{game.Strategies[1][cell % columns]}" == outcome) return cell;
        }

        return -1;
    }

    /// <summary>What is expected of an outcome.</summary>
    public static string Expected(GameSpecification game) => $"an outcome such as {game.Strategies[0][0]}/{game.Strategies[1][0]}, the row player's strategy first";

    /// <summary>The fault of an outcome that the game does not have.</summary>
    public static RuleFault Unknown(GameSpecification game, string outcome, IReadOnlyList<string> place) => new(place, $"'{outcome}'", Expected(game), "There is no such outcome.");
}
