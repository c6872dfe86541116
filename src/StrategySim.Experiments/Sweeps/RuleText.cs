using System.Text.Json;

namespace StrategySim.Experiments.Sweeps;

/// <summary>How decision rules are called.</summary>
internal static class RuleText
{
    /// <summary>"defector"; a rule with parameters reads as a call: "memory-one(first: 1)".</summary>
    /// <param name="rule">The rule of a scenario: its id, or as JSON its id under <c>use</c> with its parameters beside it. Other text is returned as it is.</param>
    public static string Of(string rule)
    {
        if (rule is not ['{', ..]) return rule;
        using var document = JsonDocument.Parse(rule);
        string id = document.RootElement.TryGetProperty("use", out JsonElement use) ? use.ToString() : "rule";
        string[] parameters = [.. document.RootElement.EnumerateObject().Where(own => own.Name != "use").Select(own => $"{own.Name}: {own.Value}")];
        return parameters.Length == 0 ? id : $"{id}({string.Join(", ", parameters)})";
    }
}
