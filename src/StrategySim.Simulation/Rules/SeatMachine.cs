using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules;

/// <summary>A machine in a seat of a game: which strategies its letters stand for.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Strategies">The strategy that each of its own letters plays; −1 for a letter that it never plays.</param>
/// <param name="OwnLetters">The letter of each of its own strategies.</param>
/// <param name="RivalLetters">The letter of each of the rival's strategies; empty where there is no single rival, and the machine then looks at none.</param>
public sealed record SeatMachine(RuleMachine Machine, int[] Strategies, int[] OwnLetters, int[] RivalLetters)
{
    /// <summary>A rule of cooperating: C is the cooperating strategy, D anything else.</summary>
    /// <param name="machine">A machine of two letters on both sides, or one that looks at no rival.</param>
    /// <param name="setup">The seat.</param>
    internal static SeatMachine Cooperating(RuleMachine machine, in RuleSetup setup)
    {
        int seat = setup.Player, mine = setup.Cooperate, count = setup.Game.Strategies[seat].Count;
        int[] rival = [];
        if (setup.Game.Players.Count == 2)
        {
            int theirs = setup.RivalCooperate;
            rival = [.. Enumerable.Range(0, setup.Game.Strategies[1 - seat].Count).Select(s => s == theirs ? 0 : 1)];
        }

        return new SeatMachine(machine, [mine, count == 2 ? 1 - mine : -1], [.. Enumerable.Range(0, count).Select(s => s == mine ? 0 : 1)], rival);
    }

    /// <summary>A rule whose letters are the strategies of the game, by index.</summary>
    internal static SeatMachine Direct(RuleMachine machine, in RuleSetup setup)
    {
        int[] own = [.. Enumerable.Range(0, setup.Game.Strategies[setup.Player].Count)];
        return new SeatMachine(machine, own, own, setup.Game.Players.Count == 2 ? [.. Enumerable.Range(0, setup.Game.Strategies[1 - setup.Player].Count)] : []);
    }

    /// <summary>The machine with the strategies of the game for letters: a minimal table where its states are few, else itself under new names.</summary>
    public RuleMachine OverStrategies()
    {
        var relabelled = new Relabelled(this);
        return FiniteMachine.TryTabulate(relabelled, MaximumTable) is { } table ? table.Minimal() : relabelled;
    }

    /// <summary>Machines of more states stay as they are: a counting rule has no last one.</summary>
    private const int MaximumTable = 4096;

    private sealed class Relabelled(SeatMachine seat) : RuleMachine(seat.OwnLetters.Length, seat.RivalLetters.Length, Behaviours(seat))
    {
        public override long Start => seat.Machine.Start;

        public override bool DrawsPublicly => seat.Machine.DrawsPublicly;

        public override IReadOnlyList<PublicPrize>? Lottery(long state) => seat.Machine.Lottery(state);

        public override int Behaviour(long state) => seat.Machine.Behaviour(state);

        public override long Next(long state, int own, int rival) => seat.Machine.Next(state, seat.OwnLetters[own], seat.RivalLetters[rival]);

        private static new IReadOnlyList<IReadOnlyList<Rational>> Behaviours(SeatMachine seat) =>
        [
            .. seat.Machine.Behaviours.Select(behaviour =>
            {
                var over = new Rational[seat.OwnLetters.Length];
                for (int letter = 0; letter < behaviour.Count; letter++)
                {
                    if (!behaviour[letter].IsZero) over[seat.Strategies[letter]] = behaviour[letter];
                }

                return over;
            }),
        ];
    }
}
