namespace StrategySim.Experiments.Discovery;

/// <summary>One input of the cases that PRIM looks at: a number or a category for each.</summary>
internal sealed class PrimInput
{
    private PrimInput(string name, IReadOnlyList<string> categories, double[] values)
    {
        Name = name;
        Categories = categories;
        Values = values;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The categories that occur, in ordinal order; empty for a number.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>Whether it is categorical.</summary>
    public bool IsCategorical => Categories.Count > 0;

    /// <summary>One for each case: the number, or the place of its category.</summary>
    internal double[] Values { get; }

    /// <summary>A numeric input.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">One finite number for each case.</param>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public static PrimInput Numeric(string name, IReadOnlyList<double> values) => new(name, [], Statistics.SampleGuard.Copy(values, name, 1));

    /// <summary>A categorical input.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">One category for each case.</param>
    /// <exception cref="ArgumentException">There is no case.</exception>
    public static PrimInput Categorical(string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0) throw new ArgumentException($"{name} has no values; expected at least one.", nameof(values));
        string[] categories = [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new PrimInput(name, categories, [.. values.Select(value => (double)Array.BinarySearch(categories, value, StringComparer.Ordinal))]);
    }
}
