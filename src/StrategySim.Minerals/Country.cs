using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals;

/// <summary>What a code of the catalogue stands for.</summary>
public enum CountryKind
{
    /// <summary>A state or territory with an ISO 3166-1 code.</summary>
    Country,

    /// <summary>A bloc that buys and rules as one: <c>EU</c>.</summary>
    Bloc,

    /// <summary>A remainder or a total: <c>OTHER</c>, <c>WORLD</c>. Never named as a supplier of its own.</summary>
    Aggregate,
}

/// <summary>A country, bloc or aggregate that figures name.</summary>
/// <param name="Code">ISO 3166-1 alpha-2, or <c>EU</c>, <c>OTHER</c>, <c>WORLD</c>.</param>
/// <param name="Name">English name.</param>
/// <param name="Kind">What the code stands for.</param>
/// <param name="Governance">World Bank governance values where known, else null.</param>
public sealed record Country(string Code, string Name, CountryKind Kind, Governance? Governance = null);

/// <summary>Quality of government, from the World Bank's Worldwide Governance Indicators.</summary>
/// <param name="Year">Year of the indicators.</param>
/// <param name="AveragePercentileRank">Mean percentile rank over the six dimensions, 0 (worst) to 100 (best).</param>
/// <param name="PoliticalStability">Estimate, standard-normal units, about −2.5 to 2.5.</param>
/// <param name="RuleOfLaw">Estimate, standard-normal units, about −2.5 to 2.5.</param>
/// <param name="Source">Where they were read.</param>
public sealed record Governance(
    Years Year,
    decimal AveragePercentileRank,
    decimal PoliticalStability,
    decimal RuleOfLaw,
    Source Source);
