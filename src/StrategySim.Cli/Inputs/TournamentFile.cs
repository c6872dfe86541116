using System.Globalization;
using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Api.Hosting;
using StrategySim.Cli.CommandLine;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Inputs;

/// <summary>What the command line says of a tournament; what is null is as the document says.</summary>
internal sealed record TournamentChoices(
    string? Game, string? Cooperate, string? Rules, int? Rounds, string? Continuation, string? Discount, string? Noise, string? PerceptionNoise, string? Mode, int? Repetitions, ulong? Seed, bool? SelfPlay);

/// <summary>Tournaments that the user names: a request as the web service takes it or the id of one that ships, with what the command line says in its place, or the command line alone.</summary>
internal static class TournamentFile
{
    private static readonly GameDocumentLimits Limits = new();
    private static readonly string Folder = Path.Combine(StrategySimSettings.ShippedConfigsFolder, "tournaments");

    /// <summary>Reads the tournament.</summary>
    /// <param name="named">A file, <c>-</c>, or the id of one that ships; null where there is none.</param>
    /// <param name="choices">What the command line says.</param>
    /// <param name="standardInput">Standard input.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <exception cref="InputException">There is no such file and none of that id.</exception>
    /// <exception cref="FaultyInputException">Lists every fault.</exception>
    public static async Task<TournamentQuestion> ReadAsync(string? named, TournamentChoices choices, Stream standardInput, CancellationToken cancellationToken)
    {
        string name = named ?? "tournament";
        try
        {
            (DocumentNode? root, IReadOnlyList<Fault> faults) = (new MapNode([], 0, 0), []);
            if (named is not null)
            {
                SourceText source = await SourceText.ReadAsync(Find(named), standardInput, cancellationToken);
                name = source.Name;
                if (source.Format == SourceFormat.Nfg) throw new InputException($"{name}: this is a game; give it under --game, with the rules that are to play it under --rules.");
                (root, faults) = DocumentParser.Parse(source.Text, source.Format == SourceFormat.Json ? DocumentFormat.Json : DocumentFormat.Yaml, Limits.Document);
            }

            if (root is null) throw new InvalidInputException(faults);
            if (root is MapNode map) root = await ChooseAsync(map, choices, cancellationToken);
            return TournamentRequestReader.Read(root, faults, Limits);
        }
        catch (InvalidInputException error)
        {
            // What came from an option has no place in a file.
            throw new FaultyInputException(name, [.. error.Faults.Select(fault => fault.Line == 0 ? fault with { Line = null, Column = null } : fault)]);
        }
    }

    private static string Find(string named)
    {
        if (named == SourceText.StandardInput || File.Exists(named) || Directory.Exists(named)) return named;
        string[] files = Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, "*.yaml").Order(StringComparer.Ordinal)] : [];
        return files.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == named)
            ?? files.FirstOrDefault(file => Path.GetRelativePath(AppContext.BaseDirectory, file) == Path.Combine(named.Split('/')))
            ?? throw new InputException($"{named}: there is no such file, and no tournament of that id ships with the program; its ids are {string.Join(", ", files.Select(Path.GetFileNameWithoutExtension))}.");
    }

    private static async Task<MapNode> ChooseAsync(MapNode map, TournamentChoices choices, CancellationToken cancellationToken)
    {
        if (choices.Game is { } game) map = With(map, "game", await MatchFile.GameAsync(game, cancellationToken));
        if (choices.Cooperate is { } cooperate && map["game"] is MapNode of) map = With(map, "game", With(of, "cooperate", RequestFile.Text(cooperate)));
        if (choices.Rules is { } rules)
        {
            string[] ids = rules.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            map = With(map, "rules", ids is ["all" or "machines"] ? RequestFile.Text(ids[0]) : new ListNode([.. ids.Select(RequestFile.Text)], 0, 0));
        }

        // A length of one kind takes the place of one of another kind.
        if (choices.Rounds is not null || choices.Continuation is not null || choices.Discount is not null) map = Without(Without(Without(map, "rounds"), "continuation"), "discount");
        (string Field, string? Value)[] given =
        [
            ("rounds", choices.Rounds?.ToString(CultureInfo.InvariantCulture)), ("repetitions", choices.Repetitions?.ToString(CultureInfo.InvariantCulture)),
            ("seed", choices.Seed?.ToString(CultureInfo.InvariantCulture)), ("continuation", choices.Continuation), ("discount", choices.Discount), ("noise", choices.Noise),
            ("perceptionNoise", choices.PerceptionNoise), ("mode", choices.Mode),
        ];
        foreach ((string field, string? value) in given)
        {
            if (value is not null) map = With(map, field, field is "rounds" or "repetitions" ? RequestFile.Number(value) : RequestFile.Text(value));
        }

        return choices.SelfPlay is { } self ? With(map, "selfPlay", new ScalarNode(ScalarKind.Boolean, self ? "true" : "false", 0, 0)) : map;
    }

    private static MapNode Without(MapNode map, string key) => map with { Entries = [.. map.Entries.Where(entry => entry.Key != key)] };

    private static MapNode With(MapNode map, string key, DocumentNode value) => map with { Entries = [.. Without(map, key).Entries, RequestFile.Entry(key, value)] };
}
