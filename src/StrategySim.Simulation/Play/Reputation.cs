using System.Numerics;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Play;

/// <summary>Public names: Beta beliefs that each player is firm, from what was seen.</summary>
/// <remarks>
/// After a round in which i was seen n times, H of them holding: h ← round(λ h) + H and m ← round(λ m) + n; the belief is
/// b = (α + h)/(α + β + m). The sums are rounded half-even to the quantum, b itself is not, so with λ = 1 the label bites
/// at the exact round (Beta(1,1): after n straight concessions b = 1/(n + 2)). Sums are kept as whole numbers of 1/scale.
/// </remarks>
internal sealed class Reputation
{
    private readonly int[][] _name;
    private readonly long[] _held, _seen;
    private readonly int[] _heldNow, _seenNow;
    private readonly ReputationScale _scale;

    public Reputation(CompiledScenario scenario)
    {
        int next = 0;
        ReputationScope scope = scenario.Scenario.Reputation.Scope;
        _name =
        [
            .. scenario.Games.Select(game => game.Actors.Select(actor => scope switch
            {
                _ when !game.HasNames => -1,
                ReputationScope.Off => -1,
                ReputationScope.General => actor,
                _ => next++,
            }).ToArray()),
        ];
        int names = scope == ReputationScope.General ? scenario.ActorIds.Length : next;
        (_held, _seen, _heldNow, _seenNow) = (new long[names], new long[names], new int[names], new int[names]);
        _scale = scenario.ReputationScale;
    }

    /// <summary>The belief that a player of a game is firm.</summary>
    public Belief Belief(int game, int player)
    {
        int name = _name[game][player];
        return name < 0 ? new Belief(_scale.PriorFirm, _scale.Prior) : new Belief(_scale.PriorFirm + _held[name], _scale.Prior + _seen[name]);
    }

    /// <summary>Whether a player carries the chicken label: its rival, for whom g and h are positive, would press it, b &lt; g/(g+h).</summary>
    public bool IsLabelled(int game, int player, StageTable table)
    {
        ref readonly PressingThreshold rival = ref table.Threshold(1 - player);
        return rival.IsInterior && rival.Holds(Belief(game, player));
    }

    /// <summary>Takes note of one player's executed action.</summary>
    public void See(int game, int player, bool held)
    {
        int name = _name[game][player];
        if (name < 0) return;
        _seenNow[name]++;
        if (held) _heldNow[name]++;
    }

    /// <summary>Ends a round: earlier rounds fade, this one enters.</summary>
    public void EndRound()
    {
        for (int i = 0; i < _held.Length; i++)
        {
            _held[i] = _scale.Fade(_held[i]) + (_heldNow[i] * _scale.One);
            _seen[i] = _scale.Fade(_seen[i]) + (_seenNow[i] * _scale.One);
            _heldNow[i] = _seenNow[i] = 0;
        }
    }

    /// <summary>The names of one game, as its players see them.</summary>
    public IReputationView ViewOf(int game) => new View(this, game);

    private sealed class View(Reputation reputation, int game) : IReputationView
    {
        public Belief FirmBelief(int player) => reputation.Belief(game, player);
    }
}

/// <summary>The whole-number scale on which names are kept: every quantity is a multiple of 1/<see cref="One"/>.</summary>
internal sealed class ReputationScale
{
    /// <summary>Finest scale: beyond it ten million rounds in a hundred games would overflow.</summary>
    public const long Finest = 1_000_000_000;

    private readonly long _numerator, _denominator, _quantum;

    private ReputationScale(long one, Rational firm, Rational yielding, Rational memory, Rational quantum)
    {
        One = one;
        PriorFirm = Units(firm, one);
        Prior = PriorFirm + Units(yielding, one);
        (_numerator, _denominator) = ((long)memory.Numerator, (long)memory.Denominator);
        _quantum = Units(quantum, one);
    }

    public long One { get; }

    public long PriorFirm { get; }

    public long Prior { get; }

    /// <summary>The scale, or null where prior or quantum are too fine, or the memory's fraction is too long.</summary>
    public static ReputationScale? TryCreate(Rational firm, Rational yielding, Rational memory, Rational quantum)
    {
        BigInteger one = Lcm(Lcm(firm.Denominator, yielding.Denominator), quantum.Denominator);
        bool fits = one <= Finest && memory.Denominator <= Finest && firm <= Finest && yielding <= Finest && quantum <= Rational.One;
        return fits ? new ReputationScale((long)one, firm, yielding, memory, quantum) : null;
    }

    /// <summary>λ times a sum, rounded half-even to the quantum.</summary>
    public long Fade(long sum)
    {
        if (_numerator == _denominator || sum == 0) return sum;
        Int128 numerator = (Int128)sum * _numerator, unit = (Int128)_denominator * _quantum;
        long floor, remainder, step;
        if (numerator <= long.MaxValue && unit <= long.MaxValue)
        {
            step = (long)unit;
            floor = Math.DivRem((long)numerator, step, out remainder);
            int half = remainder.CompareTo(step - remainder);
            return (half > 0 || (half == 0 && (floor & 1) != 0) ? floor + 1 : floor) * _quantum;
        }

        Int128 whole = numerator / unit, rest = numerator - (whole * unit);
        int side = rest.CompareTo(unit - rest);
        return (long)(side > 0 || (side == 0 && Int128.IsOddInteger(whole)) ? whole + 1 : whole) * _quantum;
    }

    private static long Units(Rational value, long one) => (long)(value * one).Numerator;

    private static BigInteger Lcm(BigInteger a, BigInteger b) => a / BigInteger.GreatestCommonDivisor(a, b) * b;
}
