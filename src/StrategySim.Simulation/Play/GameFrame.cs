using StrategySim.Simulation.Randomness;
using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Play;

/// <summary>What of a game hangs on no number: who plays, by which rules, on which streams. Scenarios that share the game share it.</summary>
/// <param name="game">The game.</param>
/// <param name="actors">All actors of the scenario, in the order of their ids.</param>
internal sealed class GameFrame(GameSpecification game, string[] actors)
{
    private readonly DecisionRule[] _rules = [.. game.Rules.Select(static rule => RuleCatalog.Find(rule.Id)!)];
    private readonly MachinePlayer?[] _machines = new MachinePlayer?[game.Rules.Count];

    public GameSpecification Specification { get; } = game;

    public int[] StrategyCounts { get; } = [.. game.Strategies.Select(static strategies => strategies.Count)];

    public int[]? Yield { get; } = game.Cooperate is null ? null : [.. game.Cooperate];

    /// <summary>The actor in each seat, by index.</summary>
    public int[] Actors { get; } = [.. game.Players.Select(player => Array.IndexOf(actors, player))];

    public StreamId[] DecisionStreams { get; } = [.. game.Players.Select(player => StreamId.Of($"decision/{game.Id}/{player}"))];

    public StreamId[] NoiseStreams { get; } = [.. game.Players.Select(player => StreamId.Of($"noise/{game.Id}/{player}"))];

    public StreamId PublicStream { get; } = StreamId.Of($"public/{game.Id}");

    /// <summary>The seat that moves first; −1 where all move at once.</summary>
    public int FirstMover { get; } = game.FirstMover ?? -1;

    public RulePlayer NewPlayer(int seat)
    {
        // Machines are the same for every unit: made once, by whoever comes first.
        if (Volatile.Read(ref _machines[seat]) is { } known) return known.Another();
        RulePlayer player = _rules[seat].Create(new RuleSetup(Specification, seat, Specification.Rules[seat]));
        if (player is MachinePlayer machine) Volatile.Write(ref _machines[seat], machine.Another());
        return player;
    }
}
