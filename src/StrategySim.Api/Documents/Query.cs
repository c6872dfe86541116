using System.Globalization;
using System.Reflection;
using StrategySim.Api.Contracts;
using StrategySim.Api.Problems;

namespace StrategySim.Api.Documents;

/// <summary>The query parameters of a request, checked against what its address takes; handlers ask for it as a parameter.</summary>
internal sealed class Query : IBindableFromHttpContext<Query>
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    /// <summary>Reads the parameters that the address declares; one that it does not know, or that comes twice, is a fault.</summary>
    /// <exception cref="ProblemException">422 with every fault.</exception>
    public static ValueTask<Query?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        var known = context.GetEndpoint()?.Metadata.GetMetadata<QueryMetadata>()?.Parameters ?? [];
        var query = new Query();
        List<ProblemFault> faults = [];
        foreach ((string name, var values) in context.Request.Query)
        {
            QueryParameter? declared = known.FirstOrDefault(p => p.Name == name);
            if (declared is null)
            {
                string expected = known.Count == 0 ? "no query parameters" : $"one of {string.Join(", ", known.Select(p => p.Name))}";
                faults.Add(new ProblemFault("", $"'{Shorten(name)}'", expected, $"The query parameter '{Shorten(name)}' is not known here.", Parameter: Shorten(name)));
            }
            else if (values.Count != 1)
            {
                faults.Add(new ProblemFault("", $"{values.Count} values", "one value", $"The query parameter '{name}' stands {values.Count} times.", Parameter: name));
            }
            else if (Value(declared, values[0] ?? "") is { } value)
            {
                query._values[name] = value;
            }
            else
            {
                faults.Add(new ProblemFault("", $"'{Shorten(values[0] ?? "")}'", declared.Expected, $"The query parameter '{name}' does not fit.", Parameter: name));
            }
        }

        return faults.Count == 0 ? ValueTask.FromResult<Query?>(query) : throw new ProblemException(ProblemKinds.Invalid(faults));
    }

    public int Integer(IntegerParameter parameter) => _values.TryGetValue(parameter.Name, out object? value) ? (int)value : parameter.Default;

    public string? Text(QueryParameter parameter) => _values.TryGetValue(parameter.Name, out object? value) ? (string)value : null;

    private static object? Value(QueryParameter parameter, string text) => parameter switch
    {
        IntegerParameter integer => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= integer.Minimum && value <= integer.Maximum ? value : null,
        WordParameter word => word.Words.Contains(text) ? text : null,
        TextParameter free => text.Length >= 1 && text.Length <= free.MaximumLength ? text : null,
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter.GetType().Name, "Expected a known kind of parameter."),
    };

    private static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
}

/// <summary>The query parameters that an address takes.</summary>
internal sealed record QueryMetadata(IReadOnlyList<QueryParameter> Parameters);
