using StrategySim.Api.Contracts;
using StrategySim.Api.GameDocuments;
using StrategySim.Experiments.StochasticGames;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Stochastic;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Documents;

/// <summary>A question for equilibria of a stochastic game.</summary>
/// <param name="Game">The game; null where the law of motion of a scenario makes it.</param>
/// <param name="Scenario">The scenario that stages, or the whole game, are of; null for none.</param>
/// <param name="Types">Which game of the scenario is played in each state that takes its stage from there.</param>
/// <param name="Discount">δ; null for that of the scenario.</param>
/// <param name="Starts">From how many values stage games are solved.</param>
public sealed record StochasticGameQuestion(
    StochasticGame? Game, ScenarioGame? Scenario, IReadOnlyDictionary<string, GameType> Types, Rational? Discount, int Starts) : IQuestion<StochasticGameResponse>
{
    /// <inheritdoc/>
    public string Work => Game is null ? $"Solving the game '{Scenario!.Game.Id}' of the scenario '{Scenario.Scenario.Id}' over its states" : $"Solving a stochastic game of {Game.States.Length} states";

    /// <inheritdoc/>
    public string Pointer => Game is null ? "/scenario" : "/states";

    /// <inheritdoc/>
    public StochasticGameResponse Answer(TimeProvider time, CancellationToken cancellationToken) => StochasticGameResponse.Of(this, time, cancellationToken);
}

/// <summary>A game of a scenario.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Game">The game.</param>
public sealed record ScenarioGame(Scenario Scenario, GameSpecification Game);

/// <summary>Reads the body of <c>POST /stochastic-games</c>, which is also what the terminal reads from a file.</summary>
public static class StochasticGameRequestReader
{
    private const string Range = "a number greater than 0 and less than 1, such as 0.9 or \"9/10\"";

    /// <summary>The fields of the document.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["states", "scenario", "game", "discount", "starts"];

    /// <summary>The fields of a state.</summary>
    public static IReadOnlyList<string> StateFields { get; } = ["game", "at", "transitions"];

    /// <summary>Reads the document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="faults">Faults found so far.</param>
    /// <param name="limits">Bounds on the games.</param>
    /// <param name="scenario">The scenario that stands there; null for none, or with a fault where it is not valid.</param>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static StochasticGameQuestion Read(DocumentNode root, IReadOnlyList<Fault> faults, GameDocumentLimits limits, Scenario? scenario = null)
    {
        List<Fault> all = [.. faults];
        if (NodeReader.AsMap(root, "", $"a map with {string.Join(", ", Fields)}", all) is not { } map) throw new InvalidInputException(NodeReader.InOrder(all));
        NodeReader.KnownFields(map, "", Fields, all);
        ScenarioGame? of = scenario is null ? null : Chosen(map, scenario, all);
        if (map["scenario"] is null && map["game"] is { } lone) all.Add(ShapeChecker.At(lone, "/game", ShapeChecker.Show(lone), "a scenario beside it", "This says which game of a scenario is meant."));
        // With a scenario alone its own law of motion makes the states, and its discount factor holds where none is given.
        bool own = map["scenario"] is not null && map["states"] is null;
        Rational? discount = Discount(map, own, limits, all);
        int starts = NodeReader.WholeNumber(map, "", "starts", 0, MarkovPerfectSolver.MaximumStarts, "Stage games are solved from this many values.", all) ?? 40;
        var types = new Dictionary<string, GameType>();
        List<(string Id, NormalFormGame Game, IReadOnlyList<IReadOnlyList<Rational>> Transitions)>? states = own ? null : States(map, of, types, limits, all);
        if (all.Count > 0) throw new InvalidInputException(NodeReader.InOrder(all));
        if (own) return new StochasticGameQuestion(null, of, types, discount, starts);
        try
        {
            return new StochasticGameQuestion(new StochasticGame(states!.Select(s => s.Id), states!.Select(s => s.Game), [.. states!.Select(s => s.Transitions)], discount!.Value), of, types, discount, starts);
        }
        catch (GameTooLargeException tooLarge)
        {
            throw new InvalidInputException([GameDocumentReader.TooLarge(tooLarge, "/states", map["states"])]);
        }
        catch (InvalidGameException error)
        {
            // States are keyed by id here, by number below.
            throw new InvalidInputException([.. error.Faults.Select(f => ShapeChecker.At(map, Named(f.Pointer, states!), f.Found, f.Expected, "This is not a stochastic game."))]);
        }
    }

