using System.CommandLine;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;

namespace StrategySim.Cli.Commands;

/// <summary>Commands that list a catalogue, or one entry of it: <c>games [ID]</c>, <c>rules [ID]</c>, <c>minerals [ID]</c>.</summary>
/// <typeparam name="T">An entry.</typeparam>
/// <param name="Name">The command.</param>
/// <param name="Kind">What an entry is called, such as "named game".</param>
/// <param name="Description">What the command does.</param>
/// <param name="Entries">The entries, in the order of the list; asked for only where they are wanted, because reading a catalogue takes time.</param>
/// <param name="IdOf">The id of an entry.</param>
/// <param name="List">Shows all entries.</param>
/// <param name="Show">Shows one entry.</param>
/// <param name="ListJson">All entries as the web service gives them.</param>
/// <param name="Json">One entry as the web service gives it.</param>
internal sealed record CatalogueCommand<T>(
    string Name,
    string Kind,
    string Description,
    Func<IReadOnlyList<T>> Entries,
    Func<T, string> IdOf,
    Action<Page, IReadOnlyList<T>> List,
    Action<Page, T> Show,
    Func<IReadOnlyList<T>, object> ListJson,
    Func<T, object> Json)
{
    public Command Create(Terminal terminal)
    {
        var id = new Argument<string?>("id") { HelpName = "id", Description = $"A {Kind}; all of them where left out.", Arity = ArgumentArity.ZeroOrOne };
        id.CompletionSources.Add(_ => Entries().Select(entry => new System.CommandLine.Completions.CompletionItem(IdOf(entry))));
        var command = new Command(Name, Description) { id };
        OutputOptions output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            bool json = output.Choose(parsed, terminal) == OutputFormat.Json;
            var page = new Page(terminal.Out);
            IReadOnlyList<T> entries = Entries();
            if (parsed.GetValue(id) is not { } named)
            {
                if (json) await JsonOutput.WriteAsync(terminal, ListJson(entries), cancellationToken);
                else List(page, entries);
                return ExitCodes.Done;
            }

            T entry = entries.FirstOrDefault(entry => IdOf(entry) == named)
                ?? throw new InputException($"'{named}' is not a {Kind}; expected one of {string.Join(", ", entries.Select(IdOf))}.");
            if (json) await JsonOutput.WriteAsync(terminal, Json(entry), cancellationToken);
            else Show(page, entry);
            return ExitCodes.Done;
        });
        return command;
    }
}
