using System.Globalization;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Play;

namespace StrategySim.Simulation.Scenarios;

/// <summary>Builds a scenario from a document and checks what its parts say of each other.</summary>
/// <remarks>
/// Places whose kind is wrong were reported by <see cref="ShapeChecker"/>; here they read as missing, so that the rest
/// of the document is still checked and every fault is found in one pass.
/// </remarks>
/// <param name="root">The document.</param>
/// <param name="faults">Receives every fault.</param>
/// <param name="other">What a document that may share nodes with this one was read as, or null.</param>
internal sealed partial class ScenarioBuilder(MapNode root, List<Fault> faults, ScenarioParts? other)
{
    private readonly ScenarioParts? _known = other?.FrameOf(root) == true ? other : null;
    private ScenarioParts? _parts;

    // The parameters whose values the part that is being read was found to hang on.
    private readonly HashSet<string> _reads = [];
    private readonly SortedDictionary<string, Parameter> _parameters = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, Actor> _actors = new SortedDictionary<string, Actor>();
    private IReadOnlyDictionary<string, Club> _clubs = new SortedDictionary<string, Club>();
    private IReadOnlyDictionary<string, SourceReference> _sources = new SortedDictionary<string, SourceReference>();

    /// <summary>The scenario, or null where there are faults.</summary>
    /// <param name="parts">What its nodes were read as, where no parts of another document were given.</param>
    public Scenario? Build(out ScenarioParts? parts)
    {
        parts = null;
        _actors = _known?.Scenario.Actors ?? Actors();
        _clubs = _known?.Scenario.Clubs ?? Clubs();
        _sources = _known?.Scenario.Sources ?? Sources();
        if (_known is null) DeclareNames();
        else (_parameterNames, _stateNames) = (_known.ParameterNames, _known.StateNames);
        if (other is null) _parts = new ScenarioParts(root, _parameterNames, _stateNames);
        Parameters();
        IReadOnlyDictionary<string, StateVariable> states = Parts("states", State, _known?.Scenario.States);
        IReadOnlyDictionary<string, GameSpecification> games = Parts("games", Game, _known?.Scenario.Games);
        IReadOnlyDictionary<string, ShockSpecification> shocks = Parts("shocks", Shock, _known?.Scenario.Shocks);
        var scenario = new Scenario
        {
            Id = Text(root, "id"),
            Title = TextOr(root, "title", Text(root, "id")),
            Description = Text(root, "description"),
            Status = Text(root, "status"),
            Time = Time(),
            Payoffs = Payoffs(),
            Actors = _actors,
            Clubs = _clubs,
            Sources = _sources,
            Parameters = _parameters,
            States = states,
            Games = games,
            Shocks = shocks,
            Reputation = Reputation(),
            Run = Run(),
        };
        // Streams are named by games with their players, and by the ids of shocks.
        if (_known is null || games != _known.Scenario.Games || !shocks.Keys.SequenceEqual(_known.Scenario.Shocks.Keys)) CheckStreams(scenario);
        if (faults.Count > 0) return null;
        scenario = scenario.Identified();
        // A first round shows what no static check can: a division by zero, a rate out of range at the start.
        TryFirstRound(scenario);
        if (faults.Count > 0) return null;
        if (_parts is not null) _parts.Scenario = scenario;
        parts = _parts;
        return scenario;
    }

    /// <summary>Reads every map of a section, as far as what it was read as is not known.</summary>
    /// <returns>The parts by key; the very map of the other document where all of them are the same, so that what follows from it is known to be the same.</returns>
    private IReadOnlyDictionary<string, T> Parts<T>(string section, Func<string, MapNode, string, T?> read, IReadOnlyDictionary<string, T>? others)
        where T : class
    {
        var parts = new SortedDictionary<string, T>(StringComparer.Ordinal);
        bool same = others is not null;
        foreach (MapEntry entry in Entries(root, section))
        {
            if (entry.Value is not MapNode map) continue;
            T? part = _known?.Find<T>(map, _parameters);
            same &= part is not null;
            if (part is null)
            {
                _reads.Clear();
                part = read(entry.Key, map, JsonPointer.Append($"/{section}", entry.Key));
                if (part is not null) _parts?.Add(map, part, _reads);
            }

            if (part is not null) parts[entry.Key] = part;
        }

        return same && parts.Count == others!.Count ? others : parts;
    }

