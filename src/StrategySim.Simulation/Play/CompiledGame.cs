using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Randomness;
using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Scenarios;
using StrategySim.Simulation.Shocks;

namespace StrategySim.Simulation.Play;

/// <summary>A game of a scenario, compiled: how its table follows from the slots, who plays, and their streams.</summary>
internal sealed class CompiledGame
{
    /// <summary>Largest payoff, in absolute value: ten million of them still add up to a finite double.</summary>
    public const double LargestPayoff = 1e290;

    private readonly CompiledExpression[] _payoffs;
    private readonly int[] _changing;
    private readonly int[] _slots;
    private readonly Rational[] _constants;
    private readonly SharedTables _shared;

    public CompiledGame(Scenario scenario, GameFrame frame, CompiledExpression[] payoffs, int[] labels)
    {
        Frame = frame;
        Labels = labels;
        _payoffs = payoffs = CompiledExpression.ToCommonScale(payoffs, out long scale);
        Scale = scale;
        _changing = [.. Enumerable.Range(0, payoffs.Length).Where(i => !payoffs[i].IsConstant)];
        _constants = [.. payoffs.Select(p => p.IsConstant ? p.EvaluateScaled([]) : default)];
        var slots = new SortedSet<int>();
        foreach (CompiledExpression payoff in payoffs) payoff.CollectSlots(slots);
        _slots = [.. slots];
        // Copied, since every round of every unit asks for them.
        (StrategyCounts, Yield, Actors, FirstMover) = (frame.StrategyCounts, frame.Yield, frame.Actors, frame.FirstMover);
        (DecisionStreams, NoiseStreams, PublicStream) = (frame.DecisionStreams, frame.NoiseStreams, frame.PublicStream);
        _shared = new SharedTables(_slots, payoffs.Length, scenario.Time.Horizon);
        Blank = NewTable();
        // Constant tables are the same for every unit: filled once and shared.
        if (_slots.Length > 0) return;
        Fixed = Blank;
        Fixed.Complete();
    }

    /// <summary>What of it does not hang on numbers.</summary>
    public GameFrame Frame { get; }

    public GameSpecification Specification => Frame.Specification;

    public int[] StrategyCounts { get; }

    public int[]? Yield { get; }

    public int[] Actors { get; }

    public StreamId[] DecisionStreams { get; }

    public StreamId[] NoiseStreams { get; }

    public StreamId PublicStream { get; }

    public int FirstMover { get; }

    /// <summary>Whether it is a threat game.</summary>
    public bool IsThreat => Specification.Form == GameForm.Threat;

    /// <summary>Whether conduct in it makes names: it says what being firm is.</summary>
    public bool HasNames => Yield is not null || IsThreat;

    /// <summary>What payoffs are multiplied by in tables, so that they are whole numbers.</summary>
    public long Scale { get; }

    /// <summary>Slots of the players' labels; empty without feedback.</summary>
    public int[] Labels { get; }

    /// <summary>The table before anybody has filled it; read only.</summary>
    public StageTable Blank { get; }

    /// <summary>The table, where it never changes.</summary>
    public StageTable? Fixed { get; }

    public int Players => StrategyCounts.Length;

    public StageTable NewTable()
    {
        if (Fixed is not null) return Fixed;
        var table = new StageTable(StrategyCounts, Yield, Scale);
        _constants.CopyTo(table.Scaled);
        if (_changing.Length == 0) Finish(table, 1);
        return table;
    }

    /// <summary>Whether a slot that the table reads changed after the round in which the table was last filled.</summary>
    public bool IsStale(World world, int filledIn)
    {
        foreach (int slot in _slots)
        {
            if (world.ChangedIn[slot] > filledIn) return true;
        }

        return false;
    }

    /// <summary>The table that follows from the slots: one that units share, or the unit's own, filled afresh.</summary>
    /// <param name="world">The slots.</param>
    /// <param name="round">The round.</param>
    /// <param name="own">The unit's own table; null where it has to have another, since it lent it to all.</param>
    public StageTable TableOf(World world, int round, ref StageTable? own)
    {
        if (_shared.Find(world, round, out bool wanted) is { } shared) return shared;
        StageTable table = own ?? NewTable();
        Fill(table, world, round);
        own = wanted ? null : table;
        if (wanted) _shared.Keep(table, world, round);
        return table;
    }

    /// <summary>Fills the table from the slots.</summary>
    public void Fill(StageTable table, World world, int round)
    {
        try
        {
            Span<Rational> payoffs = table.Scaled;
            foreach (int i in _changing) payoffs[i] = _payoffs[i].EvaluateScaled(world.Scaled);
        }
        catch (DivideByZeroException)
        {
            throw new ScenarioPlayException($"/games/{Specification.Id}", round, "a payoff divides by zero");
        }

        Finish(table, round);
    }

    private void Finish(StageTable table, int round)
    {
        table.Changed();
        if (table.LargestValue() <= LargestPayoff) return;
        throw new ScenarioPlayException($"/games/{Specification.Id}", round, $"a payoff of {table.LargestValue():g3} in absolute value; expected at most {LargestPayoff:g3}, so that sums over rounds stay finite");
    }

    public RulePlayer[] NewPlayers()
    {
        var players = new RulePlayer[Players];
        for (int seat = 0; seat < players.Length; seat++) players[seat] = Frame.NewPlayer(seat);
        return players;
    }

    public RulePlayer NewPlayer(int seat) => Frame.NewPlayer(seat);
}
