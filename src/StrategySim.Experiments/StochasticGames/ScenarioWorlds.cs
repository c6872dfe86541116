using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Stochastic;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;
using StrategySim.Simulation.Shocks;

namespace StrategySim.Experiments.StochasticGames;

/// <summary>A value that what moves in a scenario can have together, and what may come after it.</summary>
/// <param name="Round">The round, up to the last one in which a path bends or a scheduled shock strikes; from then on that one.</param>
/// <param name="Values">Of each name that moves, its value.</param>
internal sealed record ScenarioWorld(int Round, Rational[] Values)
{
    /// <summary>The worlds that may come next, with their probabilities; filled once all are known.</summary>
    public List<(int World, double Probability)> Next { get; } = [];

    public string Key => $"{Round} {string.Join(' ', Values)}";
}

/// <summary>Every world that a scenario can come to, as far as one of its games reads it, where they are finitely many.</summary>
/// <remarks>
/// The law of motion is that of play: states drift, return and follow their paths, then shocks of this round are added and bounds apply. Arrivals of a
/// Poisson process beyond a probability of 1e-18 count as the last ones before.
/// </remarks>
internal sealed class ScenarioWorlds
{
    /// <summary>The most worlds that are looked at.</summary>
    public const int MaximumWorlds = 3000;

    private const double Negligible = 1e-18;

    private readonly Scenario _scenario;
    private readonly Moving[] _moving;
    private readonly int _settled;
    private readonly Dictionary<string, int> _known = [];

    private ScenarioWorlds(Scenario scenario, Moving[] moving)
    {
        (_scenario, _moving) = (scenario, moving);
        _settled = moving.SelectMany(m => (m.State?.Path ?? []).Select(knot => knot.Round).Concat(m.Shocks.SelectMany(shock => shock.Rounds))).Append(1).Max();
    }

    /// <summary>The worlds, from those of round 1 on.</summary>
    public List<ScenarioWorld> All { get; } = [];

    /// <summary>The worlds of round 1 with their probabilities.</summary>
    public IReadOnlyList<(int World, double Probability)> Start { get; private set; } = [];

    /// <summary>The names that move.</summary>
    public IEnumerable<string> Names => _moving.Select(m => m.Name);

    /// <summary>Finds the worlds.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="game">The game that reads them.</param>
    /// <param name="cancellationToken">Polled at each world.</param>
    /// <exception cref="InvalidInputException">There are too many, or no end of them; names what makes them so, by pointers into the scenario.</exception>
    public static ScenarioWorlds Of(Scenario scenario, GameSpecification game, CancellationToken cancellationToken)
    {
        Moving[] moving = Read(scenario, game);
        Fault[] faults = [.. moving.SelectMany(Check)];
        if (faults.Length > 0) throw new InvalidInputException(faults);
        var worlds = new ScenarioWorlds(scenario, moving);
        Rational[] first = [.. moving.Select(m => m.Initial)];
        worlds.Start = worlds.After(first, 1, starts: true);
        for (int world = 0; world < worlds.All.Count; world++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ScenarioWorld now = worlds.All[world];
            now.Next.AddRange(worlds.After(now.Values, Math.Min(now.Round + 1, worlds._settled + 1), starts: false));
        }

        return worlds;
    }

    /// <summary>Values by name in a world.</summary>
    public Dictionary<string, Rational> Values(ScenarioWorld world) => _moving.Select((m, i) => (m.Name, world.Values[i])).ToDictionary();

    // What the game reads, directly or through what it derives from, and what in turn moves that.
    private static Moving[] Read(Scenario scenario, GameSpecification game)
    {
        var read = new HashSet<string>();
        var waiting = new Stack<string>(game.Payoffs.SelectMany(payoff => payoff.Names));
        while (waiting.TryPop(out string? name))
        {
            if (!read.Add(name)) continue;
            IEnumerable<Expression?> uses = scenario.Shocks.Values.Where(shock => shock.Target == name).Select(shock => shock.Rate);
            if (scenario.Parameters.TryGetValue(name, out Parameter? parameter) && parameter.Derived) uses = uses.Append(parameter.Definition);
            if (scenario.States.TryGetValue(name, out StateVariable? state)) uses = uses.Append(state.Drift);
            foreach (string used in uses.OfType<Expression>().SelectMany(expression => expression.Names)) waiting.Push(used);
        }

        var start = new PointArithmetic(scenario, "", default, new Dictionary<string, Rational>());
        return
        [
            .. scenario.States.Values.Where(state => read.Contains(state.Name)).Select(state => new Moving(
                state.Name, state, (state.Path is { } path ? path[0].Value : state.Initial).Evaluate(start), state.Minimum?.Evaluate(start), state.Maximum?.Evaluate(start), ShocksOn(state.Name))),
            .. scenario.Parameters.Values.Where(parameter => read.Contains(parameter.Name)).Select(parameter => new Moving(
                parameter.Name, null, parameter.Value, parameter.Range?.Low, parameter.Range?.High, ShocksOn(parameter.Name))).Where(m => m.Shocks.Length > 0),
        ];

        ShockSpecification[] ShocksOn(string name) => [.. scenario.Shocks.Values.Where(shock => shock.Target == name)];
    }

    private static IEnumerable<Fault> Check(Moving moving)
    {
        foreach (ShockSpecification shock in moving.Shocks)
        {
            string at = $"/shocks/{shock.Id}";
            if (shock.SizeKind != ShockSizeKind.Fixed) yield return new Fault($"{at}/size", shock.SizeKind.ToString().ToLowerInvariant(), "a fixed size", $"Sizes drawn from a continuum give '{moving.Name}' no end of values.");
            if (shock.HalfLife is not null) yield return new Fault($"{at}/halfLife", $"{shock.HalfLife}", "a shock that lasts", $"What is left of earlier shocks gives '{moving.Name}' too many values.");
            if (moving.State?.Path is not null) yield return new Fault($"{at}/target", $"'{moving.Name}'", "a state without a path", "Shocks add up on a path without end.");
        }
    }

