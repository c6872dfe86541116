using System.CommandLine;
using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Commands;

/// <summary>What commands share that read a question from a file, with what options give written into it, and answer it.</summary>
internal static class QuestionCommand
{
    /// <summary>Gives a command its action and the options for the output.</summary>
    /// <param name="command">The command with its options.</param>
    /// <param name="terminal">Where to read and write.</param>
    /// <param name="file">Which file.</param>
    /// <param name="given">What the options give.</param>
    /// <param name="read">The reader of the service.</param>
    /// <param name="show">Writes the answer for people.</param>
    /// <param name="stands">The field that a document stands for which is no request; null for a request. Left out: a game.</param>
    /// <param name="find">The file that a name means; left out: itself.</param>
    public static void Answer<TQuestion, TAnswer>(
        Command command,
        Terminal terminal,
        Argument<string> file,
        Func<ParseResult, IEnumerable<MapEntry>> given,
        Func<DocumentNode, IReadOnlyList<Fault>, GameDocumentLimits, TQuestion> read,
        Action<Page, TQuestion, TAnswer> show,
        Func<MapNode, string?>? stands = null,
        Func<string, string>? find = null)
        where TQuestion : IQuestion<TAnswer>
        where TAnswer : notnull
    {
        OutputOptions output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            SourceText source = await SourceText.ReadAsync(find is null ? parsed.GetRequiredValue(file) : find(parsed.GetRequiredValue(file)), terminal.In, cancellationToken);
            (TQuestion question, MapNode document) = RequestFile.Read(source, [.. given(parsed)], read, stands ?? (map => map["game"] is null ? "game" : null));
            await WriteAsync(output.Choose(parsed, terminal), terminal, source.Name, document, question, show, cancellationToken);
            return ExitCodes.Done;
        });
    }

    /// <summary>Answers a question and writes the answer.</summary>
    /// <param name="format">How.</param>
    /// <param name="terminal">Where.</param>
    /// <param name="source">What the user calls the place that the question is from.</param>
    /// <param name="document">The document that stands there.</param>
    /// <param name="question">The question.</param>
    /// <param name="show">Writes the answer for people.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task WriteAsync<TQuestion, TAnswer>(
        OutputFormat format, Terminal terminal, string source, MapNode document, TQuestion question, Action<Page, TQuestion, TAnswer> show, CancellationToken cancellationToken)
        where TQuestion : IQuestion<TAnswer>
        where TAnswer : notnull
    {
        TAnswer answer;
        try
        {
            answer = await Waiting.ForAsync(terminal, question.Work, () => question.Answer(TimeProvider.System, cancellationToken), cancellationToken);
        }
        catch (InvalidInputException error)
        {
            throw RequestFile.Refused(source, error.Faults.Select(fault => RequestBody.Placed(fault, document)));
        }

        if (format == OutputFormat.Json) await JsonOutput.WriteAsync(terminal, answer, cancellationToken);
        else show(new Page(terminal.Out), question, answer);
    }
}
