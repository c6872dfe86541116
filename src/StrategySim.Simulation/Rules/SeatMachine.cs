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
}
