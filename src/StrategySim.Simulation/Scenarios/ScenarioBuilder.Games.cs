using StrategySim.GameTheory.Catalog;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Scenarios;

/// <summary>Games and the rules by which they are played.</summary>
internal sealed partial class ScenarioBuilder
{
    private static readonly string[] HoldYield = ["hold", "yield"];

    private GameSpecification? Game(string id, MapNode map, string pointer)
    {
        if (Seats(map, pointer) is not { } seats) return null;
        GameSpecification? game = Text(map, "form") switch
        {
            "named" => Named(id, map, pointer, seats),
            "concession" => Concession(id, map, pointer, seats),
            "table" => Table(id, map, pointer, seats),
            "threat" => Threat(id, map, pointer, seats),
            _ => null,
        };
        // Where the table is at fault, what can be said of the rules without it is still said.
        if (game is not null) game = game with { FirstMover = FirstMover(map, pointer, game), Title = TextOr(map, "title", id), Note = Text(map, "note") };
        return Rules(map, pointer, seats.Players, game) is { } rules && game is not null ? game with { Rules = rules } : null;
    }

    private (List<string> Seats, List<string> Players)? Seats(MapNode map, string pointer)
    {
        if (map["players"] is not MapNode players) return null;
        var seats = new List<string>();
        var actors = new List<string>();
        bool good = true;
        foreach (MapEntry seat in players.Entries.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            if (seat.Value is not ScalarNode actor) return null;
            string at = $"{pointer}/players/{seat.Key}";
            if (!_actors.ContainsKey(actor.Text))
            {
                Unknown(actor, at, "actor", actor.Text, _actors.Keys);
                good = false;
            }
            else if (actors.Contains(actor.Text))
            {
                faults.Add(ShapeChecker.At(actor, at, $"'{actor.Text}' a second time", "a different actor in every seat", "An actor cannot play against itself."));
                good = false;
            }

            seats.Add(seat.Key);
            actors.Add(actor.Text);
        }

        return good ? (seats, actors) : null;
    }

    private bool TwoPlayers(MapNode map, string pointer, List<string> players)
    {
        if (players.Count == 2) return true;
        faults.Add(ShapeChecker.At(map["players"]!, pointer + "/players", $"{players.Count} players", "two players", "A game of holding and yielding has two players."));
        return false;
    }

    private IReadOnlyList<string>? Actions(MapNode map, string pointer)
    {
        IReadOnlyList<string> actions = HoldYield;
        if (map["actions"] is ListNode { Items: [ScalarNode hold, ScalarNode yield] } list)
        {
            actions = [hold.Text, yield.Text];
            if (hold.Text == yield.Text)
            {
                faults.Add(ShapeChecker.At(list, pointer + "/actions", $"'{hold.Text}' twice", "two different names", "The two strategies have one name."));
                return null;
            }
        }

        if (map["cooperate"] is ScalarNode cooperate && cooperate.Text != actions[1])
        {
            faults.Add(ShapeChecker.At(cooperate, pointer + "/cooperate", $"'{cooperate.Text}'", $"'{actions[1]}', the second of the actions", "In a game of holding and yielding, yielding is cooperating."));
        }

        return actions;
    }

    private GameSpecification? Named(string id, MapNode map, string pointer, (List<string> Seats, List<string> Players) seats)
    {
        if (!TwoPlayers(map, pointer, seats.Players) || Actions(map, pointer) is not { } actions) return null;
        string name = Text(map, "game");
        if (name.Length == 0) return null;
        GameDefinition? definition = GameCatalog.All.FirstOrDefault(g => g.Id == name);
        if (definition is null)
        {
            Unknown(map["game"]!, pointer + "/game", "named game", name, GameCatalog.All.Select(g => g.Id));
            return null;
        }

        string variantId = TextOr(map, "variant", definition.Variants[0].Id);
        GameVariant? variant = definition.Variants.FirstOrDefault(v => v.Id == variantId);
        if (variant is null)
        {
            Unknown(map["variant"]!, pointer + "/variant", $"variant of {name}", variantId, definition.Variants.Select(v => v.Id));
            return null;
        }

        (HoldYieldPayoffs a, HoldYieldPayoffs b) = (variant.A, variant.B);
        Expression[] payoffs =
        [
            .. new[] { a.P, b.P, a.T, b.S, a.S, b.T, a.R, b.R }.Select(Expression.Constant),
        ];
        return HoldYieldGame(id, GameForm.Named, seats, actions, payoffs) with { NamedGame = name, Variant = variantId };
    }

