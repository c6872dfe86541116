using System.Text.Json;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>match</c>: two decision rules on one game.</summary>
public sealed class MatchTests
{
    // Chicken for the row player, a prisoner's dilemma for the column player.
    private const string Game = """{ "format": "table", "players": [{ "id": "P", "strategies": ["C", "D"] }, { "id": "Q", "strategies": ["C", "D"] }], "payoffs": [[[3, 7], [2, 10]], [[4, 1], [1, 2]]], "cooperate": "C" }""";

    [Fact]
    public async Task OptionsSayAll()
    {
        Finished done = await StrategySimProcess.RunAsync("match", "--game", "prisoners-dilemma", "--row", "tit-for-tat", "--column", "alternator", "--rounds", "201");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Equal(["1", "100", "100", "0"], Numbers(done.Json, "counts"));
        Assert.Equal(("CCDCDCDCDCDC", "CDCDCDCDCDCD"), (done.Json.GetProperty("openingRow").GetString(), done.Json.GetProperty("openingColumn").GetString()));
    }

    [Fact]
    public async Task OptionsStandInPlaceOfWhatAFileSays()
    {
        string request = $$"""{ "game": {{Game}}, "players": ["gtft-1-3", "cooperator"], "rounds": 7, "noise": "1/3" }""";
        Finished done = await StrategySimProcess.RunAsync(["match", "-", "--column", "defector", "--continuation", "9/10", "--discount", "1", "--noise", "0", "--perception-noise", "1/50"], request);
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Equal(["gtft-1-3", "defector"], done.Json.GetProperty("players").EnumerateArray().Select(player => player.GetProperty("rule").GetString()));
        Assert.Equal((JsonValueKind.Null, "9/10", "0", "1/50", "1"), (done.Json.GetProperty("horizon").ValueKind, Text(done, "continuation"), Text(done, "noise"), Text(done, "perceptionNoise"), Text(done, "discount")));
        Assert.Equal("10", Text(done, "expectedRounds"));
        // Where rounds are weighted by continuation alone, discounted payoffs are payoffs a round.
        Assert.Equal(done.Json.GetProperty("expectedMeans").ToString(), done.Json.GetProperty("discountedPayoffs").ToString());
    }

    [Fact]
    public async Task ParametersAndRoles_AreKeptApart()
    {
        string Request(params string[] players) => $$"""{ "game": {{Game}}, "rounds": 3, "matches": [{{string.Join(", ", players.Select(pair => $$"""{ "players": [{{pair}}] }"""))}}] }""";
        const string Always = """{ "rule": "random", "parameters": { "cooperate": 1 } }""", Never = """{ "rule": "random", "parameters": { "cooperate": 0 } }""";
        Finished done = await StrategySimProcess.RunAsync(["match", "-"], Request($"{Always}, {Never}", $"{Never}, {Always}", $"{Always}, {Never}"));
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Equal(["6 30", "12 3", "6 30"], done.Json.GetProperty("matches").EnumerateArray().Select(match => string.Join(' ', Numbers(match, "totals"))));
        // A longer match in between changes nothing.
        Finished longer = await StrategySimProcess.RunAsync(["match", "-", "--rounds", "30"], Request($"{Always}, {Never}"));
        Assert.Equal(["60", "300"], Numbers(longer.Json.GetProperty("matches")[0], "totals"));
    }

    [Fact]
    public async Task Simulations_FollowTheirSeed()
    {
        string[] asked = ["match", "--game", "chicken", "--row", "q-learning", "--column", "random", "--mode", "simulate", "--rounds", "50", "--repetitions", "4", "--seed"];
        Finished one = await StrategySimProcess.RunAsync([.. asked, "1"]), again = await StrategySimProcess.RunAsync([.. asked, "1"]), two = await StrategySimProcess.RunAsync([.. asked, "2"]);
        Assert.Equal((0, ""), (one.ExitCode, one.Error));
        Assert.Equal(one.Out, again.Out);
        Assert.NotEqual(one.Json.GetProperty("counts").ToString(), two.Json.GetProperty("counts").ToString());
        Assert.Equal("1", Text(one, "seed"));
    }

    [Fact]
    public async Task PeopleSeeTables_AndWhatHasToBeKnown()
    {
        Finished done = await StrategySimProcess.RunAsync("match", "--game", "prisoners-dilemma", "--row", "coin-tit-for-tat", "--column", "coin-tit-for-tat", "--table");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Contains("coin-tit-for-tat against coin-tit-for-tat", done.Out, StringComparison.Ordinal);
        Assert.Contains("Play ends in one of 3 closed sets of states.", done.Out, StringComparison.Ordinal);
        Assert.Contains("long run, a round", done.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_NameTheirPlace()
    {
        Finished done = await StrategySimProcess.RunAsync(["match", "-", "--noise", "2"], $$"""{ "game": {{Game}}, "players": ["tit-for-tat", { "rule": "memory-one", "parameters": { "CC": "7/5" } }], "turns": 3 }""");
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("/players/1/parameters/CC: ", done.Error, StringComparison.Ordinal);
        Assert.Contains("/turns: ", done.Error, StringComparison.Ordinal);
        Assert.Contains("/noise: ", done.Error, StringComparison.Ordinal);
        Finished nothing = await StrategySimProcess.RunAsync("match", "--game", "chicken");
        Assert.Equal(1, nothing.ExitCode);
        Assert.Contains("--row and --column", nothing.Error, StringComparison.Ordinal);
        Finished large = await StrategySimProcess.RunAsync("match", "--game", "chicken", "--row", "gradual", "--column", "forgiver", "--noise", "1/10", "--rounds", "10000000");
        Assert.Equal(1, large.ExitCode);
        Assert.Contains("too large for an exact answer", large.Error, StringComparison.Ordinal);
    }

    private static string[] Numbers(JsonElement answer, string member) => [.. answer.GetProperty(member).EnumerateArray().Select(number => number.ToString())];

    private static string? Text(Finished done, string member) => done.Json.GetProperty(member).GetString();
}