    // The worlds of a round, given the values in the round before.
    private List<(int World, double Probability)> After(Rational[] before, int round, bool starts)
    {
        var world = new PointArithmetic(_scenario, "", default, _moving.Select((m, i) => (m.Name, before[i])).ToDictionary());
        List<(Rational[] Values, double Probability)> together = [([], 1)];
        for (int i = 0; i < _moving.Length; i++)
        {
            Moving moving = _moving[i];
            Rational calm = moving.Moved(before[i], round, starts, world, _scenario.Run.Quantum);
            Dictionary<Rational, double> values = [];
            foreach ((Rational shift, double probability) in Shifts(moving, round, world))
            {
                Rational value = moving.Clamp(calm + shift);
                values[value] = values.GetValueOrDefault(value) + probability;
            }

            together = [.. together.SelectMany(part => values.Select(value => ((Rational[])[.. part.Values, value.Key], part.Probability * value.Value)))];
        }

        return [.. together.Select(part => (Find(new ScenarioWorld(Math.Min(round, _settled), part.Values)), part.Probability))];
    }

    private static Dictionary<Rational, double> Shifts(Moving moving, int round, PointArithmetic world)
    {
        var sums = new Dictionary<Rational, double> { [Rational.Zero] = 1 };
        foreach (ShockSpecification shock in moving.Shocks)
        {
            Rational size = shock.First.Evaluate(world);
            double[] arrivals = shock.Rate is { } rate ? Poisson(shock, rate.Evaluate(world).ToDouble()) : shock.Rounds.Contains(round) ? [0, 1] : [1];
            var next = new Dictionary<Rational, double>();
            foreach ((Rational sum, double probability) in sums)
            {
                for (int k = 0; k < arrivals.Length; k++) next[sum + (k * size)] = next.GetValueOrDefault(sum + (k * size)) + (probability * arrivals[k]);
            }

            sums = next;
        }

        return sums;
    }

    private static double[] Poisson(ShockSpecification shock, double rate)
    {
        if (rate is < 0 or > CompiledShock.MaximumRate) throw new InvalidInputException([new Fault($"/shocks/{shock.Id}/rate", $"{rate}", $"0 to {CompiledShock.MaximumRate} arrivals a round", "The rate leaves its range in a world that may be reached.")]);
        var probabilities = new List<double> { Math.Exp(-rate) };
        double rest = 1 - probabilities[0];
        while (rest > Negligible && (probabilities[^1] > Negligible || probabilities.Count <= rate))
        {
            probabilities.Add(probabilities[^1] * rate / probabilities.Count);
            rest -= probabilities[^1];
        }

        double sum = probabilities.Sum();
        return [.. probabilities.Select(p => p / sum)];
    }

    private int Find(ScenarioWorld world)
    {
        if (_known.TryGetValue(world.Key, out int known)) return known;
        if (All.Count == MaximumWorlds) throw TooMany("values and more");
        All.Add(world);
        return _known[world.Key] = All.Count - 1;
    }

    /// <summary>A refusal that names what has so many values.</summary>
    /// <param name="values">"values", or with a word on whether these are all.</param>
    public InvalidInputException TooMany(string values)
    {
        (string Name, int Values)[] counts = [.. _moving.Select((m, i) => (m.Name, All.Select(world => world.Values[i]).Distinct().Count()))];
        // Those that would be too many alone, or the one with the most.
        (string Name, int Values)[] blamed = [.. counts.Where(c => c.Values > StochasticGame.MaximumStates).DefaultIfEmpty(counts.MaxBy(c => c.Values))];
        return new InvalidInputException([.. blamed.Select(c => new Fault(
            $"/{(_scenario.States.ContainsKey(c.Name) ? "states" : "parameters")}/{c.Name}",
            $"{c.Values} {values}",
            $"at most {StochasticGame.MaximumStates} states of the stochastic game",
            "The game moves through too many states; bounds, a shorter path, or drift and shocks in larger steps make them fewer."))]);
    }

    // A state, or a parameter that shocks strike.
    private sealed record Moving(string Name, StateVariable? State, Rational Initial, Rational? Minimum, Rational? Maximum, ShockSpecification[] Shocks)
    {
        public Rational Moved(Rational before, int round, bool starts, PointArithmetic world, Rational quantum)
        {
            if (State?.Path is { } path) return OnPath(path, round, world);
            if (State is null || starts) return before;
            Rational value = before;
            if (State.HalfLife is { } half && value != Initial) value = Initial + ((value - Initial) * Rational.FromDouble(Math.Pow(2, -1 / half.Evaluate(world).ToDouble()))).RoundTo(quantum);
            return value + State.Drift.Evaluate(world);
        }

        public Rational Clamp(Rational value) => Minimum is { } low && value < low ? low : Maximum is { } high && value > high ? high : value;

        private static Rational OnPath(IReadOnlyList<PathKnot> path, int round, PointArithmetic world)
        {
            int k = path.Count - 1;
            while (k > 0 && round < path[k].Round) k--;
            Rational from = path[k].Value.Evaluate(world);
            if (round <= path[k].Round || k == path.Count - 1) return from;
            return from + ((path[k + 1].Value.Evaluate(world) - from) * (round - path[k].Round) / (path[k + 1].Round - path[k].Round));
        }
    }
}
