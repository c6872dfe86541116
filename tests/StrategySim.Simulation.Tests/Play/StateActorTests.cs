using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Shocks;
using StrategySim.Testing;

namespace StrategySim.Simulation.Tests.Play;

/// <summary>Actors that decide for themselves, told executed actions only, play the units that the rules play at one table.</summary>
public sealed class StateActorTests
{
    public static TheoryData<string> Shipped => [.. Directory.GetFiles(Repository.Path("configs", "scenarios"), "*.yaml").Select(p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Actors_play_every_shipped_scenario_like_the_stepper(string name)
    {
        CompiledScenario scenario = ScenarioText.Compile(File.ReadAllText(Repository.Path("configs", "scenarios", name + ".yaml")));
        foreach ((ulong seed, bool shown) in new[] { (0ul, true), (0ul, false), (7ul, true), (ulong.MaxValue, false) })
        {
            var unit = new ActorsUnit(scenario, seed, 1, InterventionLog.Empty, 0, default);
            var actors = new Local(scenario, seed, 1, InterventionLog.Empty);
            while (!unit.Ended) unit.PlayRound((actor, prompt) => actors.Decide(actor, shown ? prompt : prompt with { Unit = null }), lookAhead: shown && unit.Round % 3 < 2);
            Same(UnitPlayer.Play(scenario, seed, 1, default), unit.Finish());
            Assert.Equal(0, actors.Replays);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(23)]
    public void Actors_that_lost_their_memory_find_it_again(int period)
    {
        CompiledScenario scenario = ScenarioText.Compile(ManyGames);
        var actors = new Local(scenario, 3, 0, InterventionLog.Empty);
        var unit = new ActorsUnit(scenario, 3, 0, InterventionLog.Empty, 0, default);
        while (!unit.Ended)
        {
            if (unit.Round % period == 0) actors.Forget(unit.Round / period % 3);
            unit.PlayRound(actors.Decide);
        }

        Same(UnitPlayer.Play(scenario, 3, 0, default), unit.Finish());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    public void Actors_that_are_shown_the_unit_only_now_and_then_decide_alike(int period)
    {
        // 0: never. Who was shown it and is no more has to find its own view.
        CompiledScenario scenario = ScenarioText.Compile(ManyGames);
        var unit = new ActorsUnit(scenario, 3, 0, InterventionLog.Empty, 0, default);
        var actors = new Local(scenario, 3, 0, InterventionLog.Empty);
        while (!unit.Ended)
        {
            unit.PlayRound((actor, prompt) =>
            {
                Assert.Same(unit, prompt.Unit);
                bool shown = period > 0 && (prompt.Round + actor[0] + (prompt.Observed is null ? 0 : 1)) / period % 2 == 0;
                return actors.Decide(actor, shown ? prompt : prompt with { Unit = null });
            });
        }

        Same(UnitPlayer.Play(scenario, 3, 0, default), unit.Finish());
        Assert.Equal(period > 0, actors.Replays > 0);
    }

    [Fact]
    public void An_actor_that_forgets_between_its_two_answers_of_a_round_gives_the_second_one_still()
    {
        CompiledScenario scenario = ScenarioText.Compile(ManyGames);
        var actors = new Local(scenario, 3, 0, InterventionLog.Empty) { ForgetBeforeSecond = true };
        var unit = new ActorsUnit(scenario, 3, 0, InterventionLog.Empty, 0, default);
        while (!unit.Ended) unit.PlayRound(actors.Decide);
        Same(UnitPlayer.Play(scenario, 3, 0, default), unit.Finish());
    }

    [Fact]
    public void A_unit_goes_on_from_any_round()
    {
        CompiledScenario scenario = ScenarioText.Compile(ManyGames);
        UnitSummary expected = UnitPlayer.Play(scenario, 9, 2, default);
        for (int played = 0; played <= expected.Rounds; played += 17)
        {
            var unit = new ActorsUnit(scenario, 9, 2, InterventionLog.Empty, played, default);
            var actors = new Local(scenario, 9, 2, InterventionLog.Empty);
            Assert.Equal(played, unit.Round);
            while (!unit.Ended) unit.PlayRound(actors.Decide);
            Same(expected, unit.Finish());
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new ActorsUnit(scenario, 9, 2, InterventionLog.Empty, expected.Rounds + 1, default));
    }

    [Fact]
    public void An_actor_asked_out_of_turn_says_so()
    {
        CompiledScenario scenario = ScenarioText.Compile(ManyGames);
        var actor = new StateActor(scenario, 0, 0, "B", InterventionLog.Empty);
        var late = new ActorPrompt(5, new int[scenario.SeatCount], null);
        Assert.False(actor.IsReadyFor(late));
        Assert.Throws<InvalidOperationException>(() => actor.Decide(late));
        actor.PlayUpTo(late, default);
        Assert.NotEmpty(actor.Decide(late).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => actor.PlayUpTo(new ActorPrompt(1000, new int[scenario.SeatCount], null), default));
        Assert.Throws<ArgumentException>(() => new StateActor(scenario, 0, 0, "Z", InterventionLog.Empty));
    }

    [Fact]
    public void A_round_that_cannot_be_laid_out_fails_when_it_comes_not_when_it_is_looked_ahead_to()
    {
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Path("{ initial: 0, drift: 1/10 }", ruleA: "random", ruleB: "random").Replace("surplus: 7", "surplus: 7/(1 - s)", StringComparison.Ordinal));
        string expected = Assert.Throws<ScenarioPlayException>(() => UnitPlayer.Play(scenario, 0, 0, default)).Message;
        var unit = new ActorsUnit(scenario, 0, 0, InterventionLog.Empty, 0, default);
        var actors = new Local(scenario, 0, 0, InterventionLog.Empty);
        while (unit.Round < 10) unit.PlayRound(actors.Decide, lookAhead: true);
        Assert.Equal(expected, Assert.Throws<ScenarioPlayException>(() => unit.PlayRound(actors.Decide, lookAhead: true)).Message);
    }

    [Fact]
    public void A_seat_left_without_a_move_is_an_error()
    {
        CompiledScenario scenario = ScenarioText.Compile(ManyGames);
        var unit = new ActorsUnit(scenario, 0, 0, InterventionLog.Empty, 0, default);
        Assert.Throws<InvalidOperationException>(() => unit.PlayRound((_, _) => []));
    }

    // Three actors, a game at once and two with a first mover (B moves first in one and second in the other), slips,
    // names that feed back, shocks, and an end by chance.
    private const string ManyGames = """
        schema: strategysim/scenario/v1
        id: many-games
        status: stylised
        time: { horizon: 400, discountFactor: 9/10 }
        payoffs: { comparableAcrossActors: true, acrossGames: sum }
        actors: { A: First, B: Second, C: Third }
        parameters:
          T: { value: 4, assumption: made up }
        states:
          s: { initial: 0, drift: 0.01, max: 3, halfLife: 40 }
        shocks:
          blow: { process: poisson, rate: 0.05, target: s, size: { exponential: 0.5 }, halfLife: 3 }
        games:
          one:
            form: table
            players: { A: A, B: B }
            strategies: { A: [hold, yield], B: [hold, yield] }
            cooperate: yield
            payoffs:
              hold/hold: { A: -1 - s, B: -1 }
              hold/yield: { A: T, B: 1 }
              yield/hold: { A: 1, B: T }
              yield/yield: { A: 3, B: 3 }
            rules: { A: reputation-reader, B: random }
          three:
            form: table
            players: { A: C, B: B }
            moves: { first: C }
            strategies: { C: [hold, yield], B: [hold, yield] }
            cooperate: yield
            payoffs:
              hold/hold: { C: -1, B: -1 }
              hold/yield: { C: T, B: 1 }
              yield/hold: { C: 1, B: T + s }
              yield/yield: { C: 3, B: 3 }
            rules: { C: random, B: grudger }
          two:
            form: table
            players: { A: B, B: C }
            moves: { first: B }
            strategies: { B: [hold, yield], C: [hold, yield] }
            cooperate: yield
            payoffs:
              hold/hold: { B: -2, C: -1 }
              hold/yield: { B: T, C: 1 + s }
              yield/hold: { B: 1, C: T }
              yield/yield: { B: 3, C: 3 }
            rules: { B: tit-for-tat, C: myopic-best-reply }
        reputation: { prior: [1, 1], memory: 0.95, scope: general, feedsBack: { cost: 0.5 } }
        run: { executionNoise: 0.05, continuation: 0.999, replications: 3, seed: 0 }
        """;

    private static void Same(UnitSummary expected, UnitSummary found)
    {
        Assert.Equal(expected.TrajectoryHash, found.TrajectoryHash);
        Assert.Equal(expected.Rounds, found.Rounds);
        Assert.Equal(expected.Values.Select(BitConverter.DoubleToInt64Bits), found.Values.Select(BitConverter.DoubleToInt64Bits));
    }

    private sealed class Local(CompiledScenario scenario, ulong seed, int replication, InterventionLog log)
    {
        private readonly Dictionary<string, StateActor> _actors = [];

        public bool ForgetBeforeSecond { get; init; }

        /// <summary>How often an actor had to play the unit up to where it was asked.</summary>
        public int Replays { get; private set; }

        public void Forget(int which) => _actors.Remove(scenario.Scenario.Actors.Keys.ElementAt(which % scenario.Scenario.Actors.Count));

        public SeatMove[] Decide(string actor, ActorPrompt prompt)
        {
            if (ForgetBeforeSecond && prompt.Observed is not null) _actors.Remove(actor);
            if (!_actors.TryGetValue(actor, out StateActor? player)) _actors[actor] = player = new StateActor(scenario, seed, replication, actor, log);
            if (!player.IsReadyFor(prompt))
            {
                player.PlayUpTo(prompt, default);
                Replays++;
            }

            return player.Decide(prompt).ToArray();
        }
    }
}
