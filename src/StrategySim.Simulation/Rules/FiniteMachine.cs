using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules;

/// <summary>A machine with finitely many states, as a table.</summary>
public sealed class FiniteMachine : RuleMachine
{
    private readonly int[] _behaviour;
    private readonly int[] _next;
    private readonly int _start;
    private readonly IReadOnlyList<PublicPrize>?[] _lotteries;

    /// <summary>A machine from its table.</summary>
    /// <param name="start">The first state.</param>
    /// <param name="ownLetters">Letters of its own moves.</param>
    /// <param name="rivalLetters">Letters of the rival's moves.</param>
    /// <param name="behaviours">Distributions over its own letters.</param>
    /// <param name="behaviour">For each state, the index of its distribution.</param>
    /// <param name="next">The state after state s and letters (own, rival), at (s · ownLetters + own) · rivalLetters + rival.</param>
    /// <param name="lotteries">For each state, its public lottery or null; null where no state has one. What a state with a lottery plays, and its transitions, are never used.</param>
    /// <exception cref="ArgumentException">A transition is missing or leads nowhere, or a lottery leads to another one.</exception>
    public FiniteMachine(
        int start, int ownLetters, int rivalLetters, IReadOnlyList<IReadOnlyList<Rational>> behaviours, int[] behaviour, int[] next, IReadOnlyList<PublicPrize>?[]? lotteries = null)
        : base(ownLetters, rivalLetters, behaviours)
    {
        _lotteries = lotteries is not null && lotteries.Any(lottery => lottery is not null) ? lotteries : [];
        if (_lotteries.Length > 0 && (_lotteries.Length != behaviour.Length || _lotteries.Any(l => l is not null && (l[^1].Below != Rational.One || l.Any(p => _lotteries[(int)p.State] is not null)))))
        {
            throw new ArgumentException("A public lottery is incomplete or leads to another one.", nameof(lotteries));
        }

        if (next.Length != behaviour.Length * ownLetters * rivalLetters) throw new ArgumentException($"{next.Length} transitions; expected {behaviour.Length * ownLetters * rivalLetters}.", nameof(next));
        if (next.Append(start).Any(s => (uint)s >= (uint)behaviour.Length)) throw new ArgumentException("A transition leads to no state.", nameof(next));
        (_start, _behaviour, _next) = (start, behaviour, next);
    }

    /// <summary>The number of states.</summary>
    public int States => _behaviour.Length;

    /// <inheritdoc/>
    public override long Start => _start;

    /// <inheritdoc/>
    public override bool DrawsPublicly => _lotteries.Length > 0;

    /// <inheritdoc/>
    public override IReadOnlyList<PublicPrize>? Lottery(long state) => _lotteries.Length == 0 ? null : _lotteries[state];

    /// <inheritdoc/>
    public override int Behaviour(long state) => _behaviour[state];

    /// <inheritdoc/>
    public override long Next(long state, int own, int rival) => _next[(((int)state * OwnLetters) + own) * RivalLetters + rival];

    /// <summary>A rule of cooperating that looks one round back.</summary>
    /// <param name="first">Probability of C in round one.</param>
    /// <param name="cc">Probability of C after both cooperated.</param>
    /// <param name="cd">Probability after it cooperated alone.</param>
    /// <param name="dc">Probability after the rival cooperated alone.</param>
    /// <param name="dd">Probability after neither cooperated.</param>
    public static FiniteMachine MemoryOne(Rational first, Rational cc, Rational cd, Rational dc, Rational dd) =>
        Cooperating(0, [first, cc, cd, dc, dd], [.. Enumerable.Repeat<int[]>([1, 2, 3, 4], 5).SelectMany(row => row)]).Minimal();

    /// <summary>A rule of cooperating with a table of its own.</summary>
    /// <param name="start">The first state.</param>
    /// <param name="cooperate">Probability of C in each state.</param>
    /// <param name="next">Four states for each state: after CC, CD, DC, DD, its own letter first.</param>
    public static FiniteMachine Cooperating(int start, IReadOnlyList<Rational> cooperate, int[] next)
    {
        Rational[] distinct = [.. cooperate.Distinct()];
        return new FiniteMachine(start, 2, 2, [.. distinct.Select(Cooperating)], [.. cooperate.Select(p => Array.IndexOf(distinct, p))], next);
    }

