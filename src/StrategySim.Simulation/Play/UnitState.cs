using System.Runtime.ExceptionServices;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Randomness;
using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Shocks;

namespace StrategySim.Simulation.Play;

/// <summary>What everybody can see of one unit: the world, the stage games, the names. A function of the executed actions so far.</summary>
/// <remarks>
/// The referee keeps one, and so does every state actor that decides by itself: told the executed actions of a round,
/// all of them come to the same next round. Rounds go <see cref="Begin()"/>, actions into <see cref="GamePlay.Actions"/>, <see cref="End"/>.
/// </remarks>
internal sealed class UnitState
{
    private readonly ulong _seed;
    private readonly int _replication;

    // The round that was looked ahead to, and what came of it where that was an exception.
    private int _ahead;
    private ExceptionDispatchInfo? _failedAhead;

    /// <summary>A unit before its first round.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="replication">From 0.</param>
    /// <param name="log">The interventions of its run.</param>
    /// <param name="withoutShock">A shock to leave out; see <see cref="World"/>.</param>
    /// <param name="interventions">What takes effect in the unit.</param>
    /// <exception cref="ArgumentException">An intervention does not fit the scenario.</exception>
    public UnitState(CompiledScenario scenario, ulong seed, int replication, InterventionLog log, int withoutShock, out InterventionPlan interventions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replication);
        IReadOnlyList<Intervention> entries = log.Of(replication);
        Scenario = scenario = scenario.WithSlotsFor(entries);
        interventions = InterventionPlan.Of(scenario, entries);
        _seed = seed;
        _replication = replication;
        World = new World(scenario.World, withoutShock, interventions.Settings);
        Names = new Reputation(scenario);
        Games = new GamePlay[scenario.Games.Length];
        for (int index = 0; index < Games.Length; index++) Games[index] = new GamePlay(scenario.Games[index], index, Names);
    }

    public CompiledScenario Scenario { get; }

    public World World { get; }

    public Reputation Names { get; }

    public GamePlay[] Games { get; }

    /// <summary>Rounds that are over.</summary>
    public int Round { get; private set; }

    /// <summary>Shocks strike, the world updates, tables are derived.</summary>
    public void Begin() => Begin(Games);

    /// <summary>The same for somebody who looks at some games only; the tables of the others stay as they are.</summary>
    /// <remarks>Nothing in a game depends on the table of another.</remarks>
    public void Begin(GamePlay[] games)
    {
        int round = Round + 1;
        if (_ahead == round)
        {
            _failedAhead?.Throw();
            foreach (GamePlay game in Games)
            {
                game.TakeAhead();
                ReadLabels(game);
            }

            return;
        }

        World.Advance(_seed, _replication, round);
        foreach (GamePlay game in games) Derive(game, round);
    }

    /// <summary>Advances the world to the round after the one in play and derives its tables, all that does not hang on actions, so that the next <see cref="Begin()"/> finds it done.</summary>
    /// <remarks>What actors see of the round in play stays as it is, so they may be thinking meanwhile. Where names feed back on payoffs, nothing is done. An exception comes with the round that it belongs to.</remarks>
    public void LookAhead()
    {
        int round = Round + 2;
        if (_ahead == round || Scenario.HasFeedback) return;
        _ahead = round;
        try
        {
            World.Advance(_seed, _replication, round);
            foreach (GamePlay game in Games)
            {
                if (game.Compiled.IsStale(World, game.FilledIn)) game.DeriveAhead(World, round);
            }
        }
        catch (ScenarioPlayException exception)
        {
            _failedAhead = ExceptionDispatchInfo.Capture(exception);
        }
    }

    /// <summary>Random numbers of this round in a stream.</summary>
    public RandomStream Draws(StreamId stream) => new(_seed, _replication, stream, Round + 1);

    /// <summary>Random numbers of the round that has just ended in a stream.</summary>
    public RandomStream DrawsOfEnded(StreamId stream) => new(_seed, _replication, stream, Round);

    /// <summary>What a player knows in this round.</summary>
    /// <param name="game">The game.</param>
    /// <param name="player">The seat.</param>
    /// <param name="observed">The first mover's executed action, for those who move after it; −1 otherwise.</param>
    public Situation Situation(GamePlay game, int player, int observed) => new()
    {
        Table = game.Table,
        Player = player,
        Round = Round + 1,
        Last = Round == 0 ? [] : game.Last,
        Observed = observed,
        FirstMover = game.Compiled.FirstMover,
        Reputation = game.View,
        Draws = Draws(game.Compiled.DecisionStreams[player]),
        PublicDraws = Draws(game.Compiled.PublicStream),
    };

    /// <summary>The executed actions become the past, and names follow them.</summary>
    public void End()
    {
        foreach (GamePlay game in Games)
        {
            if (game.Compiled.Yield is { } yield)
            {
                for (int player = 0; player < yield.Length; player++) Names.See(game.Index, player, game.Actions[player] != yield[player]);
            }

            if (game.Compiled.IsThreat) SeeThreat(game);
            else game.Actions.CopyTo(game.Last, 0);
        }

        Names.EndRound();
        Round++;
    }

    /// <summary>What happened becomes the past, what was planned but not called on does not.</summary>
    private void SeeThreat(GamePlay game)
    {
        ThreatPath path = ThreatRound.Path(game.Actions[0], game.Actions[1]);
        if (path is ThreatPath.Executed or ThreatPath.BackedDown)
        {
            game.SeenThreat = game.Actions[0];
            Names.See(game.Index, 0, path == ThreatPath.Executed);
        }

        if (path != ThreatPath.NoDemand)
        {
            game.SeenReply = game.Actions[1];
            Names.See(game.Index, 1, game.Actions[1] == ThreatRound.Resist);
        }

        game.Last[0] = path == ThreatPath.NoDemand ? ThreatRound.NoDemand : game.SeenThreat;
        game.Last[1] = game.SeenReply;
    }

    private void Derive(GamePlay game, int round)
    {
        CompiledGame compiled = game.Compiled;
        if (compiled.Labels.Length > 0)
        {
            // The label is read off the table as it is without it, so it cannot hold itself up.
            foreach (int label in compiled.Labels) World.Set(label, Rational.Zero, round);
            compiled.Fill(game.Table, World, round);
            ReadLabels(game);
            for (int player = 0; player < 2; player++) World.Set(compiled.Labels[player], game.Labelled[player] ? 1 : 0, round);
            if (game.Labelled[0] || game.Labelled[1]) compiled.Fill(game.Table, World, round);
            return;
        }

        if (round == 1 || compiled.IsStale(World, game.FilledIn))
        {
            game.Derive(World, round);
        }

        ReadLabels(game);
    }

    private void ReadLabels(GamePlay game)
    {
        if (game.Table.Type is null) return;
        for (int player = 0; player < 2; player++) game.Labelled[player] = Names.IsLabelled(game.Index, player, game.Table);
    }
}

