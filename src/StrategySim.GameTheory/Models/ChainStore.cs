using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Models;

/// <summary>A chain store that may be tough: Kreps and Wilson, Journal of Economic Theory 27 (1982) 253–279.</summary>
public static class ChainStore
{
    /// <summary>The most entrants.</summary>
    public const int MaximumEntrants = 50;

    /// <summary>The model.</summary>
    public static StrategicModel Model { get; } = new(
        "chain-store",
        "Chain store with a reputation for toughness",
        "An incumbent meets entrants one after another. An entrant earns 0 by staying out, b by entering where the incumbent accommodates, and b - 1 where he fights. A tough incumbent always fights; a weak one earns 0 by accommodating, -1 by fighting and a where nobody enters. Entrants see what happened before.",
        "sequential",
        "a stage game that is repeated a known number of times, with incomplete information",
        "Kreps and Wilson, Journal of Economic Theory 27 (1982) 253-279, section 3",
        [
            StrategicModel.Fraction("b", "What an entrant earns where the incumbent accommodates.", Rational.Half),
            StrategicModel.Fraction("prior", "Probability that the incumbent is tough, as entrants see it at first.", Rational.Create(1, 10)),
            new("a", "What a weak incumbent earns where an entrant stays out.", "a number greater than 1", 2, x => x > Rational.One),
            StrategicModel.Whole("entrants", "How many entrants there are.", 1, MaximumEntrants, 6),
        ],
        Solve);

    private static ModelSolution Solve(IReadOnlyDictionary<string, Rational> values)
    {
        ChainStorePosition first = ChainStorePosition.First(values);
        // Along the path on which everybody who comes in is fought.
        var stages = new List<ModelStage>();
        int entry = 0;
        for (ChainStorePosition? position = first; position is not null; position = position.After(entered: position.Order <= 0, fought: true))
        {
            if (entry == 0 && position.Enters.Sign > 0) entry = position.Left;
            stages.Add(new ModelStage(
                $"{position.Left} left",
                position.Order > 0 ? "stays out" : position.Order < 0 ? "comes in" : "indifferent",
                [
                    new("belief", "Probability that the incumbent is tough, as the entrant sees it.", position.Belief),
                    new("enters", "Probability of entry.", position.Enters),
                    new("weak-fights", "Probability that a weak incumbent fights an entry.", position.WeakFights),
                    new("fights", "Probability that an entry is fought.", position.Fights),
                    new("after-fight", "Probability that the incumbent is tough, after he fought.", position.AfterFight),
                ]));
        }

        return new ModelSolution(
            [
                new("first-entry", "With how many entrants left the first one may come in; 0 where none does.", entry),
                new("entries", "Expected number of entries.", first.Entries),
                new("fights", "Expected number of entries that are fought.", first.FightsToCome),
                new("revealed", "Probability that the incumbent shows weakness before the end.", first.Revealed),
                new("weak-payoff", "What a weak incumbent expects over all entrants.", first.WeakPayoff),
            ],
            [.. stages]);
    }
}
