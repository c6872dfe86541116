using System.CommandLine;
using System.Text;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Results;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Experiments.Figures;
using StrategySim.Experiments.Tournaments;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Matches;

namespace StrategySim.Cli.Commands;

/// <summary><c>tournament [FILE]</c>: every decision rule against every other, in both roles.</summary>
internal static class TournamentCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string?>("file")
        {
            Description = "A request as POST /tournaments takes it, JSON or YAML: game, rules, rounds and so on; or the id of one that ships with the program; '-' for standard input. Left out where --game and --rules say all.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var game = new Option<string?>("--game") { Description = "The game: the id of a named game, a .nfg file or a game document.", HelpName = "GAME" };
        var cooperate = new Option<string?>("--cooperate") { Description = "The strategy that counts as cooperating, where the game does not say.", HelpName = "ID" };
        var rules = new Option<string?>("--rules") { Description = "The rules, parted by commas; 'all' for every rule that fits both roles and needs no parameter, 'machines' for those of them that are machines.", HelpName = "IDS" };
        Option<int?> rounds = WholeNumberOption.Create("--rounds", 1, MatchSettings.MaximumRounds, $"Rounds of a match; by default what the request says, or {MatchSettings.DefaultRounds}.");
        var continuation = new Option<string?>("--continuation") { Description = "The probability of another round after each, such as 19/20, in place of a number of rounds.", HelpName = "P" };
        var discount = new Option<string?>("--discount") { Description = "The discount factor of play that does not end, such as 9/10, in place of a number of rounds.", HelpName = "D" };
        var noise = new Option<string?>("--noise") { Description = "The probability of a slip, such as 1/20.", HelpName = "P" };
        var perception = new Option<string?>("--perception-noise") { Description = "The probability of taking the rival's move for another one.", HelpName = "P" };
        var mode = new Option<string?>("--mode") { Description = "How matches are worked out: 'auto' (exactly where that is quick), 'exact' or 'simulate'." };
        mode.AcceptOnlyFromAmong("auto", "exact", "simulate");
        Option<int?> repetitions = WholeNumberOption.Create("--repetitions", 1, MatchRequestReader.MaximumRepetitions, $"How often simulated matches are played; by default what the request says, or {Tournament.DefaultRepetitions}.");
        Option<ulong?> seed = WholeNumberOption.Create("--seed", 0UL, ulong.MaxValue, "The seed of the simulation.");
        var noSelfPlay = new Option<bool>("--no-self-play") { Description = "No rule meets its like." };
        Option<int?> threads = WholeNumberOption.Create("--threads", 1, 1024, "Threads to play on; by default one for each core. Results do not depend on it.");
        var plan = new Option<bool>("--plan") { Description = "Play nothing; say how many matches are played once, worked out exactly and simulated, and about how long that takes." };
        var matches = new Option<bool>("--matches") { Description = "With --csv: a row for each match and player instead of one for each rule and ranking." };
        Option<string?> figures = FigureFolder.Option();
        var command = new Command("tournament", "Plays every decision rule against every other in both roles, and ranks them.")
        {
            file, game, cooperate, rules, rounds, continuation, discount, noise, perception, mode, repetitions, seed, noSelfPlay, threads, plan, matches, figures,
        };
        OutputOptions output = OutputOptions.AddTo(command, csv: true, latex: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var choices = new TournamentChoices(
                parsed.GetValue(game), parsed.GetValue(cooperate), parsed.GetValue(rules), parsed.GetValue(rounds), parsed.GetValue(continuation), parsed.GetValue(discount), parsed.GetValue(noise),
                parsed.GetValue(perception), parsed.GetValue(mode), parsed.GetValue(repetitions), parsed.GetValue(seed), parsed.GetValue(noSelfPlay) ? false : null);
            string? named = parsed.GetValue(file);
            if (named is null && choices is not { Game: not null, Rules: not null }) throw new InputException("There is no tournament: name a file or one that ships, or say --game and --rules.");
            FigureFolder.Require(parsed.GetValue(figures));
            TournamentQuestion question = await TournamentFile.ReadAsync(named, choices, terminal.In, cancellationToken);
            OutputFormat format = output.Choose(parsed, terminal);
            if (parsed.GetValue(plan))
            {
                TournamentPlanAnswer answer = TournamentAnswers.Plan(question, null);
                if (format == OutputFormat.Json) await JsonOutput.WriteAsync(terminal, answer, cancellationToken);
                else TournamentView.WritePlan(new Page(terminal.Out), answer);
                return ExitCodes.Done;
            }

            PlayedTournament played = await PlayAsync(named, question, parsed.GetValue(threads) ?? Environment.ProcessorCount, terminal, cancellationToken);
            if (parsed.GetValue(figures) is { } folder)
                await FigureFolder.WriteAsync(folder, TournamentFigures.All(played.Result, question.Title).Select(figure => figure.Draw(FigureFolder.Inside)), cancellationToken);
            await WriteAsync(played, format, parsed.GetValue(matches), terminal, cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<PlayedTournament> PlayAsync(string? named, TournamentQuestion question, int threads, Terminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            string what = $"Playing {Numbers.Count(question.Plan.Matches.Count)} matches, about {Numbers.Duration(TimeSpan.FromSeconds(TournamentAnswers.EstimatedSeconds(question.Plan)))}";
            return await Waiting.ForAsync(terminal, what, () => PlayedTournament.Of(question, threads, null, TimeProvider.System, cancellationToken), cancellationToken);
        }
        catch (InvalidInputException error)
        {
            throw new FaultyInputException(named ?? "tournament", error.Faults);
        }
    }

    private static async Task WriteAsync(PlayedTournament played, OutputFormat format, bool matches, Terminal terminal, CancellationToken cancellationToken)
    {
        switch (format)
        {
            case OutputFormat.Json:
                await JsonOutput.WriteAsync(terminal, TournamentAnswers.Of(played), cancellationToken);
                break;
            case OutputFormat.Csv:
                TournamentAnswer answer = TournamentAnswers.Of(played);
                await CsvOutput.WriteAsync(terminal, matches ? TournamentTables.Matches(answer) : TournamentTables.Ranking(answer), cancellationToken);
                break;
            case OutputFormat.Latex:
                await terminal.RawOut.WriteAsync(Encoding.UTF8.GetBytes(TournamentLatex.Write(played.Result, played.Question.Title)), cancellationToken);
                break;
            default:
                TournamentView.Write(new Page(terminal.Out), played);
                break;
        }
    }
}
