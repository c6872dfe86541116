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
        { "run", 80, "run - --replications 20 --data DATA", Scenario },
        { "run", 120, "run - --replications 20 --data DATA", Scenario },
        { "run-once", 80, "run - --replications 1 --equilibria --data DATA", Scenario },
    };

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

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task TheScreen_IsTheApprovedOne(string name, int width, string command, string input)
    {
        using var folder = new TemporaryFolder();
        string screen = await ScreenAsync(width, command.Replace("DATA", folder.File("data"), StringComparison.Ordinal), input);
        Assert.All(screen.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        // What a line ends with cannot be seen; times, ids and places differ from run to run.
        string text = string.Join('\n', screen.Split('\n').Select(line => line.TrimEnd())).Replace(folder.Path, "/tmp", StringComparison.Ordinal);
        text = RunLine().Replace(TimeLine().Replace(text, "time$1<time>\n"), "run       <run>\n");
        string path = Repository.Path("tests", "StrategySim.Cli.Tests", "Views", "Expectations", $"{name}-{width}.txt");
        Assert.Equal(Repository.Approved(text, path), text);
    }

    [Fact]
    public async Task WithoutColour_TheScreenSaysTheSame()
    {
        // Everything that colour says is said by a mark or a word as well: the marks are there without it.
        string plain = await ScreenAsync(80, "equilibria -", "format: named\nid: chicken\n");
        Assert.DoesNotContain('\e', plain);
        Assert.Contains("4* 2*", plain);
    }

    private static async Task<string> ScreenAsync(int width, string command, string input)
    {
        using var screen = new Utf8Writer();
        using var error = new Utf8Writer();
        using var reads = new MemoryStream(Encoding.UTF8.GetBytes(input));
        using var raw = new MemoryStream();
        var terminal = new Terminal(reads, raw, Terminal.ConsoleOn(screen, isTerminal: false, width), Terminal.ConsoleOn(error, isTerminal: false, width), OutIsTerminal: true, ErrorIsTerminal: false);
        int exitCode = await StrategySimCommand.RunAsync(command.Split(' '), terminal);
        Assert.Equal((0, ""), (exitCode, error.ToString()));
        return screen.ToString();
    }

    [GeneratedRegex(@"(?<=\n)time( +).*\n")]
    private static partial Regex TimeLine();

    [GeneratedRegex(@"run       [0-9a-f]{32}.*\n( .*\n)*")]
    private static partial Regex RunLine();

    /// <summary>Text in memory that says it is UTF-8, as a terminal does.</summary>
    private sealed class Utf8Writer : StringWriter
    {
        public override Encoding Encoding { get; } = new UTF8Encoding(false);
    }
}
