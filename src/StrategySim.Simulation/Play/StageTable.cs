using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;

namespace StrategySim.Simulation.Play;

/// <summary>The payoff table of a stage game in the current round: exact payoffs, the same as doubles, and the game type.</summary>
/// <remarks>
/// Cells are numbered with the first player's strategy varying slowest; payoff k of cell c is at c · players + k.
/// An instance serves one unit, and is filled again when its inputs change, which raises <see cref="Version"/>; or several, and stays.
/// Payoffs are kept times a common factor that makes them whole: comparisons, signs and thresholds do not depend on it.
/// </remarks>
public sealed class StageTable
{
    private readonly int[] _counts;
    private readonly Rational[] _scaled;
    private readonly Rational _unit;
    private readonly double[] _values;
    private readonly int[]? _yield;
    private HoldYieldPayoffs _a, _b;
    private readonly PressingThreshold[] _thresholds = new PressingThreshold[2];
    private long _thresholdsOf = -1;

    private StageSelection? _selection;

    internal StageTable(int[] strategyCounts, int[]? yield, long scale)
    {
        _unit = Rational.Create(1, scale);
        _counts = strategyCounts;
        int cells = strategyCounts.Aggregate(1, (n, k) => n * k);
        Cells = cells;
        _scaled = new Rational[cells * strategyCounts.Length];
        _values = new double[_scaled.Length];
        _yield = strategyCounts is [2, 2] ? yield : null;
    }

    /// <summary>Players, at least 1.</summary>
    public int PlayerCount => _counts.Length;

    /// <summary>Cells, the product of the strategy counts.</summary>
    public int Cells { get; }

    /// <summary>Rises whenever a payoff changes.</summary>
    public long Version { get; private set; }

    /// <summary>The type of the game; null unless it is a 2 × 2 game of holding and yielding.</summary>
    public GameType? Type { get; private set; }

    /// <summary>Strategies of a player.</summary>
    public int StrategyCount(int player) => _counts[player];

    /// <summary>The cell of a pure profile.</summary>
    public int Cell(ReadOnlySpan<int> profile)
    {
        int cell = profile[0];
        for (int i = 1; i < profile.Length; i++) cell = (cell * _counts[i]) + profile[i];
        return cell;
    }

    /// <summary>A payoff, exact.</summary>
    public Rational Payoff(int cell, int player) => _scaled[(cell * _counts.Length) + player] * _unit;

    /// <summary>A payoff times the table's common factor: for comparing payoffs.</summary>
    internal Rational ScaledPayoff(int cell, int player) => _scaled[(cell * _counts.Length) + player];

    /// <summary>A payoff as a double, rounded once.</summary>
    public double Value(int cell, int player) => _values[(cell * _counts.Length) + player];

    /// <summary>The player's T, R, S, P, times the table's common factor.</summary>
    /// <exception cref="InvalidOperationException">The game is not a 2 × 2 game of holding and yielding.</exception>
    internal HoldYieldPayoffs ScaledHoldYield(int player) =>
        Type is null ? throw new InvalidOperationException("Only a 2 × 2 game of holding and yielding has T, R, S, P.") : player == 0 ? _a : _b;

    /// <summary>Against how firm a rival holding is worth it to a player; only where the game has a type.</summary>
    internal ref readonly PressingThreshold Threshold(int player)
    {
        if (_thresholdsOf != Version) Complete();
        return ref _thresholds[player];
    }

    /// <summary>The equilibrium that a selector names, found once for all who ask for the same one of the same payoffs.</summary>
    /// <param name="select">A checked selector.</param>
    /// <param name="favoured">The seat that <c>favours:</c> means, or −1.</param>
    internal StageSelection Selected(string select, int favoured)
    {
        // Threads that share the table may both find it; they find the same.
        StageSelection? known = Volatile.Read(ref _selection);
        if (known is not null && known.Version == Version && known.Favoured == favoured && known.Select == select) return known;
        StageSelection found = StageEquilibria.Select(this, select, favoured);
        Volatile.Write(ref _selection, found);
        return found;
    }

