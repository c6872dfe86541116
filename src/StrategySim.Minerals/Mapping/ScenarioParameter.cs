using System.Globalization;
using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals.Mapping;

/// <summary>A parameter as it should stand under <c>parameters</c> in a scenario.</summary>
/// <remarks>
/// Exactly one of <see cref="Value"/> and <see cref="Derived"/> is set. A value carries either
/// <see cref="Source"/> and <see cref="Year"/>, or <see cref="Assumption"/>.
/// </remarks>
/// <param name="Name">Name of the parameter, as expressions use it.</param>
public sealed record ScenarioParameter(string Name)
{
    /// <summary>Exact text of the value, such as <c>0.7</c> or <c>25/11</c>; null where it is derived.</summary>
    public string? Value { get; init; }

    /// <summary>Expression over other parameters; null where it is given.</summary>
    public string? Derived { get; init; }

    /// <summary>Unit, or null for a pure number or a share.</summary>
    public string? Unit { get; init; }

    /// <summary>Where the value was read; null for assumptions and derived parameters.</summary>
    public Source? Source { get; init; }

    /// <summary>Years the value speaks of, where it has a source.</summary>
    public Years? Year { get; init; }

    /// <summary>Why the value was assumed; null where it has a source or is derived.</summary>
    public string? Assumption { get; init; }

    /// <summary>What is plausible, or null.</summary>
    public ParameterRange? Range { get; init; }

    /// <summary>Bound, basis or doubts about the value; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>A decimal as a scenario writes it: exact, without an exponent or trailing zeros.</summary>
    internal static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}

/// <summary>The range of a parameter, as exact texts.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public sealed record ParameterRange(string Low, string High);
