using System.Globalization;
using StrategySim.Api.Hosting;
using StrategySim.Cli.CommandLine;
using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Inputs;

/// <summary>Sweeps that the user names: a file, standard input, or the id of one that ships with the program.</summary>
internal static class SweepFile
{
    private static readonly string Folder = StrategySimSettings.ShippedConfigsFolder;

    /// <summary>Reads a sweep.</summary>
    /// <param name="named">What the user named.</param>
    /// <param name="standardInput">Standard input.</param>
    /// <param name="replications">Takes the place of the sweep's own replications; null for those.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InputException">There is no such file and no shipped sweep of that id.</exception>
    /// <exception cref="FaultyInputException">The document is not a valid sweep; lists every fault.</exception>
    public static async Task<(Sweep Sweep, string Name)> ReadAsync(string named, Stream standardInput, int? replications, CancellationToken cancellationToken)
    {
        Parsed parsed = await ParseAsync(named, standardInput, replications, cancellationToken);
        return (Require(parsed), parsed.Name);
    }

    /// <summary>Reads what is to be played as an empirical game: a document that asks for one, or a sweep over decision rules.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    /// <returns>The sweep, the seed that the document asks for, and how the user named it.</returns>
    public static async Task<(Sweep Sweep, ulong? Seed, string Name)> ReadEmpiricalGameAsync(string named, Stream standardInput, int? replications, CancellationToken cancellationToken)
    {
        Parsed parsed = await ParseAsync(named, standardInput, replications, cancellationToken);
        if (parsed.Root is MapNode { } other && other["schema"] is not null && other["factors"] is null && other["candidates"] is null)
            throw new InputException($"{parsed.Name}: nobody chooses a rule here; expected a document with scenario and candidates, or a sweep whose factors are decision rules.");
        if (parsed.Root is not MapNode map || (map["factors"] is not null && map["candidates"] is null)) return (Require(parsed), null, parsed.Name);
        EmpiricalGameReadResult read = EmpiricalGameReader.Read(parsed.Root, parsed.Scenario, parsed.Faults);
        return (read.Sweep ?? throw new FaultyInputException(parsed.Name, read.Faults), read.Seed, parsed.Name);
    }

    private static Sweep Require(Parsed parsed)
    {
        SweepReadResult read = SweepReader.Read(parsed.Root, parsed.Scenario, parsed.Faults);
        return read.Sweep ?? throw new FaultyInputException(parsed.Name, read.Faults);
    }

    private static async Task<Parsed> ParseAsync(string named, Stream standardInput, int? replications, CancellationToken cancellationToken)
    {
        SourceText source = await SourceText.ReadAsync(Find(named), standardInput, cancellationToken);
        if (source.Format == SourceFormat.Nfg) throw new InputException($"{source.Name}: this is a game, not a sweep; 'strategysim equilibria' finds its equilibria.");
        DocumentFormat format = source.Format == SourceFormat.Json ? DocumentFormat.Json : DocumentFormat.Yaml;
        (DocumentNode? root, IReadOnlyList<Fault> faults) = DocumentParser.Parse(source.Text, format);
        if (root is null) throw new FaultyInputException(source.Name, faults, malformed: true);
        if (replications is int number && root is MapNode map)
            root = DocumentEdit.With(map, "replications", new ScalarNode(ScalarKind.Number, number.ToString(CultureInfo.InvariantCulture), map.Line, map.Column));
        ScenarioDocument? scenario = root is MapNode { } all && all["scenario"] is ScalarNode { Kind: ScalarKind.Text } id ? await ScenarioAsync(id.Text, FolderOf(named), cancellationToken) : null;
        return new Parsed(root, faults, _ => scenario, source.Name);
    }

    // One that ships with the program, or a file, seen from where the sweep is.
    private static async Task<ScenarioDocument?> ScenarioAsync(string named, string folder, CancellationToken cancellationToken)
    {
        if (Files("scenarios").FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == named) is { } shipped)
            return new ScenarioDocument(await File.ReadAllTextAsync(shipped, cancellationToken), DocumentFormat.Yaml);
        string path = Path.Combine(folder, named);
        if (!File.Exists(path)) return null;
        SourceText source = await SourceText.ReadAsync(path, Stream.Null, cancellationToken);
        DocumentFormat format = source.Format == SourceFormat.Json ? DocumentFormat.Json : DocumentFormat.Yaml;
        // Its faults have their places there, not in the sweep.
        ScenarioReadResult read = ScenarioReader.Read(source.Text, format);
        return read.Scenario is null ? throw new FaultyInputException(source.Name, read.Faults) : new ScenarioDocument(source.Text, format);
    }

    private static string FolderOf(string named) => File.Exists(named) ? Path.GetDirectoryName(named) ?? "" : "";

    /// <summary>Whether what is named says of itself that it is a sweep; what cannot be read does not.</summary>
    public static async Task<bool> IsSweepAsync(string named, Stream standardInput, CancellationToken cancellationToken)
    {
        if (named != SourceText.StandardInput && !File.Exists(named)) return FindShipped(named) is not null;
        SourceText source = await SourceText.ReadAsync(named, standardInput, cancellationToken);
        if (source.Format == SourceFormat.Nfg) return false;
        DocumentNode? root = DocumentParser.Parse(source.Text, source.Format == SourceFormat.Json ? DocumentFormat.Json : DocumentFormat.Yaml).Root;
        return root is MapNode map && (map["schema"] is ScalarNode { Text: SweepShape.SchemaId } || (map["factors"] is not null && map["design"] is not null));
    }

    /// <summary>Whether there is a file of that name, or a shipped sweep of that id.</summary>
    public static bool Exists(string named) => named == SourceText.StandardInput || File.Exists(named) || FindShipped(named) is not null;

    private static string? FindShipped(string named)
    {
        string[] files = Files("sweeps");
        return files.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == named)
            ?? files.FirstOrDefault(file => Path.GetRelativePath(AppContext.BaseDirectory, file) == Path.Combine(named.Split('/')));
    }

    private static string Find(string named)
    {
        if (named == SourceText.StandardInput || File.Exists(named) || Directory.Exists(named)) return named;
        return FindShipped(named) ?? throw new InputException(
            $"{named}: there is no such file, and no sweep of that id ships with the program; its ids are {string.Join(", ", Files("sweeps").Select(Path.GetFileNameWithoutExtension))}.");
    }

    private static string[] Files(string kind) =>
        Directory.Exists(Path.Combine(Folder, kind)) ? [.. Directory.EnumerateFiles(Path.Combine(Folder, kind), "*.yaml").Order(StringComparer.Ordinal)] : [];

    private sealed record Parsed(DocumentNode Root, IReadOnlyList<Fault> Faults, Func<string, ScenarioDocument?> Scenario, string Name);
}
