using System.Numerics;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Matches.Exact;

/// <summary>Outcome probabilities of a finite horizon.</summary>
/// <param name="Rounds">For each round asked for, the probability of each outcome, by cell.</param>
/// <param name="RoundsAreExact">For each of them, whether it is exact; else it is rounded to <see cref="HorizonSolver.Digits"/> decimal places.</param>
/// <param name="Expected">The expected number of rounds with each outcome, by cell.</param>
/// <param name="ExpectedIsExact">Whether these are exact; else each is correct to at least 25 decimal places.</param>
internal sealed record Horizon(IReadOnlyList<Rational[]> Rounds, IReadOnlyList<bool> RoundsAreExact, Rational[] Expected, bool ExpectedIsExact);

/// <summary>Carries the distribution over joint states from round to round.</summary>
/// <remarks>
/// All probabilities of a round are whole numbers over one power of a common denominator, so that nothing is reduced on the way. That power
/// grows with the rounds; past <see cref="MaximumBits"/> probabilities are whole numbers over 2^320 instead, each step rounding by at most
/// one unit, which leaves more than thirty correct decimals after a hundred million operations.
/// </remarks>
internal static class HorizonSolver
{
    /// <summary>Decimal places of what is not exact.</summary>
    public const int Digits = 30;

    /// <summary>Longest common denominator that is kept exactly: some three hundred digits.</summary>
    private const int MaximumBits = 1024;

    private const int FixedBits = 320;

    /// <summary>Most edges that may be followed, over all rounds: about a microsecond each.</summary>
    private const long MaximumWork = 20_000_000;

    /// <summary>Follows a number of rounds.</summary>
    /// <param name="play">Two machines.</param>
    /// <param name="rounds">Rounds, at least 1.</param>
    /// <param name="asked">Rounds whose probabilities are asked for, ascending, from 1; at most <paramref name="rounds"/>.</param>
    /// <param name="cancellationToken">Polled every round.</param>
    /// <exception cref="MatchTooLargeException">It would take too much work.</exception>
    public static Horizon Solve(JointPlay play, int rounds, IReadOnlyList<int> asked, CancellationToken cancellationToken)
    {
        var told = new List<Rational[]>();
        var toldExactly = new List<bool>();
        var current = new Dictionary<int, BigInteger> { [0] = BigInteger.One };
        BigInteger unit = BigInteger.One;
        var sums = new BigInteger[play.Cells];
        bool exact = true;
        long work = 0;
        for (int round = 1; round <= rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            BigInteger step = BigInteger.One;
            foreach (int state in current.Keys)
            {
                IReadOnlyList<Edge> edges = play.From(state);
                work += edges.Count;
                if (!exact) continue;
                foreach (Edge edge in edges) step = step / BigInteger.GreatestCommonDivisor(step, edge.Probability.Denominator) * edge.Probability.Denominator;
            }

            if (work + ((rounds - round) * (long)current.Count) > MaximumWork)
            {
                throw new MatchTooLargeException(
                    $"{rounds:N0} rounds with {current.Count:N0} joint states in round {round:N0}", $"at most {MaximumWork:N0} steps from state to state in all", "Fewer rounds take fewer steps.");
            }

            if (exact && unit.GetBitLength() + step.GetBitLength() > MaximumBits)
            {
                exact = false;
                foreach ((int state, BigInteger weight) in current.ToArray()) current[state] = (weight << FixedBits) / unit;
                for (int cell = 0; cell < sums.Length; cell++) sums[cell] = (sums[cell] << FixedBits) / unit;
                unit = BigInteger.One << FixedBits;
            }

            if (!exact) step = BigInteger.One;
            unit *= step;
            var next = new Dictionary<int, BigInteger>(current.Count);
            var cells = new BigInteger[sums.Length];
            foreach ((int state, BigInteger weight) in current)
            {
                foreach (Edge edge in play.From(state))
                {
                    BigInteger share = weight * edge.Probability.Numerator * step / edge.Probability.Denominator;
                    cells[edge.Cell] += share;
                    next[edge.Next] = next.GetValueOrDefault(edge.Next) + share;
                }
            }

            for (int cell = 0; cell < sums.Length; cell++) sums[cell] = (sums[cell] * step) + cells[cell];
            current = next;
            if (told.Count < asked.Count && asked[told.Count] == round)
            {
                told.Add(Over(cells, unit, exact));
                toldExactly.Add(exact);
            }
        }

        return new Horizon(told, toldExactly, Over(sums, unit, exact), exact);
    }

    /// <summary>A number rounded half-even to <see cref="Digits"/> decimal places.</summary>
    public static Rational Rounded(Rational value) => value.RoundTo(Rational.Create(BigInteger.One, BigInteger.Pow(10, Digits)));

    private static Rational[] Over(BigInteger[] weights, BigInteger unit, bool exact) =>
        [.. weights.Select(w => exact ? Rational.Create(w, unit) : Rounded(Rational.Create(w, unit)))];
}
