using System.Text.Json.Nodes;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Rules;

/// <summary>Reads a rule and its parameters from a document, listing every fault: the one reader of scenarios and matches.</summary>
/// <param name="number">Evaluates a number at a pointer, or adds the fault and gives null.</param>
/// <param name="faults">Receives every fault.</param>
public sealed class RuleReader(Func<ScalarNode, string, Rational?> number, List<Fault> faults)
{
    /// <summary>Most states of a machine that a document may hold.</summary>
    public const int MaximumStates = 1000;

    /// <summary>Most outcomes of a path that a document may hold.</summary>
    public const int MaximumPath = 1000;

    private static readonly string[] MachineMembers = ["cooperate", "play", "next"], SharedMembers = ["outcome", "next", "ifRowDeparts", "ifColumnDeparts"];

    /// <summary>Where the members of a rule stand: scenarios write parameters beside the id, matches in a map of their own.</summary>
    /// <param name="Id">The rule's id.</param>
    /// <param name="IdPointer">Its place.</param>
    /// <param name="Node">The whole rule.</param>
    /// <param name="Pointer">Its place.</param>
    /// <param name="Parameters">The map that holds the parameters, or null where there is none.</param>
    /// <param name="ParametersPointer">Its place.</param>
    /// <param name="Reserved">Keys of that map that are no parameters.</param>
    public readonly record struct Place(
        ScalarNode Id, string IdPointer, DocumentNode Node, string Pointer, MapNode? Parameters, string ParametersPointer, IReadOnlyList<string> Reserved);

    /// <summary>Reads a rule.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="fallback">Reads the rule that it falls back on; asked only where the rule takes one.</param>
    /// <param name="game">The game, or null where it is at fault; the rule is then read as far as it goes without.</param>
    /// <param name="player">The seat.</param>
    /// <returns>The rule, or null where there are faults.</returns>
    public RuleReference? Read(in Place place, Func<RuleReference?> fallback, GameSpecification? game, int player)
    {
        DecisionRule? rule = RuleCatalog.Find(place.Id.Text);
        if (rule is null)
        {
            faults.Add(ShapeChecker.At(place.Id, place.IdPointer, $"'{place.Id.Text}'", $"one of {string.Join(", ", RuleCatalog.All.Select(r => r.Id))}", $"There is no decision rule '{place.Id.Text}'."));
            return null;
        }

        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal);
        bool good = true;
        foreach (RuleParameter parameter in rule.Parameters)
        {
            string at = JsonPointer.Append(place.ParametersPointer, parameter.Name);
            if (place.Parameters?[parameter.Name] is { } value)
            {
                if (Parameter(parameter, value, at) is { } text) parameters[parameter.Name] = text;
                else good = false;
            }
            else if (parameter.Required)
            {
                good = false;
                faults.Add(ShapeChecker.At(place.Node, at, null, parameter.Description.TrimEnd('.'), $"The rule '{rule.Id}' needs the parameter '{parameter.Name}'."));
            }
            else if (parameter.Default.Length > 0)
            {
                parameters[parameter.Name] = parameter.Default;
            }
        }

        IReadOnlyList<string> reserved = place.Reserved;
        foreach (MapEntry extra in (place.Parameters?.Entries ?? []).Where(e => !reserved.Contains(e.Key) && !(e.Key == "else" && rule.TakesElse && reserved.Count > 0) && rule.Parameters.All(p => p.Name != e.Key)))
        {
            good = false;
            string known = string.Join(", ", rule.Parameters.Select(p => p.Name).Concat(rule.TakesElse && reserved.Count > 0 ? ["else"] : []));
            faults.Add(new Fault(JsonPointer.Append(place.ParametersPointer, extra.Key), $"'{extra.Key}'", known.Length == 0 ? $"no parameters: the rule '{rule.Id}' takes none" : $"one of {known}", $"The rule '{rule.Id}' has no such parameter.", extra.Line, extra.Column));
        }

        RuleReference? otherwise = rule.TakesElse ? fallback() : null;
        if (!good || (rule.TakesElse && otherwise is null)) return null;
        var reference = new RuleReference(rule.Id, parameters, otherwise);
        if (game is null) return reference;
        if (rule.Refuses(game, player, reference) is { } refusal)
        {
            faults.Add(ShapeChecker.At(place.Node, place.Pointer, $"'{rule.Id}'", "a rule that fits the game", char.ToUpperInvariant(refusal[0]) + refusal[1..] + "."));
            return null;
        }

        RuleFault[] wrong = [.. rule.Faults(game, player, reference)];
        foreach (RuleFault fault in wrong)
        {
            faults.Add(ShapeChecker.At(place.Node, fault.Path.Aggregate(place.ParametersPointer, JsonPointer.Append), fault.Found, fault.Expected, fault.Detail));
        }

