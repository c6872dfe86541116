using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Models;

/// <summary>A treaty that nobody can be made to keep: Barrett, Oxford Economic Papers 46 (1994) 878–894.</summary>
public static class Treaty
{
    /// <summary>The model.</summary>
    public static StrategicModel Model { get; } = new(
        "treaty",
        "A self-enforcing treaty",
        "States provide a common good. Each gains the benefit for every unit that anybody provides and bears cost times half the square of what it provides itself. Signatories do what is best for them together, others what is best for themselves. A number of signatories is stable where no signatory gains by leaving and nobody else by joining.",
        "Nash equilibrium of joining (internal and external stability)",
        "a game of joining in one step, before provision; played once",
        "Barrett, Oxford Economic Papers 46 (1994) 878-894",
        [
            StrategicModel.Whole("states", "How many states there are.", 2, 100, 10),
            StrategicModel.Positive("benefit", "What a unit of the good is worth to each state.", 1),
            StrategicModel.Positive("cost", "Cost of q units is this times half of q squared.", 1),
        ],
        values =>
        {
            int states = (int)values["states"].Numerator;
            (Rational benefit, Rational cost) = (values["benefit"], values["cost"]);
            int[] stable = [.. Enumerable.Range(1, states).Where(k => Leaves(values, k) <= 0 && Joins(values, k) <= 0)];
            int largest = stable[^1];
            Rational alone = states * benefit / cost, reached = Provided(values, largest), full = Provided(values, states);
            // From any number of signatories they leave or join, one after another, while that gains.
            Rational settled = Enumerable.Range(1, states).Aggregate(Rational.Zero, (sum, k) => sum + Settles(values, k)) / states;
            return new ModelSolution(
                [
                    new("smallest-stable", "The smallest stable number of signatories.", stable[0]),
                    new("largest-stable", "The largest stable number of signatories.", largest),
                    new("settled", "Expected number of signatories where each number is as likely at first and states then leave or join while they gain.", settled),
                    new("provided", "What all provide with the largest stable number.", reached),
                    new("provided-alone", "What all provide without a treaty.", alone),
                    new("provided-by-all", "What all would provide if every state signed.", full),
                ], []);
        });

    /// <summary>What a signatory gains by leaving, and whether: its sign.</summary>
    internal static int Leaves(IReadOnlyDictionary<string, Rational> values, int signatories) => signatories == 1 ? 0 : (Payoff(values, signatories - 1, false) - Payoff(values, signatories, true)).Sign;

    /// <summary>What another state gains by joining: its sign.</summary>
    internal static int Joins(IReadOnlyDictionary<string, Rational> values, int signatories) =>
        signatories == (int)values["states"].Numerator ? 0 : (Payoff(values, signatories + 1, true) - Payoff(values, signatories, false)).Sign;

    private static int Settles(IReadOnlyDictionary<string, Rational> values, int signatories)
    {
        while (true)
        {
            if (Leaves(values, signatories) > 0) signatories--;
            else if (Joins(values, signatories) > 0) signatories++;
            else return signatories;
        }
    }

    private static Rational Provided(IReadOnlyDictionary<string, Rational> values, int signatories) =>
        ((signatories * signatories) + (int)values["states"].Numerator - signatories) * values["benefit"] / values["cost"];

    private static Rational Payoff(IReadOnlyDictionary<string, Rational> values, int signatories, bool signs)
    {
        // Best for k together is k units of benefit over cost each; for one alone, one.
        Rational own = (signs ? signatories : 1) * values["benefit"] / values["cost"];
        return (values["benefit"] * Provided(values, signatories)) - (values["cost"] * own * own / 2);
    }
}
