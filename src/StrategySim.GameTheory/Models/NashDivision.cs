using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Models;

/// <summary>Division of a gain by Nash's solution: Nash, Econometrica 18 (1950) 155–162; as the limit of offers with a risk of breakdown: Binmore, Rubinstein and Wolinsky, RAND Journal of Economics 17 (1986) 176–188.</summary>
public static class NashDivision
{
    /// <summary>The model.</summary>
    public static StrategicModel Model { get; } = new(
        "nash-bargaining",
        "Nash bargaining over a gain",
        "Two players divide a gain of size 1; without agreement both get 0. A share s is worth s^e to a player, the less his exponent e the more he fears risk: with exponents 1/2 and 1 utilities lie below y = 1 - x^2. Nash's solution maximises u1^w u2^(1-w). It is the limit of alternating offers as the risk becomes small that a refusal ends the bargaining. " +
        "For the payoffs of a stage game of one's own the concept nash-bargaining of POST /equilibria finds it.",
        "Nash bargaining solution (axiomatic); subgame-perfect for the offers",
        "a single bargaining problem with binding agreements; for the offers a bargaining game without end, played once",
        "Nash, Econometrica 18 (1950) 155-162; Binmore, Rubinstein and Wolinsky, RAND Journal of Economics 17 (1986) 176-188",
        [
            Exponent("exponent1", Rational.Half),
            Exponent("exponent2", Rational.One),
            StrategicModel.Fraction("weight1", "w: bargaining power of the first player; 1/2 for none that differs.", Rational.Half),
            StrategicModel.Fraction("breakdown", "Risk that a refusal ends the bargaining, in the game of offers; that of player i is 1 - (1 - breakdown)^(1/(2 wi)).", Rational.Create(1, 20)),
        ],
        values =>
        {
            (Rational e1, Rational e2, Rational w) = (values["exponent1"], values["exponent2"], values["weight1"]);
            // (ln u1^w u2^(1−w))' = we₁/s − (1 − w)e₂/(1 − s).
            Rational share = w * e1 / ((w * e1) + ((1 - w) * e2));
            BreakdownOffers offers = BreakdownOffers.Of(values);
            return new ModelSolution(
                [
                    new("share1", "Share of the first player.", share),
                    new("share2", "Share of the second player.", 1 - share),
                    Utility("utility1", "Utility of the first player.", share, e1),
                    Utility("utility2", "Utility of the second player.", 1 - share, e2),
                    ModelNumber.Rounded("share1-if-first-offers", "Share of the first player in the game of offers, in rounds in which he offers.", offers.First),
                    ModelNumber.Rounded("share1-if-second-offers", "Share of the first player in the game of offers, in rounds in which the second offers.", offers.Second),
                    ModelNumber.Rounded("refusing1", "Utility that the first player expects who refuses the second's offer and makes his own; the same as of what he is offered.", offers.Offered1),
                    ModelNumber.Rounded("refusing2", "Utility that the second player expects who refuses the first's offer and makes his own; the same as of what he is offered.", offers.Offered2),
                ], []);
        });

    internal static ModelParameter Exponent(string name, Rational usual) =>
        new(name, "Utility of a share s is s to this power; 1 where the player is neutral to risk.", "a number from 1/100 to 1", usual, x => x >= Rational.Create(1, 100) && x <= Rational.One);

    internal static ModelNumber Utility(string name, string description, Rational share, Rational exponent) =>
        exponent == Rational.One ? new(name, description, share) : ModelNumber.Rounded(name, description, Math.Pow(share.ToDouble(), exponent.ToDouble()));
}

/// <summary>Equilibrium of alternating offers in which a refusal may end the bargaining.</summary>
/// <param name="First">Share of the first player when he offers.</param>
/// <param name="Second">Share of the first player when the second offers.</param>
/// <param name="Offered1">Utility of the first player from what the second offers.</param>
/// <param name="Offered2">Utility of the second player from what the first offers.</param>
/// <param name="Survives1">Probability that bargaining goes on after a refusal by the first player.</param>
/// <param name="Survives2">That after one by the second.</param>
internal readonly record struct BreakdownOffers(double First, double Second, double Offered1, double Offered2, double Survives1, double Survives2)
{
    /// <summary>Solves for the offers.</summary>
    /// <param name="values">The parameters of <see cref="NashDivision.Model"/>.</param>
    public static BreakdownOffers Of(IReadOnlyDictionary<string, Rational> values)
    {
        (double e1, double e2, double w) = (values["exponent1"].ToDouble(), values["exponent2"].ToDouble(), values["weight1"].ToDouble());
        double goesOn = LogOfOnePlus(-values["breakdown"].ToDouble()), survives1 = goesOn / (2 * w), survives2 = goesOn / (2 * (1 - w));
        // Each is offered what makes refusing no better: y^e₁ = π₁x^e₁ and (1 − x)^e₂ = π₂(1 − y)^e₂ for the first player's shares x and y, so that
        // x = (1 − q₂)/(1 − q₁q₂) and 1 − y = (1 − q₁)/(1 − q₁q₂) with qᵢ = πᵢ^(1/eᵢ); in logarithms, since these may be tiny, or nearly 1.
        (double q1, double q2) = (survives1 / e1, survives2 / e2);
        double x = ExpLessOne(q2) / ExpLessOne(q1 + q2), rest = ExpLessOne(q1) / ExpLessOne(q1 + q2);
        return new BreakdownOffers(
            x, Math.Exp(q1) * x, Math.Exp(e1 * (q1 + Math.Log(x))), Math.Exp(e2 * (q2 + Math.Log(rest))), Math.Exp(survives1), Math.Exp(survives2));
    }

    // Without loss of digits near 0: what rounding 1 + z and e^z loses is lost in both factors (Kahan; Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed. 2002, section 1.14.1).
    private static double LogOfOnePlus(double z) => 1 + z is var u && u == 1 ? z : Math.Log(u) * z / (u - 1);

    private static double ExpLessOne(double z) => Math.Exp(z) is var u && u == 1 ? z : u == 0 ? -1 : (u - 1) * z / Math.Log(u);
}
