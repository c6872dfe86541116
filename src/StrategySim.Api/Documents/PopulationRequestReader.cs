using StrategySim.Api.Contracts;
using StrategySim.Api.GameDocuments;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Populations;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Populations;

namespace StrategySim.Api.Documents;

/// <summary>A question for how populations change.</summary>
/// <param name="Game">The stage game.</param>
/// <param name="Dynamics">The id of the dynamics.</param>
/// <param name="Populations">1, or one for each player.</param>
/// <param name="Start">Shares at time 0, population after population.</param>
/// <param name="Times">When the shares are asked for.</param>
/// <param name="Noise">η of the logit choice.</param>
/// <param name="Population">How many members a finite population has.</param>
/// <param name="Selection">w of the Moran process.</param>
/// <param name="Strength">β of imitation.</param>
/// <param name="Mutation">Probability of a mutation in a step.</param>
/// <param name="Simulation">The simulation; null for none.</param>
public sealed record PopulationQuestion(
    NormalFormGame Game,
    string Dynamics,
    int Populations,
    IReadOnlyList<double> Start,
    IReadOnlyList<double> Times,
    double Noise,
    int Population,
    Rational Selection,
    double Strength,
    double Mutation,
    PopulationSimulationQuestion? Simulation) : IQuestion<PopulationResponse>
{
    /// <inheritdoc/>
    public string Work => $"Following populations that play the {Game}";

    /// <inheritdoc/>
    public string Pointer => "/game";

    /// <inheritdoc/>
    public PopulationResponse Answer(TimeProvider time, CancellationToken cancellationToken) => PopulationResponse.Of(this, time, cancellationToken);
}

/// <summary>A simulation that is asked for.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Replications">How often it is played.</param>
/// <param name="Steps">Steps of each replication.</param>
/// <param name="Mutant">Which strategy one member has at first.</param>
/// <param name="Resident">Which all others have.</param>
public sealed record PopulationSimulationQuestion(ulong Seed, int Replications, int Steps, int Mutant, int Resident);

/// <summary>Reads the body of <c>POST /populations</c>, which is also what the terminal reads from a file.</summary>
public static class PopulationRequestReader
{
    /// <summary>The most strategies of all players together.</summary>
    public const int MaximumStrategies = 100;

    /// <summary>The most times.</summary>
    public const int MaximumTimes = 1000;

    /// <summary>The latest time.</summary>
    public const int MaximumTime = 1_000_000;

    /// <summary>The most steps of all replications together.</summary>
    public const long MaximumTotalSteps = 2_000_000_000;

    private const string Probability = "a number from 0 to 1";

    /// <summary>The fields of the document.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["game", "dynamics", "populations", "start", "times", "noise", "population", "selection", "strength", "mutation", "simulation"];

    /// <summary>The fields of a simulation.</summary>
    public static IReadOnlyList<string> SimulationFields { get; } = ["seed", "replications", "steps", "mutant", "resident"];

    /// <summary>The dynamics.</summary>
    public static IReadOnlyList<string> Dynamics { get; } = [.. PopulationDynamics.All.Select(dynamics => dynamics.Id)];

    /// <summary>Reads the document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="faults">Faults found so far.</param>
    /// <param name="limits">Bounds on the game.</param>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static PopulationQuestion Read(DocumentNode root, IReadOnlyList<Fault> faults, GameDocumentLimits limits)
    {
        List<Fault> all = [.. faults];
        if (NodeReader.AsMap(root, "", $"a map with {string.Join(", ", Fields)}", all) is not { } map) throw new InvalidInputException(NodeReader.InOrder(all));
        NodeReader.KnownFields(map, "", Fields, all);
        string? dynamics = NodeReader.Word(map, "", "dynamics", Dynamics, required: true, all);
        if (dynamics is not null) Applicable(map, PopulationDynamics.Get(dynamics), all);
        NormalFormGame? game = Game(map, dynamics, limits, all);
        int populations = game is null ? 1 : Populations(map, game, dynamics, all);
        double[] start = game is null ? [] : Start(map, game, populations, limits, all);
        double[] times = Times(map, limits, all);
        double noise = Number(map, "noise", Rational.Create(1, 10), limits, x => x.Sign > 0, "a number greater than 0", all).ToDouble();
        int population = NodeReader.WholeNumber(map, "", "population", 2, Fixation.MaximumSize, "This many members are in a population.", all) ?? 20;
        Rational selection = Number(map, "selection", Rational.Create(1, 10), limits, x => x.Sign >= 0 && x <= Rational.One, Probability, all);
        bool ranks = dynamics == PopulationDynamics.AlphaRank;
        double strength = Number(map, "strength", Rational.Create(1, 10), limits, x => ranks ? x.Sign > 0 : x.Sign >= 0, ranks ? "a number greater than 0" : "a number of at least 0", all).ToDouble();
        double mutation = Number(map, "mutation", Rational.Zero, limits, x => x.Sign >= 0 && x <= Rational.One, Probability, all).ToDouble();
        PopulationSimulationQuestion? simulation = map["simulation"] is { } node ? Simulation(node, game, all) : null;
        return game is not null && dynamics is not null && all.Count == 0
            ? new PopulationQuestion(game, dynamics, populations, start, times, noise, population, selection, strength, mutation, simulation)
            : throw new InvalidInputException(NodeReader.InOrder(all));
    }

