using System.Text.Json;
using StrategySim.Api.Hosting;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Contracts;

/// <summary>Whose scenario it is.</summary>
public enum ScenarioOrigin
{
    /// <summary>It ships with the program.</summary>
    Shipped,

    /// <summary>A user keeps it.</summary>
    Kept,
}

/// <summary>A scenario that can be named by an id.</summary>
/// <param name="Id">The id by which it is named: the author's for a shipped scenario, the first 16 digits of the SHA-256 of the whole canonical document for a kept one.</param>
/// <param name="Origin">Whether it ships with the program or is kept by a user.</param>
/// <param name="ScenarioId">The author's own id.</param>
/// <param name="Title">Its title, or the author's id where it has none.</param>
/// <param name="Status">What it claims of itself: stylised, calibrated or historical.</param>
/// <param name="Description">What it is about; may be empty.</param>
/// <param name="CreatedAt">When it was first kept, UTC; null for a shipped scenario.</param>
public sealed record ScenarioSummary(
    string Id, ScenarioOrigin Origin, string ScenarioId, string Title, string Status, string Description, DateTimeOffset? CreatedAt)
{
    internal static ScenarioSummary From(ShippedScenario shipped) => new(
        shipped.Scenario.Id, ScenarioOrigin.Shipped, shipped.Scenario.Id, shipped.Scenario.Title, shipped.Scenario.Status, shipped.Scenario.Description, null);

    internal static ScenarioSummary From(StoredScenario kept)
    {
        using JsonDocument document = JsonDocument.Parse(kept.Json);
        return new ScenarioSummary(kept.Id, ScenarioOrigin.Kept, kept.ScenarioId, kept.Title, Text("status"), Text("description"), kept.CreatedAt);

        string Text(string name) => document.RootElement.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
    }
}

/// <summary>A valid scenario: its canonical form, its hashes and its cost.</summary>
/// <param name="Valid">Always true: a scenario that is not valid is answered with a problem document that lists every fault.</param>
/// <param name="ScenarioId">The author's own id.</param>
/// <param name="Hash">SHA-256 (64 hexadecimal digits) of the canonical model: titles, provenance and notes left out.</param>
/// <param name="PointId">SHA-256 of the model less seed and replications; names the point of parameter space.</param>
/// <param name="Cost">What running it takes.</param>
/// <param name="Canonical">The canonical document: defaults filled in, numbers as exact strings, keys sorted.</param>
public sealed record ScenarioValidation(bool Valid, string ScenarioId, string Hash, string PointId, ScenarioCost Cost, JsonElement Canonical)
{
    internal static ScenarioValidation Of(Scenario scenario)
    {
        using JsonDocument canonical = JsonDocument.Parse(scenario.ToCanonicalJson());
        return new ScenarioValidation(true, scenario.Id, scenario.Hash, scenario.PointId, ScenarioCost.Of(scenario), canonical.RootElement.Clone());
    }
}

/// <summary>What running a scenario takes.</summary>
/// <param name="Units">Units of play: the replications.</param>
/// <param name="RoundsPerUnit">Rounds of one unit at most: the horizon; play may end sooner where continuation is uncertain.</param>
/// <param name="Games">Games played in each round.</param>
/// <param name="Rounds">Rounds of all units at most.</param>
/// <param name="GameRounds">Rounds of all units at most, times the games: a core plays about a million of these a second.</param>
public sealed record ScenarioCost(int Units, int RoundsPerUnit, int Games, long Rounds, long GameRounds)
{
    internal static ScenarioCost Of(Scenario scenario)
    {
        long rounds = (long)scenario.Run.Replications * scenario.Time.Horizon;
        return new ScenarioCost(scenario.Run.Replications, scenario.Time.Horizon, scenario.Games.Count, rounds, rounds * scenario.Games.Count);
    }
}
