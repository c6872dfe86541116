using StrategySim.Simulation.Randomness;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>How long a match of uncertain length lasts.</summary>
internal static class MatchLength
{
    private static readonly StreamId Stream = StreamId.Of("match/length");

    /// <summary>Rounds of a match that goes on with a probability after each: geometric, at least 1.</summary>
    /// <param name="continuation">In [0, 1).</param>
    /// <param name="seed">The seed.</param>
    /// <param name="match">The stream of the match.</param>
    /// <param name="repetition">The repetition.</param>
    public static int Draw(double continuation, ulong seed, uint match, int repetition)
    {
        if (continuation <= 0) return 1;
        // P(length > n) = continuation^n, inverted; 1 − u lies in (0, 1].
        double u = new RandomStream(seed, repetition, Stream, (int)match).Uniform();
        double rounds = 1 + Math.Floor(Math.Log(1 - u) / Math.Log(continuation));
        return (int)Math.Min(rounds, MatchSettings.MaximumRounds);
    }
}