        return wrong.Length == 0 ? reference : null;
    }

    // Canonical text of a parameter, so that 0.5 and 1/2 are the same rule.
    private string? Parameter(RuleParameter parameter, DocumentNode node, string pointer)
    {
        switch (parameter.Kind)
        {
            case RuleParameterKind.Selector or RuleParameterKind.Name or RuleParameterKind.Outcome:
                if (node is ScalarNode { Kind: not ScalarKind.Null } text) return text.Text;
                break;
            case RuleParameterKind.Outcomes:
                if (node is ListNode { Items.Count: > 0 and <= MaximumPath } list && list.Items.All(item => item is ScalarNode { Kind: not ScalarKind.Null }))
                {
                    return new JsonArray([.. list.Items.Select(item => (JsonNode)((ScalarNode)item).Text)]).ToJsonString();
                }

                break;
            case RuleParameterKind.States:
                return States(node, pointer, MachineMembers, MachineMember);
            case RuleParameterKind.SharedStates:
                return States(node, pointer, SharedMembers, SharedMember);
            case RuleParameterKind.Lottery:
                int before = faults.Count;
                JsonObject lottery = Lottery(node, pointer);
                return faults.Count == before ? lottery.ToJsonString() : null;
            default:
                if (node is ScalarNode { Kind: ScalarKind.Number or ScalarKind.Text } scalar)
                {
                    if (number(scalar, pointer) is not { } value) return null;
                    if (parameter.Accepts(value)) return value.ToString();
                    faults.Add(ShapeChecker.At(scalar, pointer, ShapeChecker.Show(scalar), parameter.Expected, $"The parameter '{parameter.Name}' is out of range."));
                    return null;
                }

                break;
        }

        string expected = parameter.Kind switch
        {
            RuleParameterKind.Outcomes => $"a list of 1 to {MaximumPath} outcomes, each the strategies of both players joined by '/'",
            RuleParameterKind.Outcome => "an outcome: the strategies of both players joined by '/'",
            RuleParameterKind.Name or RuleParameterKind.Selector => "a word",
            _ => parameter.Expected,
        };
        faults.Add(ShapeChecker.At(node, pointer, ShapeChecker.Show(node), expected, $"The parameter '{parameter.Name}' has the wrong kind."));
        return null;
    }

    private string? States(DocumentNode node, string pointer, string[] members, Func<string, DocumentNode, string, JsonNode?> read)
    {
        if (node is not MapNode { Entries.Count: > 0 and <= MaximumStates } map)
        {
            faults.Add(ShapeChecker.At(node, pointer, node is MapNode m ? $"{m.Entries.Count} states" : ShapeChecker.Show(node), $"a map of 1 to {MaximumStates} states by name", "These cannot be the states of a machine."));
            return null;
        }

        int before = faults.Count;
        string known = string.Join(", ", members);
        var states = new JsonObject();
        foreach (MapEntry entry in map.Entries.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            string at = JsonPointer.Append(pointer, entry.Key);
            if (entry.Value is not MapNode state)
            {
                faults.Add(ShapeChecker.At(entry.Value, at, ShapeChecker.Show(entry.Value), $"a map with {known}", "This cannot be a state."));
                continue;
            }

            var canonical = new JsonObject();
            foreach (MapEntry member in state.Entries)
            {
                string below = JsonPointer.Append(at, member.Key);
                // In scenarios the shape of the document has said so already.
                if (!members.Contains(member.Key) && faults.Exists(f => f.Pointer == below)) continue;
                if (!members.Contains(member.Key)) faults.Add(new Fault(below, $"'{member.Key}'", $"one of {known}", "A state has no such member.", member.Line, member.Column));
                else if (read(member.Key, member.Value, below) is { } value) canonical[member.Key] = value;
            }

            states[entry.Key] = canonical;
        }

        return faults.Count == before ? states.ToJsonString() : null;
    }

    private JsonNode? MachineMember(string member, DocumentNode node, string pointer) => member switch
    {
        "cooperate" => Probability(node, pointer),
        "play" => node is ScalarNode { Kind: not ScalarKind.Null } strategy
            ? new JsonObject { [strategy.Text] = "1" }
            : Map(node, pointer, "a strategy, or a map from strategies to probabilities", Probability),
        _ => node is ScalarNode { Kind: not ScalarKind.Null } always
            ? new JsonObject { ["*"] = always.Text }
            : Map(node, pointer, "a state, or a map from outcomes to states", Word),
    };

    private JsonNode? SharedMember(string member, DocumentNode node, string pointer) =>
        member == SharedMembers[0] ? Word(node, pointer, "an outcome: the strategies of both players joined by '/'") : Lottery(node, pointer);

    // A state is a lottery with one prize.
    private JsonObject Lottery(DocumentNode node, string pointer) => node is ScalarNode { Kind: not ScalarKind.Null } state
        ? new JsonObject { [state.Text] = "1" }
        : Map(node, pointer, "a state, or a public lottery: a map from states to probabilities", Probability);

    private JsonObject Map(DocumentNode node, string pointer, string expected, Func<DocumentNode, string, string?> read)
    {
        var map = new JsonObject();
        if (node is not MapNode entries)
        {
            faults.Add(ShapeChecker.At(node, pointer, ShapeChecker.Show(node), expected, "The value has the wrong kind."));
            return map;
        }

        foreach (MapEntry entry in entries.Entries.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            if (read(entry.Value, JsonPointer.Append(pointer, entry.Key)) is { } text) map[entry.Key] = text;
        }

        return map;
    }

    private string? Word(DocumentNode node, string pointer) => Word(node, pointer, "the name of a state");

    private string? Word(DocumentNode node, string pointer, string expected)
    {
        if (node is ScalarNode { Kind: not ScalarKind.Null } scalar) return scalar.Text;
        faults.Add(ShapeChecker.At(node, pointer, ShapeChecker.Show(node), expected, "The value has the wrong kind."));
        return null;
    }

    private string? Probability(DocumentNode node, string pointer)
    {
        const string Expected = "a probability from 0 to 1";
        if (node is not ScalarNode { Kind: ScalarKind.Number or ScalarKind.Text } scalar)
        {
            faults.Add(ShapeChecker.At(node, pointer, ShapeChecker.Show(node), Expected, "The value has the wrong kind."));
            return null;
        }

        if (number(scalar, pointer) is not { } value) return null;
        if (value.Sign >= 0 && value <= Rational.One) return value.ToString();
        faults.Add(ShapeChecker.At(scalar, pointer, ShapeChecker.Show(scalar), Expected, "The value is out of range."));
        return null;
    }
}