    /// <summary>Finds now what is otherwise found when it is asked for: several threads may read the table then.</summary>
    internal void Complete()
    {
        _thresholds[0] = PressingThreshold.Of(_a);
        _thresholds[1] = PressingThreshold.Of(_b);
        _thresholdsOf = Version;
    }

    /// <summary>A player's expected payoff where all others mix uniformly, times a factor common to the player's actions: for comparing them.</summary>
    internal Rational ScaledAgainstUniform(int player, int action)
    {
        Rational sum = default;
        int below = 1;
        for (int i = player + 1; i < _counts.Length; i++) below *= _counts[i];
        for (int cell = 0; cell < Cells; cell++)
        {
            if (cell / below % _counts[player] == action) sum += ScaledPayoff(cell, player);
        }

        return sum;
    }

    /// <summary>The largest payoff in absolute value, as a double.</summary>
    internal double LargestValue()
    {
        double largest = 0;
        foreach (double value in _values) largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    /// <summary>Payoffs times the common factor, to be written before <see cref="Changed"/>.</summary>
    internal Span<Rational> Scaled => _scaled;

    /// <summary>All payoffs, exact, in cell order.</summary>
    internal Rational[] Exact() => [.. _scaled.Select(p => p * _unit)];

    /// <summary>Takes note that <see cref="Scaled"/> were written.</summary>
    internal void Changed()
    {
        for (int i = 0; i < _scaled.Length; i++) _values[i] = _scaled[i].DividedToDouble(_unit);
        Version++;
        if (_yield is null) return;
        (_a, _b) = HoldYieldOf(_scaled, _yield);
        Type = GameTypes.Of(_a, _b);
    }

    /// <summary>Reads T, R, S, P of both players off the eight payoffs of a 2 × 2 table.</summary>
    internal static (HoldYieldPayoffs A, HoldYieldPayoffs B) HoldYieldOf(ReadOnlySpan<Rational> payoffs, int[] yield)
    {
        int yieldA = yield[0], yieldB = yield[1], holdA = 1 - yieldA, holdB = 1 - yieldB;
        int hy = ((holdA * 2) + yieldB) * 2, yy = ((yieldA * 2) + yieldB) * 2, yh = ((yieldA * 2) + holdB) * 2, hh = ((holdA * 2) + holdB) * 2;
        return (
            new HoldYieldPayoffs(payoffs[hy], payoffs[yy], payoffs[yh], payoffs[hh]),
            new HoldYieldPayoffs(payoffs[yh + 1], payoffs[yy + 1], payoffs[hy + 1], payoffs[hh + 1]));
    }

    /// <summary>The strategy of a player that yields (0) or holds (1), as an index; only where the game has a type.</summary>
    internal int Strategy(int player, bool holds) => holds ? 1 - _yield![player] : _yield![player];
}

/// <summary>Against how firm a rival holding is worth it: (1 − b)·g − b·h against 0 as a comparison of b with g/(g + h).</summary>
/// <param name="G">g = T − R, times the table's factor.</param>
/// <param name="H">h = S − P, times the table's factor.</param>
/// <param name="Sum">g + h.</param>
internal readonly record struct PressingThreshold(Rational G, Rational H, Rational Sum)
{
    public static PressingThreshold Of(in HoldYieldPayoffs payoffs)
    {
        Rational g = payoffs.G, h = payoffs.H;
        return new PressingThreshold(g, h, g + h);
    }

    /// <summary>Whether both signs are positive, so that there is a rival too firm to press and one soft enough.</summary>
    public bool IsInterior => G.Sign > 0 && H.Sign > 0;

    /// <summary>Whether holding is strictly better against a rival who is firm with probability b in (0, 1).</summary>
    /// <remarks>(1 − b)·g − b·h = g − b·(g + h), so b = firm/all is compared by two products, whatever the signs.</remarks>
    public bool Holds(Belief belief) => Rational.CompareProducts(Sum, belief.Firm, G, belief.All) < 0;
}
