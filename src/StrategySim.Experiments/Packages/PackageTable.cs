namespace StrategySim.Experiments.Packages;

/// <summary>A table of a package: its columns, and how its rows are made from a study.</summary>
/// <param name="Name">Its name: that of its file and of its resource.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What a row is.</param>
/// <param name="Fields">Its columns, in order.</param>
/// <param name="Key">The columns, the first ones, that name a row.</param>
/// <param name="Rows">One text for each column, empty where there is no value.</param>
internal sealed record PackageTable(
    string Name, string Title, string Description, IReadOnlyList<TableField> Fields, IReadOnlyList<string> Key, Func<IStudyContent, CancellationToken, IAsyncEnumerable<string[]>> Rows)
{
    /// <summary>Its file.</summary>
    public string Path => $"{PackageFiles.Data}{Name}.csv";

    /// <summary>Whether its rows belong to rows of <c>points</c>, by their column <c>point</c>.</summary>
    public bool OfPoints { get; init; } = true;

    /// <summary>Whether the key always has values, so that it is a primary key.</summary>
    public bool KeyIsPrimary { get; init; } = true;
}

/// <summary>The types of columns, by their words in Frictionless.</summary>
internal enum FieldType
{
    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A double, written in the fewest digits that read back as the same one.</summary>
    Number,

    /// <summary>Text.</summary>
    String,
}

/// <summary>A column.</summary>
/// <param name="Name">Its header.</param>
/// <param name="Type">What its cells are.</param>
/// <param name="Description">What they mean.</param>
internal sealed record TableField(string Name, FieldType Type, string Description)
{
    /// <summary>The unit of its numbers; null where they have none.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether every cell has a value.</summary>
    public bool Required { get; init; } = true;

    /// <summary>The column of the same table that it names rows by; null where it names none.</summary>
    public string? RefersTo { get; init; }

    /// <summary>Whether it alone names a row.</summary>
    public bool Unique { get; init; }

    /// <summary>The least number; null where there is none.</summary>
    public int? Minimum { get; init; }

    /// <summary>A regular expression that texts match as a whole; null where there is none.</summary>
    public string? Pattern { get; init; }
}
