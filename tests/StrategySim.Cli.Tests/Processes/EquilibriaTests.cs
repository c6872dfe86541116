using System.Text.Json;
using StrategySim.GameTheory.Concession;
using StrategySim.GameTheory.Numerics;
using StrategySim.Testing;
using StrategySim.Testing.Files;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>equilibria</c>: what it answers, exactly.</summary>
public sealed class EquilibriaTests
{
    /// <summary>The default tables, as "p q: payoff of A, payoff of B" with the probabilities of holding, descending.</summary>
    public static TheoryData<string, string, string[]> DefaultTables => new()
    {
        { "coordination", "symmetric", ["1 0: 4, 3", "1/2 1/2: 5/2, 5/2", "0 1: 3, 4"] },
        { "coordination", "battle-of-the-sexes", ["1 0: 3, 2", "3/5 3/5: 6/5, 6/5", "0 1: 2, 3"] },
        { "coordination", "asymmetric", ["1 0: 5, 2", "1/2 3/5: 13/5, 3/2", "0 1: 3, 3"] },
        { "blackmail", "bully", ["1 0: 4, 2"] },
        { "blackmail", "called-bluff", ["1 0: 4, 2"] },
        { "blackmail", "reverse", ["0 1: 2, 4"] },
        { "blackmail", "mutual-called-bluff", ["1 1: 2, 2"] },
        { "blackmail", "mutual-bully", ["1 1: 3, 3"] },
        { "chicken", "ordinal", ["1 0: 4, 2", "1/2 1/2: 5/2, 5/2", "0 1: 2, 4"] },
        { "chicken", "cardinal", ["1 0: 4, 1", "1/4 1/4: 5/2, 5/2", "0 1: 1, 4"] },
        { "chicken", "asymmetric", ["1 0: 4, 1", "1/7 1/3: 7/3, 19/7", "0 1: 1, 4"] },
    };

    /// <summary>The path in s: extreme equilibria, and the components with their dimensions.</summary>
    public static TheoryData<string, string[], string[]> PathRows => new()
    {
        { "0", ["1 0: 4, 3", "1/2 1/2: 5/2, 5/2", "0 1: 3, 4"], ["0: 0", "1: 0", "2: 0"] },
        // Mixed: q = g_A/(g_A + h_A) = 2/3; A expects 4/3 + (3/2)(2/3) = 7/3.
        { "1/2", ["1 0: 4, 3", "1/2 2/3: 7/3, 5/2", "0 1: 5/2, 4"], ["0: 0", "1: 0", "2: 0"] },
        // Threshold 1: h_A = 0. The segment q = 1, 0 ≤ p ≤ 1/2; B gets 4 − 3p on it.
        { "1", ["1 0: 4, 3", "1/2 1: 2, 5/2", "0 1: 2, 4"], ["0: 0", "1 2: 1"] },
        { "3/2", ["1 0: 4, 9/4"], ["0: 0"] },
        // Threshold 2: the segment q = 1, 0 ≤ p ≤ 4/9; B gets 4 − 5p on it.
        { "2", ["1 0: 4, 3/2", "4/9 1: 1, 16/9", "0 1: 1, 4"], ["0: 0", "1 2: 1"] },
        { "5/2", ["1 0: 4, 3/4", "8/23 2/3: 1, 36/23", "0 1: 1/2, 4"], ["0: 0", "1: 0", "2: 0"] },
        { "3", ["1 0: 4, 0", "2/7 1/2: 1, 10/7", "0 1: 0, 4"], ["0: 0", "1: 0", "2: 0"] },
    };

    [Theory]
    [MemberData(nameof(DefaultTables))]
    public async Task EveryDefaultTable_HasExactlyItsEquilibria(string game, string variant, string[] expected)
    {
        Finished done = await Ask($$"""{ "format": "named", "id": "{{game}}", "variant": "{{variant}}" }""");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        AssertComplete(done.Json);
        Assert.Equal(expected, Equilibria(done.Json));
    }

