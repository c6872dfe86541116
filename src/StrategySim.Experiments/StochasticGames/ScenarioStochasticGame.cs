using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Stochastic;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.StochasticGames;

/// <summary>A state of a stochastic game that a scenario makes.</summary>
/// <param name="Id">Its id: the values of what moves, such as <c>stress=3/2</c>.</param>
/// <param name="Type">Which game is played there; null where the game has no type.</param>
/// <param name="Values">Values of what moves; of the first world where several are alike in payoffs and in what follows.</param>
/// <param name="Start">Probability of starting there.</param>
/// <param name="Next">Probability of each state in the next round, whatever the players do.</param>
public sealed record ScenarioState(string Id, GameType? Type, IReadOnlyDictionary<string, Rational> Values, double Start, IReadOnlyList<Rational> Next);

/// <summary>One of a scenario's games as a stochastic game: the same players, payoffs and law of motion, without an end and with players who choose as they like.</summary>
/// <param name="Game">The stochastic game.</param>
/// <param name="States">Its states.</param>
public sealed record ScenarioStochasticGame(StochasticGame Game, IReadOnlyList<ScenarioState> States)
{
    // Probabilities are numbers of the program; to this many digits they are given to the game, where they are exact.
    private const long Unit = 1_000_000_000_000;

    /// <summary>Builds the game.</summary>
    /// <remarks>Worlds in which the same game is played and from which the same is to come are one state. Rules, horizon and seed of the scenario have no part in it.</remarks>
    /// <param name="scenario">The scenario.</param>
    /// <param name="game">One of its games.</param>
    /// <param name="discount">δ times the probability that the game goes on; null for what the scenario says.</param>
    /// <param name="cancellationToken">Polled at each world.</param>
    /// <exception cref="InvalidInputException">What moves takes too many values, or the game is none of two players who choose at once; names each place by a pointer into the scenario.</exception>
    public static ScenarioStochasticGame Of(Scenario scenario, GameSpecification game, Rational? discount = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(game);
        var faults = new List<Fault>(ScenarioStage.Check(scenario, game));
        Rational factor = discount ?? (faults.Count == 0 ? DiscountOf(scenario, game, faults) : default);
        if (faults.Count > 0) throw new InvalidInputException(faults);
        ScenarioWorlds worlds = ScenarioWorlds.Of(scenario, game, cancellationToken);
        ScenarioStage[] stages = [.. worlds.All.Select(world => StageAt(scenario, game, worlds.Values(world)))];
        (int[] block, int count) = Alike(worlds, stages);
        if (count > StochasticGame.MaximumStates) throw worlds.TooMany("values");
        int[] first = [.. Enumerable.Range(0, count).Select(b => Array.IndexOf(block, b))];
        Sort(worlds, first, block);
        double[] start = Sums(worlds.Start, block, count);
        string[] ids = Ids(worlds, first);
        ScenarioState[] states = [.. first.Select((world, b) => new ScenarioState(ids[b], stages[world].Type, worlds.Values(worlds.All[world]), start[b], Exact(Sums(worlds.All[world].Next, block, count))))];
        return new ScenarioStochasticGame(
            new StochasticGame(ids, first.Select(world => stages[world].Game), [.. states.Select((state, b) => Enumerable.Repeat(state.Next, stages[first[b]].Game.ProfileCount).ToArray())], factor),
            states);
    }

    private static ScenarioStage StageAt(Scenario scenario, GameSpecification game, Dictionary<string, Rational> values)
    {
        try
        {
            return ScenarioStage.At(scenario, game, values);
        }
        catch (DivideByZeroException)
        {
            throw new InvalidInputException([new Fault($"/games/{game.Id}", Words(values), "payoffs that are defined", "A payoff divides by zero in a world that may be reached.")]);
        }
    }

