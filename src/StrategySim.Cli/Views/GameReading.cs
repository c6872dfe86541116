using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Types;

namespace StrategySim.Cli.Views;

/// <summary>A 2×2 game read as one of holding or yielding.</summary>
/// <param name="Game">The game.</param>
/// <param name="A">The first player's payoffs.</param>
/// <param name="B">The second player's payoffs.</param>
/// <param name="Holding">Which strategy of both players is taken for holding: 0 or 1.</param>
/// <param name="Note">How it was read, in words; empty where the strategies say it themselves.</param>
internal sealed record GameReading(NormalFormGame Game, HoldYieldPayoffs A, HoldYieldPayoffs B, int Holding, string Note)
{
    /// <summary>Reads a game; null where it is not 2×2.</summary>
    /// <remarks>
    /// Holding is each player's first strategy. Only where the strategies do not say which is which, and both players'
    /// orders have their usual names once the strategies are exchanged, it is the second: a game of chicken that lists
    /// swerving first is chicken all the same.
    /// </remarks>
    public static GameReading? Of(NormalFormGame game)
    {
        if (!game.TryGetHoldYield(out HoldYieldPayoffs? a, out HoldYieldPayoffs? b)) return null;
        if (game.Players.All(player => player.Strategies is ["H", "Y"] or ["hold", "yield"])) return new GameReading(game, a.Value, b.Value, 0, "");
        bool exchange = GameTypes.OrderOf(a.Value).LabelsExchanged && GameTypes.OrderOf(b.Value).LabelsExchanged;
        int holding = exchange ? 1 : 0;
        string names = string.Join(" and ", game.Players.Select(player => player.Strategies[holding]).Distinct());
        string note = $"reading {names} as holding";
        return exchange
            ? new GameReading(game, Exchange(a.Value), Exchange(b.Value), holding, note)
            : new GameReading(game, a.Value, b.Value, holding, note);
    }

    /// <summary>Outcomes as profiles of the game, such as "(H, Y) or (Y, H)".</summary>
    public string Outcomes(OutcomeSet set)
    {
        List<string> profiles = [];
        foreach (OutcomeSet outcome in (OutcomeSet[])[OutcomeSet.HH, OutcomeSet.HY, OutcomeSet.YH, OutcomeSet.YY])
        {
            if (!set.Includes(outcome)) continue;
            (bool aHolds, bool bHolds) = (outcome is OutcomeSet.HH or OutcomeSet.HY, outcome is OutcomeSet.HH or OutcomeSet.YH);
            profiles.Add($"({Strategy(0, aHolds)}, {Strategy(1, bHolds)})");
        }

        return string.Join(" or ", profiles);
    }

    private string Strategy(int player, bool holds) => Game.Players[player].Strategies[holds ? Holding : 1 - Holding];

    private static HoldYieldPayoffs Exchange(HoldYieldPayoffs x) => new(T: x.S, R: x.P, S: x.T, P: x.R);
}
