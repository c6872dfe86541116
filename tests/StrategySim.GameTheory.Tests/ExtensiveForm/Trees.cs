using System.Globalization;
using System.Text;
using StrategySim.GameTheory.ExtensiveForm;
using StrategySim.GameTheory.Formats;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Tests.Equilibria;

namespace StrategySim.GameTheory.Tests.ExtensiveForm;

/// <summary>Trees of the literature, and random ones.</summary>
internal static class Trees
{
    /// <summary>Selten, International Journal of Game Theory 4 (1975), figure 1.</summary>
    public const string Horse = """
        EFG 2 R "Selten's horse" { "1" "2" "3" }
        p "" 1 1 "" { "R" "L" } 0
        p "" 2 1 "" { "R" "L" } 0
        t "" 1 "" { 1, 1, 1 }
        p "" 3 1 "" { "R" "L" } 0
        t "" 2 "" { 4, 4, 0 }
        t "" 3 "" { 0, 0, 1 }
        p "" 3 1 "" { "R" "L" } 0
        t "" 4 "" { 3, 2, 2 }
        t "" 5 "" { 0, 0, 0 }
        """;

    /// <summary>Selten's chain store with one entrant: out, or in and then fought or shared with.</summary>
    public const string Entry = """
        EFG 2 R "Entry deterrence" { "Entrant" "Incumbent" }
        p "" 1 1 "entry" { "out" "in" } 0
        t "" 1 "out" { 0, 5 }
        p "" 2 1 "reply" { "fight" "share" } 0
        t "" 2 "fight" { -1, -1 }
        t "" 3 "share" { 2, 2 }
        """;

    /// <summary>Kuhn, "A simplified two-person poker", Contributions to the Theory of Games I (1950) 97–103.</summary>
    public static ExtensiveGame KuhnPoker()
    {
        var text = new StringBuilder("EFG 2 R \"Kuhn poker\" { \"1\" \"2\" }\nc \"\" 1 \"deal\" { \"12\" 1/6 \"13\" 1/6 \"21\" 1/6 \"23\" 1/6 \"31\" 1/6 \"32\" 1/6 } 0\n");
        foreach ((int a, int b) in new[] { (1, 2), (1, 3), (2, 1), (2, 3), (3, 1), (3, 2) })
        {
            // Outcomes: 1 and 2 win one, 3 and 4 win two for the first and the second player.
            (int one, int two) = a > b ? (1, 3) : (2, 4);
            text.Append(CultureInfo.InvariantCulture, $"""
                p "" 1 {a} "opens {a}" {'{'} "check" "bet" {'}'} 0
                p "" 2 {b} "checked to {b}" {'{'} "check" "bet" {'}'} 0
                {End(one)}
                p "" 1 {a + 3} "bet at {a}" {'{'} "fold" "call" {'}'} 0
                {End(2)}
                {End(two)}
                p "" 2 {b + 3} "bet at {b}" {'{'} "fold" "call" {'}'} 0
                {End(1)}
                {End(two)}

                """);
        }

        return GambitEfg.Read(text.ToString());

        static string End(int outcome) => $"t \"\" {outcome} \"o{outcome}\" {{ {new[] { "1, -1", "-1, 1", "2, -2", "-2, 2" }[outcome - 1]} }}";
    }

    /// <summary>Rosenthal's centipede: at each node taking ends the game with more for the taker than one node later.</summary>
    public static ExtensiveGame Centipede(int nodes)
    {
        var tree = new ExtensiveGameBuilder(["A", "B"], "Centipede");
        for (int n = 0; n < nodes; n++)
        {
            tree.Decision(tree.InformationSet(n % 2, ["take", "pass"]));
            tree.Terminal(tree.Outcome(n % 2 == 0 ? [n + 2, n] : [n, n + 2]));
        }

        tree.Terminal(tree.Outcome(nodes % 2 == 0 ? [nodes + 1, nodes] : [nodes, nodes + 1]));
        return tree.Build();
    }

    /// <summary>A proposer divides a pie in whole pieces; the responder, indifferent at an offer of nothing, accepts or not.</summary>
    public static ExtensiveGame Ultimatum(int pieces)
    {
        var tree = new ExtensiveGameBuilder(["Proposer", "Responder"], "Ultimatum");
        tree.Decision(tree.InformationSet(0, Enumerable.Range(0, pieces + 1).Select(offer => $"{offer}"), "offer"));
        for (int offer = 0; offer <= pieces; offer++)
        {
            tree.Decision(tree.InformationSet(1, ["accept", "reject"], $"reply to {offer}"));
            tree.Terminal(tree.Outcome([pieces - offer, offer]));
            tree.Terminal();
        }

        return tree.Build();
    }

    /// <summary>A random tree of perfect recall: with perfect information, or with nodes of the same own past joined now and then.</summary>
    public static ExtensiveGame RandomTree(RandomGames random, int players, int decisions, int payoffs, bool perfectInformation, bool zeroSum = false)
    {
        var tree = new ExtensiveGameBuilder(Enumerable.Range(1, players).Select(i => $"{i}"));
        var sets = new Dictionary<(int Player, int Set, int Action, int Count), List<int>>();
        int left = decisions;
        Add([.. Enumerable.Repeat((-1, -1), players)], 0);
        return tree.Build();

        void Add((int Set, int Action)[] past, int depth)
        {
            if (left == 0 || (depth > 0 && random.Below(4) == 0))
            {
                Rational[] paid = [.. Enumerable.Range(0, players).Select(_ => (Rational)random.Below(payoffs))];
                tree.Terminal(tree.Outcome(zeroSum ? [paid[0], -paid[0]] : paid));
                return;
            }

            int count = 2 + random.Below(2);
            if (random.Below(5) == 0)
            {
                tree.Chance(Enumerable.Range(0, count).Select(b => ($"c{b}", Rational.Create(1, count))));
                for (int b = 0; b < count; b++) Add(past, depth + 1);
                return;
            }

            left--;
            int player = random.Below(players);
            List<int> alike = sets.TryGetValue((player, past[player].Set, past[player].Action, count), out List<int>? known) ? known : sets[(player, past[player].Set, past[player].Action, count)] = [];
            int set;
            if (!perfectInformation && alike.Count > 0 && random.Below(2) == 0)
            {
                set = alike[random.Below(alike.Count)];
            }
            else
            {
                set = tree.InformationSet(player, Enumerable.Range(0, count).Select(a => $"a{a}"));
                alike.Add(set);
            }

            tree.Decision(set);
            for (int a = 0; a < count; a++)
            {
                (int, int)[] next = [.. past];
                next[player] = (set, a);
                Add(next, depth + 1);
            }
        }
    }
}
