using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Play;

/// <summary>One round of a unit as it was played.</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="States">States, shocked parameters and what derives from them: exact values by name.</param>
/// <param name="Arrivals">Shocks that arrived in this round.</param>
/// <param name="Games">The games, by id.</param>
public sealed record RoundRecord(int Round, IReadOnlyDictionary<string, Rational> States, int Arrivals, IReadOnlyList<GameRound> Games)
{
    /// <summary>The last round that a stepper played.</summary>
    /// <exception cref="InvalidOperationException">No round has been played.</exception>
    public static RoundRecord Of(UnitStepper stepper) => Of(stepper.State);

    internal static RoundRecord Of(UnitState state)
    {
        if (state.Round == 0) throw new InvalidOperationException("No round has been played yet.");
        WorldPlan plan = state.Scenario.World;
        var states = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        for (int i = 0; i < plan.SlotCount; i++)
        {
            // Labels are slots too; they stand with their games.
            if (plan.SlotNames[i][0] != '#') states[plan.SlotNames[i]] = state.World.Value(i);
        }

        return new RoundRecord(state.Round, states, state.World.ArrivalsThisRound, [.. state.Games.Select(g => Game(g, state.Names))]);
    }

    private static GameRound Game(GamePlay play, Reputation names)
    {
        GameSpecification game = play.Compiled.Specification;
        var seats = new List<SeatRound>();
        for (int player = 0; player < game.Players.Count; player++)
        {
            seats.Add(new SeatRound(
                game.Players[player],
                game.Strategies[player][play.Intended[player]],
                game.Strategies[player][play.Actions[player]],
                play.Table.Payoff(play.Cell, player),
                play.Table.Value(play.Cell, player),
                !play.Compiled.HasNames ? null : names.Belief(play.Index, player).ToDouble(),
                play.Labelled[player],
                play.FellBack[player],
                play.Forced[player]));
        }

        return new GameRound(
            game.Id,
            play.Table.Type?.FamilyName,
            play.Table.Type?.Label(game.Players[0], game.Players[1]),
            seats);
    }
}

/// <summary>One game of one round.</summary>
/// <param name="Game">Game id.</param>
/// <param name="Family">Family of the game, such as <c>chicken</c>; null where the game has no type.</param>
/// <param name="GameType">The type in words, such as <c>blackmail by US (bully)</c>; null where the game has no type.</param>
/// <param name="Seats">The players, by seat.</param>
public sealed record GameRound(string Game, string? Family, string? GameType, IReadOnlyList<SeatRound> Seats);

/// <summary>One player of one game of one round.</summary>
/// <param name="Actor">Actor id.</param>
/// <param name="Intended">Strategy chosen.</param>
/// <param name="Executed">Strategy played after slips.</param>
/// <param name="Payoff">Realised payoff, exact.</param>
/// <param name="Value">The same as a double, as it enters outcomes.</param>
/// <param name="FirmBelief">Public belief after the round that the actor is firm; null where the game does not say what yielding is.</param>
/// <param name="Labelled">Whether the actor carried the chicken label into the round.</param>
/// <param name="FellBack">Whether its rule's fallback decided.</param>
/// <param name="Forced">Whether the strategy played was forced from outside.</param>
public sealed record SeatRound(string Actor, string Intended, string Executed, Rational Payoff, double Value, double? FirmBelief, bool Labelled, bool FellBack, bool Forced);