    /// <summary>A deterministic rule of cooperating.</summary>
    /// <param name="moves">C or D for each state; the first state is where it starts.</param>
    /// <param name="next">Four states for each state: after CC, CD, DC, DD, its own letter first.</param>
    public static FiniteMachine Deterministic(string moves, params int[] next) =>
        Cooperating(0, [.. moves.Select(move => move == 'C' ? Rational.One : Rational.Zero)], next);

    /// <summary>A deterministic rule that looks at the rival's moves only.</summary>
    /// <param name="moves">C or D for each state; the first state is where it starts.</param>
    /// <param name="next">Two states for each state: after the rival's C and D.</param>
    public static FiniteMachine Answering(string moves, params int[] next) =>
        Deterministic(moves, [.. Enumerable.Range(0, moves.Length).SelectMany(s => new[] { next[2 * s], next[(2 * s) + 1], next[2 * s], next[(2 * s) + 1] })]);

    /// <summary>A table of any machine, where it has few enough states that play can reach.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="maximumStates">Most states.</param>
    /// <returns>The table with states in the order in which they are reached; null where there are more.</returns>
    public static FiniteMachine? TryTabulate(RuleMachine machine, int maximumStates)
    {
        var number = new Dictionary<long, int> { [machine.Start] = 0 };
        List<long> states = [machine.Start];
        var next = new List<int>();
        var lotteries = new List<IReadOnlyList<PublicPrize>?>();
        for (int s = 0; s < states.Count; s++)
        {
            IReadOnlyList<PublicPrize>? lottery = machine.Lottery(states[s]);
            if (lottery is not null && lottery.Any(prize => Number(prize.State) < 0)) return null;
            lotteries.Add(lottery is null ? null : [.. lottery.Select(prize => prize with { State = number[prize.State] })]);
            for (int own = 0; own < machine.OwnLetters; own++)
            {
                for (int rival = 0; rival < machine.RivalLetters; rival++)
                {
                    // Nothing is played in a state with a lottery.
                    int index = lottery is null ? Number(machine.Next(states[s], own, rival)) : s;
                    if (index < 0) return null;
                    next.Add(index);
                }
            }
        }

        return new FiniteMachine(0, machine.OwnLetters, machine.RivalLetters, machine.Behaviours, [.. states.Select(machine.Behaviour)], [.. next], [.. lotteries]);

        int Number(long state)
        {
            if (number.TryGetValue(state, out int known)) return known;
            if (states.Count == maximumStates) return -1;
            states.Add(state);
            return number[state] = states.Count - 1;
        }
    }

    /// <summary>The least machine that plays alike: states that no history can tell apart become one, those never reached go.</summary>
    /// <remarks>Moore's partition refinement; at most as many passes as states. Machines with public lotteries only lose states that are never reached.</remarks>
    public FiniteMachine Minimal()
    {
        FiniteMachine reached = TryTabulate(this, States)!;
        if (DrawsPublicly) return reached;
        int letters = OwnLetters * RivalLetters, classes = 0;
        int[] block = [.. reached._behaviour];
        while (true)
        {
            // Letter by letter: states stay together while they and what follows each letter do.
            int[] refined = [.. block];
            int count = 0;
            for (int letter = 0; letter < letters; letter++)
            {
                var pairs = new Dictionary<(int, int), int>();
                for (int s = 0; s < refined.Length; s++)
                {
                    (int, int) pair = (refined[s], block[reached._next[(s * letters) + letter]]);
                    if (!pairs.TryGetValue(pair, out refined[s])) pairs[pair] = refined[s] = pairs.Count;
                }

                count = pairs.Count;
            }

            block = refined;
            if (count == classes) break;
            classes = count;
        }

        int[] first = [.. Enumerable.Range(0, classes).Select(c => Array.IndexOf(block, c))];
        return new FiniteMachine(
            block[0], OwnLetters, RivalLetters, Behaviours,
            [.. first.Select(s => reached._behaviour[s])],
            [.. first.SelectMany(s => Enumerable.Range(s * letters, letters).Select(t => block[reached._next[t]]))]);
    }
}
