using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Shocks;

namespace StrategySim.Simulation.Play;

/// <summary>Everything that moves between rounds and is nobody's choice: states, shocked parameters, and what derives from them.</summary>
/// <remarks>
/// A round goes: shocks strike, then the world updates. Base values move (drift, path, return to the initial value),
/// earlier transient effects decay, then this round's arrivals are added in full, and bounds apply to the sum.
/// Values that were drawn or decayed are rounded half-even to the quantum; drift and paths stay exact, so thresholds
/// can be met exactly.
/// </remarks>
internal sealed class World
{
    private readonly WorldPlan _plan;
    private readonly Rational[] _base;
    private readonly Rational[] _levels;
    private readonly int _without;

    /// <summary>A world before round 1.</summary>
    /// <param name="plan">The compiled laws of motion.</param>
    /// <param name="without">A shock to leave out, by index; −1 for none, <see cref="WorldPlan.AllShocks"/> for all.</param>
    public World(WorldPlan plan, int without = -1)
    {
        _plan = plan;
        _without = without;
        Slots = new Rational[plan.SlotCount];
        Scaled = new Rational[plan.SlotCount];
        ChangedIn = new int[plan.SlotCount];
        _base = new Rational[plan.SlotCount];
        _levels = new Rational[plan.Shocks.Length];
        for (int i = 0; i < plan.Movers.Length; i++) _base[i] = plan.Movers[i].Initial;
        // Derived values exist before round 1 too, since rates of shocks may read them.
        plan.InitialSlots.CopyTo(Slots, 0);
        for (int i = 0; i < Slots.Length; i++) Scaled[i] = Slots[i] * plan.Scales[i];
    }

    /// <summary>Current values by slot.</summary>
    public Rational[] Slots { get; }

    /// <summary>The same times the slots' scales, as compiled expressions read them.</summary>
    public Rational[] Scaled { get; }

    /// <summary>The round in which each slot last changed.</summary>
    public int[] ChangedIn { get; }

    /// <summary>Whether a shock has arrived so far, by index.</summary>
    public ulong Arrived { get; private set; }

    /// <summary>Arrivals of this round, by shock.</summary>
    public int ArrivalsThisRound { get; private set; }

    /// <summary>Goes to a round; rounds are visited in order from 1.</summary>
    public void Advance(ulong seed, int replication, int round)
    {
        ArrivalsThisRound = 0;
        WorldPlan plan = _plan;
        for (int s = 0; s < plan.Shocks.Length; s++)
        {
            CompiledShock shock = plan.Shocks[s];
            if (_without == s || _without == WorldPlan.AllShocks) continue;
            Rational level = _levels[s];
            if (shock.Decay is double factor && !level.IsZero) level = Scale(level, factor, plan);
            int arrivals = shock.Arrivals(seed, replication, round, Scaled);
            if (arrivals > 0)
            {
                Arrived |= 1UL << s;
                ArrivalsThisRound += arrivals;
                for (int k = 1; k <= arrivals; k++) level += shock.Size(seed, replication, round, k, plan.Quantum);
            }

            _levels[s] = level;
        }

        for (int i = 0; i < plan.Movers.Length; i++)
        {
            Mover mover = plan.Movers[i];
            Rational value = mover.Path is not null ? PathValue(mover.Path, round) : round == 1 ? _base[i] : Move(mover, i, plan);
            // A lasting shock moves the base, which then drifts on and returns from there; a passing one rides on top.
            for (int s = 0; s < plan.Shocks.Length; s++)
            {
                if (plan.Shocks[s].Target != i || plan.Shocks[s].Decay is not null || mover.Path is not null || _levels[s].IsZero) continue;
                value += _levels[s];
                _levels[s] = default;
            }

            if (mover.Path is null)
            {
                value = mover.Clamp(value);
                _base[i] = value;
            }

            for (int s = 0; s < plan.Shocks.Length; s++)
            {
                if (plan.Shocks[s].Target == i) value += _levels[s];
            }

            Set(i, mover.Clamp(value), round);
        }

        for (int d = 0; d < plan.Derived.Length; d++)
        {
            (int slot, CompiledExpression expression, string pointer) = plan.Derived[d];
            try
            {
                Set(slot, expression.Evaluate(Scaled), round);
            }
            catch (DivideByZeroException)
            {
                throw new ScenarioPlayException(pointer, round, "division by zero");
            }
        }
    }

    /// <summary>Sets a slot that play itself determines, such as a label.</summary>
    public void Set(int slot, Rational value, int round)
    {
        if (round > 1 && Slots[slot] == value) return;
        Slots[slot] = value;
        Scaled[slot] = value * _plan.Scales[slot];
        ChangedIn[slot] = round;
    }

    private Rational Move(Mover mover, int i, WorldPlan plan)
    {
        Rational value = _base[i];
        if (mover.Return is double factor && value != mover.Initial) value = mover.Initial + Scale(value - mover.Initial, factor, plan);
        return mover.Drift is null ? value : value + mover.Drift.Evaluate(Scaled);
    }

    private static Rational Scale(Rational value, double factor, WorldPlan plan)
    {
        double count = Math.Round(value.ToDouble() * factor * plan.PerQuantum, MidpointRounding.ToEven);
        // Past 2⁶³ quanta a double no longer resolves the quantum: such a value is scaled as an exact number.
        return Math.Abs(count) < 9e18
            ? (Rational)(long)count * plan.Quantum
            : (value * Rational.FromDouble(factor)).RoundTo(plan.Quantum);
    }

    private static Rational PathValue((int Round, Rational Value)[] knots, int round)
    {
        if (round <= knots[0].Round) return knots[0].Value;
        for (int k = 1; k < knots.Length; k++)
        {
            if (round > knots[k].Round) continue;
            (int from, Rational low) = knots[k - 1];
            return low + ((knots[k].Value - low) * Rational.Create(round - from, knots[k].Round - from));
        }

        return knots[^1].Value;
    }
}

/// <summary>A state or shocked parameter with its law of motion.</summary>
internal sealed record Mover(string Name, Rational Initial, CompiledExpression? Drift, Rational? Minimum, Rational? Maximum, double? Return, (int Round, Rational Value)[]? Path)
{
    public Rational Clamp(Rational value)
    {
        if (Minimum is Rational low && value < low) return low;
        return Maximum is Rational high && value > high ? high : value;
    }
}

/// <summary>The laws of motion of a scenario, compiled: slots 0… are the movers, then what derives from them, then labels.</summary>
internal sealed class WorldPlan
{
    /// <summary>Leaves out every shock.</summary>
    public const int AllShocks = int.MaxValue;

    public required Mover[] Movers { get; init; }

    public required (int Slot, CompiledExpression Expression, string Pointer)[] Derived { get; init; }

    public required CompiledShock[] Shocks { get; init; }

    public required Rational[] InitialSlots { get; init; }

    public required Rational Quantum { get; init; }

    public required double PerQuantum { get; init; }

    public int SlotCount => InitialSlots.Length;

    /// <summary>Scales of the slots: whole numbers that make usual values whole.</summary>
    public required Rational[] Scales { get; init; }

    public required IReadOnlyList<string> SlotNames { get; init; }
}
