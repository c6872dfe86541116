using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;

namespace StrategySim.Simulation.Tests.Play;

/// <summary>What is done to a unit from outside takes effect in its round, is replayed, and is named as a cause.</summary>
public sealed class InterventionTests
{
    [Fact]
    public void A_state_that_is_set_has_that_value_in_the_round_and_drifts_on_from_it()
    {
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Path("{ initial: 0, drift: 1/10, max: 3 }"));
        IReadOnlyList<RoundRecord> rounds = Play(scenario, Set(5, "/states/s", "2"));
        Assert.Equal([0, (1, 10), (2, 10), (3, 10), 2, (21, 10), (22, 10)], rounds.Take(7).Select(r => Fraction.Of(r.States["s"])));
    }

    [Fact]
    public void A_path_keeps_its_distance()
    {
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Path());
        IReadOnlyList<RoundRecord> rounds = Play(scenario, Set(21, "/states/s", "1/2"));
        Assert.Equal([(19, 20), (1, 2), (11, 20), (12, 20)], rounds.Skip(19).Take(4).Select(r => Fraction.Of(r.States["s"])));
        Assert.Equal((Fraction)(5, 2), Fraction.Of(rounds[^1].States["s"]));
    }

    [Fact]
    public void What_a_passing_shock_had_added_is_gone_and_the_return_goes_on()
    {
        string shock = "shocks: { blow: { process: scheduled, rounds: [2], target: s, size: 1, halfLife: 1000 } }";
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Path("{ initial: 0, halfLife: 1, max: 3 }", shock));
        IReadOnlyList<RoundRecord> rounds = Play(scenario, Set(4, "/states/s", "2"));
        Assert.Equal([0, 1, 2, 1, (1, 2), (1, 4)], rounds.Take(8).Where(r => r.Round != 3 && r.Round != 8).Select(r => Fraction.Of(r.States["s"])));
    }

    [Fact]
    public void A_constant_parameter_can_be_set_and_what_derives_from_it_follows()
    {
        const string Document = """
            schema: strategysim/scenario/v1
            id: constants
            status: stylised
            time: { horizon: 6, discountFactor: 9/10 }
            actors: { A: First, B: Second }
            parameters:
              base: { value: 1, assumption: made up, range: [0, 10] }
              temptation: { derived: "base + 3" }
              patience: { value: 9/10, assumption: made up }
            games:
              g:
                form: table
                players: { A: A, B: B }
                strategies: { A: [hold, yield], B: [hold, yield] }
                cooperate: yield
                payoffs:
                  hold/hold: { A: -2, B: -2 }
                  hold/yield: { A: temptation, B: 1 }
                  yield/hold: { A: 1, B: temptation }
                  yield/yield: { A: 3, B: 3 }
                rules: { A: defector, B: cooperator }
            """;
        CompiledScenario scenario = ScenarioText.Compile(Document);
        UnitSummary plain = UnitPlayer.Play(scenario, 0, 0, default);
        IReadOnlyList<RoundRecord> rounds = Play(scenario, Set(3, "/parameters/base", "1/3"), Set(5, "/parameters/base", "2"));
        Assert.Equal([4, 4, (10, 3), (10, 3), 5, 5], rounds.Select(r => Fraction.Of(r.Games[0].Seats[0].Payoff)));
        // Slots for what is set change no bit where nothing is set.
        Assert.Equal(plain.TrajectoryHash, UnitPlayer.Play(scenario, 0, 0, new InterventionLog([new Intervention(1, 3, "/parameters/base", "2")]), default).TrajectoryHash);
    }

    [Fact]
    public void A_forced_action_is_executed_whatever_the_rule_says_and_is_what_others_see()
    {
        string match = ScenarioText.Match(["3", "0", "5", "1"], ["3", "0", "5", "1"], "cooperator", "tit-for-tat", 6);
        IReadOnlyList<RoundRecord> rounds = Play(ScenarioText.Compile(match), Set(3, "/games/match/actions/R", "D"));
        Assert.Equal("CCDCCC", string.Concat(rounds.Select(r => r.Games[0].Seats[0].Executed)));
        Assert.Equal("CCCDCC", string.Concat(rounds.Select(r => r.Games[0].Seats[1].Executed)));
        Assert.Equal("CCCCCC", string.Concat(rounds.Select(r => r.Games[0].Seats[0].Intended)));
        Assert.Equal([false, false, true, false, false, false], rounds.Select(r => r.Games[0].Seats[0].Forced));
        Assert.DoesNotContain(rounds, r => r.Games[0].Seats[1].Forced);
    }

    [Fact]
    public void A_forced_action_does_not_slip_and_moves_no_other_draw()
    {
        string match = ScenarioText.Match(["3", "0", "5", "1"], ["3", "0", "5", "1"], "random", "random", 200, noise: "0.3");
        CompiledScenario scenario = ScenarioText.Compile(match);
        IReadOnlyList<RoundRecord> plain = ScenarioText.Rounds(scenario), forced = Play(scenario, [.. Enumerable.Range(1, 200).Where(r => r % 3 == 0).Select(r => Set(r, "/games/match/actions/K", "D"))]);
        for (int i = 0; i < 200; i++)
        {
            Assert.Equal(plain[i].Games[0].Seats[0].Executed, forced[i].Games[0].Seats[0].Executed);
            Assert.Equal((i + 1) % 3 == 0 ? "D" : plain[i].Games[0].Seats[1].Executed, forced[i].Games[0].Seats[1].Executed);
        }
    }

    [Fact]
    public void A_change_that_would_not_come_without_the_intervention_is_put_down_to_it()
    {
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Path());
        var log = new InterventionLog([Set(10, "/states/s", "5/2")]);
        GamePhase phase = GameTypeHistory.Of(scenario, 0, 0, log, default)[0].Phases[1];
        Assert.Equal((10, ChangeCause.Intervention), (phase.From, phase.Change!.Cause));
        Assert.Equal(ChangeCause.OwnMotion, GameTypeHistory.Of(scenario, 0, 0, InterventionLog.Empty, default)[0].Phases[1].Change!.Cause);
    }

    [Fact]
    public void Actors_replay_what_was_done_to_them()
    {
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Path(ruleA: "reputation-reader", ruleB: "random"));
        var log = new InterventionLog([Set(10, "/states/s", "5/2"), Set(12, "/games/rivalry/actions/B", "hold"), new Intervention(1, 2, "/states/s", "0")]);
        var actors = new StateActors(scenario, log);
        var unit = new ActorsUnit(scenario, 0, 0, log, 0, default);
        while (!unit.Ended) unit.PlayRound(actors.Decide);
        UnitSummary expected = UnitPlayer.Play(scenario, 0, 0, log, default);
        Assert.Equal(expected.TrajectoryHash, unit.Finish().TrajectoryHash);
        Assert.NotEqual(expected.TrajectoryHash, UnitPlayer.Play(scenario, 0, 0, default).TrajectoryHash);
    }

    [Fact]
    public void A_log_is_named_by_what_takes_effect()
    {
        var log = new InterventionLog([Set(10, "/states/s", "2"), Set(3, "/states/s", "1"), Set(10, "/states/s", "5/2"), new Intervention(1, 2, "/states/s", "0")]);
        Assert.Equal(["1", "5/2"], log.Of(0).Select(e => e.Value));
        Assert.Equal(log.HashOf(0), new InterventionLog([Set(3, "/states/s", "1"), Set(10, "/states/s", "5/2")]).HashOf(0));
        Assert.NotEqual(log.HashOf(0), log.HashOf(1));
        Assert.Equal("", log.HashOf(2));
        Assert.Equal([0, 1], log.Replications);
        Assert.Equal(log, InterventionLog.Empty.With(log.Entries[0]).With(log.Entries[1]).With(log.Entries[2]).With(log.Entries[3]));
        Assert.NotEqual(log, InterventionLog.Empty);
    }

    [Theory]
    [InlineData(0, 1, "/states/x", "1", null, "/address")]
    [InlineData(0, 1, "/parameters/x", "1", null, "/address")]
    [InlineData(0, 1, "/games/x/actions/A", null, "hold", "/address")]
    [InlineData(0, 1, "/games/rivalry/actions/Z", null, "hold", "/address")]
    [InlineData(0, 1, "/games/rivalry/actions/A", null, "surrender", "/action")]
    [InlineData(0, 1, "/games/rivalry/rules/A", null, "hold", "/address")]
    [InlineData(0, 1, "states/s", "1", null, "/address")]
    [InlineData(0, 1, "", "1", null, "/address")]
    [InlineData(0, 1, "/states/s", "one", null, "/value")]
    [InlineData(0, 1, "/states/s", "4", null, "/value")]
    [InlineData(0, 1, "/states/s", "-1", null, "/value")]
    [InlineData(0, 1, "/states/s", null, null, "/value")]
    [InlineData(0, 1, "/states/s", null, "hold", "/action")]
    [InlineData(0, 1, "/games/rivalry/actions/A", "1", null, "/value")]
    [InlineData(0, 0, "/states/s", "1", null, "/round")]
    [InlineData(0, 62, "/states/s", "1", null, "/round")]
    [InlineData(1, 1, "/states/s", "1", null, "/replication")]
    [InlineData(-1, 1, "/states/s", "1", null, "/replication")]
    public void What_does_not_fit_is_refused_with_its_place(int replication, int round, string address, string? value, string? action, string pointer)
    {
        Scenario scenario = ScenarioText.Read(ScenarioText.Path("{ initial: 0, drift: 1/10, min: 0, max: 3 }"));
        var refused = Assert.Throws<InvalidInputException>(() => InterventionReader.Read(scenario, replication, round, address, value, action));
        Assert.Equal(pointer, Assert.Single(refused.Faults).Pointer);
    }

    [Fact]
    public void A_parameter_that_is_fixed_at_the_start_or_derived_is_refused()
    {
        Scenario scenario = ScenarioText.Read(ScenarioText.Path(extra: """
            parameters:
              slip: { value: 1/100, assumption: made up }
              twice: { derived: 2*slip }
            run: { executionNoise: twice }
            """));
        foreach (string name in new[] { "slip", "twice" })
        {
            var refused = Assert.Throws<InvalidInputException>(() => InterventionReader.Read(scenario, 0, 1, "/parameters/" + name, "1/2", null));
            Assert.Contains(name == "slip" ? "/run/executionNoise" : "derived", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Numbers_are_kept_in_canonical_form()
    {
        Scenario scenario = ScenarioText.Read(ScenarioText.Path());
        Assert.Equal("3/2", InterventionReader.Read(scenario, 0, 1, "/states/s", "1.50", null).Value);
        Assert.Throws<ArgumentException>(() => new UnitStepper(CompiledScenario.Compile(scenario), 0, 0, new InterventionLog([Set(1, "/states/nowhere", "1")])));
    }

    private static Intervention Set(int round, string address, string value) => new(0, round, address, value);

    private static List<RoundRecord> Play(CompiledScenario scenario, params Intervention[] interventions)
    {
        var rounds = new List<RoundRecord>();
        var stepper = new UnitStepper(scenario, 0, 0, new InterventionLog(interventions));
        while (stepper.Step()) rounds.Add(RoundRecord.Of(stepper));
        return rounds;
    }

    private readonly record struct Fraction(Rational Value)
    {
        public static implicit operator Fraction(int value) => new(value);

        public static implicit operator Fraction((int N, int D) value) => new(Rational.Create(value.N, value.D));

        public static Fraction Of(Rational value) => new(value);
    }

    private sealed class StateActors(CompiledScenario scenario, InterventionLog log)
    {
        private readonly Dictionary<string, StateActor> _actors = [];

        public SeatMove[] Decide(string actor, ActorPrompt prompt)
        {
            if (!_actors.TryGetValue(actor, out StateActor? player)) _actors[actor] = player = new StateActor(scenario, 0, 0, actor, log);
            // Some look at the unit, others find out for themselves.
            return player.Decide(actor[0] % 2 == 0 ? prompt : prompt with { Unit = null }).ToArray();
        }
    }
}
