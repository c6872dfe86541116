using StrategySim.Minerals.Figures;

namespace StrategySim.Minerals.Mapping;

/// <summary>What a user may set when mapping dependence to a game; the defaults are the published mapping.</summary>
public sealed record DependenceOptions
{
    /// <summary>The published mapping.</summary>
    public static DependenceOptions Default { get; } = new();

    /// <summary>Take the figures as known of this year: no later ones. Null for the latest.</summary>
    public int? AsOf { get; init; }

    /// <summary>Product of the reliance figure, such as <c>palladium</c>; null for the mineral's default product.</summary>
    public string? Product { get; init; }

    /// <summary>
    /// The stage whose world shares stand in where no supplier share is known. Refining by default, the choke point of
    /// most chains; mining suits exporters of ore.
    /// </summary>
    public Stage MarketStage { get; init; } = Stage.Refining;

    /// <summary>Put before every parameter name, for scenarios on several minerals, such as <c>nickel_</c>.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>A reliance to use in place of the catalogue's, or null.</summary>
    public AssumedShare? Reliance { get; init; }

    /// <summary>A supplier share to use in place of the catalogue's, or null.</summary>
    public AssumedShare? SupplierShare { get; init; }

    /// <summary>The mapping's own numbers.</summary>
    public MappingCoefficients Coefficients { get; init; } = MappingCoefficients.Default;
}

/// <summary>A share that a user assumes, with the reason.</summary>
public sealed record AssumedShare
{
    /// <summary>An assumed share.</summary>
    /// <param name="value">Fraction, 0 to 1.</param>
    /// <param name="because">Why, in words that can stand in a scenario; not empty.</param>
    /// <exception cref="ArgumentException">The value lies outside 0 to 1, or no reason is given.</exception>
    public AssumedShare(decimal value, string because)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1);
        ArgumentException.ThrowIfNullOrWhiteSpace(because);
        Value = value;
        Because = because;
    }

    /// <summary>Fraction, 0 to 1.</summary>
    public decimal Value { get; }

    /// <summary>Why.</summary>
    public string Because { get; }
}
