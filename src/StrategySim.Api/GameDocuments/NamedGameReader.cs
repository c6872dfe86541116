using StrategySim.GameTheory.Catalog;
using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.GameDocuments;

/// <summary>Reads a game of the catalogue, by id and variant.</summary>
internal static class NamedGameReader
{
    /// <summary>The fields beside <c>format</c>; <c>game</c> is the word that scenarios use for <c>id</c>.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["id", "game", "variant", "players"];

    public static NormalFormGame? Read(MapNode map, string pointer, List<Fault> faults)
    {
        if (map["id"] is not null && map["game"] is { } second)
        {
            faults.Add(ShapeChecker.At(second, JsonPointer.Append(pointer, "game"), ShapeChecker.Show(second), "'id' or 'game', not both", "The game is named twice."));
        }

        string field = map["id"] is null && map["game"] is not null ? "game" : "id";
        string? id = NodeReader.Word(map, pointer, field, [.. GameCatalog.All.Select(game => game.Id)], required: true, faults);
        (string A, string B)? players = NodeReader.TwoPlayers(map, pointer, faults);
        if (id is null) return null;
        GameDefinition definition = GameCatalog.Get(id);
        string? variant = NodeReader.Word(map, pointer, "variant", [.. definition.Variants.Select(v => v.Id)], required: false, faults);
        if (players is not var (a, b) || (variant is null && map["variant"] is not null)) return null;
        return definition.Variant(variant).ToGame(a, b);
    }
}
