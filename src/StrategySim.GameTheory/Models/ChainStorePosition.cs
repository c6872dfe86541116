using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Models;

/// <summary>Where the chain store stands before an entrant decides: what happens there, and what is to come, in the equilibrium of Kreps and Wilson.</summary>
/// <remarks>Expectations are before the incumbent's type is known, as entrants see it, but for the payoff of a weak one.</remarks>
internal sealed class ChainStorePosition
{
    private readonly ChainStorePosition? _fought, _stayedOut, _yielded;

    private ChainStorePosition(int left, Rational belief, Tables tables)
    {
        (Left, Belief) = (left, belief);
        // With n left, entrants keep out where the belief is above bⁿ; the weak fight so that after a fight it is at least bⁿ⁻¹.
        Rational next = tables.Powers[left - 1];
        bool sure = left > 1 && belief >= next;
        WeakFights = left == 1 ? Rational.Zero : sure ? Rational.One : (1 - next) * belief / ((1 - belief) * next);
        Order = belief.CompareTo(tables.Powers[left]);
        Enters = Order > 0 ? Rational.Zero : Order < 0 ? Rational.One : 1 - (1 / tables.OutsideGain);
        Fights = belief + ((1 - belief) * WeakFights);
        if (left > 1)
        {
            _stayedOut = tables.At(left - 1, belief);
            _yielded = belief.IsZero ? _stayedOut : tables.At(left - 1, Rational.Zero);
            _fought = belief.IsZero ? null : tables.At(left - 1, AfterFight);
        }

        Rational fought = Enters * Fights, yielded = Enters * (1 - Fights), stays = 1 - Enters;
        Entries = Enters + Sum(fought, yielded, stays, position => position.Entries);
        FightsToCome = fought + Sum(fought, yielded, stays, position => position.FightsToCome);
        Revealed = belief.IsZero ? Rational.One : yielded + (fought * (_fought?.Revealed ?? Rational.Zero)) + (stays * (_stayedOut?.Revealed ?? Rational.Zero));
        (Rational weakFought, Rational weakYielded) = (Enters * WeakFights, Enters * (1 - WeakFights));
        WeakPayoff = (stays * tables.OutsideGain) - weakFought + Sum(weakFought, weakYielded, stays, position => position.WeakPayoff);
    }

    /// <summary>Entrants who have not decided, at least 1.</summary>
    public int Left { get; }

    /// <summary>Probability that the incumbent is tough, as entrants see it.</summary>
    public Rational Belief { get; }

    /// <summary>1 where the entrant stays out, −1 where he comes in, 0 where he is indifferent.</summary>
    public int Order { get; }

    /// <summary>Probability of entry.</summary>
    public Rational Enters { get; }

    /// <summary>Probability that a weak incumbent fights an entry.</summary>
    public Rational WeakFights { get; }

    /// <summary>Probability that an entry is fought.</summary>
    public Rational Fights { get; }

    /// <summary>The belief after a fight; the incumbent is not known to be weak.</summary>
    public Rational AfterFight => Belief / Fights;

    /// <summary>Expected number of entries from here on.</summary>
    public Rational Entries { get; }

    /// <summary>Expected number of fights from here on.</summary>
    public Rational FightsToCome { get; }

    /// <summary>Probability that the incumbent shows weakness sooner or later, or has.</summary>
    public Rational Revealed { get; }

    /// <summary>What a weak incumbent expects from here on.</summary>
    public Rational WeakPayoff { get; }

    /// <summary>The position before the first entrant.</summary>
    /// <param name="values">The parameters of <see cref="ChainStore.Model"/>.</param>
    public static ChainStorePosition First(IReadOnlyDictionary<string, Rational> values)
    {
        int entrants = (int)values["entrants"].Numerator;
        var powers = new Rational[entrants + 1];
        powers[0] = Rational.One;
        for (int n = 1; n <= entrants; n++) powers[n] = powers[n - 1] * values["b"];
        return new Tables(powers, values["a"]).At(entrants, values["prior"]);
    }

    /// <summary>The position before the next entrant; null after the last one.</summary>
    /// <param name="entered">Whether this one came in.</param>
    /// <param name="fought">Whether he was fought.</param>
    public ChainStorePosition? After(bool entered, bool fought) => !entered ? _stayedOut : fought ? _fought : _yielded;

    private Rational Sum(Rational fought, Rational yielded, Rational stayedOut, Func<ChainStorePosition, Rational> of) =>
        (_fought is null ? Rational.Zero : fought * of(_fought)) + (_yielded is null ? Rational.Zero : yielded * of(_yielded)) + (_stayedOut is null ? Rational.Zero : stayedOut * of(_stayedOut));

    // Few beliefs are reached, most of them powers of b: each position is worked out once.
    private sealed record Tables(Rational[] Powers, Rational OutsideGain)
    {
        private readonly Dictionary<(int Left, Rational Belief), ChainStorePosition> _positions = [];

        public ChainStorePosition At(int left, Rational belief) =>
            _positions.TryGetValue((left, belief), out ChainStorePosition? known) ? known : _positions[(left, belief)] = new ChainStorePosition(left, belief, this);
    }
}
