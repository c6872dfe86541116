using System.Numerics;
using StrategySim.Experiments.Designs;
using StrategySim.Experiments.Randomness;

namespace StrategySim.Experiments.Sensitivity;

/// <summary>The points at which a model is to be evaluated for Shapley effects, for one randomisation.</summary>
/// <remarks>
/// First N_V points from the joint distribution, for the variance; then, for each set J of inputs whose cost is wanted, N_O outer draws of the inputs outside J with
/// N_I inner draws of those within. Exact: every set of 1 to d − 1 inputs once, which is the mean over all d! permutations, all of them
/// sharing the cost of the sets they have in common. Random: the d − 1 proper first parts of each of m random permutations, each with draws of its own.
/// The distribution's coordinates are those of the inputs; where it is on the unit cube, they are turned into values as in any design.
/// Source: Song, Nelson and Staum (2016), SIAM/ASA Journal on Uncertainty Quantification 4(1), 1060–1083, section 4; they find N_I = 3 with N_O = 1 best for
/// random permutations. Sharing sets: Plischke, Rabitti and Borgonovo (2021), ibid. 9(4), 1411–1437.
/// </remarks>
internal sealed class ShapleyDesign : IUnitDesign
{
    /// <summary>Most inputs for which all sets are taken: 2¹² − 2 of them.</summary>
    public const int MaximumExactDimension = 12;

    private readonly List<double[]> _points = [];

    private ShapleyDesign(int dimension, int variancePoints, int outer, int inner, IReadOnlyList<int[]> permutations)
    {
        Dimension = dimension;
        VariancePoints = variancePoints;
        Outer = outer;
        Inner = inner;
        Permutations = permutations;
    }

    /// <summary>Inputs d.</summary>
    public int Dimension { get; }

    /// <summary>Points N_V for the variance, the first ones.</summary>
    public int VariancePoints { get; }

    /// <summary>Outer draws N_O of each set.</summary>
    public int Outer { get; }

    /// <summary>Inner draws N_I of each outer one.</summary>
    public int Inner { get; }

    /// <summary>The random permutations; empty where every set is taken.</summary>
    public IReadOnlyList<int[]> Permutations { get; }

    /// <summary>The points, in the order in which outputs are expected.</summary>
    public IReadOnlyList<double[]> Points => _points;

    /// <inheritdoc/>
    public BigInteger Count => _points.Count;

    /// <summary>Number of points with every set: N_V + (2^d − 2)·N_O·N_I.</summary>
    public static BigInteger ExactCount(int dimension, int variancePoints, int outer, int inner) =>
        variancePoints + ((BigInteger.Pow(2, dimension) - 2) * outer * inner);

    /// <summary>Number of points with m random permutations: N_V + m·(d − 1)·N_O·N_I.</summary>
    public static BigInteger RandomCount(int dimension, int permutations, int variancePoints, int outer, int inner) =>
        variancePoints + ((BigInteger)permutations * (dimension - 1) * outer * inner);

    /// <inheritdoc/>
    public double[] Point(long index)
    {
        UnitDesigns.CheckIndex(index, Count);
        return [.. _points[(int)index]];
    }

    /// <summary>The design over every set of inputs.</summary>
    /// <param name="distribution">The inputs, at most <see cref="MaximumExactDimension"/>.</param>
    /// <param name="variancePoints">N_V, at least 2.</param>
    /// <param name="outer">N_O, at least 1.</param>
    /// <param name="inner">N_I, at least 2.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="path">Path of the stream.</param>
    /// <param name="randomisation">Which of the independent designs of this seed and path; from 0.</param>
    /// <exception cref="ArgumentException">A number is not in its range.</exception>
    public static ShapleyDesign Exact(
        IInputDistribution distribution, int variancePoints, int outer, int inner, ulong seed, string path, int randomisation)
    {
        int d = distribution.Dimension;
        if (d > MaximumExactDimension)
            throw new ArgumentOutOfRangeException(nameof(distribution), d, $"Expected at most {MaximumExactDimension} inputs; take random permutations for more.");
        Check(variancePoints, outer, inner);
        var design = new ShapleyDesign(d, variancePoints, outer, inner, []);
        var draws = new DrawSequence(seed, path, randomisation);
        design.AddVariance(distribution, draws);
        for (int set = 1; set < (1 << d) - 1; set++) design.AddSet(distribution, [.. Enumerable.Range(0, d).Select(i => ((set >> i) & 1) != 0)], draws);
        return design;
    }

    /// <summary>The design over random permutations.</summary>
    /// <param name="distribution">The inputs.</param>
    /// <param name="permutations">Permutations m, at least 1.</param>
    /// <param name="variancePoints">N_V, at least 2.</param>
    /// <param name="outer">N_O, at least 1.</param>
    /// <param name="inner">N_I, at least 2.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="path">Path of the stream.</param>
    /// <param name="randomisation">Which of the independent designs of this seed and path; from 0.</param>
    /// <exception cref="ArgumentException">A number is not in its range.</exception>
    public static ShapleyDesign Random(
        IInputDistribution distribution, int permutations, int variancePoints, int outer, int inner, ulong seed, string path, int randomisation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permutations, 1);
        Check(variancePoints, outer, inner);
        int d = distribution.Dimension;
        var draws = new DrawSequence(seed, path, randomisation);
        List<int[]> orders = [];
        for (int m = 0; m < permutations; m++)
        {
            int[] order = [.. Enumerable.Range(0, d)];
            draws.Shuffle(order);
            orders.Add(order);
        }

        var design = new ShapleyDesign(d, variancePoints, outer, inner, orders);
        design.AddVariance(distribution, draws);
        foreach (int[] order in orders)
        {
            bool[] free = new bool[d];
            for (int length = 1; length < d; length++)
            {
                free[order[length - 1]] = true;
                design.AddSet(distribution, free, draws);
            }
        }

        return design;
    }

    private void AddVariance(IInputDistribution distribution, DrawSequence draws)
    {
        bool[] all = [.. Enumerable.Repeat(true, Dimension)];
        for (int i = 0; i < VariancePoints; i++)
        {
            double[] point = new double[Dimension];
            distribution.Draw(point, all, draws);
            _points.Add(point);
        }
    }

    private void AddSet(IInputDistribution distribution, bool[] free, DrawSequence draws)
    {
        bool[] all = [.. Enumerable.Repeat(true, Dimension)];
        for (int o = 0; o < Outer; o++)
        {
            double[] given = new double[Dimension];
            distribution.Draw(given, all, draws);
            for (int i = 0; i < Inner; i++)
            {
                double[] point = [.. given];
                distribution.Draw(point, free, draws);
                _points.Add(point);
            }
        }
    }

    private static void Check(int variancePoints, int outer, int inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(variancePoints, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(outer, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inner, 2);
    }
}
