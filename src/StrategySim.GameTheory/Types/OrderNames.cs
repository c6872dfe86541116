namespace StrategySim.GameTheory.Types;

/// <summary>Names of the orders of T, R, S and P in the literature.</summary>
/// <remarks>
/// The twelve strict symmetric games: Robinson and Goforth, The Topology of the 2 × 2 Games (2005), with the names of
/// Bruns, "Names for Games: Locating 2 × 2 Games", Games 6 (2015) 495–520, doi 10.3390/g6040495. Leader (Rapoport's
/// name) is Bruns' Battle. H and Y carry meaning here, so an order that is a named game only once they are exchanged
/// says so: for it T and S trade places, and R and P.
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
    };

    /// <param name="levels">Levels of T, S, R, P.</param>
    public static (string? Name, bool Exchanged, string Description) Describe(ReadOnlySpan<int> levels)
    {
        if (Named.TryGetValue(PlayerOrder.Write(levels), out string? name)) return (name, false, name);
        if (Named.TryGetValue(PlayerOrder.Write(Exchange(levels)), out name)) return (name, true, $"{name} with H and Y exchanged");
        var between = new List<string>();
        foreach (int[] strict in OrderTable.StrictOrders())
        {
            if (Refines(strict, levels)) between.Add(Describe(strict).Description);
        }

        return (null, false, $"tie between {string.Join(", ", between)}");
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