    private GameSpecification? Concession(string id, MapNode map, string pointer, (List<string> Seats, List<string> Players) seats)
    {
        if (!TwoPlayers(map, pointer, seats.Players) || Actions(map, pointer) is not { } actions || map["primitives"] is not MapNode primitives) return null;
        foreach (MapEntry entry in primitives.Entries.Where(e => e.Key != "common" && !seats.Players.Contains(e.Key)))
        {
            faults.Add(new Fault($"{pointer}/primitives/{entry.Key}", $"'{entry.Key}'", $"one of common, {string.Join(", ", seats.Players)}", "The primitives are of somebody who does not play.", entry.Line, entry.Column));
        }

        ConcessionExpressions? a = Primitives(primitives, pointer, seats.Players[0]), b = Primitives(primitives, pointer, seats.Players[1]);
        if (a is null || b is null) return null;
        Expression[] of = [.. Outcomes(a), .. Outcomes(b)];
        // Outcomes are T, R, S, P of A and then of B; cells are HH, HY, YH, YY with A's payoff first.
        Expression[] payoffs = [of[3], of[7], of[0], of[6], of[2], of[4], of[1], of[5]];
        return HoldYieldGame(id, GameForm.Concession, seats, actions, payoffs) with { Primitives = [a, b] };
    }

    private ConcessionExpressions? Primitives(MapNode primitives, string pointer, string actor)
    {
        bool good = true;
        Expression surplus = One("surplus"), share = One("winnerShare"), cost = One("compromiseCost");
        Expression outside = One("outsideOption"), concession = One("concessionCost"), damage = One("clashDamage");
        return good ? new ConcessionExpressions(surplus, share, cost, outside, concession, damage) : null;

        Expression One(string name)
        {
            string at = $"{pointer}/primitives/{actor}/{name}";
            if (primitives[actor] is not MapNode own || own[name] is null)
            {
                own = (primitives["common"] as MapNode)!;
                at = $"{pointer}/primitives/common/{name}";
            }

            if (own?[name] is null)
            {
                good = false;
                faults.Add(ShapeChecker.At(primitives, $"{pointer}/primitives/{actor}/{name}", null, $"'{name}' under '{actor}' or under 'common'", $"The primitive '{name}' of '{actor}' is missing."));
                return Expression.Constant(0);
            }

            if (own[name] is ScalarNode node && Parse(node) is { } expression && Names(expression, node, at, states: true)) return expression;
            good = false;
            return Expression.Constant(0);
        }
    }

    private static Expression[] Outcomes(ConcessionExpressions p)
    {
        Expression t = Make('*', p.WinnerShare, p.Surplus);
        Expression r = Make('-', Make('/', p.Surplus, Expression.Constant(2)), p.CompromiseCost);
        Expression s = Make('-', Make('*', Make('-', Expression.Constant(1), p.WinnerShare), p.Surplus), p.ConcessionCost);
        return [t, r, s, Make('-', p.OutsideOption, p.ClashDamage)];

        static Expression Make(char op, Expression left, Expression right) => new Expression.Binary(op, left, right);
    }

    private static GameSpecification HoldYieldGame(string id, GameForm form, (List<string> Seats, List<string> Players) seats, IReadOnlyList<string> actions, Expression[] payoffs) => new()
    {
        Id = id,
        Title = id,
        Form = form,
        Seats = seats.Seats,
        Players = seats.Players,
        Strategies = [actions, actions],
        Cooperate = [1, 1],
        FirstMover = null,
        Rules = [],
        Payoffs = payoffs,
    };

