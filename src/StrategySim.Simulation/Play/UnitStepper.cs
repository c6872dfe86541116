using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Randomness;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Play;

/// <summary>Plays one unit round by round: the only place where rounds are played.</summary>
/// <remarks>
/// A round: shocks strike, the world updates, tables are derived, actors decide (a second mover sees the first mover's
/// executed action), actions may slip, payoffs and names follow. Everything is a function of the scenario, the seed and
/// the replication; nothing depends on time or threads. Not safe for several threads at once.
/// </remarks>
public sealed class UnitStepper
{
    private readonly CompiledScenario _scenario;
    private readonly ulong _seed;
    private readonly int _replication;
    private readonly World _world;
    private readonly Reputation _reputation;
    private readonly GamePlay[] _games;
    private readonly UnitTally _tally;
    private readonly TrajectoryHasher? _hasher;
    private bool _ended;

    /// <summary>A unit before its first round.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="replication">From 0.</param>
    public UnitStepper(CompiledScenario scenario, ulong seed, int replication)
        : this(scenario, seed, replication, withoutShock: -1, countOnly: false)
    {
    }

    /// <summary>A unit or a counterfactual of it.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="replication">From 0.</param>
    /// <param name="withoutShock">A shock to leave out, by index; −1 for none, <see cref="WorldPlan.AllShocks"/> for all.</param>
    /// <param name="countOnly">Whether hash and causes are left out, as counterfactuals need neither.</param>
    internal UnitStepper(CompiledScenario scenario, ulong seed, int replication, int withoutShock, bool countOnly)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replication);
        _scenario = scenario;
        _seed = seed;
        _replication = replication;
        _world = new World(scenario.World, withoutShock);
        _reputation = new Reputation(scenario);
        _games = [.. scenario.Games.Select((game, index) => new GamePlay(game, index, _reputation))];
        _hasher = countOnly ? null : new TrajectoryHasher();
        _tally = new UnitTally(scenario, countOnly ? null : ChangesWithoutShocks(scenario, seed, replication));
    }

    /// <summary>Rounds played so far.</summary>
    public int Round { get; private set; }

    /// <summary>Whether the unit has ended: at the horizon, or because play did not go on.</summary>
    public bool Ended => _ended;

    internal IReadOnlyList<GamePlay> Games => _games;

    internal World World => _world;

    internal Reputation Names => _reputation;

    internal CompiledScenario Scenario => _scenario;

    /// <summary>Plays the next round.</summary>
    /// <returns>False, without playing, where the unit has ended.</returns>
    /// <exception cref="Shocks.ScenarioPlayException">The scenario cannot go on: a payoff divides by zero, a rate is out of range.</exception>
    public bool Step()
    {
        if (_ended) return false;
        int round = Round + 1;
        _world.Advance(_seed, _replication, round);
        foreach (GamePlay game in _games)
        {
            Derive(game, round);
            Decide(game, round);
            _tally.Count(game, round);
            _hasher?.Add(game);
        }

        foreach (GamePlay game in _games) Learn(game);
        _reputation.EndRound();
        Round = round;
        _ended = round >= _scenario.Scenario.Time.Horizon || !GoesOn(round);
        return true;
    }

    /// <summary>The outcomes and the hash, once the unit has ended.</summary>
    /// <exception cref="InvalidOperationException">The unit has not ended.</exception>
    public UnitSummary Finish()
    {
        if (!_ended || _hasher is null) throw new InvalidOperationException("Only a unit that was played to its end has a summary.");
        return new UnitSummary(Round, _tally.Values(Round), _hasher.Finish());
    }

    private bool GoesOn(int round) =>
        _scenario.Continuation >= 1 ||
        (_scenario.Continuation > 0 && new RandomStream(_seed, _replication, _scenario.ContinuationStream, round).Uniform() < _scenario.Continuation);

    private void Derive(GamePlay game, int round)
    {
        CompiledGame compiled = game.Compiled;
        if (compiled.Labels.Length > 0)
        {
            // The label is read off the table as it is without it, so it cannot hold itself up.
            foreach (int label in compiled.Labels) _world.Set(label, Rational.Zero, round);
            compiled.Fill(game.Table, _world, round);
            ReadLabels(game);
            for (int player = 0; player < 2; player++) _world.Set(compiled.Labels[player], game.Labelled[player] ? 1 : 0, round);
            if (game.Labelled[0] || game.Labelled[1]) compiled.Fill(game.Table, _world, round);
            return;
        }

        if (round == 1 || compiled.IsStale(_world, game.FilledIn))
        {
            if (compiled.Fixed is null) compiled.Fill(game.Table, _world, round);
            game.FilledIn = round;
        }

        ReadLabels(game);
    }

    private void ReadLabels(GamePlay game)
    {
        if (game.Table.Type is null) return;
        for (int player = 0; player < 2; player++) game.Labelled[player] = _reputation.IsLabelled(game.Index, player, game.Table);
    }

    private void Decide(GamePlay game, int round)
    {
        int first = game.Compiled.FirstMover;
        if (first >= 0)
        {
            DecideOne(game, first, round, observed: -1);
            for (int player = 0; player < game.Actions.Length; player++)
            {
                if (player != first) DecideOne(game, player, round, game.Actions[first]);
            }
        }
        else
        {
            for (int player = 0; player < game.Actions.Length; player++) DecideOne(game, player, round, observed: -1);
        }

        game.Cell = game.Table.Cell(game.Actions);
    }

    private void DecideOne(GamePlay game, int player, int round, int observed)
    {
        RulePlayer rule = game.Rules[player];
        int action = rule.Decide(new Situation
        {
            Table = game.Table,
            Player = player,
            Round = round,
            Last = round == 1 ? [] : game.Last,
            Observed = observed,
            FirstMover = game.Compiled.FirstMover,
            Reputation = game.View,
            Draws = new RandomStream(_seed, _replication, game.Compiled.DecisionStreams[player], round),
        });
        game.Intended[player] = action;
        game.FellBack[player] = rule.FellBack;
        game.Actions[player] = _scenario.Noise > 0 ? Slip(game, player, action, round) : action;
    }

    private int Slip(GamePlay game, int player, int action, int round)
    {
        int strategies = game.Compiled.StrategyCounts[player];
        if (strategies == 1) return action;
        (double first, double second) = new RandomStream(_seed, _replication, game.Compiled.NoiseStreams[player], round).Uniforms(0);
        if (first >= _scenario.Noise) return action;
        if (strategies == 2) return 1 - action;
        int other = (int)(second * (strategies - 1));
        return other < action ? other : other + 1;
    }

    private void Learn(GamePlay game)
    {
        int[]? yield = game.Compiled.Yield;
        for (int player = 0; player < game.Actions.Length; player++)
        {
            game.Rules[player].Learn(game.Actions);
            if (yield is not null) _reputation.See(game.Index, player, game.Actions[player] != yield[player]);
        }

        game.Actions.CopyTo(game.Last, 0);
    }

    private static IChangeOracle? ChangesWithoutShocks(CompiledScenario scenario, ulong seed, int replication)
    {
        if (scenario.World.Shocks.Length == 0 || !scenario.Scenario.Games.Values.Any(g => g.HasGameType)) return null;
        // Without feedback the types follow from the world alone, which without shocks is the same in every unit.
        return scenario.HasFeedback ? new ReplayedChanges(scenario, seed, replication) : scenario.Baseline;
    }
}