    private static void Applicable(MapNode map, PopulationDynamics dynamics, List<Fault> faults)
    {
        foreach (MapEntry entry in map.Entries.Where(e => Fields.Contains(e.Key) && e.Key is not ("game" or "dynamics") && !dynamics.Parameters.Contains(e.Key)))
        {
            faults.Add(new Fault(
                JsonPointer.Append("", entry.Key), ShapeChecker.Show(entry.Value), $"one of {string.Join(", ", dynamics.Parameters)}", $"The dynamics {dynamics.Id} take no {entry.Key}.", entry.Line, entry.Column));
        }
    }

    private static NormalFormGame? Game(MapNode map, string? dynamics, GameDocumentLimits limits, List<Fault> faults)
    {
        if (map["game"] is not { } node)
        {
            NodeReader.Missing(map, "", "game", "a game", faults);
            return null;
        }

        if (GameDocumentReader.Read(node, "/game", limits, faults) is not { } game || dynamics is null) return null;
        int before = faults.Count;
        if (dynamics != PopulationDynamics.AlphaRank && game.PlayerCount != 2)
        {
            faults.Add(ShapeChecker.At(node, "/game", $"a game of {game.PlayerCount} players", "a game of two players", $"Only {PopulationDynamics.AlphaRank} takes other numbers of players."));
        }
        else if (dynamics is PopulationDynamics.Moran or PopulationDynamics.Pairwise && (!PopulationGame.IsSymmetric(game) || game.StrategyCount(0) < 2))
        {
            faults.Add(ShapeChecker.At(node, "/game", $"the {game}", "a symmetric game with at least two strategies, named alike", "The members of one population play it against each other."));
        }

        int strategies = game.Players.Sum(player => player.Strategies.Length);
        if (strategies > MaximumStrategies) faults.Add(ShapeChecker.At(node, "/game", $"{strategies} strategies", $"at most {MaximumStrategies} strategies of all players together", "The game is too large."));
        return faults.Count == before ? game : null;
    }

    private static int Populations(MapNode map, NormalFormGame game, string? dynamics, List<Fault> faults)
    {
        bool symmetric = PopulationGame.IsSymmetric(game);
        if (map["populations"] is not { } node || dynamics is PopulationDynamics.Moran or PopulationDynamics.Pairwise) return symmetric ? 1 : game.PlayerCount;
        if (node is ScalarNode { Kind: ScalarKind.Number, Text: var text } && ((text == "1" && symmetric) || text == $"{game.PlayerCount}")) return text == "1" ? 1 : game.PlayerCount;
        faults.Add(ShapeChecker.At(
            node, "/populations", ShapeChecker.Show(node), symmetric ? $"1 or {game.PlayerCount}" : $"{game.PlayerCount}",
            symmetric ? "There is one population, or one for each player." : "The game is not symmetric, so each player has a population."));
        return 1;
    }

    private static double[] Start(MapNode map, NormalFormGame game, int populations, GameDocumentLimits limits, List<Fault> faults)
    {
        if (map["start"] is not { } node) return [.. Enumerable.Range(0, populations).SelectMany(p => Enumerable.Repeat(1.0 / game.StrategyCount(p), game.StrategyCount(p)))];
        if (node is not ListNode list || list.Items.Count != populations)
        {
            faults.Add(ShapeChecker.At(node, "/start", ShapeChecker.Show(node), populations == 1 ? "a list with one list of shares, for the one population" : $"a list of {populations} lists of shares, one for each population", "These cannot be shares."));
            return [];
        }

        var shares = new List<double>();
        for (int p = 0; p < populations; p++)
        {
            string at = JsonPointer.Append("/start", p);
            if (list.Items[p] is not ListNode own || own.Items.Count != game.StrategyCount(p))
            {
                faults.Add(ShapeChecker.At(list.Items[p], at, ShapeChecker.Show(list.Items[p]), $"a list of {game.StrategyCount(p)} shares, one for each strategy", "These cannot be shares."));
                continue;
            }

            int before = faults.Count;
            Rational sum = Rational.Zero;
            for (int i = 0; i < own.Items.Count; i++)
            {
                string here = JsonPointer.Append(at, i);
                if (NodeReader.Number(own.Items[i], here, limits, faults) is not { } share) continue;
                if (share.Sign < 0) faults.Add(ShapeChecker.At(own.Items[i], here, ShapeChecker.Show(own.Items[i]), Probability, "This cannot be a share."));
                sum += share;
                shares.Add(share.ToDouble());
            }

            if (faults.Count == before && sum != Rational.One) faults.Add(ShapeChecker.At(own, at, $"shares that add up to {sum}", "shares that add up to 1 exactly, such as \"1/3\"", "These cannot be shares."));
        }

        return [.. shares];
    }