    private GameSpecification? Table(string id, MapNode map, string pointer, (List<string> Seats, List<string> Players) seats)
    {
        if (map["strategies"] is not MapNode strategyMap || map["payoffs"] is not MapNode payoffMap) return null;
        foreach (MapEntry entry in strategyMap.Entries.Where(e => !seats.Players.Contains(e.Key)))
        {
            faults.Add(new Fault($"{pointer}/strategies/{entry.Key}", $"'{entry.Key}'", $"one of {string.Join(", ", seats.Players)}", "The strategies are of somebody who does not play.", entry.Line, entry.Column));
        }

        var strategies = new List<IReadOnlyList<string>>();
        long cells = 1;
        foreach (string player in seats.Players)
        {
            string at = $"{pointer}/strategies/{player}";
            if (strategyMap[player] is not ListNode list)
            {
                if (strategyMap[player] is null) faults.Add(ShapeChecker.At(strategyMap, at, null, "a list of strategies", $"The player '{player}' has no strategies."));
                return null;
            }

            string[] ids = [.. list.Items.OfType<ScalarNode>().Select(s => s.Text)];
            if (ids.Length == 0) return null;
            if (ids.Distinct().Count() != ids.Length)
            {
                faults.Add(ShapeChecker.At(list, at, $"'{ids.GroupBy(x => x).First(g => g.Count() > 1).Key}' twice", "each strategy once", "A strategy stands twice."));
                return null;
            }

            strategies.Add(ids);
            // Refused by arithmetic, before a table is made: at most 20 players of at most 100 strategies fit no overflow.
            cells = Math.Min(cells * ids.Length, long.MaxValue / 200);
        }

        if (cells > ScenarioShape.MaximumCells)
        {
            faults.Add(ShapeChecker.At(strategyMap, pointer + "/strategies", $"{string.Join("×", strategies.Select(s => s.Count))} cells", $"at most {ScenarioShape.MaximumCells} cells", "The table is too large."));
            return null;
        }

        Expression[]? payoffs = Cells(payoffMap, pointer, seats.Players, strategies, (int)cells);
        int[]? cooperate = Cooperate(map, pointer, seats.Players, strategies);
        if (payoffs is null) return null;
        return new GameSpecification
        {
            Id = id,
            Title = id,
            Form = GameForm.Table,
            Seats = seats.Seats,
            Players = seats.Players,
            Strategies = strategies,
            Cooperate = cooperate,
            FirstMover = null,
            Rules = [],
            Payoffs = payoffs,
        };
    }

    private Expression[]? Cells(MapNode payoffMap, string pointer, List<string> players, List<IReadOnlyList<string>> strategies, int cells)
    {
        var payoffs = new Expression[cells * players.Count];
        bool good = true;
        var known = new HashSet<string>();
        for (int cell = 0; cell < cells; cell++)
        {
            string key = CanonicalForm.CellKey(strategies, cell);
            known.Add(key);
            string at = JsonPointer.Append(pointer + "/payoffs", key);
            if (payoffMap[key] is not MapNode row)
            {
                good = false;
                if (payoffMap[key] is null) faults.Add(ShapeChecker.At(payoffMap, at, null, $"the payoffs of {string.Join(", ", players)} in this cell", $"The cell '{key}' is missing."));
                continue;
            }

            for (int i = 0; i < players.Count; i++)
            {
                string below = JsonPointer.Append(at, players[i]);
                if (row[players[i]] is null)
                {
                    good = false;
                    faults.Add(ShapeChecker.At(row, below, null, $"the payoff of {players[i]}", $"The payoff of '{players[i]}' is missing in the cell '{key}'."));
                }
                else if (row[players[i]] is ScalarNode node && Parse(node) is { } expression && Names(expression, node, below, states: true))
                {
                    payoffs[(cell * players.Count) + i] = expression;
                }
                else
                {
                    good = false;
                }
            }

            foreach (MapEntry extra in row.Entries.Where(e => !players.Contains(e.Key)))
            {
                good = false;
                faults.Add(new Fault(JsonPointer.Append(at, extra.Key), $"'{extra.Key}'", $"one of {string.Join(", ", players)}", "The payoff is of somebody who does not play.", extra.Line, extra.Column));
            }
        }

        foreach (MapEntry extra in payoffMap.Entries.Where(e => !known.Contains(e.Key)))
        {
            good = false;
            faults.Add(new Fault(JsonPointer.Append(pointer + "/payoffs", extra.Key), $"'{extra.Key}'", $"a cell such as '{CanonicalForm.CellKey(strategies, 0)}': one strategy of each of {string.Join(", ", players)}, joined by '/'", "There is no such cell.", extra.Line, extra.Column));
        }

        return good ? payoffs : null;
    }

