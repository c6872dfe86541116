using System.Globalization;
using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Cli.CommandLine;
using StrategySim.GameTheory.Catalog;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Inputs;

/// <summary>What the command line says of a match; what is null is as the document says.</summary>
internal sealed record MatchChoices(
    string? Game, string? Cooperate, string? Row, string? Column, int? Rounds, string? Continuation, string? Discount, string? Noise, string? PerceptionNoise, string? Mode, int? Repetitions, ulong? Seed);

/// <summary>Matches that the user names: a request as the web service takes it, with what the command line says in its place, or the command line alone.</summary>
internal static class MatchFile
{
    private static readonly GameDocumentLimits Limits = new();

    /// <summary>Reads the matches.</summary>
    /// <param name="source">The document; null where there is none.</param>
    /// <param name="choices">What the command line says.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <exception cref="FaultyInputException">Lists every fault.</exception>
    public static async Task<MatchQuestions> ReadAsync(SourceText? source, MatchChoices choices, CancellationToken cancellationToken)
    {
        string name = source?.Name ?? "match";
        try
        {
            (DocumentNode? root, IReadOnlyList<Fault> faults) = source is null
                ? (Map([]), [])
                : DocumentParser.Parse(source.Text, source.Format == SourceFormat.Json ? DocumentFormat.Json : DocumentFormat.Yaml, Limits.Document);
            if (root is null) throw new InvalidInputException(faults);
            if (root is MapNode map) root = await ChooseAsync(map, choices, cancellationToken);
            return MatchRequestReader.Read(root, faults, Limits);
        }
        catch (InvalidInputException error)
        {
            throw new FaultyInputException(name, error.Faults);
        }
    }

    private static async Task<MapNode> ChooseAsync(MapNode map, MatchChoices choices, CancellationToken cancellationToken)
    {
        if (choices.Game is { } game) map = With(map, "game", await GameAsync(game, cancellationToken));
        if (choices.Cooperate is { } cooperate && map["game"] is MapNode of) map = With(map, "game", With(of, "cooperate", Text(cooperate)));
        if (choices.Row is not null || choices.Column is not null)
        {
            DocumentNode[] given = map["players"] is ListNode { Items: [var first, var second] } ? [first, second] : [];
            DocumentNode? row = choices.Row is { } r ? Text(r) : given.FirstOrDefault(), column = choices.Column is { } c ? Text(c) : given.LastOrDefault();
            if (row is null || column is null) throw new InputException("A match has two rules: --row and --column.");
            map = With(map, "players", new ListNode([row, column], 0, 0));
        }

        if (choices.Rounds is { } rounds) map = With(Without(map, "continuation"), "rounds", Number(rounds));
        if (choices.Continuation is { } continuation) map = With(choices.Rounds is null ? Without(map, "rounds") : map, "continuation", Text(continuation));
        if (choices.Discount is { } discount) map = With(map, "discount", Text(discount));
        if (choices.PerceptionNoise is { } perception) map = With(map, "perceptionNoise", Text(perception));
        if (choices.Noise is { } noise) map = With(map, "noise", Text(noise));
        if (choices.Mode is { } mode) map = With(map, "mode", Text(mode));
        if (choices.Repetitions is { } repetitions) map = With(map, "repetitions", Number(repetitions));
        if (choices.Seed is { } seed) map = With(map, "seed", Text(seed.ToString(CultureInfo.InvariantCulture)));
        return map;
    }

    /// <summary>A game that the command line names: a named game, a .nfg file or a game document.</summary>
    public static async Task<DocumentNode> GameAsync(string game, CancellationToken cancellationToken)
    {
        if (GameCatalog.All.Any(known => known.Id == game)) return Map([("format", Text("named")), ("id", Text(game))]);
        if (!File.Exists(game)) throw new InputException($"{game}: neither a file nor a named game; expected a file or one of {string.Join(", ", GameCatalog.All.Select(known => known.Id))}.");
        SourceText source = await SourceText.ReadAsync(game, Stream.Null, cancellationToken);
        if (source.Format == SourceFormat.Nfg) return Map([("format", Text("nfg")), ("text", Text(source.Text))]);
        (DocumentNode? root, IReadOnlyList<Fault> faults) = DocumentParser.Parse(source.Text, source.Format == SourceFormat.Json ? DocumentFormat.Json : DocumentFormat.Yaml, Limits.Document);
        return root is not null && faults.Count == 0 ? root : throw new FaultyInputException(game, faults);
    }

    private static MapNode Without(MapNode map, string key) => map with { Entries = [.. map.Entries.Where(entry => entry.Key != key)] };

    private static MapNode With(MapNode map, string key, DocumentNode value) => map with { Entries = [.. Without(map, key).Entries, new MapEntry(key, value, 0, 0)] };

    private static MapNode Map((string Key, DocumentNode Value)[] entries) => new([.. entries.Select(entry => new MapEntry(entry.Key, entry.Value, 0, 0))], 0, 0);

    private static ScalarNode Text(string text) => new(ScalarKind.Text, text, 0, 0);

    private static ScalarNode Number(int number) => new(ScalarKind.Number, number.ToString(CultureInfo.InvariantCulture), 0, 0);
}
