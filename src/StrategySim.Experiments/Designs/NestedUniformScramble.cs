using StrategySim.Simulation.Randomness;

namespace StrategySim.Experiments.Designs;

/// <summary>Owen's nested uniform scramble in base 2, one random choice for each node of each dimension's binary tree.</summary>
/// <remarks>
/// <para>
/// Digit k of a coordinate is flipped or not by a fair coin that belongs to the digits before it. Each scrambled point is uniform in the cube,
/// a net stays a net, and over independent scrambles the mean of a smooth function has a variance of order n⁻³(log n)^(d−1), where plain Monte Carlo has n⁻¹.
/// Sources: Owen (1995), "Randomly permuted (t,m,s)-nets and (t,s)-sequences", in Niederreiter and Shiue (eds), Monte Carlo and Quasi-Monte Carlo Methods
/// in Scientific Computing, Lecture Notes in Statistics 106, 299–317; Owen (1997), Annals of Statistics 25(4), 1541–1562 (the variance).
/// </para>
/// <para>
/// The coins are not stored: those of the 31 nodes of five successive levels below one prefix are bits of one draw of a counter-based generator
/// (dimension j: stream <c>path/j</c>; replication = randomisation; round = 1 + level; block = prefix). The digits after the 32nd are uniform.
/// </para>
/// </remarks>
internal sealed class NestedUniformScramble
{
    private const int LevelsOfADraw = 5, TailDigits = 53 - SobolSequence.Digits, TailRound = SobolSequence.Digits + 1;

    private readonly ulong _seed;
    private readonly int _randomisation;
    private readonly StreamId[] _streams;

    /// <summary>A scramble.</summary>
    /// <param name="dimension">Dimensions, at least 1.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="path">Path of the streams.</param>
    /// <param name="randomisation">Which of the independent scrambles of this seed and path; from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public NestedUniformScramble(int dimension, ulong seed, string path, int randomisation = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(randomisation);
        _seed = seed;
        _randomisation = randomisation;
        _streams = [.. Enumerable.Range(0, dimension).Select(j => StreamId.Of($"{path}/{j}"))];
    }

    /// <summary>Dimensions.</summary>
    public int Dimension => _streams.Length;

    /// <summary>The scrambled coordinate.</summary>
    /// <param name="dimension">From 0.</param>
    /// <param name="digits">The first 32 binary digits of the coordinate, most significant first.</param>
    /// <returns>A number in [0, 1), a multiple of 2⁻⁵³.</returns>
    public double Apply(int dimension, uint digits)
    {
        StreamId stream = _streams[dimension];
        ulong scrambled = 0;
        for (int level = 0; level < SobolSequence.Digits; level += LevelsOfADraw)
        {
            uint prefix = level == 0 ? 0 : digits >> (SobolSequence.Digits - level);
            uint coins = Bits(stream, 1 + level, prefix, (1 << LevelsOfADraw) - 1);
            for (int depth = 0; depth < LevelsOfADraw && level + depth < SobolSequence.Digits; depth++)
            {
                // Nodes are numbered as in a heap: 2^depth − 1 above this depth, then by the digits from the prefix on.
                uint path = (digits >> (SobolSequence.Digits - level - depth)) & ((1u << depth) - 1);
                uint coin = coins >> (int)((1u << depth) - 1 + path);
                uint digit = digits >> (SobolSequence.Digits - 1 - level - depth);
                scrambled = (scrambled << 1) | ((digit ^ coin) & 1);
            }
        }

        return ((scrambled << TailDigits) | Bits(stream, TailRound, digits, TailDigits)) * (1.0 / (1UL << 53));
    }

    private uint Bits(StreamId stream, int round, uint block, int count) =>
        (uint)(new RandomStream(_seed, _randomisation, stream, round).Uniform(block) * (1L << count));
}