    private SortedDictionary<string, Actor> Actors()
    {
        var actors = new SortedDictionary<string, Actor>(StringComparer.Ordinal);
        foreach (MapEntry entry in Entries(root, "actors"))
        {
            actors[entry.Key] = entry.Value switch
            {
                ScalarNode name => new Actor(entry.Key, name.Text, ""),
                MapNode map => new Actor(entry.Key, TextOr(map, "name", entry.Key), Text(map, "kind")),
                _ => new Actor(entry.Key, entry.Key, ""),
            };
        }

        return actors;
    }

    private SortedDictionary<string, Club> Clubs()
    {
        var clubs = new SortedDictionary<string, Club>(StringComparer.Ordinal);
        foreach (MapEntry entry in Entries(root, "clubs"))
        {
            if (entry.Value is not MapNode map) continue;
            var members = new List<string>();
            IReadOnlyList<DocumentNode> items = (map["members"] as ListNode)?.Items ?? [];
            for (int i = 0; i < items.Count; i++)
            {
                if (items[i] is not ScalarNode member) continue;
                string pointer = $"/clubs/{entry.Key}/members/{i}";
                if (!_actors.ContainsKey(member.Text)) Unknown(member, pointer, "actor", member.Text, _actors.Keys);
                else if (members.Contains(member.Text)) faults.Add(ShapeChecker.At(member, pointer, $"'{member.Text}' a second time", "each member once", "A member stands twice in the club."));
                else members.Add(member.Text);
            }

            clubs[entry.Key] = new Club(entry.Key, TextOr(map, "title", entry.Key), [.. members.Order(StringComparer.Ordinal)], Boolean(map, "active", true));
        }

        return clubs;
    }

    private SortedDictionary<string, SourceReference> Sources()
    {
        var sources = new SortedDictionary<string, SourceReference>(StringComparer.Ordinal);
        foreach (MapEntry entry in Entries(root, "sources"))
        {
            if (entry.Value is not MapNode map) continue;
            sources[entry.Key] = new SourceReference(entry.Key, Text(map, "title"), Text(map, "year"), Text(map, "publisher"), Text(map, "doi"), Text(map, "url"));
        }

        return sources;
    }

    private TimeSettings Time()
    {
        var map = root["time"] as MapNode;
        int horizon = Integer(map, "horizon", 1);
        var discounts = new SortedDictionary<string, Expression>(StringComparer.Ordinal);
        foreach (string actor in _actors.Keys) discounts[actor] = Expression.Constant(0);
        switch (map?["discountFactor"])
        {
            case ScalarNode scalar when Parse(scalar) is { } one:
                CheckDiscount(one, scalar, "/time/discountFactor");
                foreach (string actor in _actors.Keys) discounts[actor] = one;
                break;
            case MapNode byActor:
                foreach (MapEntry entry in byActor.Entries)
                {
                    string pointer = JsonPointer.Append("/time/discountFactor", entry.Key);
                    if (!_actors.ContainsKey(entry.Key)) Unknown(entry, pointer, "actor", _actors.Keys);
                    else if (entry.Value is ScalarNode scalar && Parse(scalar) is { } expression)
                    {
                        CheckDiscount(expression, scalar, pointer);
                        discounts[entry.Key] = expression;
                    }
                }

                foreach (string actor in _actors.Keys.Where(a => byActor[a] is null))
                {
                    faults.Add(ShapeChecker.At(byActor, JsonPointer.Append("/time/discountFactor", actor), null, "a discount factor for every actor", $"The actor '{actor}' has no discount factor."));
                }

                break;
        }

        return new TimeSettings(Text(map, "period"), Text(map, "start"), horizon, discounts);

        void CheckDiscount(Expression expression, ScalarNode at, string pointer) =>
            Range(expression, at, pointer, "a discount factor in [0, 1)", v => v.Sign >= 0 && v < Rational.One);
    }

    private PayoffSettings Payoffs()
    {
        var map = root["payoffs"] as MapNode;
        return new PayoffSettings(Boolean(map, "comparableAcrossActors", false), Text(map, "acrossGames") == "sum");
    }

