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
internal sealed partial class ScenarioBuilder(MapNode root, List<Fault> faults)
{
    private readonly SortedDictionary<string, Actor> _actors = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Club> _clubs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SourceReference> _sources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Parameter> _parameters = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, StateVariable> _states = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, GameSpecification> _games = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ShockSpecification> _shocks = new(StringComparer.Ordinal);

    public Scenario? Build()
    {
        Actors();
        Clubs();
        Sources();
        DeclareNames();
        Parameters();
        States();
        Games();
        Shocks();
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
            States = _states,
            Games = _games,
            Shocks = _shocks,
            Reputation = Reputation(),
            Run = Run(),
        };
        CheckStreams();
        if (faults.Count > 0) return null;
        scenario = scenario.Identified();
        // A first round shows what no static check can: a division by zero, a rate out of range at the start.
        TryFirstRound(scenario);
        return faults.Count == 0 ? scenario : null;
    }

    private void Actors()
    {
        foreach (MapEntry entry in Entries(root, "actors"))
        {
            _actors[entry.Key] = entry.Value switch
            {
                ScalarNode name => new Actor(entry.Key, name.Text, ""),
                MapNode map => new Actor(entry.Key, TextOr(map, "name", entry.Key), Text(map, "kind")),
                _ => new Actor(entry.Key, entry.Key, ""),
            };
        }
    }

    private void Clubs()
    {
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

            _clubs[entry.Key] = new Club(entry.Key, TextOr(map, "title", entry.Key), [.. members.Order(StringComparer.Ordinal)], Boolean(map, "active", true));
        }
    }

    private void Sources()
    {
        foreach (MapEntry entry in Entries(root, "sources"))
        {
            if (entry.Value is not MapNode map) continue;
            _sources[entry.Key] = new SourceReference(entry.Key, Text(map, "title"), Text(map, "year"), Text(map, "publisher"), Text(map, "doi"), Text(map, "url"));
        }
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
    private void CheckStreams()
    {
        var seen = new Dictionary<uint, string>();
        IEnumerable<string> paths = _games.Values.SelectMany(g => g.Players.SelectMany(p => new[] { $"decision/{g.Id}/{p}", $"noise/{g.Id}/{p}" }).Append($"public/{g.Id}"))
            .Concat(_shocks.Keys.Select(s => $"shock/{s}")).Append("continuation");
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
            var compiled = CompiledScenario.Compile(scenario);
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