    private static string Named(string pointer, List<(string Id, NormalFormGame Game, IReadOnlyList<IReadOnlyList<Rational>> Transitions)> states)
    {
        string[] parts = pointer.Split('/');
        return parts.Length > 3 && int.TryParse(parts[2], out int state) ? $"{JsonPointer.Append("/states", states[state].Id)}/{string.Join('/', parts[3..])}" : pointer;
    }

    private static ScenarioGame? Chosen(MapNode map, Scenario scenario, List<Fault> faults)
    {
        string expected = $"the id of a game of the scenario: {string.Join(", ", scenario.Games.Keys)}";
        string? id = NodeReader.Text(map, "", "game", expected, required: scenario.Games.Count > 1, faults);
        if (id is null) return scenario.Games.Count == 1 && map["game"] is null ? new ScenarioGame(scenario, scenario.Games.Values.Single()) : null;
        if (scenario.Games.TryGetValue(id, out GameSpecification? game)) return new ScenarioGame(scenario, game);
        faults.Add(ShapeChecker.At(map["game"]!, "/game", $"'{id}'", expected, "The scenario has no such game."));
        return null;
    }

    private static Rational? Discount(MapNode map, bool optional, GameDocumentLimits limits, List<Fault> faults)
    {
        if (map["discount"] is not { } node)
        {
            if (!optional) NodeReader.Missing(map, "", "discount", Range, faults);
            return null;
        }

        if (NodeReader.Number(node, "/discount", limits, faults) is not { } value) return null;
        if (value.Sign > 0 && value < Rational.One) return value;
        faults.Add(ShapeChecker.At(node, "/discount", ShapeChecker.Show(node), Range, "At 0 the next state does not count, and at 1 the sum of payoffs diverges."));
        return null;
    }

    private static List<(string Id, NormalFormGame Game, IReadOnlyList<IReadOnlyList<Rational>> Transitions)>? States(MapNode map, ScenarioGame? of, Dictionary<string, GameType> types, GameDocumentLimits limits, List<Fault> faults)
    {
        const string Expected = "a map from the ids of states to { game, transitions }";
        if (map["states"] is not { } node)
        {
            NodeReader.Missing(map, "", "states", Expected, faults);
            return null;
        }

        if (NodeReader.AsMap(node, "/states", Expected, faults) is not { } own) return null;
        if (own.Entries.Count is 0 or > StochasticGame.MaximumStates)
        {
            faults.Add(ShapeChecker.At(own, "/states", $"{own.Entries.Count} states", $"1 to {StochasticGame.MaximumStates} states", "This cannot be a stochastic game."));
            return null;
        }

        string[] ids = [.. own.Entries.Select(entry => entry.Key)];
        var states = new List<(string Id, NormalFormGame Game, IReadOnlyList<IReadOnlyList<Rational>> Transitions)>();
        foreach (MapEntry entry in own.Entries)
        {
            string at = JsonPointer.Append("/states", entry.Key);
            if (NodeReader.AsMap(entry.Value, at, "a map with game and transitions", faults) is not { } state) continue;
            NodeReader.KnownFields(state, at, StateFields, faults);
            if (state["transitions"] is null) NodeReader.Missing(state, at, "transitions", "for each strategy of the first player and each of the second, a map from states to probabilities", faults);
            if (Stage(state, at, entry.Key, map, of, types, limits, faults) is not { } game) continue;
            if (state["transitions"] is { } table) states.Add((entry.Key, game, Transitions(table, $"{at}/transitions", game, ids, limits, faults)));
        }

        return states;
    }

    // A game of its own, or that of the scenario at given values.
    private static NormalFormGame? Stage(MapNode state, string at, string id, MapNode root, ScenarioGame? of, Dictionary<string, GameType> types, GameDocumentLimits limits, List<Fault> faults)
    {
        if (state["at"] is { } place)
        {
            if (state["game"] is { } both) faults.Add(ShapeChecker.At(both, $"{at}/game", ShapeChecker.Show(both), "either game or at", "A state has a game of its own, or that of the scenario at given values."));
            if (root["scenario"] is null) faults.Add(ShapeChecker.At(place, $"{at}/at", ShapeChecker.Show(place), "a scenario beside the states", "These are values in a scenario."));
            return of is null ? null : StageAt(place, $"{at}/at", id, of, types, limits, faults);
        }

        if (state["game"] is not { } stage)
        {
            NodeReader.Missing(state, at, "game", root["scenario"] is null ? "a game of two players" : "a game of two players, or at with values in the scenario", faults);
            return null;
        }

        if (GameDocumentReader.Read(stage, $"{at}/game", limits, faults) is not { } game) return null;
        if (game.PlayerCount == 2) return game;
        faults.Add(ShapeChecker.At(stage, $"{at}/game", $"a game of {game.PlayerCount} players", "a game of two players", "Equilibria of stochastic games are found for two players."));
        return null;
    }