    private static double[] Times(MapNode map, GameDocumentLimits limits, List<Fault> faults)
    {
        if (map["times"] is not { } node) return [0, 1, 2, 5, 10, 20, 50, 100, 200];
        if (node is not ListNode { Items.Count: > 0 and <= MaximumTimes } list)
        {
            faults.Add(ShapeChecker.At(node, "/times", ShapeChecker.Show(node), $"a list of 1 to {MaximumTimes:N0} times", "These cannot be times."));
            return [];
        }

        var times = new List<double>();
        double previous = -1;
        for (int i = 0; i < list.Items.Count; i++)
        {
            string at = JsonPointer.Append("/times", i);
            if (NodeReader.Number(list.Items[i], at, limits, faults) is not { } number) continue;
            double time = number.ToDouble();
            if (!(time > previous && time is >= 0 and <= MaximumTime)) faults.Add(ShapeChecker.At(list.Items[i], at, ShapeChecker.Show(list.Items[i]), $"a number from 0 to {MaximumTime:N0}, greater than the one before", "Times increase."));
            times.Add(previous = time);
        }

        return [.. times];
    }

    private static Rational Number(MapNode map, string field, Rational usual, GameDocumentLimits limits, Func<Rational, bool> accepts, string expected, List<Fault> faults)
    {
        if (map[field] is not { } node) return usual;
        string at = JsonPointer.Append("", field);
        if (NodeReader.Number(node, at, limits, faults) is not { } value) return usual;
        if (accepts(value) && double.IsFinite(value.ToDouble())) return value;
        faults.Add(ShapeChecker.At(node, at, ShapeChecker.Show(node), expected, "The number is out of its range."));
        return usual;
    }

    private static PopulationSimulationQuestion? Simulation(DocumentNode node, NormalFormGame? game, List<Fault> faults)
    {
        const string At = "/simulation";
        int before = faults.Count;
        if (NodeReader.AsMap(node, At, $"a map with {string.Join(", ", SimulationFields)}", faults) is not { } map) return null;
        NodeReader.KnownFields(map, At, SimulationFields, faults);
        ulong seed = RunSubmissionReader.Seed(map, faults, At) ?? 0;
        int replications = NodeReader.WholeNumber(map, At, "replications", 1, 1_000_000, "It is played this often.", faults) ?? 1000;
        int steps = NodeReader.WholeNumber(map, At, "steps", 1, PopulationSimulation.MaximumSteps, "A replication has this many steps.", faults) ?? 100_000;
        if ((long)replications * steps > MaximumTotalSteps)
        {
            faults.Add(ShapeChecker.At(map, At, $"{replications} replications of {steps} steps", $"at most {MaximumTotalSteps:N0} steps in all", "This would take too long."));
        }

        if (game is null) return null;
        int mutant = Strategy(map, "mutant", 0, game, faults), resident = Strategy(map, "resident", mutant == 1 ? 0 : 1, game, faults);
        if (faults.Count == before && mutant == resident) faults.Add(ShapeChecker.At(map, At, $"'{game.Players[0].Strategies[mutant]}' twice", "a mutant and residents whose strategies differ", "Nobody could take over."));
        return faults.Count == before ? new PopulationSimulationQuestion(seed, replications, steps, mutant, resident) : null;
    }

    private static int Strategy(MapNode map, string field, int usual, NormalFormGame game, List<Fault> faults)
    {
        if (map[field] is not { } node) return usual;
        int index = node is ScalarNode { Kind: ScalarKind.Text or ScalarKind.Number } scalar ? game.Players[0].Strategies.IndexOf(scalar.Text) : -1;
        if (index >= 0) return index;
        faults.Add(ShapeChecker.At(node, JsonPointer.Append("/simulation", field), ShapeChecker.Show(node), $"one of {string.Join(", ", game.Players[0].Strategies)}", "There is no such strategy."));
        return usual;
    }
}
