using System.CommandLine;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Simulation.Documents;

namespace StrategySim.Cli.Commands;

/// <summary><c>repeated FILE</c>: what patience can sustain when a game is repeated for ever.</summary>
internal static class RepeatedCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "A stage game of two players: a .nfg file, a JSON or YAML file with a game, or a request as the web service takes it { game, discount, sustain, path }; '-' for standard input." };
        var discount = new Option<string?>("--discount") { Description = "The discount factor, greater than 0 and less than 1, such as 0.9 or 9/10.", HelpName = "NUMBER" };
        var continuation = new Option<string?>("--continuation") { Description = "The probability that the game goes on after a round; multiplies the discount factor.", HelpName = "NUMBER" };
        var method = new Option<string?>("--method") { Description = "How the set of equilibrium payoffs is found." };
        method.AcceptOnlyFromAmong([.. RepeatedGameRequestReader.Methods]);
        var sustain = new Option<string?>("--sustain") { Description = "Payoffs for which a machine is wanted, such as 3,3.", HelpName = "ROW,COLUMN" };
        var path = new Option<string[]>("--path") { Description = "The profiles of a path that is repeated for ever, such as C,D D,C: how patient must the players be?", HelpName = "ROW,COLUMN", AllowMultipleArgumentsPerToken = true };
        var start = new Option<string[]>("--start") { Description = "Profiles that come before those of --path, each once.", HelpName = "ROW,COLUMN", AllowMultipleArgumentsPerToken = true };
        var noLotteries = new Option<bool>("--without-lotteries") { Description = "Also find what can be sustained without public randomisation; machines then do without it." };
        var command = new Command("repeated", "Tells which payoffs patience can sustain in a repeated game, and how much patience a path of play needs.") { file, discount, continuation, method, sustain, path, start, noLotteries };
        QuestionCommand.Answer<RepeatedGameQuestion, RepeatedGameResponse>(command, terminal, file, Entries, RepeatedGameRequestReader.Read, RepeatedGameView.Write);
        return command;

        IEnumerable<MapEntry> Entries(ParseResult parsed)
        {
            if (parsed.GetValue(discount) is { } factor) yield return RequestFile.Entry("discount", RequestFile.Text(factor));
            if (parsed.GetValue(continuation) is { } goesOn) yield return RequestFile.Entry("continuation", RequestFile.Text(goesOn));
            if (parsed.GetValue(method) is { } how) yield return RequestFile.Entry("method", RequestFile.Text(how));
            if (parsed.GetValue(sustain) is { } payoffs) yield return RequestFile.Entry("sustain", Pair(payoffs));
            if (parsed.GetValue(noLotteries)) yield return RequestFile.Entry("publicRandomisation", new ScalarNode(ScalarKind.Boolean, "false", 0, 0));
            string[] cycle = parsed.GetValue(path) ?? [], before = parsed.GetValue(start) ?? [];
            if (before.Length > 0 && cycle.Length == 0) throw new InputException("--start says what comes before a path; give the path with --path.");
            if (cycle.Length > 0) yield return RequestFile.Entry("path", new MapNode([RequestFile.Entry("start", Pairs(before)), RequestFile.Entry("cycle", Pairs(cycle))], 0, 0));
        }
    }

    private static ListNode Pair(string text) => new([.. text.Split(',', StringSplitOptions.TrimEntries).Select(RequestFile.Text)], 0, 0);

    private static ListNode Pairs(IEnumerable<string> texts) => new([.. texts.Select(Pair)], 0, 0);
}
