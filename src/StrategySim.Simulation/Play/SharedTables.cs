using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Play;

/// <summary>Tables of one game that the units of a scenario have in common: one for each of the first rounds, with the values that it follows from.</summary>
/// <remarks>
/// Units that nothing random has touched so far meet the same tables in the same rounds, and need not derive them again; any other unit
/// loses one comparison a round. A table follows from its slots alone, so it does not matter which unit derived it. A round keeps, for
/// good, the table of the first unit that comes to the values of the unit before it: most likely the values that most units come to, where
/// the first table to come might be one that nobody meets again. A scenario that is played once keeps none. Safe for several threads.
/// </remarks>
/// <param name="slots">The slots that the table reads.</param>
/// <param name="payoffs">Payoffs of a table.</param>
/// <param name="horizon">Rounds at most.</param>
internal sealed class SharedTables(int[] slots, int payoffs, int horizon)
{
    // Some 100 bytes a payoff, with what follows from it, in each game of some hundred scenarios that are at hand at a time.
    private const int MostPayoffs = 1024;

    // Where so many units in a row differ, values of a round are as good as never the same.
    private const int Tries = 64;

    private static readonly Entry Hopeless = new([], null, Tries);

    private readonly Entry?[] _rounds = new Entry?[Math.Min(horizon, MostPayoffs / payoffs)];

    /// <summary>The table of a round where the same values led to it before; null otherwise.</summary>
    /// <param name="world">The values.</param>
    /// <param name="round">The round, from 1.</param>
    /// <param name="wanted">Whether to <see cref="Keep"/> the table that is derived instead.</param>
    public StageTable? Find(World world, int round, out bool wanted)
    {
        wanted = false;
        if (round > _rounds.Length) return null;
        ref Entry? place = ref _rounds[round - 1];
        Entry? entry = Volatile.Read(ref place);
        if (entry == Hopeless) return null;
        bool same = entry is not null && entry.IsOf(world, slots);
        if (entry?.Table is not null) return same ? entry.Table : null;
        wanted = same;
        if (!same) Volatile.Write(ref place, entry is { Tried: Tries } ? Hopeless : new Entry(ValuesOf(world), null, (entry?.Tried ?? 0) + 1));
        return null;
    }

    /// <summary>Keeps a table; nobody may fill it again.</summary>
    public void Keep(StageTable table, World world, int round)
    {
        table.Complete();
        Volatile.Write(ref _rounds[round - 1], new Entry(ValuesOf(world), table, 0));
    }

    private Rational[] ValuesOf(World world) => [.. slots.Select(slot => world.Scaled[slot])];

    // Values that a unit came to, with the table where a second one did.
    private sealed class Entry(Rational[] values, StageTable? table, int tried)
    {
        public readonly StageTable? Table = table;
        public readonly int Tried = tried;

        public bool IsOf(World world, int[] slots)
        {
            for (int i = 0; i < slots.Length; i++)
            {
                if (world.Scaled[slots[i]] != values[i]) return false;
            }

            return true;
        }
    }
}
