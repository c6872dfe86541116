using System.Text.Json.Nodes;
using StrategySim.Experiments.Studies;

namespace StrategySim.Experiments.Packages;

/// <summary>Writes <c>datapackage.json</c>: the data dictionary, as a Tabular Data Package of Frictionless, version 1.</summary>
/// <remarks>Specification: specs.frictionlessdata.io, Data Package, Tabular Data Resource, Table Schema and CSV Dialect. <c>unit</c> is a property of this program's own, as fields may have.</remarks>
internal static class DataPackageDocument
{
    /// <summary>The document.</summary>
    /// <param name="study">The study.</param>
    /// <param name="description">What the sweep's author says of it; may be empty.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="files">Their files, in the same order.</param>
    public static string Write(StudyRecord study, string description, IReadOnlyList<PackageTable> tables, IReadOnlyList<PackagedFile> files)
    {
        var document = new JsonObject
        {
            ["profile"] = "tabular-data-package",
            ["name"] = $"strategysim-{study.SweepId.ToLowerInvariant()}",
            ["title"] = study.SweepTitle,
        };
        if (description.Length > 0) document["description"] = description;
        document["resources"] = new JsonArray([.. tables.Zip(files, (table, file) => (JsonNode)Resource(table, file))]);
        return document.ToJsonString(PackageFiles.Json) + "\n";
    }

    private static JsonObject Resource(PackageTable table, PackagedFile file) => new()
    {
        ["profile"] = "tabular-data-resource",
        ["name"] = table.Name,
        ["path"] = file.Path,
        ["title"] = table.Title,
        ["description"] = table.Description,
        ["format"] = "csv",
        ["mediatype"] = "text/csv",
        ["encoding"] = "utf-8",
        ["bytes"] = file.Bytes,
        ["hash"] = $"sha256:{file.Sha256}",
        ["dialect"] = new JsonObject { ["delimiter"] = ",", ["lineTerminator"] = "\n", ["quoteChar"] = "\"", ["doubleQuote"] = true, ["skipInitialSpace"] = false, ["header"] = true },
        ["schema"] = Schema(table),
    };

    private static JsonObject Schema(PackageTable table)
    {
        var schema = new JsonObject
        {
            ["fields"] = new JsonArray([.. table.Fields.Select(field => (JsonNode)Field(field))]),
            ["missingValues"] = new JsonArray(""),
        };
        if (table.KeyIsPrimary) schema["primaryKey"] = new JsonArray([.. table.Key.Select(name => (JsonNode)name)]);
        JsonNode[] links = [.. table.Fields.Where(field => field.RefersTo is not null).Select(field => Link(field.Name, "", field.RefersTo!))];
        if (table.OfPoints) links = [Link("point", "points", "point"), .. links];
        if (links.Length > 0) schema["foreignKeys"] = new JsonArray(links);
        return schema;
    }

    // An empty resource is the table itself.
    private static JsonObject Link(string field, string resource, string referred) => new()
    {
        ["fields"] = field,
        ["reference"] = new JsonObject { ["resource"] = resource, ["fields"] = referred },
    };

    private static JsonObject Field(TableField field)
    {
        var node = new JsonObject { ["name"] = field.Name, ["type"] = field.Type.ToString().ToLowerInvariant(), ["description"] = field.Description };
        if (field.Unit is not null) node["unit"] = field.Unit;
        var constraints = new JsonObject();
        if (field.Required) constraints["required"] = true;
        if (field.Unique) constraints["unique"] = true;
        if (field.Minimum is int minimum) constraints["minimum"] = minimum;
        if (field.Pattern is not null) constraints["pattern"] = field.Pattern;
        if (constraints.Count > 0) node["constraints"] = constraints;
        return node;
    }
}