/// <summary>One game during one unit.</summary>
internal sealed class GamePlay
{
    public GamePlay(CompiledGame compiled, int index, Reputation reputation)
    {
        Compiled = compiled;
        Index = index;
        Table = compiled.NewTable();
        Rules = compiled.NewPlayers();
        int n = compiled.Players;
        (Actions, Intended, Last, Labelled, FellBack) = (new int[n], new int[n], new int[n], new bool[n], new bool[n]);
        View = reputation.ViewOf(index);
    }

    public CompiledGame Compiled { get; }

    public int Index { get; }

    public StageTable Table { get; }

    public RulePlayer[] Rules { get; }

    /// <summary>Executed actions of this round.</summary>
    public int[] Actions { get; }

    public int[] Intended { get; }

    /// <summary>Executed actions of the round before.</summary>
    public int[] Last { get; }

    public bool[] Labelled { get; }

    public bool[] FellBack { get; }

    public IReputationView View { get; }

    public int FilledIn { get; set; }

    public int Cell { get; set; }

    /// <summary>The family with who blackmails, as one number that changes exactly where the family does; −1 without a type.</summary>
    public int FamilyKey => KeyOf(Table.Type);

    public static int KeyOf(GameType? type) => type is null ? -1 : ((int)type.Family * 3) + (type.By ?? -1) + 1;
}
