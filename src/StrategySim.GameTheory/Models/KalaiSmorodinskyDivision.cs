using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Models;

/// <summary>Division of a gain by the solution of Kalai and Smorodinsky, Econometrica 43 (1975) 513–518, with the mechanism of Moulin, Journal of Economic Theory 33 (1984) 32–45.</summary>
public static class KalaiSmorodinskyDivision
{
    /// <summary>The model.</summary>
    public static StrategicModel Model { get; } = new(
        "kalai-smorodinsky",
        "Kalai-Smorodinsky bargaining over a gain",
        "Two players divide a gain of size 1; without agreement both get 0. A share s is worth s^e to a player: with exponents 1/2 and 1 utilities lie below y = 1 - x^2. The solution gives both the same fraction of the most that each could get. It comes about where both bid such fractions, the higher bid proposes, and one who refuses dictates with the probability of the winning bid and gets nothing otherwise. " +
        "For the payoffs of a stage game of one's own the concept kalai-smorodinsky of POST /equilibria finds it.",
        "Kalai-Smorodinsky bargaining solution (axiomatic); subgame-perfect for the bids",
        "a single bargaining problem with binding agreements",
        "Kalai and Smorodinsky, Econometrica 43 (1975) 513-518; Moulin, Journal of Economic Theory 33 (1984) 32-45",
        [NashDivision.Exponent("exponent1", Rational.Half), NashDivision.Exponent("exponent2", Rational.One)],
        values =>
        {
            (Rational e1, Rational e2) = (values["exponent1"], values["exponent2"]);
            double share = Share(e1.ToDouble(), e2.ToDouble()), fraction = Math.Pow(share, e1.ToDouble());
            bool alike = e1 == e2;
            return new ModelSolution(
                [
                    alike ? new("share1", "Share of the first player.", Rational.Half) : ModelNumber.Rounded("share1", "Share of the first player.", share),
                    alike ? new("share2", "Share of the second player.", Rational.Half) : ModelNumber.Rounded("share2", "Share of the second player.", 1 - share),
                    alike ? NashDivision.Utility("utility", Both, Rational.Half, e1) : ModelNumber.Rounded("utility", Both, fraction),
                    alike ? NashDivision.Utility("refusing", Refusing, Rational.Half, e1) : ModelNumber.Rounded("refusing", Refusing, fraction),
                ], []);
        });

    private const string Both = "Utility of either player, the fraction of the most that each could get, 1.", Refusing = "Utility that one expects who refuses: the same, so that nobody does.";

    // s^e₁ − (1 − s)^e₂ rises from −1 to 1; halving to neighbouring doubles.
    private static double Share(double e1, double e2)
    {
        (double low, double high) = (0, 1);
        while ((low + high) / 2 is var middle && middle > low && middle < high)
        {
            if (Math.Pow(middle, e1) < Math.Pow(1 - middle, e2)) low = middle;
            else high = middle;
        }

        return high;
    }
}