    [Theory]
    [MemberData(nameof(PathRows))]
    public async Task EveryRowOfThePath_HasExactlyItsNashSet_SegmentsIncluded(string s, string[] expected, string[] components)
    {
        ConcessionPrimitives at = EscalationPath.Default.At(Rational.Parse(s));
        Finished done = await Ask($$"""
            format: concession
            primitives:
              common: { surplus: 7, winnerShare: 4/7, compromiseCost: 3/2 }
              A: { outsideOption: {{at.A.D}}, concessionCost: {{at.A.Rho}}, clashDamage: {{at.A.Kappa}} }
              B: { outsideOption: {{at.B.D}}, concessionCost: {{at.B.Rho}}, clashDamage: {{at.B.Kappa}} }
            """);
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        AssertComplete(done.Json);
        Assert.Equal(expected, Equilibria(done.Json));
        Assert.Equal(components, done.Json.GetProperty("components").EnumerateArray().Select(component =>
            $"{string.Join(' ', component.GetProperty("equilibria").EnumerateArray())}: {component.GetProperty("dimension")}"));
    }

    [Theory]
    [InlineData("c01-battle-of-the-sexes")]
    [InlineData("c15-rock-paper-scissors")]
    [InlineData("d01-all-zero-2x2")]
    [InlineData("d02-constant-3x2")]
    [InlineData("d06-component-3x2")]
    [InlineData("d17-random-5x5-0to2")]
    [InlineData("n05-public-goods-3")]
    [InlineData("n19-random-4x4x4-pure")]
    [InlineData("q01-rational-4x4")]
    [InlineData("q02-decimal-5x4")]
    [InlineData("q03-large-integers-4x4")]
    [InlineData("z01-zero-sum-3x3")]
    public async Task ConformanceFile_GivesThePublishedAnswer(string name)
    {
        string file = Repository.Path("tests", "StrategySim.GameTheory.Tests", "Conformance", "games", name);
        JsonElement known = JsonDocument.Parse(await File.ReadAllTextAsync(file + ".json", TestContext.Current.CancellationToken)).RootElement;
        Finished done = await StrategySimProcess.RunAsync("equilibria", file + ".nfg");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        bool twoPlayers = known.GetProperty("players").GetArrayLength() == 2;
        JsonElement[] expected = [.. known.GetProperty("equilibria").EnumerateArray()], found = [.. done.Json.GetProperty("equilibria").EnumerateArray()];
        // A known answer that lists pure equilibria only is compared with those.
        if (!known.GetProperty("complete").GetBoolean()) found = [.. found.Where(e => e.GetProperty("pure").GetBoolean())];
        Assert.True(done.Json.GetProperty("complete").GetBoolean());
        Assert.Equal(expected.Select(Line).Order(StringComparer.Ordinal), found.Select(Line).Order(StringComparer.Ordinal));
        Assert.All(found, e => Assert.Equal("0", e.GetProperty("regret").GetString()));
        if (!twoPlayers) return;
        Assert.Equal(
            known.GetProperty("components").EnumerateArray().SelectMany(Subsets).Order(StringComparer.Ordinal),
            done.Json.GetProperty("components").EnumerateArray().SelectMany(Subsets).Order(StringComparer.Ordinal));

        static string Line(JsonElement equilibrium) => $"{Flat(equilibrium.GetProperty("profile"))} {Flat(equilibrium.GetProperty("payoffs"))}";
        static IEnumerable<string> Subsets(JsonElement component) => component.GetProperty("maximalNashSubsets").EnumerateArray().Select(subset => string.Join(
            " × ", subset.EnumerateArray().Select(side => string.Join(' ', side.EnumerateArray().Select(Flat).Order(StringComparer.Ordinal)))));
        static string Flat(JsonElement element) => element.GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSameGame_InEveryFormat_HasTheSameAnswer()
    {
        string[] texts =
        [
            "NFG 1 R \"\" { \"A\" \"B\" }\n{ { \"H\" \"Y\" } { \"H\" \"Y\" } }\n\n-2 -2 1 4 4 1 3 3\n",
            """{ "format": "table", "players": [ { "id": "A", "strategies": ["H", "Y"] }, { "id": "B", "strategies": ["H", "Y"] } ], "payoffs": [[["-2", -2], [4, 1]], [[1, 4], [3, "3"]]] }""",
            "format: named\nid: chicken\nvariant: cardinal\n",
            "game: { format: named, id: chicken, variant: cardinal }\nconcept: nash\nmethod: all\n",
        ];
        foreach (string text in texts)
        {
            Finished done = await Ask(text);
            Assert.Equal((0, ""), (done.ExitCode, done.Error));
            Assert.Equal(["1 0: 4, 1", "1/4 1/4: 5/2, 5/2", "0 1: 1, 4"], Equilibria(done.Json));
        }
    }

    [Fact]
    public async Task Method_OnTheCommandLine_OverridesTheRequest()
    {
        Finished done = await StrategySimProcess.RunAsync(
            ["equilibria", "-", "--method", "pure"], "game: { format: named, id: chicken }\nmethod: vertex-enumeration\n");
        Assert.Equal(0, done.ExitCode);
        Assert.Equal("pure", done.Json.GetProperty("method").GetString());
        Assert.Equal(2, done.Json.GetProperty("equilibria").GetArrayLength());
    }

    [Fact]
    public async Task Csv_HasOneRowForEachEquilibriumPlayerAndStrategy()
    {
        Finished done = await StrategySimProcess.RunAsync(["equilibria", "-", "--csv"], "format: named\nid: chicken\nvariant: cardinal\n");
        string[] lines = done.Out.TrimEnd('\n').Split('\n');
        Assert.Equal(0, done.ExitCode);
        Assert.Equal("equilibrium,component,isolated,index,player,strategy,probability,probabilityDecimal,payoff,payoffDecimal,regret", lines[0]);
        Assert.Equal(1 + (3 * 2 * 2), lines.Length);
        Assert.Contains("1,1,true,-1,A,H,1/4,0.25,5/2,2.5,0", lines);
    }

    /// <summary>A demand of 2, met or resisted; then the threat is executed at a cost of 3, or dropped at a cost of 1.</summary>
    private const string Threat = """
        EFG 2 R "Threat" { "Exporter" "Buyer" }
        p "" 1 1 "" { "no demand" "demand" } 0
        t "" 1 "" { 0, 0 }
        p "" 2 1 "" { "concede" "resist" } 0
        t "" 2 "" { 2, -2 }
        p "" 1 2 "" { "execute" "back down" } 0
        t "" 3 "" { -3, -4 }
        t "" 4 "" { -1, 1 }
        """;

    [Fact]
    public async Task AnEfgFile_HasTheEquilibriaOfItsTree_EachMarkedAsCredibleOrNot()
    {
        Finished done = await Ask(Threat);
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        AssertComplete(done.Json);
        // The concession set, with execution from (d + b)/(h + b) = 3/5 up, and the deterrence set, with concession up to m/(d + m) = 1/3.
        Assert.Equal(2, done.Json.GetProperty("components").GetArrayLength());
        JsonElement[] behaviours = [.. done.Json.GetProperty("tree").GetProperty("equilibria").EnumerateArray()];
        Assert.Equal(done.Json.GetProperty("equilibria").GetArrayLength(), behaviours.Length);
        Assert.Single(behaviours, b => b.GetProperty("subgamePerfect").GetBoolean());

        Finished table = await StrategySimProcess.RunAsync(["equilibria", "-", "--table"], Threat);
        Assert.Equal((0, ""), (table.ExitCode, table.Error));
        Assert.Contains("3/5", table.Out, StringComparison.Ordinal);
        Assert.Contains("subgame", table.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("subgame-perfect", "back down")]
    [InlineData("sequence-form", "no demand")]
    public async Task AnEfgFile_IsAskedForTheConceptsOfTrees(string concept, string expected)
    {
        Finished done = await StrategySimProcess.RunAsync(["equilibria", "-", "--concept", concept, "--table"], Threat);
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Contains(expected, done.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ 2, -2 }", "{ 2 }", ":5:")]
    [InlineData("p \"\" 1 2", "p \"\" 7 2", ":6:")]
    [InlineData("\"Threat\"", "\"Threat", ":1:")]
    [InlineData("t \"\" 4 \"\" { -1, 1 }", "", ":")]
    public async Task AFaultyEfgFile_IsRefusedWithItsPlace(string good, string bad, string place)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("threat.efg"), Threat.Replace(good, bad, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Finished done = await StrategySimProcess.RunAsync(["equilibria", "threat.efg"], null, folder.Path);
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.StartsWith("threat.efg:", done.Error, StringComparison.Ordinal);
        Assert.Contains(place, done.Error, StringComparison.Ordinal);
        Assert.Contains("expected", done.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("correlated", "welfare")]
    [InlineData("strict", "Strict")]
    [InlineData("security-levels", "maxmin")]
    [InlineData("iterated-dominance", "round")]
    [InlineData("stackelberg", "leader")]
    [InlineData("logit", "lambda")]
    public async Task Latex_OfAConcept_HasThePayoffTableAndEachTableOfTheAnswer(string concept, string expected)
    {
        Finished done = await StrategySimProcess.RunAsync(["equilibria", "-", "--concept", concept, "--latex"], "format: named\nid: prisoners-dilemma\n");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Contains($"% {concept}: ", done.Out, StringComparison.Ordinal);
        Assert.Contains(expected, done.Out, StringComparison.OrdinalIgnoreCase);
        Assert.True(done.Out.Split("\\begin{tabular}").Length > 2, done.Out);
        Assert.Equal(done.Out.Split("\\begin{tabular}").Length, done.Out.Split("\\end{tabular}").Length);
    }

    [Fact]
    public async Task ABudgetThatEndsBeforeAConceptIsAnswered_IsSaid()
    {
        // 625 profiles under 80 conditions take more than a millisecond.
        Finished done = await StrategySimProcess.RunAsync(["equilibria", "-", "--concept", "correlated", "--seconds", "0.001"], "NFG 1 R \"\" { \"A\" \"B\" \"C\" \"D\" } { 5 5 5 5 }\n" + string.Join(' ', Enumerable.Range(0, 2500).Select(k => k * 7919 % 101)) + "\n");
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("the budget of 0.001 s was used up", done.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileNames_AreTakenAsTheyAre()
    {
        using var folder = new TemporaryFolder();
        // Neither a response file nor an option: a game by a strange name.
        await File.WriteAllTextAsync(folder.File("@game"), "format: named\nid: deadlock\n", TestContext.Current.CancellationToken);
        Finished done = await StrategySimProcess.RunAsync(["equilibria", "@game"], null, folder.Path);
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
    }

    internal static Task<Finished> Ask(string text) => StrategySimProcess.RunAsync(["equilibria", "-"], text);

    private static string[] Equilibria(JsonElement answer) =>
    [
        .. answer.GetProperty("equilibria").EnumerateArray().Select(equilibrium =>
        {
            JsonElement profile = equilibrium.GetProperty("profile"), payoffs = equilibrium.GetProperty("payoffs");
            return $"{profile[0][0]} {profile[1][0]}: {payoffs[0]}, {payoffs[1]}";
        }),
    ];

    private static void AssertComplete(JsonElement answer)
    {
        Assert.True(answer.GetProperty("complete").GetBoolean());
        Assert.True(answer.GetProperty("exact").GetBoolean());
    }
}
