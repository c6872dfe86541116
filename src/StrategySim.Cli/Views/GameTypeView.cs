using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Types;

namespace StrategySim.Cli.Views;

/// <summary>Which game a 2×2 table is, in words.</summary>
internal static class GameTypeView
{
    /// <summary>Writes what the theory says of a 2×2 game; nothing for other games.</summary>
    /// <param name="page">Where to write.</param>
    /// <param name="game">The game.</param>
    /// <param name="yields">Which strategy of each player yields; null where nobody says.</param>
    public static void Write(Page page, NormalFormGame game, IReadOnlyList<int>? yields)
    {
        if (HoldYieldGame.Of(game, yields) is not { } reading) return;
        (HoldYieldPayoffs a, HoldYieldPayoffs b) = (reading.A, reading.B);
        GameType type = GameTypes.Of(a, b);
        string[] ids = [.. game.Players.Select(player => player.Id)];
        page.Heading("Game type", Note(reading));
        List<(string, string)> facts =
        [
            ("type", type.Label(ids[0], ids[1])),
            ($"order for {ids[0]}", Order(type.OrderA)),
            ($"order for {ids[1]}", Order(type.OrderB)),
        ];
        if (TwoByTwo.RiskDominance(a, b) is { } risk) facts.Add(("risk dominance", Risk(reading, risk)));
        if (TwoByTwo.PayoffDominance(a, b) is not OutcomeSet.None and var dominant) facts.Add(("payoff dominance", Outcomes(reading, dominant)));
        for (int mover = 0; mover < 2; mover++)
        {
            string outcome = Outcomes(reading, TwoByTwo.Sequential(a, b, mover));
            facts.Add(($"{ids[mover]} moves first", $"{outcome}; moving first is worth {Worth(TwoByTwo.ValueOfMovingFirst(a, b, mover))} to {ids[mover]}"));
        }

        page.Facts(facts);
        if (reading is { YieldsGiven: false, LooksExchanged: true })
            page.Say("Both orders have their usual names with the strategies exchanged. A file { game, cooperate } says which strategy yields.", Page.Quiet);
    }

    // Nothing where the strategies say it themselves.
    private static string Note(HoldYieldGame reading)
    {
        if (!reading.YieldsGiven && reading.Game.Players.All(player => player.Strategies is ["H", "Y"] or ["hold", "yield"])) return "";
        string yielding = string.Join(" and ", Enumerable.Range(0, 2).Select(player => reading.Strategy(player, holds: false)).Distinct());
        return $"reading {yielding} as yielding{(reading.YieldsGiven ? ", as the file says" : ": the second of each player")}";
    }

    /// <summary>Outcomes as profiles of the game, such as "(H, Y) or (Y, H)".</summary>
    private static string Outcomes(HoldYieldGame reading, OutcomeSet set)
    {
        List<string> profiles = [];
        foreach (OutcomeSet outcome in (OutcomeSet[])[OutcomeSet.HH, OutcomeSet.HY, OutcomeSet.YH, OutcomeSet.YY])
        {
            if (!set.Includes(outcome)) continue;
            (bool aHolds, bool bHolds) = (outcome is OutcomeSet.HH or OutcomeSet.HY, outcome is OutcomeSet.HH or OutcomeSet.YH);
            profiles.Add($"({reading.Strategy(0, aHolds)}, {reading.Strategy(1, bHolds)})");
        }

        return string.Join(" or ", profiles);
    }

    private static string Order(PlayerOrder order)
    {
        string text = order.Text.Replace(">", " > ", StringComparison.Ordinal).Replace("=", " = ", StringComparison.Ordinal);
        return $"{text}  ({order.Name}{(order.LabelsExchanged ? ", strategies exchanged" : "")})";
    }

    private static string Risk(HoldYieldGame reading, RiskComparison risk)
    {
        (var greater, var smaller) = risk.FirstProduct >= risk.SecondProduct ? (risk.FirstProduct, risk.SecondProduct) : (risk.SecondProduct, risk.FirstProduct);
        string products = $"deviation losses {Numbers.Exact(greater)} against {Numbers.Exact(smaller)}";
        return risk.Dominant.Count() == 2 ? $"neither: {products}" : $"{Outcomes(reading, risk.Dominant)}: {products}";
    }

    private static string Worth(RationalRange range) =>
        range.IsPoint ? Numbers.Exact(range.Least) : $"{Numbers.Exact(range.Least)} to {Numbers.Exact(range.Greatest)}";
}
