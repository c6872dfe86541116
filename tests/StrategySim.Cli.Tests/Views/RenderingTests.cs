using System.Text;
using System.Text.RegularExpressions;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Terminals;
using StrategySim.Testing;
using StrategySim.Testing.Files;

namespace StrategySim.Cli.Tests.Views;

/// <summary>What a person sees: whole screens, held against approved ones (STRATEGYSIM_APPROVE=1 writes them anew).</summary>
public sealed partial class RenderingTests
{
    /// <summary>Screens by name, the width of the window, the command, and what it reads.</summary>
    public static TheoryData<string, int, string, string> Screens => new()
    {
        { "chicken-asymmetric", 80, "equilibria -", "format: named\nid: chicken\nvariant: asymmetric\nplayers: [US, CN]\n" },
        { "threshold-segment", 80, "equilibria -", PathAtTwo },
        { "several-sets", 80, "equilibria -", "NFG 1 R \"Column player indifferent everywhere\" { \"Row\" \"Column\" }\n{ { \"top\" \"bottom\" } { \"left\" \"right\" } }\n\n1 1 2 1 3 1 2 1\n" },
        { "swerve-first", 80, "equilibria -", "NFG 1 R \"Chicken, swerving first\" { \"Row\" \"Column\" }\n{ { \"Swerve\" \"Straight\" } { \"Swerve\" \"Straight\" } }\n\n0 0 1 -1 -1 1 -5 -5\n" },
        { "swerve-first-said", 80, "equilibria -", "cooperate: Swerve\ngame:\n  format: table\n  title: Chicken, swerving first\n  players:\n    - { id: Row, strategies: [Swerve, Straight] }\n    - { id: Column, strategies: [Swerve, Straight] }\n  payoffs: [[[0, 0], [-1, 1]], [[1, -1], [-5, -5]]]\n" },
        { "three-players", 80, "equilibria -", "NFG 1 R \"Public goods\" { \"a\" \"b\" \"c\" } { 2 2 2 }\n\n17/10 17/10 17/10 9/5 4/5 4/5 4/5 9/5 4/5 9/10 9/10 -1/10 4/5 4/5 9/5 9/10 -1/10 9/10 -1/10 9/10 9/10 0 0 0\n" },
        { "wide-matrix", 80, "equilibria -", WideMatrix },
        { "wide-matrix", 120, "equilibria -", WideMatrix },
        { "no-pure-equilibrium", 80, "equilibria - --method pure", "format: named\nid: matching-pennies\n" },
        { "games", 80, "games", "" },
        { "game", 80, "games chicken", "" },
        { "rules", 80, "rules", "" },
        { "rule", 80, "rules memory-one", "" },
        { "minerals", 80, "minerals", "" },
        { "validate", 80, "validate -", Scenario },
        { "phases", 80, "phase coordination-to-chicken", "" },
        { "phases-two-factors", 80, "phase coordination-to-chicken --by k_us --by-range 1:8 --by-points 8", "" },
        { "phases-sampled", 80, "phase - --factor x --width 1/100", ThreeByTwo },
        { "run", 80, "run - --replications 20 --data DATA", Scenario },
        { "run", 120, "run - --replications 20 --data DATA", Scenario },
        { "watch", 80, "run - --watch --replications 2 --data DATA", Games },
        { "watch", 120, "run - --watch --replications 2 --data DATA", Games },
        { "watch-one-game", 80, "run - --watch --data DATA", Scenario },
        { "watch-narrow", 50, "run - --watch --data DATA", Games },
        { "run-once", 80, "run - --replications 1 --equilibria --data DATA", Scenario },
    };

