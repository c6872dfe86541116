using System.Globalization;
using StrategySim.Api.Hosting;
using StrategySim.Cli.CommandLine;
using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

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
        (DocumentNode root, IReadOnlyList<Fault> faults, string name) = await ParseAsync(named, standardInput, replications, cancellationToken);
        return (Require(root, faults, name), name);
    }

    /// <summary>Reads what is to be played as an empirical game: a document that asks for one, or a sweep over decision rules.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    /// <returns>The sweep, the seed that the document asks for, and how the user named it.</returns>
    public static async Task<(Sweep Sweep, ulong? Seed, string Name)> ReadEmpiricalGameAsync(string named, Stream standardInput, int? replications, CancellationToken cancellationToken)
    {
        (DocumentNode root, IReadOnlyList<Fault> faults, string name) = await ParseAsync(named, standardInput, replications, cancellationToken);
        if (root is MapNode { } other && other["schema"] is not null && other["factors"] is null && other["candidates"] is null)
            throw new InputException($"{name}: nobody chooses a rule here; expected a document with scenario and candidates, or a sweep whose factors are decision rules.");
        if (root is not MapNode map || (map["factors"] is not null && map["candidates"] is null)) return (Require(root, faults, name), null, name);
        EmpiricalGameReadResult read = EmpiricalGameReader.Read(root, Scenario, faults);
        return (read.Sweep ?? throw new FaultyInputException(name, read.Faults), read.Seed, name);
    }

    private static Sweep Require(DocumentNode root, IReadOnlyList<Fault> faults, string name)
    {
        SweepReadResult read = SweepReader.Read(root, Scenario, faults);
        return read.Sweep ?? throw new FaultyInputException(name, read.Faults);
    }

    private static async Task<(DocumentNode Root, IReadOnlyList<Fault> Faults, string Name)> ParseAsync(string named, Stream standardInput, int? replications, CancellationToken cancellationToken)
    {
        SourceText source = await SourceText.ReadAsync(Find(named), standardInput, cancellationToken);
        if (source.Format == SourceFormat.Nfg) throw new InputException($"{source.Name}: this is a game, not a sweep; 'strategysim equilibria' finds its equilibria.");
        DocumentFormat format = source.Format == SourceFormat.Json ? DocumentFormat.Json : DocumentFormat.Yaml;
        (DocumentNode? root, IReadOnlyList<Fault> faults) = DocumentParser.Parse(source.Text, format);
        if (root is null) throw new FaultyInputException(source.Name, faults, malformed: true);
        if (replications is int number && root is MapNode map)
            root = DocumentEdit.With(map, "replications", new ScalarNode(ScalarKind.Number, number.ToString(CultureInfo.InvariantCulture), map.Line, map.Column));
        return (root, faults, source.Name);
    }

    private static ScenarioDocument? Scenario(string id) =>
        Files("scenarios").FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == id) is { } file
            ? new ScenarioDocument(File.ReadAllText(file), DocumentFormat.Yaml)
            : null;

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
}
