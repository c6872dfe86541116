using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Randomness;
using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;

namespace StrategySim.Simulation.Tests.Rules;

/// <summary>What every rule of the catalogue must do; a new rule is tested by its line there.</summary>
public sealed class RuleConformanceTests
{
    public static TheoryData<string> Rules => [.. RuleCatalog.All.Select(r => r.Id)];

    private static CompiledScenario Match(string rule, string rival, int rounds, string noise = "0") =>
        ScenarioText.Compile(ScenarioText.Match(["3", "2", "4", "1"], ["3", "4", "2", "1"], Written(rule), rival, rounds, noise));

    /// <summary>YAML of a rule, with the examples of the parameters that it needs.</summary>
    private static string Written(string rule) => $"{{ use: {rule}{string.Concat(RuleCatalog.Find(rule)!.Parameters.Where(p => p.Required).Select(p => $", {p.Name}: {p.Example}"))} }}";

    private static string Moves(CompiledScenario scenario, ulong seed, int replication = 0) =>
        string.Concat(ScenarioText.Rounds(scenario, seed, replication).Select(r => r.Games[0].Seats[0].Intended));

    [Fact]
    public void Catalogue_IsInAlphabeticalOrder_AndComplete()
    {
        string[] ids = [.. RuleCatalog.All.Select(r => r.Id)];
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        IEnumerable<Type> classes = typeof(DecisionRule).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DecisionRule)) && !t.IsAbstract);
        Assert.Equal(classes.OrderBy(t => t.Name), RuleCatalog.All.Select(r => r.GetType()).OrderBy(t => t.Name));
        Assert.All(RuleCatalog.All, r => Assert.True(r.Description.Length > 20 && r.Source.Length > 10 && r.Name.Length > 0));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Replay_GivesTheSameMoves(string rule)
    {
        CompiledScenario scenario = Match(rule, "random", 60, "1/20");
        Assert.Equal(Moves(scenario, 3), Moves(scenario, 3));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void DeterministicRules_NeverDraw(string rule)
    {
        // Against a rival who does not draw either, nothing may depend on the seed.
        bool same = Enumerable.Range(0, 20).Select(seed => Moves(Match(rule, "{ use: memory-one, first: 1, CC: 0, CD: 1, DC: 1, DD: 0 }", 40), (ulong)seed)).Distinct().Count() == 1;
        bool declared = RuleCatalog.Find(rule)!.Traits.Deterministic;
        if (declared) Assert.True(same);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void MemoryDepth_IsAnUpperBound(string rule)
    {
        RuleTraits traits = RuleCatalog.Find(rule)!.Traits;
        if (traits.MemoryDepth is not int depth || !traits.Deterministic) return;
        // Moves after equal histories of that depth are equal, whatever came before: collected over noisy play against a random rival.
        var after = new Dictionary<string, string>();
        for (int replication = 0; replication < 20; replication++)
        {
            IReadOnlyList<RoundRecord> rounds = ScenarioText.Rounds(Match(rule, "random", 100, "1/10"), 8, replication);
            for (int t = depth; t < rounds.Count; t++)
            {
                // The first rounds are told apart from later ones: a rule may open differently.
                string history = (t == 0 ? "start" : "") + string.Concat(Enumerable.Range(t - depth, depth).Select(k => string.Concat(rounds[k].Games[0].Seats.Select(s => s.Executed))));
                string move = rounds[t].Games[0].Seats[0].Intended;
                Assert.Equal(after.GetValueOrDefault(history, move), move);
                after[history] = move;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void RulesThatDoNotUsePayoffs_PlayAlikeUnderOtherPayoffs(string rule)
    {
        if (RuleCatalog.Find(rule)!.Traits.UsesPayoffs) return;
        CompiledScenario other = ScenarioText.Compile(ScenarioText.Match(["1", "5", "0", "3"], ["1", "0", "5", "3"], Written(rule), "random", 60, "1/20"));
        Assert.Equal(Moves(Match(rule, "random", 60, "1/20"), 3), Moves(other, 3));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void RulesThatSpeakOfCooperating_RefuseAGameThatDoesNotSay(string rule)
    {
        string yaml = ScenarioText.Match(["3", "2", "4", "1"], ["3", "4", "2", "1"], Written(rule), "random", 3).Replace("cooperate: C", "note: none", StringComparison.Ordinal);
        var result = StrategySim.Simulation.Scenarios.ScenarioReader.Read(yaml, StrategySim.Simulation.Documents.DocumentFormat.Yaml);
        Assert.Equal(RuleCatalog.Find(rule)!.Traits.NeedsCooperate, result.Faults.Any(f => f.Pointer == "/games/match/rules/R"));
    }

    [Fact]
    public void Grudger_IsNotSetOffByItsOwnSlip()
    {
        // Noise makes the grudger itself play D at times; until the rival has slipped it must keep intending C.
        string yaml = ScenarioText.Match(["3", "2", "4", "1"], ["3", "4", "2", "1"], "grudger", "cooperator", 200, "1/10");
        CompiledScenario scenario = ScenarioText.Compile(yaml);
        int ownSlips = 0;
        for (int replication = 0; replication < 20; replication++)
        {
            IReadOnlyList<RoundRecord> rounds = ScenarioText.Rounds(scenario, 1, replication);
            int provoked = rounds.ToList().FindIndex(r => r.Games[0].Seats[1].Executed == "D");
            ownSlips += rounds.Take(provoked + 1).Count(r => r.Games[0].Seats[0].Executed == "D");
            Assert.All(rounds.Take(provoked + 1), r => Assert.Equal("C", r.Games[0].Seats[0].Intended));
            Assert.All(rounds.Skip(provoked + 1), r => Assert.Equal("D", r.Games[0].Seats[0].Intended));
        }

        Assert.True(ownSlips > 0);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void WhatARuleRemembers_IsWhatItsMachineHas(string rule)
    {
        DecisionRule declared = RuleCatalog.Find(rule)!;
        GameSpecification game = Match(rule, "random", 3).Scenario.Games["match"];
        RuleReference reference = game.Rules[0];
        SeatMachine? machine = declared.Machine(new RuleSetup(game, 0, reference));
        RuleMemory found = machine is null ? RuleMemory.Learning : machine.OverStrategies() is FiniteMachine ? RuleMemory.FiniteState : RuleMemory.Counting;
        Assert.Equal(declared.Traits.Memory, found);
        if (machine is null) return;
        // A rule that never draws has a machine that never does; another may, by its parameters.
        if (declared.Traits.Deterministic) Assert.True(machine.Machine.IsDeterministic);
        if (declared.Traits.MemoryDepth is int depth) Assert.True(Depth((FiniteMachine)machine.OverStrategies()) <= depth, "the state does not follow from that many rounds");
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void TheScenarioPlayer_FollowsItsMachine(string rule)
    {
        CompiledScenario scenario = Match(rule, "random", 60, "1/20");
        GameSpecification game = scenario.Scenario.Games["match"];
        if (RuleCatalog.Find(rule)!.Machine(new RuleSetup(game, 0, game.Rules[0])) is not { } seat) return;
        RuleMachine machine = seat.OverStrategies();
        long state = machine.Start;
        foreach (RoundRecord round in ScenarioText.Rounds(scenario, 5))
        {
            if (machine.Lottery(state) is { } lottery)
            {
                // One draw for all who play the game.
                double u = new RandomStream(5, 0, StreamId.Of("public/match"), round.Round).Uniform();
                state = lottery.First(prize => u < prize.Below.ToDouble()).State;
            }

            int[] played = [.. round.Games[0].Seats.Select(s => s.Executed == "C" ? 0 : 1)];
            IReadOnlyList<Rational> behaviour = machine.Behaviours[machine.Behaviour(state)];
            Assert.True(behaviour[round.Games[0].Seats[0].Intended == "C" ? 0 : 1].Sign > 0);
            state = machine.Next(state, played[0], played[1]);
        }
    }

    /// <summary>The least number of rounds after which all states have come together whatever the start, given what was played.</summary>
    private static int Depth(FiniteMachine machine)
    {
        HashSet<(long, long)> apart = [.. from a in Enumerable.Range(0, machine.States) from b in Enumerable.Range(0, a) select ((long)a, (long)b)];
        for (int rounds = 0; rounds <= machine.States * machine.States; rounds++)
        {
            if (apart.Count == 0) return rounds;
            apart =
            [
                .. from pair in apart
                   from own in Enumerable.Range(0, machine.OwnLetters)
                   from rival in Enumerable.Range(0, machine.RivalLetters)
                   let a = machine.Next(pair.Item1, own, rival)
                   let b = machine.Next(pair.Item2, own, rival)
                   where a != b
                   select (Math.Max(a, b), Math.Min(a, b)),
            ];
        }

        return int.MaxValue;
    }
}
