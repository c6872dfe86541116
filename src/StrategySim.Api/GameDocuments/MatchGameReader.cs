using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Matches;

namespace StrategySim.Api.GameDocuments;

/// <summary>Reads the stage game of matches: a game document of two players, and which strategy of each is cooperating.</summary>
/// <remarks>
/// <c>cooperate</c> stands in the game document: one strategy id for both players, or a map from player id to strategy id. Named games and
/// concession games have it already: their second strategy, yielding.
/// </remarks>
public static class MatchGameReader
{
    private const string Cooperate = "cooperate";

    /// <summary>Reads a game.</summary>
    /// <param name="node">The game document.</param>
    /// <param name="pointer">Its place.</param>
    /// <param name="limits">Bounds on the game.</param>
    /// <param name="faults">Receives every fault.</param>
    /// <returns>The game, or null where there are faults.</returns>
    public static MatchGame? Read(DocumentNode node, string pointer, GameDocumentLimits limits, List<Fault> faults) =>
        ReadStage(node, pointer, limits, faults) is var (game, cooperate) ? new MatchGame(game, cooperate) : null;

    /// <summary>Reads a game as its table, and the index of each player's cooperating strategy; null where it does not say.</summary>
    public static (NormalFormGame Game, int[]? Cooperate)? ReadStage(DocumentNode node, string pointer, GameDocumentLimits limits, List<Fault> faults)
    {
        int before = faults.Count;
        DocumentNode? said = (node as MapNode)?[Cooperate];
        DocumentNode bare = node is MapNode map ? map with { Entries = [.. map.Entries.Where(entry => entry.Key != Cooperate)] } : node;
        if (GameDocumentReader.Read(bare, pointer, limits, faults) is not { } game) return null;
        if (game.PlayerCount != 2)
        {
            faults.Add(ShapeChecker.At(node, pointer, $"a {game.Shape} game of {game.PlayerCount} players", "a game of two players", "Repeated play is between two players."));
            return null;
        }

        string at = JsonPointer.Append(pointer, Cooperate);
        bool yields = bare is MapNode { Entries: var entries } && entries.Any(entry => entry is { Key: "format", Value: ScalarNode { Text: "named" or "concession" } });
        int[]? cooperate = said is null ? (yields ? [1, 1] : null) : Cooperating(said, at, game, faults);
        return faults.Count == before ? (game, cooperate) : null;
    }

    private static int[] Cooperating(DocumentNode node, string pointer, NormalFormGame game, List<Fault> faults)
    {
        if (node is ScalarNode) return [.. game.Players.Select(player => Strategy(node, pointer, player, faults))];
        if (NodeReader.AsMap(node, pointer, "a strategy id, or one for each player under the player's id", faults) is not { } map) return [0, 0];
        NodeReader.KnownFields(map, pointer, [.. game.Players.Select(player => player.Id)], faults);
        return
        [
            .. game.Players.Select(player =>
            {
                if (map[player.Id] is { } strategy) return Strategy(strategy, JsonPointer.Append(pointer, player.Id), player, faults);
                NodeReader.Missing(map, pointer, player.Id, $"one of {string.Join(", ", player.Strategies)}", faults);
                return 0;
            }),
        ];
    }

    private static int Strategy(DocumentNode node, string pointer, Player player, List<Fault> faults)
    {
        int index = node is ScalarNode { Kind: ScalarKind.Text or ScalarKind.Number } scalar ? player.Strategies.IndexOf(scalar.Text) : -1;
        if (index >= 0) return index;
        faults.Add(ShapeChecker.At(node, pointer, ShapeChecker.Show(node), $"one of {string.Join(", ", player.Strategies)}", $"'{player.Id}' has no such strategy."));
        return 0;
    }
}
