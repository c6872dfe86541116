using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Threat;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;

namespace StrategySim.Simulation.Tests.Play;

public sealed class ThreatRoundTests
{
    private const string Perfect = "{ use: equilibrium, select: subgame-perfect }";

    private static string Text(string primitives, string rules = $"{{ A: \"{Perfect}\", B: \"{Perfect}\" }}", int rounds = 5, string more = "") => $$"""
        schema: strategysim/scenario/v1
        id: threat
        status: stylised
        time: { horizon: {{rounds}}, discountFactor: 1/2 }
        payoffs: { comparableAcrossActors: true }
        actors: { A: { name: A }, B: { name: B } }
        {{more}}
        games:
          t:
            form: threat
            players: { A: A, B: B }
            primitives: { {{primitives}} }
            rules: {{rules.Replace("\"", "", StringComparison.Ordinal)}}
        """;

    private static string Played(RoundRecord round) => string.Join(" ", round.Games[0].Seats.Select(seat => seat.Executed));

    [Theory]
    [InlineData(2, 1, 3, 4, 1)]
    [InlineData(2, 3, 1, 4, 1)]
    [InlineData(4, 1, 3, 2, 0)]
    [InlineData(4, 3, 1, 2, 0)]
    public void SubgamePerfectPlay_IsThatOfTheTree(int d, int k, int r, int h, int b)
    {
        CompiledScenario scenario = ScenarioText.Compile(Text($"demand: {d}, executionCost: {k}, backDownCost: {r}, harm: {h}, backDownGain: {b}"));
        var primitives = new ThreatPrimitives(d, k, r, h, b);
        var equilibrium = Assert.Single(ThreatAnalysis.Of(primitives).Perfect.Equilibria);
        bool demands = equilibrium.Behaviour.Strategies[0]![1] == Rational.One, concedes = equilibrium.Behaviour.Strategies[1]![0] == Rational.One, executes = equilibrium.Behaviour.Strategies[2]![0] == Rational.One;
        foreach (RoundRecord round in ScenarioText.Rounds(scenario))
        {
            Assert.Equal($"{(!demands ? "no-demand" : executes ? "demand-execute" : "demand-back-down")} {(concedes ? "concede" : "resist")}", Played(round));
            Assert.Equal(equilibrium.Payoffs, round.Games[0].Seats.Select(seat => seat.Payoff));
        }

        UnitSummary summary = UnitPlayer.Play(scenario, 0, 0, default);
        double credible = summary.Values[scenario.Layout.IndexOf(new OutcomeKey("*", "t", "credibleRate"))];
        Assert.Equal(primitives.IsCredible && primitives.IsEnough ? 1 : 0, credible);
        Assert.Equal(demands ? 1 : 0, summary.Values[scenario.Layout.IndexOf(new OutcomeKey("A", "t", "demandRate"))]);
        Assert.Equal(demands && concedes ? 1 : 0, summary.Values[scenario.Layout.IndexOf(new OutcomeKey("B", "t", "concessionRate"))]);
    }

    [Fact]
    public void OnlyWhatHappensIsSeen_AndMakesNames()
    {
        // Forced: no demand; conceded; resisted and dropped; conceded again, with a plan to execute that nobody gets to see.
        CompiledScenario scenario = ScenarioText.Compile(Text("demand: 2, executionCost: 1, backDownCost: 3, harm: 4, backDownGain: 1", rounds: 4));
        var state = new UnitState(scenario, 0, 0, Interventions.InterventionLog.Empty, withoutShock: -1, out _);
        GamePlay game = state.Games[0];
        (int Plan, int Reply, int SeenPlan, int SeenReply, string A, string B)[] rounds =
        [
            (0, 0, 0, 1, "1/2", "1/2"),
            (2, 0, 1, 0, "1/2", "1/3"),
            (2, 1, 2, 1, "1/3", "1/2"),
            (1, 0, 2, 0, "1/3", "2/5"),
        ];
        foreach (var round in rounds)
        {
            state.Begin();
            (game.Actions[0], game.Actions[1]) = (round.Plan, round.Reply);
            state.End();
            Assert.Equal([round.SeenPlan, round.SeenReply], game.Last);
            Assert.Equal((Rational.Parse(round.A), Rational.Parse(round.B)), (game.View.FirmBelief(0).ToRational(), game.View.FirmBelief(1).ToRational()));
        }
    }

