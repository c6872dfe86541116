using MathNet.Numerics.Distributions;
using StrategySim.Simulation.Randomness;

namespace StrategySim.Experiments.Randomness;

/// <summary>The draws of a random stream one after another.</summary>
/// <remarks>
/// Two uniform numbers a block, blocks from 0, in round 1. Equal seed, path and index give equal draws, on any machine.
/// Not safe for use by several threads at once: give each its own index.
/// </remarks>
/// <param name="seed">Any 64-bit number.</param>
/// <param name="path">Path of the stream, such as <c>design/latin-hypercube</c>.</param>
/// <param name="index">Which of the stream's independent sequences; from 0.</param>
internal sealed class DrawSequence(ulong seed, string path, int index = 0)
{
    private readonly RandomStream _stream = new(seed, index, StreamId.Of(path), 1);
    private uint _nextBlock;
    private double _second;
    private bool _hasSecond;

    /// <summary>The next uniform number in [0, 1), a multiple of 2⁻⁵³.</summary>
    /// <exception cref="OverflowException">All 2³³ draws were made.</exception>
    public double NextUniform()
    {
        if (_hasSecond)
        {
            _hasSecond = false;
            return _second;
        }

        (double first, _second) = _stream.Uniforms(_nextBlock);
        _nextBlock = checked(_nextBlock + 1);
        _hasSecond = true;
        return first;
    }

    /// <summary>The next whole number from 0 to <paramref name="count"/> − 1; one draw, each number as likely to within count·2⁻⁵³.</summary>
    /// <param name="count">At least 1.</param>
    public int NextBelow(int count) => (int)(NextUniform() * count);

    /// <summary>The next standard normal number, by inversion; one draw.</summary>
    // 2⁻⁵⁴ keeps a draw of 0 finite, and moves none of the others by more than half their grid.
    public double NextNormal() => Normal.InvCDF(0, 1, NextUniform() + (1.0 / (1UL << 54)));

    /// <summary>Puts the items in random order: Fisher and Yates, from the last place to the second.</summary>
    public void Shuffle(Span<int> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = NextBelow(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