    // A third strategy that pays x whatever the other does: no type, so phases are sampled.
    private const string ThreeByTwo = """
        schema: strategysim/scenario/v1
        id: three-by-two
        title: Agreement with a way out
        status: stylised
        time: { horizon: 2, discountFactor: 9/10 }
        actors: { A: First, B: Second }
        parameters: { x: { value: 0, assumption: "for the test", range: [-1, 3] } }
        games:
          g:
            form: table
            players: { A: A, B: B }
            strategies: { A: [one, two, out], B: [one, two] }
            payoffs:
              one/one: { A: 2, B: 2 }
              one/two: { A: 0, B: 0 }
              two/one: { A: 0, B: 0 }
              two/two: { A: 2, B: 2 }
              out/one: { A: x, B: 1 }
              out/two: { A: x, B: 0 }
            rules: { A: random, B: random }
        """;

    private const string PathAtTwo = """
        format: concession
        primitives:
          common: { surplus: 7, winnerShare: 4/7, compromiseCost: 3/2, clashDamage: 2 }
          A: { outsideOption: 3, concessionCost: 2 }
          B: { outsideOption: 1, concessionCost: 3/2 }
        """;

    private static readonly string WideMatrix =
        $"NFG 1 R \"Ten columns\" {{ \"A\" \"B\" }} {{ 2 10 }}\n\n{string.Join(' ', Enumerable.Range(0, 40).Select(i => (i * 7919 % 2000) - 1000))}\n";

    private static readonly string Scenario = ScenarioText.Path(
        s: "{ initial: 1/2, min: 0, max: 3, halfLife: 20 }",
        extra: "shocks: { swan: { process: poisson, rate: 1/20, target: s, size: { exponential: 1 }, halfLife: 8 } }\nrun: { executionNoise: 0.05, replications: 20, seed: 7 }",
        ruleA: "{ use: equilibrium, select: risk-dominant, else: myopic-best-reply }",
        horizon: 60);

