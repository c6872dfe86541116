using System.CommandLine;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.GameTheory.Models;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Commands;

/// <summary><c>model ID</c>: a model of reputation, threat or bargaining with one's own numbers; without an id, the list of them.</summary>
internal static class ModelCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string?>("id") { Description = "The model; the list of models where it is left out.", Arity = ArgumentArity.ZeroOrOne };
        var parameters = new Option<string[]>("--parameter") { Description = "A number for the model, such as prior=1/10; may be given several times.", HelpName = "NAME=VALUE", AllowMultipleArgumentsPerToken = true };
        var replications = new Option<string?>("--replications") { Description = "Plays the model this often beside the closed form.", HelpName = "NUMBER" };
        var seed = new Option<string?>("--seed") { Description = "The seed of the play.", HelpName = "NUMBER" };
        var command = new Command("model", "Solves a small model of reputation, threats, bargaining or coalitions and plays it, or lists the models.") { id, parameters, replications, seed };
        OutputOptions output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            OutputFormat format = output.Choose(parsed, terminal);
            MapEntry[] play = [.. RequestFile.Numbers(parsed, replications, seed)];
            string[] given = parsed.GetValue(parameters) ?? [];
            if (parsed.GetValue(id) is not { } name)
            {
                if (given.Length + play.Length > 0) throw new InputException("--parameter, --replications and --seed are for one model; name it.");
                if (format == OutputFormat.Json) await JsonOutput.WriteAsync(terminal, ModelCatalog.All.Select(ModelDescription.From).ToList(), cancellationToken);
                else ModelView.List(new Page(terminal.Out));
                return ExitCodes.Done;
            }

            StrategicModel model = ModelCatalog.Find(name) ?? throw new InputException($"There is no model '{name}'; there are {string.Join(", ", ModelCatalog.All.Select(known => known.Id))}.");
            MapNode document = Document(model, given, play);
            await QuestionCommand.WriteAsync<ModelQuestion, ModelResponse>(format, terminal, $"model {name}", document, Read(model, document), ModelView.Show, cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }

    private static MapNode Document(StrategicModel model, string[] given, MapEntry[] play)
    {
        var entries = new List<MapEntry>();
        foreach (string pair in given)
        {
            string[] parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length < 2) throw new InputException($"--parameter {pair}: expected NAME=VALUE, such as {model.Parameters[0].Name}={model.Parameters[0].Usual}.");
            if (entries.Exists(entry => entry.Key == parts[0])) throw new InputException($"--parameter {pair}: '{parts[0]}' is given twice.");
            entries.Add(RequestFile.Entry(parts[0], RequestFile.Text(parts[1])));
        }

        MapEntry[] simulate = play.Length == 0 ? [] : [RequestFile.Entry("simulate", new MapNode(play, 0, 0))];
        return new MapNode([RequestFile.Entry("parameters", new MapNode(entries, 0, 0)), .. simulate], 0, 0);
    }

    private static ModelQuestion Read(StrategicModel model, MapNode document)
    {
        try
        {
            return ModelRequestReader.Read(model, document, [], new GameDocumentLimits());
        }
        catch (InvalidInputException error)
        {
            throw RequestFile.Refused($"model {model.Id}", error.Faults);
        }
    }
}
