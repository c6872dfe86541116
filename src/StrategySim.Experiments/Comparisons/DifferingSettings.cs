using System.Text.Json;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Comparisons;

/// <summary>The places in which the scenarios of sides differ, with names and values for people.</summary>
internal static class DifferingSettings
{
    private const string Varies = "varies";

    public static IReadOnlyList<ComparedSetting> Of(IReadOnlyList<ComparedSide> sides)
    {
        var settings = new SortedDictionary<string, string?[]>(StringComparer.Ordinal);
        foreach (DifferingPlace place in DifferingPlace.Among([.. sides.Select(side => side.Scenario)])) settings[place.Pointer] = [.. place.Values.Select(Plain)];
        foreach (string pointer in sides.SelectMany(side => side.Varied).Distinct())
        {
            // What is within a place that varies varies with it.
            foreach (string inner in settings.Keys.Where(key => key.StartsWith(pointer + "/", StringComparison.Ordinal)).ToList()) settings.Remove(inner);
            string?[] values = settings.GetValueOrDefault(pointer) ?? [.. sides.Select(side => At(side.Scenario, pointer))];
            settings[pointer] = [.. values.Zip(sides, (value, side) => side.Varied.Contains(pointer) ? Varies : value)];
        }

        ComparedSetting[] named = [.. settings.Select(pair => new ComparedSetting(pair.Key, Name(JsonPointer.Split(pair.Key)), Shown(JsonPointer.Split(pair.Key), pair.Value)))];
        HashSet<string> twice = [.. named.GroupBy(setting => setting.Name).Where(group => group.Count() > 1).Select(group => group.Key)];
        return [.. named.Select(setting => twice.Contains(setting.Name) ? setting with { Name = setting.Pointer } : setting)];
    }

    /// <summary>"d_us", "stress (initial)", "rule of CN in us-china", "seed"; what has no shorter name keeps its steps.</summary>
    private static string Name(IReadOnlyList<string> path)
    {
        string[] steps = [.. path];
        return steps switch
        {
            ["parameters", _] or ["parameters", _, "value" or "derived"] => steps[1],
            ["states", _, _] => $"{steps[1]} ({steps[2]})",
            ["games", _, "rules", _] or ["games", _, "rules", _, "use"] => $"rule of {steps[3]} in {steps[1]}",
            ["games", _, "rules", _, .. var rest] => $"rule of {steps[3]} in {steps[1]}, {string.Join('.', rest)}",
            ["games", _, .. { Length: > 0 } rest] => $"{steps[1]}, {string.Join('.', rest)}",
            ["shocks", _, .. { Length: > 0 } rest] => $"shock {steps[1]}, {string.Join('.', rest)}",
            ["clubs", _, .. { Length: > 0 } rest] => $"club {steps[1]}, {string.Join('.', rest)}",
            ["shocks", _] => $"shock {steps[1]}",
            ["clubs", _] => $"club {steps[1]}",
            ["run", _] => steps[1],
            _ => string.Join('.', steps),
        };
    }

    private static string?[] Shown(IReadOnlyList<string> path, string?[] values) =>
        path is ["games", _, "rules", _] ? [.. values.Select(value => value is null ? null : RuleText.Of(value))] : values;

    private static string? At(Scenario scenario, string pointer)
    {
        using JsonDocument model = JsonDocument.Parse(scenario.ToModelJson());
        JsonElement at = model.RootElement;
        foreach (string step in JsonPointer.Split(pointer))
        {
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(step, out JsonElement inner)) at = inner;
            else if (at.ValueKind == JsonValueKind.Array && int.TryParse(step, out int index) && index < at.GetArrayLength()) at = at[index];
            else return null;
        }

        return at.ValueKind == JsonValueKind.String ? at.GetString() : at.GetRawText();
    }

    // Text without its quotes: exact numbers and ids are text in the canonical form.
    private static string? Plain(string? json) => json is ['"', ..] ? JsonSerializer.Deserialize<string>(json) : json;
}
