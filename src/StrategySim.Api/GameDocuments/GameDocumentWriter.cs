using System.Text.Json.Nodes;
using StrategySim.GameTheory.Games;

namespace StrategySim.Api.GameDocuments;

/// <summary>Writes a game as a document that <see cref="GameDocumentReader"/> reads back as the same game.</summary>
public static class GameDocumentWriter
{
    /// <summary>The game in the format <c>table</c>, every number exact.</summary>
    public static JsonObject Write(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        var document = new JsonObject { ["format"] = "table" };
        if (game.Title.Length > 0) document["title"] = game.Title;
        document["players"] = new JsonArray([.. game.Players.Select(player => new JsonObject
        {
            ["id"] = player.Id,
            ["strategies"] = new JsonArray([.. player.Strategies.Select(strategy => JsonValue.Create(strategy))]),
        })]);
        document["payoffs"] = Payoffs(game, 0, 0);
        return document;
    }

    private static JsonArray Payoffs(NormalFormGame game, int player, int first) => player == game.PlayerCount
        ? [.. Enumerable.Range(0, game.PlayerCount).Select(i => (JsonNode)$"{game.PayoffAt(first, i)}")]
        : [.. Enumerable.Range(0, game.StrategyCount(player)).Select(s => (JsonNode)Payoffs(game, player + 1, first + (s * game.Stride(player))))];
}
