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
    private readonly SlotSetting[] _settings;
    private Rational[]? _shift;
    private int _nextSetting;

    /// <summary>A world before round 1.</summary>
    /// <param name="plan">The compiled laws of motion.</param>
    /// <param name="without">A shock to leave out, by index; −1 for none, <see cref="WorldPlan.AllShocks"/> for all.</param>
    /// <param name="settings">What is set from outside, ordered by round.</param>
    public World(WorldPlan plan, int without, SlotSetting[] settings)
    {
        _plan = plan;
        _without = without;
        _settings = settings;
        // Derived values exist before round 1 too, since rates of shocks may read them.
        Scaled = [.. plan.InitialSlots];
        ChangedIn = new int[plan.SlotCount];
        // Movers have the first slots, and their initial values are on the scales of these.
        _base = plan.InitialSlots[..plan.Movers.Length];
        _levels = new Rational[plan.Shocks.Length];
    }

    /// <summary>Current values by slot, each times its scale, as compiled expressions read them.</summary>
    public Rational[] Scaled { get; }

    /// <summary>The round in which each slot last changed.</summary>
    public int[] ChangedIn { get; }

    /// <summary>Arrivals of this round, over all shocks.</summary>
    public int ArrivalsThisRound { get; private set; }

    /// <summary>The current value of a slot.</summary>
    public Rational Value(int slot) => Scaled[slot] / _plan.Scales[slot];

    /// <summary>Goes to a round; rounds are visited in order from 1.</summary>
    public void Advance(ulong seed, int replication, int round)
    {
        Strike(seed, replication, round);
        WorldPlan plan = _plan;
        for (int i = 0; i < plan.Movers.Length; i++)
        {
            Mover mover = plan.Movers[i];
            Rational value = mover.Path is not null ? PathValue(mover.Path, round) : round == 1 ? _base[i] : Move(mover, i, round);
            if (mover.Path is not null)
            {
                if (_shift is not null) value += _shift[i];
            }
            else
            {
                // A lasting shock moves the base, which then drifts on and returns from there; a passing one rides on top.
                foreach (int s in mover.LastingShocks)
                {
                    value += _levels[s];
                    _levels[s] = default;
                }

                _base[i] = value = mover.Clamp(value);
            }

            foreach (int s in mover.Shocks) value += _levels[s];
            Set(i, mover.Clamp(value), round);
        }

        while (_nextSetting < _settings.Length && _settings[_nextSetting].Round <= round) Impose(_settings[_nextSetting++], round);
        foreach ((int slot, CompiledExpression expression, string pointer) in plan.Derived)
        {
            try
            {
                Set(slot, expression.EvaluateScaled(Scaled), round);
            }
            catch (DivideByZeroException)
            {
                throw new ScenarioPlayException(pointer, round, "division by zero");
            }
        }
    }

    /// <summary>Sets a slot to a value times its scale.</summary>
    public void Set(int slot, Rational scaled, int round)
    {
        if (round > 1 && Scaled[slot] == scaled) return;
        Scaled[slot] = scaled;
        ChangedIn[slot] = round;
    }

    // The slot starts afresh from the value: what passing shocks had added is gone, drift and half-life go on from here,
    // and a path keeps its distance from the value that it would have had.
    private void Impose(SlotSetting setting, int round)
    {
        Mover mover = _plan.Movers[setting.Slot];
        foreach (int s in mover.Shocks) _levels[s] = default;
        if (mover.Path is null) _base[setting.Slot] = setting.Scaled;
        else (_shift ??= new Rational[_plan.Movers.Length])[setting.Slot] = setting.Scaled - PathValue(mover.Path, round);
        Set(setting.Slot, setting.Scaled, round);
    }

    private void Strike(ulong seed, int replication, int round)
    {
        ArrivalsThisRound = 0;
        if (_without == WorldPlan.AllShocks) return;
        for (int s = 0; s < _plan.Shocks.Length; s++)
        {
            if (_without == s) continue;
            CompiledShock shock = _plan.Shocks[s];
            if (shock.Decay is double factor && !_levels[s].IsZero) _levels[s] = _plan.Quanta[shock.Target].Scale(_levels[s], factor);
            int arrivals = shock.Arrivals(seed, replication, round, Scaled);
            ArrivalsThisRound += arrivals;
            for (int k = 1; k <= arrivals; k++) _levels[s] += shock.ScaledSize(seed, replication, round, k, _plan.Quanta[shock.Target]);
        }
    }

    private Rational Move(Mover mover, int i, int round)
    {
        Rational value = _base[i];
        if (mover.Return is double factor && value != mover.Initial) value = mover.Initial + _plan.Quanta[i].Scale(value - mover.Initial, factor);
        try
        {
            return mover.Drift is null ? value : value + (mover.Drift.EvaluateScaled(Scaled) * mover.DriftFactor);
        }
        catch (DivideByZeroException)
        {
            throw new ScenarioPlayException($"/states/{mover.Name}/drift", round, "division by zero");
        }
    }

    private static Rational PathValue(PathSegment[] path, int round)
    {
        int k = path.Length - 1;
        while (k > 0 && round < path[k].From) k--;
        return round <= path[k].From ? path[k].Value : path[k].Value + (path[k].Slope * (round - path[k].From));
    }
}

