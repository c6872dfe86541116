namespace StrategySim.GameTheory.Types;

/// <summary>Names of the orders of T, R, S and P in the literature.</summary>
/// <remarks>
/// The twelve strict symmetric games: Robinson and Goforth, The Topology of the 2 × 2 Games (2005), with the names of
/// Bruns, "Names for Games: Locating 2 × 2 Games", Games 6 (2015) 495–520, doi 10.3390/g6040495; Leader, Rapoport's
/// name, is Bruns' Battle. Names of ties are Bruns' too, by the ranks in the table <c>game_2x2_structures</c> of the R
/// package nitratesgame (Penny), which restates them. That table gives one order two names three times over: High
/// Concord is also High Chicken, High Hunt also High Dilemma, Double Dilemma also Double Hunt.
/// H and Y carry meaning here, so an order that is a named game only once they are exchanged says so: for it T and S
/// trade places, and R and P.
/// </remarks>
internal static class OrderNames
{
    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["T>R>P>S"] = "Prisoner's Dilemma",
        ["T>R>S>P"] = "Chicken",
        ["T>S>R>P"] = "Leader",
        ["S>T>R>P"] = "Hero",
        ["S>R>T>P"] = "Compromise",
        ["T>P>R>S"] = "Deadlock",
        ["R>T>P>S"] = "Stag Hunt",
        ["R>P>T>S"] = "Assurance",
        ["R>P>S>T"] = "Coordination",
        ["R>S>P>T"] = "Peace",
        ["R>S>T>P"] = "Harmony",
        ["R>T>S>P"] = "Concord",

        ["T>S>R=P"] = "Low Battle",
        ["T>P>S=R"] = "Low Lock",
        ["T>R>S=P"] = "Low Dilemma",
        ["R>P>T=S"] = "Low Coordination",
        ["R>S>T=P"] = "Low Harmony",
        ["R>T>S=P"] = "Low Concord",

        ["T>S=R>P"] = "Mid Battle",
        ["T>S=P>R"] = "Mid Compromise",
        ["T>R=P>S"] = "Midlock",
        ["R>T=P>S"] = "Mid Hunt",
        ["R>S=P>T"] = "Mid Peace",
        ["R>T=S>P"] = "Mid Harmony",

        ["T=S>P>R"] = "High Hero",
        ["T=S>R>P"] = "High Battle",
        ["T=R>S>P"] = "High Concord",
        ["T=R>P>S"] = "High Hunt",
        ["R=P>S>T"] = "High Coordination",
        ["R=P>T>S"] = "High Assurance",
        ["S=R>P>T"] = "High Peace",
        ["T=P>R>S"] = "High Lock",
        ["S=R>T>P"] = "High Harmony",
        ["T=P>S>R"] = "High Compromise",

        ["T=R>S=P"] = "Double Dilemma",
        ["T=S>R=P"] = "Double Hero",
        ["R=P>T=S"] = "Double Coordination",
        ["S=R>T=P"] = "Double Harmony",
        ["S=R=P>T"] = "Triple Lock",
        ["T=S=R>P"] = "Triple Harmony",
        ["T>S=R=P"] = "Basic Dilemma",
        ["R>T=S=P"] = "Basic Harmony",
        ["T=S=R=P"] = "Zero",
    };

    /// <param name="levels">Levels of T, S, R, P.</param>
    public static (string Name, bool Exchanged, string Description) Describe(ReadOnlySpan<int> levels)
    {
        bool exchanged = !Named.TryGetValue(PlayerOrder.Write(levels), out string? name);
        if (exchanged) name = Named[PlayerOrder.Write(Exchange(levels))];
        string description = exchanged ? $"{name} with H and Y exchanged" : name!;
        if (levels.ToArray().Max() == 2)
        {
            var sides = new List<string>(2);
            foreach (int[] strict in OrderTable.StrictOrders())
            {
                if (Refines(strict, levels)) sides.Add(Describe(strict).Description);
            }

            sides.Sort(StringComparer.Ordinal);
            description += $" (tie of {string.Join(" and ", sides)})";
        }

        return (name!, exchanged, description);
    }

    /// <summary>The same payoffs once H and Y have traded names: T ↔ S, R ↔ P.</summary>
    private static int[] Exchange(ReadOnlySpan<int> levels) => [levels[1], levels[0], levels[3], levels[2]];

    /// <summary>Whether the strict order breaks the ties of the weak one and changes nothing else.</summary>
    private static bool Refines(ReadOnlySpan<int> strict, ReadOnlySpan<int> weak)
    {
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                if (weak[i] > weak[j] && strict[i] < strict[j]) return false;
            }
        }

        return true;
    }
}
