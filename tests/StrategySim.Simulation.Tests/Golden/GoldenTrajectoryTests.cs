using System.Text;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;

namespace StrategySim.Simulation.Tests.Golden;

/// <summary>
/// Readable playthroughs of every shipped scenario: the first rounds and the hash of the whole unit. A change here means
/// that results change: raise <see cref="SimulationModel.Version"/>, then approve with STRATEGYSIM_APPROVE=1.
/// </summary>
public sealed class GoldenTrajectoryTests
{
    public static TheoryData<string> Scenarios => [.. Directory.GetFiles(Repository.Path("configs", "scenarios"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void EveryScenarioInConfigs_PlaysAsItDid(string id)
    {
        Scenario scenario = ScenarioReader.Read(File.ReadAllText(Repository.Path("configs", "scenarios", id + ".yaml")), DocumentFormat.Yaml).Require();
        CompiledScenario compiled = CompiledScenario.Compile(scenario);
        var text = new StringBuilder($"scenario {id}, model version {SimulationModel.Version}\n");
        foreach (ulong seed in new ulong[] { 0, 1 })
        {
            text.Append($"\nseed {seed}, replication 0\n");
            var stepper = new UnitStepper(compiled, seed, 0);
            while (stepper.Step())
            {
                if (stepper.Round <= 12) Write(text, RoundRecord.Of(stepper));
            }

            UnitSummary summary = stepper.Finish();
            text.Append($"  {summary.Rounds} rounds, trajectory {summary.TrajectoryHash}\n");
        }

        Assert.Equal(Repository.Approved(text.ToString(), Repository.Path("tests", "StrategySim.Simulation.Tests", "Golden", id + ".txt")), text.ToString());
    }

    private static void Write(StringBuilder text, RoundRecord round)
    {
        text.Append($"  round {round.Round}: {string.Join(", ", round.States.Select(s => $"{s.Key} {s.Value}"))}{(round.Arrivals > 0 ? $", {round.Arrivals} shock(s)" : "")}\n");
        foreach (GameRound game in round.Games)
        {
            text.Append($"    {game.Game}: {string.Join(" / ", game.Seats.Select(s => $"{s.Actor} {s.Executed}{(s.Executed == s.Intended ? "" : " (meant " + s.Intended + ")")} {s.Payoff}"))} [{game.GameType ?? "no type"}]\n");
        }
    }
}
