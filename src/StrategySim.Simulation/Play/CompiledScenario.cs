using System.Numerics;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Randomness;
using StrategySim.Simulation.Scenarios;
using StrategySim.Simulation.Shocks;

namespace StrategySim.Simulation.Play;

/// <summary>A scenario ready to be played: names resolved to slots, constants folded, tables that never change filled once.</summary>
/// <remarks>Immutable to its users and shared by all units and threads of a run.</remarks>
public sealed class CompiledScenario
{
    private CompiledScenario(Scenario scenario, WorldPlan world, CompiledGame[] games, double[] discounts, CompiledScenario? like)
    {
        Scenario = scenario;
        World = world;
        Games = games;
        Discounts = discounts;
        bool sameGames = like is not null && ReferenceEquals(like.Scenario.Actors, scenario.Actors) && ReferenceEquals(like.Scenario.Games, scenario.Games);
        Layout = like is not null && OutcomeLayout.IsSameFor(like.Scenario, scenario) ? like.Layout : new OutcomeLayout(scenario);
        Noise = Constant(scenario, scenario.Run.ExecutionNoise).ToDouble();
        Continuation = Constant(scenario, scenario.Run.Continuation).ToDouble();
        ReputationScale = ReputationScale.TryCreate(
            Constant(scenario, scenario.Reputation.PriorFirm),
            Constant(scenario, scenario.Reputation.PriorYielding),
            Constant(scenario, scenario.Reputation.Memory),
            scenario.Run.Quantum)!;
        ActorIds = sameGames ? like!.ActorIds : [.. scenario.Actors.Keys];
        Names = sameGames && like!.Scenario.Reputation.Scope == scenario.Reputation.Scope ? like.Names : new ReputationNames(scenario.Reputation.Scope, games, ActorIds.Length);
        Baseline = new BaselineTypes(this);
        Seating = sameGames ? like!.Seating : new Seating(ActorIds, Games);
    }

    /// <summary>The scenario.</summary>
    public Scenario Scenario { get; }

    /// <summary>Its outcomes.</summary>
    public OutcomeLayout Layout { get; }

    /// <summary>Players of all games, each game's counted by itself.</summary>
    public int SeatCount => Seating.Seats.Length;

    internal WorldPlan World { get; }

    internal CompiledGame[] Games { get; }

    /// <summary>δ by actor, in the order of <see cref="ActorIds"/>.</summary>
    internal double[] Discounts { get; }

    internal string[] ActorIds { get; }

    internal Seating Seating { get; }

    internal double Noise { get; }

    internal double Continuation { get; }

    internal ReputationScale ReputationScale { get; }

    internal ReputationNames Names { get; }

    internal StreamId ContinuationStream { get; } = StreamId.Of("continuation");

    internal BaselineTypes Baseline { get; }

    internal bool HasFeedback => Scenario.Reputation.FeedbackCost is not null;

    /// <summary>Compiles a scenario.</summary>
    /// <remarks>Every unit of a run shares the result.</remarks>
    /// <exception cref="ScenarioPlayException">A constant payoff, rate or drift divides by zero; scenarios that were read have none.</exception>
    public static CompiledScenario Compile(Scenario scenario) =>
        scenario.Tried is { } tried && ReferenceEquals(tried.Scenario, scenario) ? tried : Compile(scenario, scenario.Tried);

    /// <summary>Compiles a scenario that may share parts with one that was compiled before: what follows from these alone is shared too.</summary>
    internal static CompiledScenario Compile(Scenario scenario, CompiledScenario? like) => new Compiler(scenario, [], like).Build();

    /// <summary>The same scenario with slots for the parameters that a unit's interventions set: constants are folded away otherwise.</summary>
    internal CompiledScenario WithSlotsFor(IReadOnlyList<Intervention> interventions)
    {
        if (interventions.Count == 0) return this;
        string[] missing = [.. interventions.Select(i => InterventionAddress.Parse(i.Address)?.Parameter).OfType<string>().Except(World.SlotNames).Distinct()];
        return missing.Length == 0 ? this : new Compiler(Scenario, missing, this).Build();
    }

    /// <summary>The value of an expression over parameters and clubs at the start.</summary>
    internal static Rational Constant(Scenario scenario, Expression expression) =>
        expression.Evaluate(name => scenario.Parameters.TryGetValue(name, out Parameter? parameter) ? parameter.Value : ClubValue(scenario, name));

