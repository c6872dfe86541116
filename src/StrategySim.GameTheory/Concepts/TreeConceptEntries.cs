using StrategySim.GameTheory.ExtensiveForm;

namespace StrategySim.GameTheory.Concepts;

/// <summary>The entries of the catalogue that are asked of games in trees; a table is not taken, since it has no subgames and no sequences.</summary>
public static class TreeConceptEntries
{
    /// <summary>Subgame perfection.</summary>
    public static SolutionConcept SubgamePerfect { get; } = new(
        "subgame-perfect",
        "Subgame-perfect equilibrium",
        "Selten, Zeitschrift für die gesamte Staatswissenschaft 121 (1965) 301–324; International Journal of Game Theory 4 (1975) 25–55",
        true,
        "With perfect information every pure equilibrium, ties in all combinations, and whether every mixture over ties is one too; otherwise all combinations of the extreme equilibria of the subgames. Each answer says whether it is complete and why; regret 0 in every subgame.",
        "One pass over the tree for each combination of what subgames are worth; of subgames with imperfect information the reduced normal form.",
        "trees (formats efg, tree and threat) of perfect recall",
        _ => false,
        []);

    /// <summary>One equilibrium by the sequence form.</summary>
    public static SolutionConcept SequenceForm { get; } = new(
        "sequence-form",
        "Nash equilibrium by the sequence form",
        "Koller, Megiddo and von Stengel, Games and Economic Behavior 14 (1996) 247–259; von Stengel, the same, 220–246",
        true,
        "One Nash equilibrium in behaviour strategies; where payoffs have a constant sum, the value and optimal behaviour of both. Regret 0 in the tree.",
        "A system as large as the tree, never exponential in size: 4,000,000 entries of a tableau at most, about 1,400 sequences and information sets together.",
        "two-player trees (formats efg, tree and threat) of perfect recall",
        _ => false,
        []);

    /// <summary>Why subgame perfection is not sought in a tree; null where it is.</summary>
    public static string? SubgamePerfectRefuses(ExtensiveGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        return game.ImperfectRecall is { } fault ? $"It is sought with perfect recall only, but {fault}." : null;
    }

    /// <summary>Why the sequence form of a tree is not solved; null where it is.</summary>
    public static string? SequenceFormRefuses(ExtensiveGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        return game.Players.Length != 2 ? $"The tree has {game.Players.Length} players; the sequence form is solved for two."
            : game.ImperfectRecall is { } fault ? $"The sequence form needs perfect recall, but {fault}."
            : null;
    }
}