    private ReputationSettings Reputation()
    {
        var map = root["reputation"] as MapNode;
        (Expression firm, Expression yielding) = Pair(map?["prior"], "/reputation/prior") ?? (Expression.Constant(1), Expression.Constant(1));
        if (map?["prior"] is ListNode { Items: [ScalarNode first, ScalarNode second] })
        {
            Range(firm, first, "/reputation/prior/0", "a number greater than 0", v => v.Sign > 0);
            Range(yielding, second, "/reputation/prior/1", "a number greater than 0", v => v.Sign > 0);
        }

        Expression memory = Constrained(map, "memory", "/reputation", 1, "a number in (0, 1]", v => v.Sign > 0 && v <= Rational.One);
        Expression? cost = map?["feedsBack"] is MapNode feedback ? Constrained(feedback, "cost", "/reputation/feedsBack", 0, "a number", _ => true) : null;
        if (map?["feedsBack"] is ScalarNode { Kind: ScalarKind.Boolean, Text: "true" or "True" or "TRUE" } flag)
        {
            faults.Add(ShapeChecker.At(flag, "/reputation/feedsBack", "true", "false, or { cost: what the label adds to the cost of conceding }", "Feedback needs its size."));
        }

        Rational quantum = (root["run"] as MapNode)?["quantum"] is { } q && Parse(q) is { } grain ? TryConstant(grain) ?? Rational.One : Rational.Create(1, 1_000_000);
        if (TryConstant(firm) is { Sign: > 0 } f && TryConstant(yielding) is { Sign: > 0 } y && TryConstant(memory) is { Sign: > 0 } m && quantum.Sign > 0 && ReputationScale.TryCreate(f, y, m, quantum) is null)
        {
            faults.Add(ShapeChecker.At(map ?? root, "/reputation", $"prior [{f}, {y}], memory {m}, quantum {quantum}", $"a quantum of at most 1, priors of at most {ReputationScale.Finest}, and a common denominator of priors and quantum, and that of memory, of at most {ReputationScale.Finest}", "Names cannot be kept exactly on so fine a scale."));
        }

        ReputationScope scope = Text(map, "scope") switch
        {
            "off" => ReputationScope.Off,
            "general" => ReputationScope.General,
            _ => ReputationScope.Pair,
        };
        return new ReputationSettings(firm, yielding, memory, scope, cost);
    }

    private RunSettings Run()
    {
        var map = root["run"] as MapNode;
        Expression noise = Constrained(map, "executionNoise", "/run", 0, "a probability in [0, 1)", v => v.Sign >= 0 && v < Rational.One);
        Expression continuation = Constrained(map, "continuation", "/run", 1, "a probability in [0, 1]", v => v.Sign >= 0 && v <= Rational.One);
        Expression quantum = Constrained(map, "quantum", "/run", Rational.Create(1, 1_000_000), "a number greater than 0", v => v.Sign > 0);
        ulong seed = map?["seed"] is ScalarNode { Kind: ScalarKind.Number } s && ulong.TryParse(s.Text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : 0;
        return new RunSettings(noise, continuation, Integer(map, "replications", 1), seed, TryConstant(quantum) ?? Rational.Create(1, 1_000_000));
    }

    // A 32-bit stream id is short enough that two of very many paths may share it; then their draws would be the same.
    private void CheckStreams(Scenario scenario)
    {
        var seen = new Dictionary<uint, string>();
        IEnumerable<string> paths = scenario.Games.Values.SelectMany(g => g.Players.SelectMany(p => new[] { $"decision/{g.Id}/{p}", $"noise/{g.Id}/{p}" }).Append($"public/{g.Id}"))
            .Concat(scenario.Shocks.Keys.Select(s => $"shock/{s}")).Append("continuation");
        foreach (string path in paths)
        {
            uint id = Randomness.StreamId.Of(path).Id;
            if (!seen.TryAdd(id, path) && seen[id] != path)
            {
                faults.Add(ShapeChecker.At(root, "", $"'{path}' and '{seen[id]}'", "streams of random numbers with different ids", "Two streams of random numbers share an id by chance; rename a game or a shock."));
            }
        }
    }

    private void TryFirstRound(Scenario scenario)
    {
        try
        {
            var compiled = CompiledScenario.Compile(scenario, _known?.Scenario.Tried);
            new UnitStepper(compiled, 0, 0).Step();
            scenario.Tried = compiled;
        }
        catch (Shocks.ScenarioPlayException error)
        {
            DocumentNode? node = Find(error.Pointer);
            faults.Add(new Fault(error.Pointer, error.Message, "a scenario that can be played", "The first round cannot be played.", node?.Line, node?.Column));
        }
    }

    private DocumentNode? Find(string pointer)
    {
        DocumentNode? node = root;
        foreach (string step in JsonPointer.Split(pointer)) node = (node as MapNode)?[step];
        return node;
    }
}
