using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Matches.Exact;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>A machine's executed moves as thresholds.</summary>
internal static class SimulatedMove
{
    /// <summary>For each way of playing, with slips, the threshold of the first of two strategies.</summary>
    public static Threshold[] First(RuleMachine machine, Rational noise) => [.. ExactMove.Executed(machine, noise).Select(play => Threshold.Of(play[0]))];

    /// <summary>For each way of playing, with slips, the 64-bit draws below which a move is one of the first, the first two, … strategies.</summary>
    public static ulong[][] Cumulative(IEnumerable<Rational[]> distributions) =>
    [
        .. distributions.Select(play =>
        {
            ulong[] sums = new ulong[play.Length];
            Rational sum = Rational.Zero;
            for (int i = 0; i < play.Length; i++)
            {
                sum += play[i];
                sums[i] = sum == Rational.One ? ulong.MaxValue : (ulong)((sum.Numerator << 64) / sum.Denominator);
            }

            return sums;
        }),
    ];

    /// <summary>The strategy that a draw falls on.</summary>
    public static int Pick(ulong[] cumulative, ulong draw)
    {
        int strategy = 0;
        while (strategy < cumulative.Length - 1 && draw >= cumulative[strategy]) strategy++;
        return strategy;
    }
}
