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
    private readonly Name[] _names;
    private readonly ReputationScale _scale;

    public Reputation(CompiledScenario scenario)
    {
        _name = scenario.Names.OfPlayers;
        _names = new Name[scenario.Names.Count];
        _scale = scenario.ReputationScale;
    }

    /// <summary>The belief that a player of a game is firm.</summary>
    public Belief Belief(int game, int player)
    {
        int name = _name[game][player];
        return name < 0 ? new Belief(_scale.PriorFirm, _scale.Prior) : new Belief(_scale.PriorFirm + _names[name].Held, _scale.Prior + _names[name].Seen);
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
        _names[name].SeenNow++;
        if (held) _names[name].HeldNow++;
    }

    /// <summary>Ends a round: earlier rounds fade, this one enters.</summary>
    public void EndRound()
    {
        foreach (ref Name name in _names.AsSpan())
        {
            name.Held = _scale.Fade(name.Held) + (name.HeldNow * _scale.One);
            name.Seen = _scale.Fade(name.Seen) + (name.SeenNow * _scale.One);
            name.HeldNow = name.SeenNow = 0;
        }
    }

    /// <summary>The names of one game, as its players see them.</summary>
    public IReputationView ViewOf(int game) => new View(this, game);

    // H and m of past rounds on the scale, and what this round adds to them.
    private struct Name
    {
        public long Held, Seen;
        public int HeldNow, SeenNow;
    }

    private sealed class View(Reputation reputation, int game) : IReputationView
    {
        public Belief FirmBelief(int player) => reputation.Belief(game, player);
    }
}

/// <summary>Which players have names, and which of them share one.</summary>
internal sealed class ReputationNames
{
    public ReputationNames(ReputationScope scope, CompiledGame[] games, int actors)
    {
        int next = 0;
        OfPlayers =
        [
            .. games.Select(game => game.Actors.Select(actor => scope switch
            {
                _ when !game.HasNames => -1,
                ReputationScope.Off => -1,
                ReputationScope.General => actor,
                _ => next++,
            }).ToArray()),
        ];
        Count = scope == ReputationScope.General ? actors : next;
    }

    /// <summary>How many names there are.</summary>
    public int Count { get; }

    /// <summary>The name of each player of each game; −1 where a player has none.</summary>
    public int[][] OfPlayers { get; }
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
