using System.CommandLine;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Simulation.Documents;

namespace StrategySim.Cli.Commands;

/// <summary><c>stochastic FILE</c>: equilibria of a game that moves between states.</summary>
internal static class StochasticCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "A JSON or YAML file as the web service takes it { states, discount }; '-' for standard input." };
        var discount = new Option<string?>("--discount") { Description = "The discount factor, greater than 0 and less than 1, such as 0.9 or 9/10.", HelpName = "NUMBER" };
        var starts = new Option<string?>("--starts") { Description = "From how many values further equilibria are looked for.", HelpName = "NUMBER" };
        var command = new Command("stochastic", "Finds Markov-perfect equilibria of a game of two players that moves between states.") { file, discount, starts };
        QuestionCommand.Answer<StochasticGameQuestion, StochasticGameResponse>(command, terminal, file, Entries, StochasticGameRequestReader.Read, StochasticGameView.Write, "states");
        return command;

        IEnumerable<MapEntry> Entries(ParseResult parsed)
        {
            if (parsed.GetValue(discount) is { } factor) yield return RequestFile.Entry("discount", RequestFile.Text(factor));
            if (parsed.GetValue(starts) is { } count) yield return RequestFile.Entry("starts", RequestFile.Number(count));
        }
    }
}