    private static NormalFormGame? StageAt(DocumentNode node, string at, string id, ScenarioGame of, Dictionary<string, GameType> types, GameDocumentLimits limits, List<Fault> faults)
    {
        string[] names = [.. of.Scenario.States.Keys.Concat(of.Scenario.Parameters.Values.Where(p => !p.Derived).Select(p => p.Name))];
        if (NodeReader.AsMap(node, at, "a map from names of states and parameters of the scenario to values", faults) is not { } map) return null;
        int before = faults.Count;
        NodeReader.KnownFields(map, at, names, faults);
        var values = new Dictionary<string, Rational>();
        foreach (MapEntry entry in map.Entries.Where(e => names.Contains(e.Key)))
        {
            if (NodeReader.Number(entry.Value, JsonPointer.Append(at, entry.Key), limits, faults) is { } value) values[entry.Key] = value;
        }

        faults.AddRange(ScenarioStage.Check(of.Scenario, of.Game).Select(fault => fault with { Pointer = "/scenario" + fault.Pointer }));
        if (faults.Count > before) return null;
        try
        {
            ScenarioStage stage = ScenarioStage.At(of.Scenario, of.Game, values);
            if (stage.Type is { } type) types[id] = type;
            return stage.Game;
        }
        catch (DivideByZeroException)
        {
            faults.Add(ShapeChecker.At(node, at, ShapeChecker.Show(node), "values at which payoffs are defined", "A payoff divides by zero there."));
            return null;
        }
    }

    private static List<IReadOnlyList<Rational>> Transitions(DocumentNode node, string at, NormalFormGame game, string[] ids, GameDocumentLimits limits, List<Fault> faults)
    {
        var table = new List<IReadOnlyList<Rational>>();
        int rows = game.StrategyCount(0), columns = game.StrategyCount(1);
        if (node is not ListNode list || list.Items.Count != rows)
        {
            faults.Add(ShapeChecker.At(node, at, ShapeChecker.Show(node), $"a list of {rows}, one for each strategy of '{game.Players[0].Id}'", "This is not a table of transitions."));
            return table;
        }

        for (int i = 0; i < rows; i++)
        {
            string row = JsonPointer.Append(at, i);
            if (list.Items[i] is not ListNode cells || cells.Items.Count != columns)
            {
                faults.Add(ShapeChecker.At(list.Items[i], row, ShapeChecker.Show(list.Items[i]), $"a list of {columns}, one for each strategy of '{game.Players[1].Id}'", "This is not a table of transitions."));
                continue;
            }

            for (int j = 0; j < columns; j++) table.Add(Next(cells.Items[j], JsonPointer.Append(row, j), ids, limits, faults));
        }

        return table;
    }

    private static Rational[] Next(DocumentNode node, string at, string[] ids, GameDocumentLimits limits, List<Fault> faults)
    {
        var next = new Rational[ids.Length];
        // A state by itself is reached for certain.
        if (node is ScalarNode { Kind: ScalarKind.Text } scalar && Array.IndexOf(ids, scalar.Text) is >= 0 and var sure)
        {
            next[sure] = Rational.One;
            return next;
        }

        if (NodeReader.AsMap(node, at, $"the id of a state, or a map from states to probabilities; states are {string.Join(", ", ids)}", faults) is not { } map) return next;
        NodeReader.KnownFields(map, at, ids, faults);
        int before = faults.Count;
        Rational sum = Rational.Zero;
        foreach (MapEntry entry in map.Entries.Where(e => ids.Contains(e.Key)))
        {
            string here = JsonPointer.Append(at, entry.Key);
            if (NodeReader.Number(entry.Value, here, limits, faults) is not { } probability) continue;
            if (probability.Sign < 0) faults.Add(ShapeChecker.At(entry.Value, here, ShapeChecker.Show(entry.Value), "a number from 0 to 1", "This is no probability."));
            next[Array.IndexOf(ids, entry.Key)] = probability;
            sum += probability;
        }

        if (faults.Count == before && sum != Rational.One) faults.Add(ShapeChecker.At(map, at, $"probabilities that add up to {sum}", "probabilities that add up to 1 exactly, such as \"1/3\"", "Play goes on in some state."));
        return next;
    }
}
