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
                    ModelNumber.Rounded("refusing1", "Utility that the first player expects who refuses the second's offer and makes his own; the same as of what he is offered.", Math.Pow(offers.Second, e1.ToDouble())),
                    ModelNumber.Rounded("refusing2", "Utility that the second player expects who refuses the first's offer and makes his own; the same as of what he is offered.", Math.Pow(1 - offers.First, e2.ToDouble())),
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
/// <param name="Survives1">Probability that bargaining goes on after a refusal by the first player.</param>
/// <param name="Survives2">That after one by the second.</param>
internal readonly record struct BreakdownOffers(double First, double Second, double Survives1, double Survives2)
{
    /// <summary>Solves for the offers.</summary>
    /// <param name="values">The parameters of <see cref="NashDivision.Model"/>.</param>
    public static BreakdownOffers Of(IReadOnlyDictionary<string, Rational> values)
    {
        (double e1, double e2, double w) = (values["exponent1"].ToDouble(), values["exponent2"].ToDouble(), values["weight1"].ToDouble());
        double goesOn = 1 - values["breakdown"].ToDouble(), survives1 = Math.Pow(goesOn, 1 / (2 * w)), survives2 = Math.Pow(goesOn, 1 / (2 * (1 - w)));
        // Each is offered what makes refusing no better: y^e₁ = π₁x^e₁ and (1 − x)^e₂ = π₂(1 − y)^e₂ for the first player's shares x and y.
        double q1 = Math.Pow(survives1, 1 / e1), q2 = Math.Pow(survives2, 1 / e2), x = (1 - q2) / (1 - (q1 * q2));
        return new BreakdownOffers(x, q1 * x, survives1, survives2);
    }
}
