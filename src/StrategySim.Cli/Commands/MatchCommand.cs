using System.CommandLine;
using System.Diagnostics;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Results;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Matches;

namespace StrategySim.Cli.Commands;

/// <summary><c>match [FILE]</c>: two decision rules on one game, exactly or simulated.</summary>
internal static class MatchCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string?>("file")
        {
            Description = "A request as POST /matches takes it, JSON or YAML: game, players, rounds and so on, or a batch under matches; '-' for standard input. Left out where --game, --row and --column say all.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var game = new Option<string?>("--game") { Description = "The game: the id of a named game, a .nfg file or a game document.", HelpName = "GAME" };
        var cooperate = new Option<string?>("--cooperate") { Description = "The strategy that counts as cooperating, where the game does not say.", HelpName = "ID" };
        var row = new Option<string?>("--row") { Description = "The row player's rule.", HelpName = "RULE" };
        var column = new Option<string?>("--column") { Description = "The column player's rule.", HelpName = "RULE" };
        Option<int?> rounds = WholeNumberOption.Create("--rounds", 1, MatchSettings.MaximumRounds, $"Rounds; by default what the request says, or {MatchSettings.DefaultRounds}.");
        var continuation = new Option<string?>("--continuation") { Description = "The probability that another round follows, such as 9/10; instead of --rounds.", HelpName = "P" };
        var discount = new Option<string?>("--discount") { Description = "The discount factor, such as 19/20: asks for discounted payoffs of unending play.", HelpName = "NUMBER" };
        var perception = new Option<string?>("--perception-noise") { Description = "The probability that a player takes the rival's move for another one, such as 1/50.", HelpName = "P" };
        var noise = new Option<string?>("--noise") { Description = "The probability of a slip, such as 1/20.", HelpName = "P" };
        var mode = new Option<string?>("--mode") { Description = "How to find the answer: 'exact' or 'simulate'; by default what the request says, or exact." };
        mode.AcceptOnlyFromAmong("exact", "simulate");
        Option<int?> repetitions = WholeNumberOption.Create("--repetitions", 1, MatchRequestReader.MaximumRepetitions, $"How often a match is simulated; by default {MatchRequestReader.DefaultRepetitions}.");
        Option<ulong?> seed = WholeNumberOption.Create("--seed", 0UL, ulong.MaxValue, "The seed of a simulation.");
        var command = new Command("match", "Plays two decision rules against each other, exactly or simulated.") { file, game, cooperate, row, column, rounds, continuation, discount, noise, perception, mode, repetitions, seed };
        OutputOptions output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var choices = new MatchChoices(
                parsed.GetValue(game), parsed.GetValue(cooperate), parsed.GetValue(row), parsed.GetValue(column), parsed.GetValue(rounds), parsed.GetValue(continuation), parsed.GetValue(discount),
                parsed.GetValue(noise), parsed.GetValue(perception), parsed.GetValue(mode), parsed.GetValue(repetitions), parsed.GetValue(seed));
            SourceText? source = parsed.GetValue(file) is { } named ? await SourceText.ReadAsync(named, terminal.In, cancellationToken) : null;
            if (source is null && choices is not { Game: not null, Row: not null, Column: not null }) throw new InputException("There is no match: name a file, or say --game, --row and --column.");
            MatchQuestions questions = await MatchFile.ReadAsync(source, choices, cancellationToken);
            var watch = Stopwatch.StartNew();
            IReadOnlyList<MatchAnswer> answers;
            try
            {
                answers = await Waiting.ForAsync(terminal, questions.Matches.Count == 1 ? "Playing the match" : $"Playing {questions.Matches.Count} matches", () => MatchAnswers.Of(questions, cancellationToken), cancellationToken);
            }
            catch (InvalidInputException error)
            {
                throw new FaultyInputException(source?.Name ?? "match", error.Faults);
            }

            if (output.Choose(parsed, terminal) == OutputFormat.Json)
            {
                object answer = questions.IsBatch ? new MatchBatchAnswer(answers, Math.Round(watch.Elapsed.TotalMilliseconds, 3)) : answers[0];
                await JsonOutput.WriteAsync(terminal, answer, cancellationToken);
            }
            else
            {
                foreach (MatchAnswer answer in answers) MatchView.Write(new Page(terminal.Out), answer);
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