    /// <summary>1 or 0 for a club, or for a club's member; null where the name is neither.</summary>
    internal static Rational? TryClubValue(IReadOnlyDictionary<string, Club> clubs, string name)
    {
        if (clubs.TryGetValue(name, out Club? club)) return club.Active ? Rational.One : Rational.Zero;
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !clubs.TryGetValue(name[..dot], out club)) return null;
        return club.Active && club.Members.Contains(name[(dot + 1)..]) ? Rational.One : Rational.Zero;
    }

    private static Rational ClubValue(Scenario scenario, string name) =>
        TryClubValue(scenario.Clubs, name) ?? throw new KeyNotFoundException($"'{name}' is not a parameter or club.");

    private sealed class Compiler(Scenario scenario, IReadOnlyCollection<string> set, CompiledScenario? like)
    {
        private readonly Dictionary<string, int> _slots = [];
        private readonly List<Rational> _initial = [];
        private readonly List<long> _scales = [];

        public CompiledScenario Build()
        {
            // Slots: states, then parameters that are shocked or set, then parameters derived from these, then labels.
            var movers = new List<Mover>();
            foreach (StateVariable state in scenario.States.Values)
            {
                Rational initial = state.Path is { } knots ? Constant(scenario, knots[0].Value) : Constant(scenario, state.Initial);
                NewSlot(state.Name, initial, ScaleOf(state, initial));
                movers.Add(null!);
            }

            HashSet<string> targets = [.. scenario.Shocks.Values.Select(s => s.Target), .. set];
            foreach (Parameter parameter in scenario.Parameters.Values.Where(p => targets.Contains(p.Name)))
            {
                NewSlot(parameter.Name, parameter.Value, Scale([parameter.Value, scenario.Run.Quantum]));
                movers.Add(Mover(parameter));
            }

            List<Parameter> derived = DerivedInOrder();
            var definitions = new List<CompiledExpression>();
            foreach (Parameter parameter in derived)
            {
                CompiledExpression definition = Compile(parameter.Definition, $"/parameters/{parameter.Name}");
                definitions.Add(definition);
                NewSlot(parameter.Name, parameter.Value, definition.Scale);
            }

            int i = 0;
            foreach (StateVariable state in scenario.States.Values) movers[i++] = Mover(state);

            var games = new List<CompiledGame>();
            foreach (GameSpecification game in scenario.Games.Values) games.Add(Game(game));

            var plan = new WorldPlan
            {
                Movers = [.. movers],
                Derived = [.. derived.Select((p, d) => (_slots[p.Name], definitions[d], $"/parameters/{p.Name}"))],
                Shocks = [.. scenario.Shocks.Values.Select(Shock)],
                InitialSlots = [.. _initial.Select((value, slot) => value * _scales[slot])],
                Scales = [.. _scales.Select(scale => (Rational)scale)],
                Quanta = [.. _scales.Select(scale => new ScaledQuantum(scenario.Run.Quantum, scale))],
                SlotNames = [.. _slots.OrderBy(p => p.Value).Select(p => p.Key)],
            };
            double[] discounts = [.. scenario.Actors.Keys.Select(a => Constant(scenario, scenario.Time.DiscountFactors[a]).ToDouble())];
            return new CompiledScenario(scenario, plan, [.. games], discounts, like);
        }

        private void NewSlot(string name, Rational initial, long scale)
        {
            _slots.Add(name, _slots.Count);
            _initial.Add(initial);
            _scales.Add(scale);
        }

        // The denominators that a state's values can have: those of its own numbers, and the quantum's.
        private long ScaleOf(StateVariable state, Rational initial)
        {
            var numbers = new List<Rational> { initial, scenario.Run.Quantum };
            CompiledExpression drift = Compile(state.Drift, $"/states/{state.Name}/drift");
            if (drift.IsConstant) numbers.Add(drift.Evaluate([]));
            if (Number(state.Minimum) is Rational low) numbers.Add(low);
            if (Number(state.Maximum) is Rational high) numbers.Add(high);
            for (int k = 0; k < (state.Path?.Count ?? 0); k++)
            {
                Rational value = Constant(scenario, state.Path![k].Value);
                numbers.Add(value);
                if (k > 0) numbers.Add((value - Constant(scenario, state.Path[k - 1].Value)) / (state.Path[k].Round - state.Path[k - 1].Round));
            }

            return Scale(numbers);
        }

        // 1 where the denominators have no small common multiple: then the arithmetic reduces as it goes.
        private static long Scale(IEnumerable<Rational> numbers)
        {
            BigInteger common = numbers.Aggregate(BigInteger.One, (lcm, n) => lcm / BigInteger.GreatestCommonDivisor(lcm, n.Denominator) * n.Denominator);
            return common <= 1_000_000_000 ? (long)common : 1;
        }

        // Derived parameters that read a slot, each after those it reads.
        private List<Parameter> DerivedInOrder()
        {
            var moving = new HashSet<string>(_slots.Keys);
            var ordered = new List<Parameter>();
            bool grew = true;
            while (grew)
            {
                grew = false;
                foreach (Parameter parameter in scenario.Parameters.Values)
                {
                    if (moving.Contains(parameter.Name) || !parameter.Derived || !parameter.Definition.Names.Any(moving.Contains)) continue;
                    // Wait until everything it reads that moves has its place: one that is itself still to come is not in 'moving' yet.
                    if (parameter.Definition.Names.Any(n => !moving.Contains(n) && DependsOn(n, moving))) continue;
                    moving.Add(parameter.Name);
                    ordered.Add(parameter);
                    grew = true;
                }
            }

            return ordered;
        }

        private bool DependsOn(string name, HashSet<string> moving) =>
            moving.Contains(name) ||
            (scenario.Parameters.TryGetValue(name, out Parameter? p) && p.Derived && p.Definition.Names.Any(n => DependsOn(n, moving)));

        private CompiledExpression Compile(Expression expression, string pointer)
        {
            try
            {
                return CompiledExpression.Compile(expression, name =>
                {
                    if (_slots.TryGetValue(name, out int slot)) return (default, slot, _scales[slot]);
                    return (scenario.Parameters.TryGetValue(name, out Parameter? parameter) ? parameter.Value : ClubValue(scenario, name), null, 1);
                });
            }
            catch (DivideByZeroException)
            {
                throw new ScenarioPlayException(pointer, 1, "division by zero");
            }
        }

        private Mover Mover(StateVariable state)
        {
            int slot = _slots[state.Name];
            Rational scale = _scales[slot];
            CompiledExpression drift = Compile(state.Drift, $"/states/{state.Name}/drift");
            bool moves = !drift.IsConstant || !drift.EvaluateScaled([]).IsZero;
            Rational? halfLife = Number(state.HalfLife);
            (int[] shocks, int[] lasting) = ShocksOn(state.Name);
            return new Mover(
                state.Name,
                _initial[slot] * scale,
                moves ? drift : null,
                scale / drift.Scale,
                Number(state.Minimum) * scale,
                Number(state.Maximum) * scale,
                halfLife is Rational h ? Math.Pow(2, -1 / h.ToDouble()) : null,
                state.Path is null ? null : Segments(state.Path, scale),
                shocks,
                lasting);
        }

        private PathSegment[] Segments(IReadOnlyList<PathKnot> path, Rational scale)
        {
            var segments = new PathSegment[path.Count];
            for (int k = 0; k < path.Count; k++)
            {
                Rational value = Constant(scenario, path[k].Value) * scale;
                Rational slope = k + 1 < path.Count ? ((Constant(scenario, path[k + 1].Value) * scale) - value) / (path[k + 1].Round - path[k].Round) : 0;
                segments[k] = new PathSegment(path[k].Round, value, slope);
            }

            return segments;
        }

        private Mover Mover(Parameter parameter)
        {
            Rational scale = _scales[_slots[parameter.Name]];
            (int[] shocks, int[] lasting) = ShocksOn(parameter.Name);
            return new Mover(parameter.Name, parameter.Value * scale, null, 1, parameter.Range?.Low * scale, parameter.Range?.High * scale, null, null, shocks, lasting);
        }

        private (int[] All, int[] Lasting) ShocksOn(string target)
        {
            ShockSpecification[] shocks = [.. scenario.Shocks.Values];
            int[] all = [.. Enumerable.Range(0, shocks.Length).Where(s => shocks[s].Target == target)];
            return (all, [.. all.Where(s => shocks[s].HalfLife is null)]);
        }

        private Rational? Number(Expression? expression) => expression is null ? null : Constant(scenario, expression);

        private CompiledShock Shock(ShockSpecification shock) => new(
            shock,
            _slots[shock.Target],
            shock.Rate is null ? null : Compile(shock.Rate, $"/shocks/{shock.Id}/rate"),
            Constant(scenario, shock.First),
            Constant(scenario, shock.Second),
            Number(shock.HalfLife),
            scenario.Run.Quantum,
            _scales[_slots[shock.Target]]);

        private CompiledGame Game(GameSpecification game)
        {
            int[] labels = [];
            IReadOnlyList<Expression> payoffs = game.Payoffs;
            if (scenario.Reputation.FeedbackCost is { } cost && game.HasGameType)
            {
                // A label is a slot of its own that is 1 while the actor carries it; conceding then costs more.
                labels = new int[2];
                var withLabels = payoffs.ToArray();
                for (int player = 0; player < 2; player++)
                {
                    string name = $"#label/{game.Id}/{player}";
                    NewSlot(name, Rational.Zero, 1);
                    labels[player] = _slots[name];
                    int mine = game.Cooperate![player], other = 1 - game.Cooperate[1 - player];
                    int cell = player == 0 ? (mine * 2) + other : (other * 2) + mine;
                    int at = (cell * 2) + player;
                    withLabels[at] = new Expression.Binary('-', withLabels[at], new Expression.Binary('*', cost, new Expression.Name(name)));
                }

                payoffs = withLabels;
            }

            string pointer = $"/games/{game.Id}";
            var compiled = new CompiledExpression[payoffs.Count];
            for (int i = 0; i < compiled.Length; i++) compiled[i] = Compile(payoffs[i], pointer);
            return new CompiledGame(scenario, FrameOf(game), compiled, labels);
        }

        private GameFrame FrameOf(GameSpecification game)
        {
            if (like is not null && ReferenceEquals(like.Scenario.Actors, scenario.Actors))
            {
                foreach (CompiledGame other in like.Games)
                {
                    if (ReferenceEquals(other.Specification, game)) return other.Frame;
                }
            }

            return new GameFrame(game, [.. scenario.Actors.Keys]);
        }
    }
}
