using System.Globalization;
using System.Reflection;
using StrategySim.Api.Contracts;
using StrategySim.Api.Problems;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Api.Documents;

/// <summary>The query parameters of a request, checked against what its address takes; handlers ask for it as a parameter.</summary>
internal sealed class Query : IBindableFromHttpContext<Query>
{
    private const int MaximumLength = 200;

    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _factors = new(StringComparer.Ordinal);

    private Query(IReadOnlyList<string> names) => Names = names;

    /// <summary>The names of the parameters that the address declares, factors aside.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Reads the parameters that the address declares; one that it does not know, or that comes twice, is a fault.</summary>
    /// <exception cref="ProblemException">422 with every fault.</exception>
    public static ValueTask<Query?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        var all = context.GetEndpoint()?.Metadata.GetMetadata<QueryMetadata>()?.Parameters ?? [];
        QueryParameter[] known = [.. all.Where(p => p is not FactorParameters)];
        bool factors = all.Count > known.Length;
        var query = new Query([.. known.Select(p => p.Name)]);
        List<ProblemFault> faults = [];
        foreach ((string name, var values) in context.Request.Query)
        {
            QueryParameter? declared = known.FirstOrDefault(p => p.Name == name);
            string factor = name.StartsWith(FactorParameters.Prefix, StringComparison.Ordinal) ? name[FactorParameters.Prefix.Length..] : name;
            if (declared is null && factors && values is [{ Length: >= 1 and <= MaximumLength } text])
            {
                if (!query._factors.TryAdd(factor, text)) faults.Add(new ProblemFault("", $"'{Shorten(name)}'", "one value", $"The factor '{Shorten(factor)}' is given twice.", Parameter: Shorten(name)));
            }
            else if (declared is null && !factors)
            {
                string expected = known.Length == 0 ? "no query parameters" : $"one of {string.Join(", ", query.Names)}";
                faults.Add(new ProblemFault("", $"'{Shorten(name)}'", expected, $"The query parameter '{Shorten(name)}' is not known here.", Parameter: Shorten(name)));
            }
            else if (values.Count != 1)
            {
                faults.Add(new ProblemFault("", $"{values.Count} values", "one value", $"The query parameter '{name}' stands {values.Count} times.", Parameter: name));
            }
            else if (declared is not null && Value(declared, values[0] ?? "") is { } value)
            {
                query._values[name] = value;
            }
            else
            {
                faults.Add(new ProblemFault("", $"'{Shorten(values[0] ?? "")}'", declared?.Expected ?? $"text of 1 to {MaximumLength} characters", $"The query parameter '{name}' does not fit.", Parameter: name));
            }
        }

        return faults.Count == 0 ? ValueTask.FromResult<Query?>(query) : throw new ProblemException(ProblemKinds.Invalid(faults));
    }

    /// <summary>What stands under other names than those of the address, where it takes factors: the values asked for, by factor.</summary>
    public IReadOnlyDictionary<string, string> Factors => _factors;

    public double? Decimal(DecimalParameter parameter) => _values.TryGetValue(parameter.Name, out object? value) ? (double)value : null;

    /// <summary>The number given, or the default; only for parameters that have one.</summary>
    public int Integer(IntegerParameter parameter) => IntegerOrNull(parameter) ?? parameter.Default!.Value;

    public int? IntegerOrNull(IntegerParameter parameter) => _values.TryGetValue(parameter.Name, out object? value) ? (int)value : null;

    public string? Text(QueryParameter parameter) => _values.TryGetValue(parameter.Name, out object? value) ? (string)value : null;

    private static object? Value(QueryParameter parameter, string text) => parameter switch
    {
        IntegerParameter integer => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= integer.Minimum && value <= integer.Maximum ? value : null,
        WordParameter word => word.Words.Contains(text) ? text : null,
        TextParameter free => text.Length >= 1 && text.Length <= free.MaximumLength ? text : null,
        DecimalParameter number => text.Length <= MaximumLength && Rational.TryParse(text, out Rational exact) && exact.ToDouble() is var value && double.IsFinite(value) && value >= number.Minimum && value <= number.Maximum ? value : null,
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter.GetType().Name, "Expected a known kind of parameter."),
    };

    private static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
}

/// <summary>The query parameters that an address takes.</summary>
internal sealed record QueryMetadata(IReadOnlyList<QueryParameter> Parameters);
