using System.CommandLine;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Simulation.Documents;

namespace StrategySim.Cli.Commands;

/// <summary><c>population FILE</c>: what becomes of populations that play a game.</summary>
internal static class PopulationCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "A game: a .nfg file, a JSON or YAML file with a game, or a request as the web service takes it { game, dynamics, … }; '-' for standard input." };
        var dynamics = new Option<string?>("--dynamics") { Description = "How the populations change." };
        dynamics.AcceptOnlyFromAmong([.. PopulationRequestReader.Dynamics]);
        Option<string?>[] numbers =
        [
            Number("--populations", "One population for a symmetric game, or one for each player."),
            Number("--noise", "η of the logit choice, in payoff units."),
            Number("--population", "Members of a finite population."),
            Number("--selection", "w of the Moran process, 0 to 1."),
            Number("--strength", "β of imitation, or α of α-rank, in 1/payoff."),
            Number("--mutation", "Probability that a step is a mutation."),
        ];
        var start = new Option<string[]>("--start") { Description = "Shares at time 0, such as 1/4,3/4: once for each population.", HelpName = "SHARES", AllowMultipleArgumentsPerToken = true };
        var times = new Option<string?>("--times") { Description = "When the shares are shown, such as 0,1,10,100.", HelpName = "TIMES" };
        var replications = new Option<string?>("--replications") { Description = "Simulates a finite population this often.", HelpName = "NUMBER" };
        var seed = new Option<string?>("--seed") { Description = "The seed of the simulation.", HelpName = "NUMBER" };
        var command = new Command("population", "Tells what becomes of populations that play a game: replicator, best-reply and logit dynamics, finite populations, α-rank.") { file, dynamics, start, times, replications, seed };
        foreach (Option<string?> option in numbers) command.Add(option);
        QuestionCommand.Answer<PopulationQuestion, PopulationResponse>(command, terminal, file, Entries, PopulationRequestReader.Read, PopulationView.Write);
        return command;

        IEnumerable<MapEntry> Entries(ParseResult parsed)
        {
            if (parsed.GetValue(dynamics) is { } kind) yield return RequestFile.Entry("dynamics", RequestFile.Text(kind));
            foreach (MapEntry number in RequestFile.Numbers(parsed, numbers)) yield return number;

            if (parsed.GetValue(start) is { Length: > 0 } shares) yield return RequestFile.Entry("start", new ListNode([.. shares.Select(List)], 0, 0));
            if (parsed.GetValue(times) is { } when) yield return RequestFile.Entry("times", List(when));
            if (RequestFile.Numbers(parsed, replications, seed).ToArray() is { Length: > 0 } simulation) yield return RequestFile.Entry("simulation", new MapNode(simulation, 0, 0));
        }
    }

    private static Option<string?> Number(string name, string description) => new(name) { Description = description, HelpName = "NUMBER" };

    private static ListNode List(string text) => new([.. text.Split(',', StringSplitOptions.TrimEntries).Select(RequestFile.Text)], 0, 0);
}