    [Fact]
    public void ReputationReaders_UseTheThresholdsOfTheTree()
    {
        // Target: concedes at x = 1/2 iff (h + b)/2 >= d + b. Threatener: demands at y = 1/2 iff d > min(k, r).
        Assert.Equal("demand-execute concede", Played(First("demand: 2, executionCost: 1, backDownCost: 3, harm: 5, backDownGain: 1")));
        Assert.Equal("demand-execute resist", Played(First("demand: 2, executionCost: 1, backDownCost: 3, harm: 4, backDownGain: 1")));
        Assert.Equal("no-demand resist", Played(First("demand: 2, executionCost: 2, backDownCost: 3, harm: 4, backDownGain: 1")));
        Assert.Equal("demand-back-down resist", Played(First("demand: 2, executionCost: 3, backDownCost: 1, harm: 4, backDownGain: 1")));

        static RoundRecord First(string primitives) => ScenarioText.Rounds(ScenarioText.Compile(Text(primitives, "{ A: reputation-reader, B: reputation-reader }")))[0];
    }

    [Fact]
    public void MyopicTarget_RepliesToWhatTheLastResistedDemandLedTo()
    {
        // A threat is taken at its word first, so that from round 2 on the myopic target concedes to one worth conceding to.
        IReadOnlyList<RoundRecord> rounds = ScenarioText.Rounds(ScenarioText.Compile(Text("demand: 2, executionCost: 1, backDownCost: 3, harm: 4, backDownGain: 1", $"{{ A: \"{Perfect}\", B: myopic-best-reply }}")));
        Assert.All(rounds.Skip(1), round => Assert.Equal("demand-execute concede", Played(round)));
    }

    [Fact]
    public void PrimitivesAreExpressions_AndTheCanonicalFormIsReadAgain()
    {
        string text = Text("demand: d, executionCost: k, backDownCost: face, harm: \"4 - face\"", more: """
            parameters: { d: { value: 2, assumption: test }, k: { value: 1, assumption: test } }
            states: { face: { initial: 1/2, drift: 1/4 } }
            """);
        Scenario scenario = ScenarioReader.Read(text, DocumentFormat.Yaml).Require();
        Scenario again = ScenarioReader.Read(scenario.ToCanonicalJson(), DocumentFormat.Json).Require();
        Assert.Equal(scenario.Hash, again.Hash);
        // Credible from r > k = 1 on, and enough while 4 - face > 2: in rounds 4 and 5, face 5/4 and 3/2.
        Assert.Equal(["no-demand resist", "no-demand resist", "demand-execute concede", "demand-execute concede", "demand-execute concede"], ScenarioText.Rounds(CompiledScenario.Compile(scenario)).Select(Played));
    }

    [Fact]
    public void EveryFaultIsNamed()
    {
        (string Pointer, string Part)[] faults = [.. ScenarioReader.Read(Text("demand: 2, harm: x, executionCost: 1, gain: 3", "{ A: tit-for-tat, B: random }"), DocumentFormat.Yaml).Faults.Select(fault => (fault.Pointer, fault.Found ?? ""))];
        Assert.Contains(faults, fault => fault.Pointer == "/games/t/primitives/gain");
        Assert.Contains(faults, fault => fault.Pointer == "/games/t/primitives/backDownCost");
        faults = [.. ScenarioReader.Read(Text("demand: 2, executionCost: 1, backDownCost: 1, harm: 3", "{ A: tit-for-tat, B: \"{ use: equilibrium, select: risk-dominant }\" }"), DocumentFormat.Yaml).Faults.Select(fault => (fault.Pointer, fault.Found ?? ""))];
        Assert.Equal(["/games/t/rules/A", "/games/t/rules/B"], faults.Select(fault => fault.Pointer).Order(StringComparer.Ordinal));
        Assert.Contains(ScenarioReader.Read(Text("demand: 2, executionCost: 1, backDownCost: 1, harm: 3") + "\n    moves: simultaneous", DocumentFormat.Yaml).Faults, fault => fault.Pointer == "/games/t/moves");
    }
}
