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
            new("entrants", "How many entrants there are.", $"a whole number from 1 to {MaximumEntrants}", 6, x => x.IsInteger && x >= Rational.One && x <= MaximumEntrants),
        ],
        Solve);

    private static ModelSolution Solve(IReadOnlyDictionary<string, Rational> values)
    {
        (Rational b, Rational prior, Rational a) = (values["b"], values["prior"], values["a"]);
        int entrants = (int)values["entrants"].Numerator;
        var powers = new Rational[entrants + 1];
        powers[0] = Rational.One;
        for (int n = 1; n <= entrants; n++) powers[n] = powers[n - 1] * b;

        // Along the path on which everybody who comes in is fought.
        var stages = new List<ModelStage>();
        Rational belief = prior;
        for (int left = entrants; left >= 1; left--)
        {
            // With n left, entrants keep out where the belief is above bⁿ; the weak fight so that after a fight it is at least bⁿ⁻¹.
            Rational next = powers[left - 1];
            bool sure = left > 1 && belief >= next;
            Rational weak = left == 1 ? Rational.Zero : sure ? Rational.One : (1 - next) * belief / ((1 - belief) * next);
            Rational fights = belief + ((1 - belief) * weak), posterior = belief / fights;
            int order = belief.CompareTo(powers[left]);
            Rational enters = order > 0 ? Rational.Zero : order < 0 ? Rational.One : 1 - (1 / a);
            stages.Add(new ModelStage(
                $"{left} left",
                order > 0 ? "stays out" : order < 0 ? "comes in" : "indifferent",
                [
                    new("belief", "Probability that the incumbent is tough, as the entrant sees it.", belief),
                    new("enters", "Probability of entry.", enters),
                    new("weak-fights", "Probability that a weak incumbent fights an entry.", weak),
                    new("fights", "Probability that an entry is fought.", fights),
                    new("after-fight", "Probability that the incumbent is tough, after he fought.", posterior),
                ]));
            if (order <= 0) belief = posterior;
        }

        int first = stages.FindIndex(stage => stage.Numbers[1].Value.Sign > 0);
        return new ModelSolution([new("first-entry", "With how many entrants left the first one may come in; 0 where none does.", first < 0 ? 0 : entrants - first)], [.. stages]);
    }
}
