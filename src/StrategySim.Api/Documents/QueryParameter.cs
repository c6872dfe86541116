using System.Globalization;

namespace StrategySim.Api.Documents;

/// <summary>A query parameter of an address: one description serves the check, the reading and the OpenAPI document.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">Meaning and unit, for the OpenAPI document.</param>
internal abstract record QueryParameter(string Name, string Description)
{
    /// <summary>What is expected, in a few words, for faults.</summary>
    public abstract string Expected { get; }
}

/// <summary>A whole number.</summary>
internal sealed record IntegerParameter(string Name, string Description, int Minimum, int Maximum, int? Default) : QueryParameter(Name, Description)
{
    public override string Expected => $"a whole number from {Minimum} to {Maximum}";
}

/// <summary>One of a few words.</summary>
internal sealed record WordParameter(string Name, string Description, IReadOnlyList<string> Words) : QueryParameter(Name, Description)
{
    public override string Expected => $"one of {string.Join(", ", Words)}";
}

/// <summary>Text.</summary>
internal sealed record TextParameter(string Name, string Description, int MaximumLength = 200) : QueryParameter(Name, Description)
{
    public override string Expected => $"text of 1 to {MaximumLength} characters";
}

/// <summary>A number.</summary>
internal sealed record DecimalParameter(string Name, string Description, double Minimum, double Maximum) : QueryParameter(Name, Description)
{
    public override string Expected => (Minimum, Maximum) switch
    {
        (double.NegativeInfinity, double.PositiveInfinity) => "a number such as 0.25 or 1/4",
        _ => string.Create(CultureInfo.InvariantCulture, $"a number from {Minimum} to {Maximum}, such as 0.25 or 1/4"),
    };
}

/// <summary>Factors of a sweep, each a parameter of its own name: which there are, the sweep says, so the address checks them.</summary>
/// <remarks>A factor whose name the address takes for something else is named with <c>factor.</c> before it.</remarks>
internal sealed record FactorParameters(string Description) : QueryParameter("factors", Description)
{
    /// <summary>What may stand before a factor's name.</summary>
    public const string Prefix = "factor.";

    public override string Expected => "a value of the factor";
}