    private int[]? Cooperate(MapNode map, string pointer, List<string> players, List<IReadOnlyList<string>> strategies)
    {
        if (map["cooperate"] is not { } node) return null;
        var indices = new int[players.Count];
        bool good = true;
        for (int i = 0; i < players.Count; i++)
        {
            string at = node is MapNode ? JsonPointer.Append(pointer + "/cooperate", players[i]) : pointer + "/cooperate";
            DocumentNode? mine = node is MapNode byActor ? byActor[players[i]] : node;
            if (mine is not ScalarNode scalar)
            {
                good = false;
                if (mine is null) faults.Add(ShapeChecker.At(node, at, null, $"the cooperating strategy of {players[i]}", $"The player '{players[i]}' is missing."));
                continue;
            }

            indices[i] = strategies[i].ToList().IndexOf(scalar.Text);
            if (indices[i] >= 0) continue;
            good = false;
            Unknown(scalar, at, $"strategy of '{players[i]}'", scalar.Text, strategies[i]);
        }

        foreach (MapEntry extra in ((node as MapNode)?.Entries ?? []).Where(e => !players.Contains(e.Key)))
        {
            good = false;
            faults.Add(new Fault(JsonPointer.Append(pointer + "/cooperate", extra.Key), $"'{extra.Key}'", $"one of {string.Join(", ", players)}", "The entry is of somebody who does not play.", extra.Line, extra.Column));
        }

        return good ? indices : null;
    }

    private int? FirstMover(MapNode map, string pointer, GameSpecification game)
    {
        if (map["moves"] is not MapNode moves || moves["first"] is not ScalarNode first) return null;
        for (int i = 0; i < game.Players.Count; i++)
        {
            if (game.Players[i] == first.Text) return i;
        }

        faults.Add(ShapeChecker.At(first, pointer + "/moves/first", $"'{first.Text}'", $"one of {string.Join(", ", game.Players)}", "The first mover does not play this game."));
        return null;
    }

    private List<RuleReference>? Rules(MapNode map, string pointer, List<string> players, GameSpecification? game)
    {
        if (map["rules"] is not MapNode rules) return null;
        foreach (MapEntry entry in rules.Entries.Where(e => !players.Contains(e.Key)))
        {
            faults.Add(new Fault($"{pointer}/rules/{entry.Key}", $"'{entry.Key}'", $"one of {string.Join(", ", players)}", "The rule is of somebody who does not play.", entry.Line, entry.Column));
        }

        var references = new List<RuleReference>();
        for (int i = 0; i < players.Count; i++)
        {
            string at = $"{pointer}/rules/{players[i]}";
            DocumentNode? node = rules[players[i]];
            if (node is null) faults.Add(ShapeChecker.At(rules, at, null, "a decision rule", $"The player '{players[i]}' has no rule."));
            else if (Rule(node, at, game, i) is { } reference) references.Add(reference);
        }

        return references.Count == players.Count ? references : null;
    }

    private RuleReference? Rule(DocumentNode node, string pointer, GameSpecification? game, int player)
    {
        var map = node as MapNode;
        if ((map?["use"] ?? node) is not ScalarNode use) return null;
        var place = new RuleReader.Place(use, map is null ? pointer : pointer + "/use", node, pointer, map, pointer, ["use"]);
        return new RuleReader(RuleNumber, faults).Read(place, Fallback, game, player);

        RuleReference? Fallback()
        {
            DocumentNode elseNode = map?["else"] ?? new ScalarNode(ScalarKind.Text, "myopic-best-reply", use.Line, use.Column);
            RuleReference? fallback = Rule(elseNode, pointer + "/else", game, player);
            if (fallback?.Else is null) return fallback;
            faults.Add(ShapeChecker.At(elseNode, pointer + "/else", $"'{fallback.Id}'", "a rule that always has an answer", "A fallback cannot need a fallback."));
            return null;
        }
    }

    private Rational? RuleNumber(ScalarNode scalar, string pointer)
    {
        if (Parse(scalar) is not { } expression || !Names(expression, scalar, pointer, states: false)) return null;
        if (TryConstant(expression) is { } value) return value;
        if (Evaluable(expression)) faults.Add(ShapeChecker.At(scalar, pointer, ShapeChecker.Show(scalar), "a number", "The expression divides by zero."));
        return null;
    }
}
