using StrategySim.Api.GameDocuments;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Concepts;

/// <summary>Reads the parameters of a solution concept and adds a fault for each that does not fit.</summary>
/// <param name="map">The parameters; null where there are none.</param>
/// <param name="root">Where a parameter that is missing is missed.</param>
/// <param name="limits">Bounds on numbers.</param>
/// <param name="faults">Receives every fault.</param>
public sealed class ParameterReader(MapNode? map, DocumentNode root, GameDocumentLimits limits, List<Fault> faults)
{
    private const string Pointer = "/parameters";

    private readonly MapNode _map = map ?? new MapNode([], root.Line, root.Column);

    /// <summary>Whether the parameter is given.</summary>
    public bool Has(string name) => _map[name] is not null;

    /// <summary>One of a few words; the default where it is left out.</summary>
    public string Word(string name, string @default, params IReadOnlyList<string> words) =>
        NodeReader.Word(_map, Pointer, name, words, required: false, faults) ?? @default;

    /// <summary>True or false, or null: left out, or a fault.</summary>
    public bool? Flag(string name) => NodeReader.Flag(_map, Pointer, name, faults);

    /// <summary>An exact number of at least a bound, or null: left out, or a fault.</summary>
    public Rational? Number(string name, Rational? minimum = null)
    {
        if (_map[name] is not { } node) return null;
        string at = JsonPointer.Append(Pointer, name);
        if (NodeReader.Number(node, at, limits, faults) is not { } value) return null;
        if (minimum is not { } least || value >= least) return value;
        faults.Add(ShapeChecker.At(node, at, ShapeChecker.Show(node), $"a number of at least {least}", "The number is out of range."));
        return null;
    }

    /// <summary>One exact number for each player: a list in the order of the players, or a map from player id to number.</summary>
    /// <returns>The numbers, or null: left out, or a fault.</returns>
    public Rational[]? NumberOfEach(string name, NormalFormGame game)
    {
        if (_map[name] is not { } node) return null;
        string at = JsonPointer.Append(Pointer, name), expected = $"a list of {game.PlayerCount} exact numbers, one for each player, or a map from player id to number";
        DocumentNode[]? nodes = node switch
        {
            ListNode list when list.Items.Count == game.PlayerCount => [.. list.Items],
            MapNode named when named.Entries.Count == game.PlayerCount && game.Players.All(player => named[player.Id] is not null) => [.. game.Players.Select(player => named[player.Id]!)],
            _ => null,
        };
        if (nodes is null)
        {
            faults.Add(ShapeChecker.At(node, at, ShapeChecker.Show(node), expected, "This does not give one number for each player."));
            return null;
        }

        Rational?[] numbers = [.. nodes.Select((item, i) => NodeReader.Number(item, node is ListNode ? JsonPointer.Append(at, i) : JsonPointer.Append(at, game.Players[i].Id), limits, faults))];
        return numbers.All(number => number is not null) ? [.. numbers.Select(number => number!.Value)] : null;
    }

    /// <summary>A player of the game, by id.</summary>
    /// <returns>The player's number, or null: left out, or a fault.</returns>
    public int? Player(string name, NormalFormGame game)
    {
        string[] ids = [.. game.Players.Select(player => player.Id)];
        if (_map[name] is not { } node) return null;
        // An id such as 1 is a number to JSON and YAML.
        int found = node is ScalarNode scalar ? Array.IndexOf(ids, scalar.Text) : -1;
        if (found >= 0) return found;
        faults.Add(ShapeChecker.At(node, JsonPointer.Append(Pointer, name), ShapeChecker.Show(node), $"one of {string.Join(", ", ids)}", "This is no player of the game."));
        return null;
    }

    /// <summary>A mixed strategy of each player: a list of lists of probabilities that sum to 1.</summary>
    /// <returns>The profile, or null: left out, or a fault.</returns>
    public MixedStrategyProfile? Profile(string name, NormalFormGame game)
    {
        int before = faults.Count;
        if (NumbersOfStrategies(name, game) is not { } numbers) return null;
        for (int i = 0; i < numbers.Length; i++)
        {
            Rational sum = numbers[i].Aggregate(Rational.Zero, (total, number) => total + number);
            if (sum != Rational.One) faults.Add(ShapeChecker.At(_map[name]!, $"{Pointer}/{name}/{i}", $"probabilities that sum to {sum}", "probabilities that sum to 1", $"Probabilities of '{game.Players[i].Id}' sum to {sum}."));
        }

        return faults.Count == before ? new MixedStrategyProfile(numbers.Select(own => new MixedStrategy(own))) : null;
    }

    /// <summary>A number of at least 0 for each strategy of each player: a list of lists.</summary>
    /// <returns>The numbers, or null: left out, or a fault.</returns>
    public Rational[][]? NumbersOfStrategies(string name, NormalFormGame game)
    {
        if (_map[name] is not { } node) return null;
        int before = faults.Count;
        string at = JsonPointer.Append(Pointer, name);
        if (node is not ListNode list || list.Items.Count != game.PlayerCount)
        {
            faults.Add(ShapeChecker.At(node, at, ShapeChecker.Show(node), $"a list of {game.PlayerCount} lists, one for each player", "This does not give numbers for every player."));
            return null;
        }

        var numbers = new Rational[game.PlayerCount][];
        for (int i = 0; i < numbers.Length; i++)
        {
            string below = JsonPointer.Append(at, i);
            int count = game.StrategyCount(i);
            if (list.Items[i] is not ListNode own || own.Items.Count != count)
            {
                faults.Add(ShapeChecker.At(list.Items[i], below, ShapeChecker.Show(list.Items[i]), $"{count} numbers, one for each strategy of '{game.Players[i].Id}'", "This does not give one number for each strategy."));
                continue;
            }

            numbers[i] = new Rational[count];
            for (int s = 0; s < count; s++)
            {
                if (NodeReader.Number(own.Items[s], JsonPointer.Append(below, s), limits, faults) is not { } value) continue;
                numbers[i][s] = value;
                if (value.Sign < 0) faults.Add(ShapeChecker.At(own.Items[s], JsonPointer.Append(below, s), ShapeChecker.Show(own.Items[s]), "a number of at least 0", "The number is negative."));
            }
        }

        return faults.Count == before ? numbers : null;
    }

    /// <summary>A fault for a parameter that another one needs.</summary>
    public void Missing(string name, string expected, string detail) =>
        faults.Add(ShapeChecker.At(_map, JsonPointer.Append(Pointer, name), null, expected, detail));

    /// <summary>A fault for a parameter that does not go with another one.</summary>
    public void Unwanted(string name, string expected, string detail)
    {
        if (_map[name] is { } node) faults.Add(ShapeChecker.At(node, JsonPointer.Append(Pointer, name), ShapeChecker.Show(node), expected, detail));
    }
}
