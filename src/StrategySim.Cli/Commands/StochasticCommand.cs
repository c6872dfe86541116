using System.CommandLine;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Commands;

/// <summary><c>stochastic FILE</c>: equilibria of a game that moves between states.</summary>
internal static class StochasticCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "A JSON or YAML file as the web service takes it { states, discount }, or a scenario, a file or one that ships by its id, whose own states and law of motion then make the game; '-' for standard input." };
        var discount = new Option<string?>("--discount") { Description = "The discount factor, greater than 0 and less than 1, such as 0.9 or 9/10.", HelpName = "NUMBER" };
        var game = new Option<string?>("--game") { Description = "Which game of the scenario, where it has several.", HelpName = "ID" };
        var starts = new Option<string?>("--starts") { Description = "From how many values further equilibria are looked for.", HelpName = "NUMBER" };
        var command = new Command("stochastic", "Finds Markov-perfect equilibria of a game of two players that moves between states.") { file, game, discount, starts };
        QuestionCommand.Answer<StochasticGameQuestion, StochasticGameResponse>(command, terminal, file, Entries, Read, StochasticGameView.Write, Stands, ShippedConfigs.FindScenario);
        return command;

        IEnumerable<MapEntry> Entries(ParseResult parsed)
        {
            if (parsed.GetValue(game) is { } id) yield return RequestFile.Entry("game", RequestFile.Text(id));
            if (parsed.GetValue(discount) is { } factor) yield return RequestFile.Entry("discount", RequestFile.Text(factor));
            if (parsed.GetValue(starts) is { } count) yield return RequestFile.Entry("starts", RequestFile.Number(count));
        }
    }

    private static string? Stands(MapNode map) => map["schema"] is not null ? "scenario" : map["states"] is null && map["scenario"] is null ? "states" : null;

    private static StochasticGameQuestion Read(DocumentNode root, IReadOnlyList<Fault> faults, GameDocumentLimits limits)
    {
        List<Fault> all = [.. faults];
        if (root is not MapNode map || map["scenario"] is not { } named) return StochasticGameRequestReader.Read(root, faults, limits);
        IReadOnlyList<Scenario> shipped = named is ScalarNode ? ShippedConfigs.Scenarios() : [];
        Scenario? found = shipped.FirstOrDefault(known => known.Id == (named as ScalarNode)?.Text);
        Scenario? scenario = RunSubmissionReader.ScenarioOf(map, found, shipped.Select(known => known.Id), all);
        return StochasticGameRequestReader.Read(root, all, limits, scenario);
    }
}