/// <summary>A mover's slot is set from outside.</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Slot">The slot of a mover.</param>
/// <param name="Scaled">The value, times the slot's scale.</param>
internal readonly record struct SlotSetting(int Round, int Slot, Rational Scaled);

/// <summary>A stretch of a path: from a knot on the value rises by the slope each round; both times the slot's scale.</summary>
internal readonly record struct PathSegment(int From, Rational Value, Rational Slope);

/// <summary>A state or shocked parameter with its law of motion; all numbers are times the slot's scale.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Initial">Value in round 1.</param>
/// <param name="Drift">Added each round, on a scale of its own; null where it does not drift.</param>
/// <param name="DriftFactor">From the drift's scale to the slot's.</param>
/// <param name="Minimum">Lower bound, or null.</param>
/// <param name="Maximum">Upper bound, or null.</param>
/// <param name="Return">Factor by which the distance from the initial value falls each round, or null.</param>
/// <param name="Path">Segments by rising first round, the last one flat; or null.</param>
/// <param name="Shocks">Shocks that add to it, by index.</param>
/// <param name="LastingShocks">Those of them that last.</param>
internal sealed record Mover(
    string Name,
    Rational Initial,
    CompiledExpression? Drift,
    Rational DriftFactor,
    Rational? Minimum,
    Rational? Maximum,
    double? Return,
    PathSegment[]? Path,
    int[] Shocks,
    int[] LastingShocks)
{
    public Rational Clamp(Rational value)
    {
        if (Minimum is Rational low && value < low) return low;
        return Maximum is Rational high && value > high ? high : value;
    }
}

/// <summary>The quantum of a slot on the slot's scale, with the rounding of what was drawn or has decayed.</summary>
internal sealed class ScaledQuantum(Rational quantum, Rational scale)
{
    private readonly double _value = (quantum * scale).ToDouble();

    /// <summary>The quantum times the slot's scale.</summary>
    public Rational Unit { get; } = quantum * scale;

    /// <summary>A scaled value times a factor, rounded half-even to the quantum.</summary>
    public Rational Scale(Rational value, double factor)
    {
        double count = Math.Round(value.ToDouble() * factor / _value, MidpointRounding.ToEven);
        // Past 2⁶³ quanta a double no longer resolves the quantum: such a value is scaled as an exact number.
        return Math.Abs(count) < 9e18 ? (Rational)(long)count * Unit : (value * Rational.FromDouble(factor)).RoundTo(Unit);
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

    /// <summary>Values at the start, times the slots' scales.</summary>
    public required Rational[] InitialSlots { get; init; }

    /// <summary>Scales of the slots: whole numbers that make usual values whole.</summary>
    public required Rational[] Scales { get; init; }

    /// <summary>The quantum on the scale of each slot.</summary>
    public required ScaledQuantum[] Quanta { get; init; }

    public required IReadOnlyList<string> SlotNames { get; init; }

    public int SlotCount => InitialSlots.Length;
}
