using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals.Mapping;

/// <summary>Where one factor of a dependence comes from.</summary>
public enum TermOrigin
{
    /// <summary>A figure of the catalogue.</summary>
    Reported,

    /// <summary>The catalogue's marked stand-in for a reliance that was not found.</summary>
    Assumed,

    /// <summary>The supplier's share of the world market, in place of a supplier share that was not found.</summary>
    MarketShare,

    /// <summary>Given by the user.</summary>
    Given,
}

/// <summary>One factor of a dependence: a reliance or a supplier share, with its provenance.</summary>
public sealed record DependenceTerm
{
    internal DependenceTerm(string name, decimal value, TermOrigin origin)
    {
        Name = name;
        Value = value;
        Origin = origin;
    }

    /// <summary>Name as a scenario parameter.</summary>
    public string Name { get; }

    /// <summary>Fraction, 0 to 1. For a figure printed as a bound, the bound.</summary>
    public decimal Value { get; }

    /// <summary>Where it comes from.</summary>
    public TermOrigin Origin { get; }

    /// <summary>The source; null for what is assumed.</summary>
    public Source? Source { get; internal init; }

    /// <summary>Years the figure speaks of; the year of publication where the source gives none. Null for what is assumed.</summary>
    public Years? Year { get; internal init; }

    /// <summary>Why it was assumed; null for reported figures.</summary>
    public string? Because { get; internal init; }

    /// <summary>Lower and upper end of what is plausible; null for an exact figure that no other contradicts.</summary>
    public (decimal Low, decimal High)? Range { get; internal init; }

    /// <summary>Basis, bound and doubts; null for assumptions.</summary>
    public string? Note { get; internal init; }

    internal ScenarioParameter ToParameter() => new(Name)
    {
        Value = ScenarioParameter.Text(Value),
        Source = Source,
        Year = Year,
        Assumption = Because,
        Range = Range is { } range ? new ParameterRange(ScenarioParameter.Text(range.Low), ScenarioParameter.Text(range.High)) : null,
        Note = Note,
    };
}