    /// <summary>Games of two and of three players, with and without a type, that change it, slip, and fill the line.</summary>
    internal const string Games = """
        schema: strategysim/scenario/v1
        id: several
        title: Several games
        status: stylised
        time: { horizon: 4, discountFactor: 9/10 }
        actors: { US: United States, CN: China, EU: European Union }
        states:
          stress: { path: [[1, 1/2], [4, 2]] }
          warmth: { initial: 1/3, halfLife: 2 }
        games:
          path:
            form: concession
            players: { A: US, B: CN }
            cooperate: yield
            primitives:
              common: { surplus: 7, winnerShare: 4/7, compromiseCost: 3/2 }
              US: { outsideOption: 1 + stress, concessionCost: stress, clashDamage: "4*max(0, stress - 3/2)" }
              CN: { outsideOption: 1, concessionCost: 0, clashDamage: "4*max(0, stress - 3/2)" }
            rules: { US: myopic-best-reply, CN: random }
          public-goods-of-three:
            form: table
            players: { A: US, B: CN, C: EU }
            strategies: { US: [contribute, abstain], CN: [contribute, abstain], EU: [contribute, abstain] }
            payoffs:
              contribute/contribute/contribute: { US: 17/10, CN: 17/10, EU: 17/10 }
              contribute/contribute/abstain: { US: 4/5, CN: 4/5, EU: 9/5 }
              contribute/abstain/contribute: { US: 4/5, CN: 9/5, EU: 4/5 }
              contribute/abstain/abstain: { US: -1/10, CN: 9/10, EU: 9/10 }
              abstain/contribute/contribute: { US: 9/5, CN: 4/5, EU: 4/5 }
              abstain/contribute/abstain: { US: 9/10, CN: -1/10, EU: 9/10 }
              abstain/abstain/contribute: { US: 9/10, CN: 9/10, EU: -1/10 }
              abstain/abstain/abstain: { US: 0, CN: 0, EU: 0 }
            rules: { US: random, CN: random, EU: random }
        run: { executionNoise: 0.2, replications: 20, seed: 7 }
        """;

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task TheScreen_IsTheApprovedOne(string name, int width, string command, string input)
    {
        using var folder = new TemporaryFolder();
        string screen = await ScreenAsync(width, command.Replace("DATA", folder.File("data"), StringComparison.Ordinal), input);
        Assert.All(screen.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        AssertApproved($"{name}-{width}", screen, folder);
    }

    [Fact]
    public async Task ATerminalWithoutLines_GetsPlainCharacters()
    {
        using var folder = new TemporaryFolder();
        string screen = await ScreenAsync(80, $"run - --watch --replications 2 --data {folder.File("data")}", Games, encoding: Encoding.ASCII);
        string rounds = screen[..screen.IndexOf("Payoffs", StringComparison.Ordinal)];
        Assert.All(rounds, c => Assert.True(c < 128, $"'{c}' is not ASCII."));
        Assert.Contains("\n-- replication 1 ------", rounds);
    }

    [Fact]
    public async Task APipe_GetsALineARoundAndGame_WithTheSameColumnsInEach()
    {
        using var folder = new TemporaryFolder();
        string screen = await ScreenAsync(80, $"run - --watch --table --replications 2 --data {folder.File("data")}", Games, outIsTerminal: false);
        AssertApproved("watch-lines", screen, folder);
        string[] lines = [.. screen.Split('\n').SkipWhile(line => !line.StartsWith("replication", StringComparison.Ordinal)).TakeWhile(line => line.Length > 0)];
        Assert.Equal(1 + (2 * 4 * 2), lines.Length);
        Assert.All(lines, line => Assert.Equal(10, Columns().Split(line).Length));
    }

    [Fact]
    public async Task APipe_GetsJsonLines_UnlessItAsksForTables()
    {
        using var folder = new TemporaryFolder();
        string[] lines = (await ScreenAsync(80, $"run - --watch --replications 2 --data {folder.File("data")}", Games, outIsTerminal: false)).TrimEnd('\n').Split('\n');
        Assert.Equal((2 * 4) + 1, lines.Length);
        AssertApproved("watch-json", string.Concat(lines.SkipLast(1).Select(line => line + "\n")), folder);
    }

    [Fact]
    public async Task WithoutColour_TheScreenSaysTheSame()
    {
        // Everything that colour says is said by a mark or a word as well: the marks are there without it.
        string plain = await ScreenAsync(80, "equilibria -", "format: named\nid: chicken\n");
        Assert.DoesNotContain('\e', plain);
        Assert.Contains("4* 2*", plain);
    }

    private static void AssertApproved(string name, string screen, TemporaryFolder folder)
    {
        // What a line ends with cannot be seen; times, ids and places differ from run to run.
        string text = string.Join('\n', screen.Split('\n').Select(line => line.TrimEnd())).Replace(folder.Path, "/tmp", StringComparison.Ordinal);
        text = RunLine().Replace(TimeLine().Replace(text, "time$1<time>\n"), "run       <run>\n");
        string path = Repository.Path("tests", "StrategySim.Cli.Tests", "Views", "Expectations", $"{name}.txt");
        Assert.Equal(Repository.Approved(text, path), text);
    }

    private static async Task<string> ScreenAsync(int width, string command, string input, bool outIsTerminal = true, Encoding? encoding = null)
    {
        using var screen = new ScreenWriter(encoding);
        using var error = new ScreenWriter();
        using var reads = new MemoryStream(Encoding.UTF8.GetBytes(input));
        using var raw = new MemoryStream();
        var terminal = new Terminal(
            reads, raw, Terminal.ConsoleOn(screen, isTerminal: false, width), Terminal.ConsoleOn(error, isTerminal: false, width), outIsTerminal, ErrorIsTerminal: false);
        int exitCode = await StrategySimCommand.RunAsync(command.Split(' '), terminal);
        Assert.Equal((0, ""), (exitCode, error.ToString()));
        return screen.ToString() + Encoding.UTF8.GetString(raw.ToArray());
    }

    [GeneratedRegex(@"(?<=\n)time( +).*\n")]
    private static partial Regex TimeLine();

    [GeneratedRegex(@"run       [0-9a-f]{32}.*\n( .*\n)*")]
    private static partial Regex RunLine();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Columns();
}
