namespace StrategySim.Experiments.Statistics;

/// <summary>Refuses samples that a statistic cannot be taken of.</summary>
internal static class SampleGuard
{
    /// <summary>A copy of the sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="name">Its name in a message.</param>
    /// <param name="minimum">Fewest numbers accepted.</param>
    /// <exception cref="ArgumentException">There are fewer numbers, or one is not finite.</exception>
    public static double[] Copy(IReadOnlyList<double> sample, string name, int minimum)
    {
        if (sample.Count < minimum) throw new ArgumentException($"{name} has {sample.Count} numbers; expected at least {minimum}.", name);
        double[] copy = [.. sample];
        for (int i = 0; i < copy.Length; i++)
        {
            if (!double.IsFinite(copy[i])) throw new ArgumentException($"{name}[{i}] is {copy[i]}; expected a finite number.", name);
        }

        return copy;
    }

    /// <summary>The columns of a table of inputs that belongs to <paramref name="rows"/> outputs.</summary>
    /// <param name="inputs">One array for each row, all of one length.</param>
    /// <param name="rows">Rows expected.</param>
    /// <param name="name">Name of the inputs in a message.</param>
    /// <exception cref="ArgumentException">There is another number of rows, rows differ in length or have none, or a number is not finite.</exception>
    public static double[][] Columns(IReadOnlyList<double[]> inputs, int rows, string name)
    {
        if (inputs.Count != rows) throw new ArgumentException($"{name} has {inputs.Count} rows; expected {rows}, one for each output.", name);
        int dimension = inputs.Count == 0 ? 0 : inputs[0].Length;
        if (dimension == 0) throw new ArgumentException($"{name} has no columns; expected at least one.", name);
        double[][] columns = [.. Enumerable.Range(0, dimension).Select(_ => new double[rows])];
        for (int row = 0; row < rows; row++)
        {
            if (inputs[row].Length != dimension)
                throw new ArgumentException($"{name}[{row}] has {inputs[row].Length} numbers; expected {dimension}, as in the first row.", name);
            for (int column = 0; column < dimension; column++)
            {
                double value = inputs[row][column];
                if (!double.IsFinite(value)) throw new ArgumentException($"{name}[{row}][{column}] is {value}; expected a finite number.", name);
                columns[column][row] = value;
            }
        }

        return columns;
    }

    /// <summary>Mean and sample standard deviation of a sample of at least 2.</summary>
    public static (double Mean, double Sd) Moments(IReadOnlyList<double> sample)
    {
        var accumulator = new MeanAccumulator();
        foreach (double value in sample) accumulator.Add(value);
        Estimate estimate = accumulator.ToEstimate();
        return (estimate.Mean, estimate.Sd ?? 0);
    }

    /// <summary>The mean with its 95 % Student interval.</summary>
    public static Estimate StudentMean(IEnumerable<double> sample)
    {
        var accumulator = new MeanAccumulator();
        foreach (double value in sample) accumulator.Add(value);
        return accumulator.ToEstimate();
    }
}
