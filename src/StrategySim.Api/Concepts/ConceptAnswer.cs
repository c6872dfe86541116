using System.Collections.Immutable;
using System.Text.Json.Serialization;
using StrategySim.Api.Contracts;
using StrategySim.Api.Results;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.Api.Concepts;

/// <summary>What <c>/equilibria</c> answers, for the OpenAPI document: one of several shapes, by its <c>concept</c>.</summary>
internal abstract record EquilibriaAnswer;

/// <summary>The answer to a question for a solution concept other than Nash equilibrium; each concept has its own members.</summary>
public abstract record ConceptAnswer
{
    private protected ConceptAnswer(SolutionConcept concept, NormalFormGame game)
        : this(concept, GameShape.From(game))
    {
    }

    private protected ConceptAnswer(SolutionConcept concept, GameShape game)
    {
        Concept = concept.Id;
        Exact = concept.Exact;
        Game = game;
    }

    /// <summary>The solution concept; see <c>/concepts</c>.</summary>
    [JsonPropertyOrder(-3)]
    public string Concept { get; }

    /// <summary>Whether every number is exact.</summary>
    [JsonPropertyOrder(-2)]
    public bool Exact { get; }

    /// <summary>The answer in a sentence or two.</summary>
    [JsonPropertyOrder(-1)]
    public abstract string Summary { get; }

    /// <summary>The game that was asked about.</summary>
    [JsonPropertyOrder(1)]
    public GameShape Game { get; }

    /// <summary>Time that solving took on the service, milliseconds; varies from call to call.</summary>
    [JsonPropertyOrder(2)]
    public double ElapsedMs { get; private init; }

    /// <summary>The answer as tables, for the terminal and for CSV; the first one is the main one.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<ConceptTable> Tables { get; }

    /// <summary>The same answer with the time it took.</summary>
    public ConceptAnswer After(TimeSpan elapsed) => this with { ElapsedMs = Math.Round(elapsed.TotalMilliseconds, 3) };
}

/// <summary>A part of an answer as a table.</summary>
/// <param name="Title">What it lists.</param>
/// <param name="Columns">The names of the columns, in camel case.</param>
/// <param name="Rows">The rows; a cell is text, a number, true or false, or null.</param>
public sealed record ConceptTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    internal CsvTable ToCsv() => new(Columns, Rows);
}

/// <summary>Words for profiles and strategies, for tables.</summary>
internal static class ConceptWords
{
    /// <summary>The strategies of a pure profile, by player.</summary>
    public static IReadOnlyList<string> Strategies(NormalFormGame game, int profile) =>
        [.. game.Players.Select((player, i) => player.Strategies[game.StrategyAt(profile, i)])];

    /// <summary>"H", or "1/4 H + 3/4 Y".</summary>
    public static string Of(Player player, MixedStrategy strategy) =>
        strategy.IsPure ? player.Strategies[strategy.Support[0]] : string.Join(" + ", strategy.Support.Select(s => $"{strategy[s]} {player.Strategies[s]}"));

    /// <summary>The strategies of a profile in words, by player.</summary>
    public static IReadOnlyList<string> Of(NormalFormGame game, MixedStrategyProfile profile) => [.. game.Players.Select((player, i) => Of(player, profile[i]))];

    /// <summary>The strategies of all players but one, with their probability.</summary>
    public static RecommendedStrategies Others(NormalFormGame game, RecommendedProfile row, int player) => new(
        [.. Strategies(game, row.Profile).Where((_, i) => i != player)], row.Probability.ToString(), row.Probability.ToDouble());

    /// <summary>The strategies left to each player, by id.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Left(NormalFormGame game, IReadOnlyList<ImmutableArray<int>> left) =>
        [.. left.Select((own, i) => (IReadOnlyList<string>)[.. own.Select(s => game.Players[i].Strategies[s])])];

    /// <summary>"{H, Y} × {Y}".</summary>
    public static string Sets(IReadOnlyList<IReadOnlyList<string>> sets) => string.Join(" × ", sets.Select(own => $"{{{List(own)}}}"));

    /// <summary>"1 round", "2 rounds".</summary>
    public static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    /// <summary>Parts one after another, parted by commas.</summary>
    public static string List(IEnumerable<string> parts) => string.Join(", ", parts);
}