    private static Rational DiscountOf(Scenario scenario, GameSpecification game, List<Fault> faults)
    {
        Rational[] own = [.. game.Players.Select(player => Value(scenario.Time.DiscountFactors[player]))];
        Rational goesOn = Value(scenario.Run.Continuation), product = own[0] * goesOn;
        if (own[0] != own[1]) faults.Add(new Fault("/time/discountFactor", $"{own[0]} and {own[1]}", "one discount factor for both players; or a discount beside the scenario", "Equilibria of stochastic games are found for players who are equally patient."));
        else if (product.Sign <= 0 || product >= Rational.One) faults.Add(new Fault("/time/discountFactor", $"{own[0]}, times a continuation of {goesOn}", "a product greater than 0 and less than 1; or a discount beside the scenario", "At 1 sums of payoffs diverge."));
        return product;

        Rational Value(Expression expression) => expression.Evaluate(new PhaseDiagrams.PointArithmetic(scenario, "", default, new Dictionary<string, Rational>()));
    }

    // The coarsest partition of worlds into blocks with one table each, from whose worlds each block is as likely to be next: by refinement (Kemeny and Snell, Finite Markov Chains, 1960, section 6.3).
    private static (int[] Block, int Count) Alike(ScenarioWorlds worlds, ScenarioStage[] stages)
    {
        (int[] block, int count) = Numbered(stages.Select(stage => string.Join(' ', Enumerable.Range(0, stage.Game.ProfileCount * 2).Select(at => stage.Game.PayoffAt(at / 2, at % 2)))));
        while (true)
        {
            (int[] now, int before) = (block, count);
            (block, count) = Numbered(worlds.All.Select((world, w) => string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{now[w]}: {string.Join(' ', Sums(world.Next, now, before).Select(p => Math.Round(p, 10)))}")));
            if (count == before) return (block, count);
        }
    }

    // States in the order of rounds, then of values.
    private static void Sort(ScenarioWorlds worlds, int[] first, int[] block)
    {
        int[] order = [.. Enumerable.Range(0, first.Length).OrderBy(b => worlds.All[first[b]].Round).ThenBy(b => worlds.All[first[b]].Values, Comparer<Rational[]>.Create((x, y) => x.Zip(y, (a, b) => a.CompareTo(b)).FirstOrDefault(sign => sign != 0)))];
        int[] place = new int[order.Length];
        for (int i = 0; i < order.Length; i++) place[order[i]] = i;
        for (int w = 0; w < block.Length; w++) block[w] = place[block[w]];
        int[] sorted = [.. order.Select(b => first[b])];
        sorted.CopyTo(first, 0);
    }

    private static (int[] Block, int Count) Numbered(IEnumerable<string> keys)
    {
        var numbers = new Dictionary<string, int>();
        int[] block = [.. keys.Select(key => numbers.TryGetValue(key, out int known) ? known : numbers[key] = numbers.Count)];
        return (block, numbers.Count);
    }

    private static double[] Sums(IEnumerable<(int World, double Probability)> next, int[] block, int count)
    {
        double[] sums = new double[count];
        foreach ((int world, double probability) in next) sums[block[world]] += probability;
        return sums;
    }

    private static Rational[] Exact(double[] probabilities)
    {
        Rational[] exact = [.. probabilities.Select(p => Rational.Create((long)Math.Round(p * Unit), Unit))];
        int likeliest = Array.IndexOf(probabilities, probabilities.Max());
        exact[likeliest] += 1 - exact.Aggregate(Rational.Zero, (sum, p) => sum + p);
        return exact;
    }

    private static string[] Ids(ScenarioWorlds worlds, int[] first)
    {
        string[] plain = [.. first.Select(world => Words(worlds.Values(worlds.All[world])))];
        // The same values in different rounds of a path or schedule.
        return [.. plain.Select((id, i) => plain.Count(other => other == id) == 1 ? id : $"{(id == Still ? "" : id + ", ")}round {worlds.All[first[i]].Round}")];
    }

    private const string Still = "always";

    private static string Words(Dictionary<string, Rational> values) => values.Count == 0 ? Still : string.Join(", ", values.Select(value => $"{value.Key}={value.Value}"));
}
