using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Models;

/// <summary>A demand against a state whose cost of war is not known: Fearon, International Organization 49 (1995) 379–414.</summary>
public static class DemandUnderUncertainCost
{
    /// <summary>The model.</summary>
    public static StrategicModel Model { get; } = new(
        "demand-under-uncertain-cost",
        "A demand under uncertain cost of war",
        "State A demands a share x of a good worth 1; B accepts or fights. A wins a war with probability p and bears the cost cA; B's cost is known to B alone and uniform from 0 to a largest one. A weighs a larger share against a greater risk of war.",
        "perfect Bayesian",
        "a single take-it-or-leave-it demand with incomplete information",
        "Fearon, International Organization 49 (1995) 379-414",
        [
            StrategicModel.Fraction("p", "Probability that A wins a war.", Rational.Half),
            new("cost-a", "A's cost of war, in units of the good.", "a number of at least 0", Rational.Create(1, 10), x => x.Sign >= 0),
            new("largest-cost-b", "The largest cost of war that B may have, in units of the good.", "a number greater than 0", Rational.Create(3, 10), x => x.Sign > 0),
        ],
        values =>
        {
            (Rational p, Rational cost, Rational largest) = (values["p"], values["cost-a"], values["largest-cost-b"]);
            // B fights where his cost is below x − p. The mean x(1 − r) + (p − cA)r with r = (x − p)/c̄ is concave in x, with its peak at p + (c̄ − cA)/2.
            Rational demand = Rational.Min(Rational.Max(p, p + ((largest - cost) / 2)), Rational.Min(1, p + largest));
            Rational war = (demand - p) / largest;
            return new ModelSolution(
                [
                    new("demand", "The share that A demands.", demand),
                    new("war", "The probability of war.", war),
                    new("value", "What A expects.", (demand * (1 - war)) + ((p - cost) * war)),
                    new("bold-value", "What A would expect who demanded as much as could ever be accepted, p plus the largest cost, at most 1.", Bold(p, cost, largest)),
                ], []);
        });

    private static Rational Bold(Rational p, Rational cost, Rational largest)
    {
        Rational demand = Rational.Min(1, p + largest), war = (demand - p) / largest;
        return (demand * (1 - war)) + ((p - cost) * war);
    }
}