/// <summary>One game during one unit.</summary>
internal sealed class GamePlay
{
    // The unit's own tables, once it has had to derive some; two where one is filled while the other is in play.
    private StageTable? _own, _other;
    private StageTable? _ahead;

    public GamePlay(CompiledGame compiled, int index, Reputation reputation)
    {
        Compiled = compiled;
        Index = index;
        // Most units never need one of their own: the tables that they meet are shared.
        Table = compiled.Labels.Length > 0 ? compiled.NewTable() : compiled.Blank;
        int n = compiled.Players;
        (Actions, Intended, Last, Labelled, FellBack, Forced) = (new int[n], new int[n], new int[n], new bool[n], new bool[n], new bool[n]);
        View = reputation.ViewOf(index);
    }

    public CompiledGame Compiled { get; }

    public int Index { get; }

    public StageTable Table { get; private set; }

    /// <summary>Executed actions of this round.</summary>
    public int[] Actions { get; }

    public int[] Intended { get; }

    /// <summary>What everybody saw of the round before: executed actions, of a threat game as far as they were called on.</summary>
    public int[] Last { get; }

    /// <summary>Threat games: what the last resisted demand led to.</summary>
    public int SeenThreat { get; set; } = ThreatRound.Execute;

    /// <summary>Threat games: the last reply to a demand.</summary>
    public int SeenReply { get; set; } = ThreatRound.Resist;

    public bool[] Labelled { get; }

    public bool[] FellBack { get; }

    /// <summary>Whose action was forced from outside in this round.</summary>
    public bool[] Forced { get; }

    public IReputationView View { get; }

    /// <summary>The round in which the table was last derived.</summary>
    public int FilledIn { get; private set; }

    public int Cell { get; set; }

    /// <summary>The family with who blackmails, as one number that changes exactly where the family does; −1 without a type.</summary>
    public int FamilyKey => KeyOf(Table.Type);

    /// <summary>Lays out the table of a round in which it changes.</summary>
    public void Derive(World world, int round)
    {
        if (Compiled.Fixed is null) Table = Compiled.TableOf(world, round, ref _own);
        FilledIn = round;
    }

    /// <summary>Lays out the table of the round after the one in play, whose table stays until <see cref="TakeAhead"/>.</summary>
    public void DeriveAhead(World world, int round)
    {
        if (Compiled.Fixed is null)
        {
            (_own, _other) = (_other, _own);
            _ahead = Compiled.TableOf(world, round, ref _own);
        }

        FilledIn = round;
    }

    /// <summary>The round after has come.</summary>
    public void TakeAhead()
    {
        Table = _ahead ?? Table;
        _ahead = null;
    }

    public static int KeyOf(GameType? type) => type is null ? -1 : ((int)type.Family * 3) + (type.By ?? -1) + 1;
}
