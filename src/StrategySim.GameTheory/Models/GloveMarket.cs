using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Models;

/// <summary>Who gains how much from what is worth something only in pairs, by the Shapley value.</summary>
public static class GloveMarket
{
    /// <summary>The most owners on a side.</summary>
    public const int MaximumOwners = 50;

    /// <summary>The model.</summary>
    public static StrategicModel Model { get; } = new(
        "glove-market",
        "Mines and refineries: a market for pairs",
        "Owners of left gloves and of right gloves, or of refineries and of mines: a pair is worth 1, one side without the other nothing. The Shapley value gives everybody what he adds, on average over all orders in which they may come together. The scarcer side gains most, the other not nothing.",
        "Shapley value",
        "a coalitional game with transferable utility, played once",
        "Shapley, A value for n-person games, Contributions to the Theory of Games II (1953) 307-317; Shapley and Shubik, International Economic Review 10 (1969) 337-362",
        [StrategicModel.Whole("left", "Owners of left gloves, such as refineries.", 1, MaximumOwners, 1), StrategicModel.Whole("right", "Owners of right gloves, such as mines.", 1, MaximumOwners, 2)],
        values =>
        {
            (int left, int right) = ((int)values["left"].Numerator, (int)values["right"].Numerator);
            return new ModelSolution(
                [
                    new("left", "What an owner on the left gets.", Value(left, right)),
                    new("right", "What an owner on the right gets.", Value(right, left)),
                    new("worth", "What all are worth together: the number of pairs.", Math.Min(left, right)),
                ], []);
        });

    // One adds a pair where more of the other side came before him than of his own.
    private static Rational Value(int own, int others)
    {
        Rational sum = Rational.Zero;
        int n = own + others;
        for (int before = 0; before < own; before++)
        {
            for (int opposite = before + 1; opposite <= others; opposite++) sum += Orders.Before(n, before + opposite) * Orders.Choose(own - 1, before) * Orders.Choose(others, opposite);
        }

        return sum;
    }
}
