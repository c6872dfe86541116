using System.Collections.Immutable;

namespace StrategySim.GameTheory.Catalog;

/// <summary>The named games, in alphabetical order of their ids. A new game is one file and one line here.</summary>
public static class GameCatalog
{
    /// <summary>All games.</summary>
    public static ImmutableArray<GameDefinition> All { get; } = Check(
    [
        Assurance.Definition,
        Blackmail.Definition,
        Chicken.Definition,
        Compromise.Definition,
        Concord.Definition,
        Coordination.Definition,
        Deadlock.Definition,
        Harmony.Definition,
        HawkDove.Definition,
        Hero.Definition,
        Leader.Definition,
        MatchingPennies.Definition,
        Peace.Definition,
        PrisonersDilemma.Definition,
        PureCoordination.Definition,
        StagHunt.Definition,
    ]);

    /// <summary>The game of that id.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the ids.</exception>
    public static GameDefinition Get(string id) =>
        All.FirstOrDefault(game => string.Equals(game.Id, id, StringComparison.Ordinal))
        ?? throw new ArgumentException($"'{id}' is not a named game; expected one of {string.Join(", ", All.Select(game => game.Id))}.", nameof(id));

    /// <summary>Refuses games out of order, ids twice, and games without variants.</summary>
    internal static ImmutableArray<GameDefinition> Check(ImmutableArray<GameDefinition> games)
    {
        for (int i = 0; i < games.Length; i++)
        {
            GameDefinition game = games[i];
            if (i > 0 && string.CompareOrdinal(games[i - 1].Id, game.Id) is >= 0 and int order)
            {
                throw new ArgumentException(
                    order == 0
                        ? $"Game id '{game.Id}' stands twice; expected ids that differ."
                        : $"Game '{game.Id}' stands after '{games[i - 1].Id}'; expected alphabetical order.",
                    nameof(games));
            }

            if (game.Variants.IsEmpty) throw new ArgumentException($"Game '{game.Id}' has no variant; expected at least one.", nameof(games));
            string? twice = game.Variants.GroupBy(variant => variant.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
            if (twice is not null)
            {
                throw new ArgumentException($"Variant id '{twice}' of '{game.Id}' stands twice; expected ids that differ.", nameof(games));
            }
        }

        return games;
    }
}
