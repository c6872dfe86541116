using System.Numerics;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Models;

/// <summary>How soon concessions make a name, and whether they do.</summary>
public static class NameOfYielding
{
    /// <summary>The model.</summary>
    public static StrategicModel Model { get; } = new(
        "name-of-yielding",
        "The name of one who yields",
        "A player of a repeated game of holding or yielding holds in each round with a probability of his own. Others believe that he is firm to the degree (1 + times held)/(2 + rounds), and press where that is below their critical belief g/(g + h). Once it is, he has the name of one who yields.",
        "Bayesian belief; a best reply to it, not an equilibrium",
        "a stage game that is repeated; the belief takes the other to hold with a constant probability",
        "A uniform prior over a constant probability, as in fictitious play: Fudenberg and Levine, The Theory of Learning in Games (1998), chapter 2",
        [
            StrategicModel.Fraction("critical-belief", "g/(g + h) of those who observe, from the gain g of pressing one who yields and the loss h of pressing one who holds.", Rational.Create(1, 4)),
            new("hold", "Probability that he holds in a round.", "a number from 0 to 1", Rational.Create(1, 4), x => x.Sign >= 0 && x <= Rational.One),
            StrategicModel.Whole("rounds", "How many rounds are played.", 1, 200, 10),
        ],
        values =>
        {
            (Rational critical, Rational hold) = (values["critical-belief"], values["hold"]);
            int rounds = (int)values["rounds"].Numerator;
            Rational straight = (1 / critical) - 2;
            // In units of q^-round for a probability of p/q: the probabilities of each number of rounds held, and of those who never were below the critical belief.
            BigInteger[] held = [1], firm = [Below(0, 0) ? 0 : 1];
            for (int round = 1; round <= rounds; round++)
            {
                held = Next(held);
                firm = Next(firm);
                for (int times = 0; times <= round; times++)
                {
                    if (Below(times, round)) firm[times] = 0;
                }
            }

            BigInteger unit = BigInteger.Pow(hold.Denominator, rounds);
            return new ModelSolution(
                [
                    new("straight-concessions", "After how many concessions in a row from the start he has the name; 0 where he has it at once.", straight.Sign < 0 ? Rational.Zero : Rational.Create((straight.Numerator / straight.Denominator) + 1, 1)),
                    new("belief", "Expected belief after the last round.", (1 + (rounds * hold)) / (2 + rounds)),
                    new("named-at-end", "Probability that he has the name after the last round.", Rational.Create(Sum(held.Where((_, times) => Below(times, rounds))), unit)),
                    new("ever-named", "Probability that he has had the name at the start or after some round.", Rational.Create(unit - Sum(firm), unit)),
                ], []);

            bool Below(int times, int round) => Rational.Create(1 + times, 2 + round) < critical;

            BigInteger[] Next(BigInteger[] now) =>
                [.. Enumerable.Range(0, now.Length + 1).Select(times => (times < now.Length ? now[times] * (hold.Denominator - hold.Numerator) : 0) + (times > 0 ? now[times - 1] * hold.Numerator : 0))];

            static BigInteger Sum(IEnumerable<BigInteger> numbers) => numbers.Aggregate(BigInteger.Zero, BigInteger.Add);
        });
}
