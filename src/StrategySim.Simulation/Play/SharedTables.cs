using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Play;

/// <summary>Tables of one game that the units of a scenario have in common: one for each of the first rounds, with the values that it follows from.</summary>
/// <remarks>
/// Units that nothing random has touched so far meet the same tables in the same rounds, and need not derive them again; any other unit
/// loses one comparison a round. A table follows from its slots alone, so it does not matter which unit derived it. A round keeps the
/// table of the second unit that asks, for good: a scenario that is played once keeps none. Safe for several threads.
/// </remarks>
/// <param name="slots">The slots that the table reads.</param>
/// <param name="payoffs">Payoffs of a table.</param>
/// <param name="horizon">Rounds at most.</param>
internal sealed class SharedTables(int[] slots, int payoffs, int horizon)
{
    // Some 100 bytes a payoff, with what follows from it, in each game of some hundred scenarios that are at hand at a time.
    private const int MostPayoffs = 1024;

    private static readonly Entry Asked = new([], null);

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
        if (entry is null) Volatile.Write(ref place, Asked);
        wanted = entry == Asked;
        if (entry?.Table is null) return null;
        for (int i = 0; i < slots.Length; i++)
        {
            if (world.Scaled[slots[i]] != entry.Values[i]) return null;
        }

        return entry.Table;
    }

    /// <summary>Keeps a table; nobody may fill it again.</summary>
    public void Keep(StageTable table, World world, int round)
    {
        table.Complete();
        Volatile.Write(ref _rounds[round - 1], new Entry([.. slots.Select(slot => world.Scaled[slot])], table));
    }

    private sealed class Entry(Rational[] values, StageTable? table)
    {
        public readonly Rational[] Values = values;
        public readonly StageTable? Table = table;
    }
}
