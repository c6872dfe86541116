using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Types;

namespace StrategySim.Cli.Views;

/// <summary>Which game a 2×2 table is, in words.</summary>
internal static class GameTypeView
{
    /// <summary>Writes what the theory says of a 2×2 game; nothing for other games.</summary>
    public static void Write(Page page, NormalFormGame game)
    {
        if (GameReading.Of(game) is not { } reading) return;
        (HoldYieldPayoffs a, HoldYieldPayoffs b) = (reading.A, reading.B);
        GameType type = GameTypes.Of(a, b);
        string[] ids = [.. game.Players.Select(player => player.Id)];
        page.Heading("Game type", reading.Note);
        List<(string, string)> facts =
        [
            ("type", type.Label(ids[0], ids[1])),
            ($"order for {ids[0]}", Order(type.OrderA)),
            ($"order for {ids[1]}", Order(type.OrderB)),
        ];
        if (TwoByTwo.RiskDominance(a, b) is { } risk) facts.Add(("risk dominance", Risk(reading, risk)));
        if (TwoByTwo.PayoffDominance(a, b) is not OutcomeSet.None and var dominant) facts.Add(("payoff dominance", reading.Outcomes(dominant)));
        for (int mover = 0; mover < 2; mover++)
        {
            string outcome = reading.Outcomes(TwoByTwo.Sequential(a, b, mover));
            facts.Add(($"{ids[mover]} moves first", $"{outcome}; moving first is worth {Worth(TwoByTwo.ValueOfMovingFirst(a, b, mover))} to {ids[mover]}"));
        }

        page.Facts(facts);
    }

    private static string Order(PlayerOrder order)
    {
        string text = order.Text.Replace(">", " > ", StringComparison.Ordinal).Replace("=", " = ", StringComparison.Ordinal);
        return $"{text}  ({order.Name}{(order.LabelsExchanged ? ", strategies exchanged" : "")})";
    }

    private static string Risk(GameReading reading, RiskComparison risk)
    {
        (var greater, var smaller) = risk.FirstProduct >= risk.SecondProduct ? (risk.FirstProduct, risk.SecondProduct) : (risk.SecondProduct, risk.FirstProduct);
        string products = $"deviation losses {Numbers.Exact(greater)} against {Numbers.Exact(smaller)}";
        return risk.Dominant.Count() == 2 ? $"neither: {products}" : $"{reading.Outcomes(risk.Dominant)}: {products}";
    }

    private static string Worth(RationalRange range) =>
        range.IsPoint ? Numbers.Exact(range.Least) : $"{Numbers.Exact(range.Least)} to {Numbers.Exact(range.Greatest)}";
}
