using System.Text.Json.Serialization;
using StrategySim.Api.Contracts;
using StrategySim.Api.Results;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
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
    public static string Of(Player player, MixedStrategy strategy) => Of(player.Strategies, [.. strategy.Probabilities]);

    /// <summary>"1/4 H + 3/4 Y" of probabilities, which need not be one player's.</summary>
    public static string Of(IReadOnlyList<string> names, IReadOnlyList<Rational> probabilities)
    {
        int[] support = [.. Enumerable.Range(0, names.Count).Where(s => !probabilities[s].IsZero)];
        return support.Length == 1 ? names[support[0]] : string.Join(" + ", support.Select(s => $"{probabilities[s]} {names[s]}"));
    }

    /// <summary>Parts one after another, parted by commas.</summary>
    public static string List(IEnumerable<string> parts) => string.Join(", ", parts);
}
