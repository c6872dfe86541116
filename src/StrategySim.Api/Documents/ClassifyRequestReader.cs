using StrategySim.Api.GameDocuments;
using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Documents;

/// <summary>A question for the type of a 2 × 2 game.</summary>
/// <param name="Game">The game.</param>
/// <param name="Yields">Which strategy of each player yields, 0 or 1; null where the document does not say.</param>
public sealed record ClassifyQuestion(NormalFormGame Game, IReadOnlyList<int>? Yields);

/// <summary>Reads the body of <c>POST /games:classify</c>.</summary>
public static class ClassifyRequestReader
{
    /// <summary>The fields of the document.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["game", "cooperate"];

    /// <summary>Reads the document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="faults">Faults found so far.</param>
    /// <param name="limits">Bounds on the game.</param>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static ClassifyQuestion Read(DocumentNode root, IReadOnlyList<Fault> faults, GameDocumentLimits limits)
    {
        List<Fault> all = [.. faults];
        if (NodeReader.AsMap(root, "", $"a map with {string.Join(", ", Fields)}", all) is not { } map) throw new InvalidInputException(NodeReader.InOrder(all));
        NodeReader.KnownFields(map, "", Fields, all);
        NormalFormGame? game = null;
        if (map["game"] is { } node) game = GameDocumentReader.Read(node, "/game", limits, all);
        else NodeReader.Missing(map, "", "game", "a game of two players with two strategies each", all);
        if (game is { IsTwoByTwo: false })
        {
            all.Add(ShapeChecker.At(map["game"]!, "/game", $"a {game.Shape} game", "a 2×2 game", "Game types are defined for two players with two strategies each."));
            game = null;
        }

        int[]? yields = null;
        if (game is not null && map["cooperate"] is { } cooperate) yields = Yields(cooperate, game, all);
        return game is not null && all.Count == 0
            ? new ClassifyQuestion(game, yields)
            : throw new InvalidInputException(NodeReader.InOrder(all));
    }

    private static int[] Yields(DocumentNode node, NormalFormGame game, List<Fault> faults)
    {
        int[] yields = [1, 1];
        if (node is ScalarNode)
        {
            for (int player = 0; player < 2; player++) yields[player] = Strategy(node, "/cooperate", game.Players[player], faults);
            return yields;
        }

        if (NodeReader.AsMap(node, "/cooperate", "a strategy id, or one for each player under the player's id", faults) is not { } map) return yields;
        NodeReader.KnownFields(map, "/cooperate", [.. game.Players.Select(player => player.Id)], faults);
        for (int player = 0; player < 2; player++)
        {
            string id = game.Players[player].Id, at = JsonPointer.Append("/cooperate", id);
            if (map[id] is { } strategy) yields[player] = Strategy(strategy, at, game.Players[player], faults);
            else NodeReader.Missing(map, "/cooperate", id, $"one of {string.Join(", ", game.Players[player].Strategies)}", faults);
        }

        return yields;
    }

    private static int Strategy(DocumentNode node, string pointer, Player player, List<Fault> faults)
    {
        int index = node is ScalarNode { Kind: ScalarKind.Text or ScalarKind.Number } scalar ? player.Strategies.IndexOf(scalar.Text) : -1;
        if (index >= 0) return index;
        faults.Add(ShapeChecker.At(node, pointer, ShapeChecker.Show(node), $"one of {string.Join(", ", player.Strategies)}", $"'{player.Id}' has no such strategy."));
        return 0;
    }
}
