using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StrategySim.Experiments.Figures;

namespace StrategySim.Experiments.Tests.Figures;

/// <summary>What can be said of a Vega-Lite document without rendering it.</summary>
internal static partial class SpecificationCheck
{
    /// <summary>What is wrong with a document: fields that rows lack, axes without a title, values that are no numbers, words that are missing.</summary>
    public static IReadOnlyList<string> Faults(FigureDocument document)
    {
        JsonObject spec = document.Specification;
        var faults = new List<string>();
        if ((string?)spec["$schema"] != "https://vega.github.io/schema/vega-lite/v6.json") faults.Add("$schema");
        if (((string?)spec["description"] ?? "").Length < 40) faults.Add("description is missing or says too little");
        if (string.IsNullOrWhiteSpace((string?)spec["title"]?["text"])) faults.Add("title");
        Visit(spec, null, "", document, faults);
        Numbers(spec, "", faults);
        return faults;
    }

    private static void Visit(JsonObject view, HashSet<string>[]? rows, string path, FigureDocument document, List<string> faults)
    {
        if (view["data"] is JsonObject data) rows = Rows(data, document);
        foreach (JsonObject transform in (view["transform"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (transform["filter"] is JsonObject predicate) Field(predicate["field"], $"{path}/transform");
            else foreach (Match name in Datum().Matches((string)transform["filter"]!)) Field(name.Groups["field"].Value, $"{path}/transform");
        }

        if (view["encoding"] is JsonObject encoding)
        {
            if (rows is null) faults.Add($"{path} has no data");
            else if (rows.Length == 0) faults.Add($"{path} has no rows");
            foreach ((string channel, JsonNode? definition) in encoding)
            {
                foreach (JsonObject one in (definition is JsonArray list ? [.. list] : new[] { definition }).OfType<JsonObject>())
                {
                    Field(one["field"], $"{path}/encoding/{channel}");
                    bool hidden = one.TryGetPropertyValue("axis", out JsonNode? axis) && (axis is null || (axis is JsonObject shown && ((bool?)shown["labels"] == false || shown.TryGetPropertyValue("title", out _))));
                    bool words = one.TryGetPropertyValue("title", out JsonNode? title) && (title is null or JsonArray { Count: > 0 } || !string.IsNullOrWhiteSpace((string?)title));
                    if (channel is "x" or "y" && one["field"] is not null && !hidden && !words) faults.Add($"{path}/encoding/{channel} has no title");
                }
            }
        }

        foreach (string kind in (string[])["layer", "hconcat", "vconcat"])
        {
            int i = 0;
            foreach (JsonObject part in (view[kind] as JsonArray ?? []).OfType<JsonObject>()) Visit(part, rows, $"{path}/{kind}/{i++}", document, faults);
        }

        void Field(JsonNode? field, string place)
        {
            if (field is null) return;
            string name = (string)field!;
            int lacking = rows?.Count(row => !row.Contains(name)) ?? 0;
            if (lacking > 0) faults.Add($"{place}: {lacking} rows lack '{name}'");
        }
    }

    [GeneratedRegex(@"datum\.(?<field>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Datum();

    private static HashSet<string>[] Rows(JsonObject data, FigureDocument document)
    {
        if (data["values"] is JsonArray values) return [.. values.Select(row => row!.AsObject().Select(pair => pair.Key).ToHashSet())];
        FigureFile file = document.Files.Single(f => ((string)data["url"]!).EndsWith(f.Name, StringComparison.Ordinal));
        string[] lines = file.Csv.TrimEnd('\n').Split('\n');
        return [.. lines.Skip(1).Select(_ => lines[0].Split(',').ToHashSet())];
    }

    private static void Numbers(JsonNode? node, string path, List<string> faults)
    {
        switch (node)
        {
            case JsonObject map:
                foreach ((string key, JsonNode? value) in map) Numbers(value, $"{path}/{key}", faults);
                break;
            case JsonArray list:
                for (int i = 0; i < list.Count; i++) Numbers(list[i], $"{path}/{i}", faults);
                break;
            case JsonValue value when value.TryGetValue(out double number) && !double.IsFinite(number):
                faults.Add($"{path} is {number}");
                break;
        }
    }
}
