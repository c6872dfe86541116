using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Sensitivity;

/// <summary>PAWN index of one input: how far the distribution of the output moves when the input is held within an interval.</summary>
/// <param name="Input">The input, from 0.</param>
/// <param name="Minimum">Smallest Kolmogorov–Smirnov distance over the conditioning intervals, 0 to 1.</param>
/// <param name="Mean">Mean distance.</param>
/// <param name="Median">Median distance.</param>
/// <param name="Maximum">Largest distance: above 0 as soon as the input matters anywhere.</param>
/// <param name="Intervals">Conditioning intervals that hold a point.</param>
public sealed record PawnIndex(int Input, double Minimum, double Mean, double Median, double Maximum, int Intervals);

/// <summary>PAWN: density-based sensitivity from cumulative distributions, of any sample of inputs and outputs.</summary>
/// <remarks>
/// The inputs' values are cut into n intervals that hold equally many points; in each the distance max |F_y − F_y|x| of the empirical distributions is taken.
/// Equal values stay together: their common middle rank decides, so that an input with at most n values has an interval for each.
/// In a random sample even an inert input has distances above 0, of order √(n/N): compare with a column that does not enter the model.
/// Sources: Pianosi and Wagener (2015), Environmental Modelling and Software 67, 1–11; (2018), ibid. 108, 197–207 (from a generic sample).
/// </remarks>
internal static class Pawn
{
    /// <summary>The indices of every input.</summary>
    /// <param name="inputs">One row for each output.</param>
    /// <param name="outputs">At least as many as intervals.</param>
    /// <param name="intervals">Conditioning intervals n, at least 2.</param>
    /// <returns>One for each input, in order.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, a number is not finite, or there are fewer outputs than intervals.</exception>
    public static IReadOnlyList<PawnIndex> Of(IReadOnlyList<double[]> inputs, IReadOnlyList<double> outputs, int intervals = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(intervals, 2);
        double[] y = SampleGuard.Copy(outputs, nameof(outputs), intervals);
        double[][] columns = SampleGuard.Columns(inputs, y.Length, nameof(inputs));
        int[] order = Order(y);
        return [.. columns.Select((column, input) => Index(input, Intervals(column, intervals), y, order))];
    }

    /// <summary>The places of the outputs from the least to the greatest: both distribution functions are then steps along one walk.</summary>
    public static int[] Order(double[] outputs) => [.. Enumerable.Range(0, outputs.Length).OrderBy(i => outputs[i])];

    /// <summary>The conditioning interval of each value of a numeric input, from 0.</summary>
    public static int[] Intervals(double[] column, int intervals) =>
        [.. Ranks.Of(column).Select(rank => Math.Min(intervals - 1, (int)((rank - 0.5) * intervals / column.Length)))];

    /// <summary>The index of one input of which each case lies in one of several groups: intervals of a number, or categories, which need no order.</summary>
    /// <param name="input">The input, from 0.</param>
    /// <param name="groups">The group of each case, from 0.</param>
    /// <param name="y">The outputs.</param>
    /// <param name="order">Their <see cref="Order"/>.</param>
    public static PawnIndex Index(int input, int[] groups, double[] y, int[] order)
    {
        double[] distances = Distances(groups, y, order);
        return new PawnIndex(input, distances.Min(), SampleGuard.StudentMean(distances).Mean, Quantiles.Of(distances, 0.5)[0], distances.Max(), distances.Length);
    }

    private static double[] Distances(int[] groups, double[] y, int[] order)
    {
        int count = groups.Max() + 1;
        int[] sizes = new int[count], seen = new int[count];
        foreach (int k in groups) sizes[k]++;

        double[] distances = new double[count];
        for (int i = 0; i < order.Length; i++)
        {
            seen[groups[order[i]]]++;
            // Distribution functions are compared after the last of equal outputs.
            if (i + 1 < order.Length && y[order[i + 1]] == y[order[i]]) continue;
            double all = (i + 1) / (double)order.Length;
            for (int k = 0; k < count; k++)
            {
                if (sizes[k] > 0) distances[k] = Math.Max(distances[k], Math.Abs(all - (seen[k] / (double)sizes[k])));
            }
        }

        return [.. distances.Where((_, k) => sizes[k] > 0)];
    }
}
