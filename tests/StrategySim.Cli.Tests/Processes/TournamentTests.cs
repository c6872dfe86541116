using System.Text.Json;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>tournament</c>: everyone against everyone.</summary>
public sealed class TournamentTests
{
    private static readonly string[] Dilemma = ["tournament", "--game", "prisoners-dilemma", "--rules", "tit-for-tat,grudger,cooperator,defector", "--rounds", "100"];

    [Fact]
    public async Task OptionsSayAll_AndAPipeGetsTheAnswerOfTheService()
    {
        Finished done = await StrategySimProcess.RunAsync(Dilemma);
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Equal(16, done.Json.GetProperty("matches").GetProperty("played").GetInt32());
        // T, R, S, P = 4, 3, 1, 2: against D first 1, then 2. (3·3 + 199/100)/4.
        Assert.Equal("1099/400", done.Json.GetProperty("ranking")[0].GetProperty("exact").GetString());
        Assert.Equal([1, 1, 3, 4], done.Json.GetProperty("ranking").EnumerateArray().Select(row => row.GetProperty("rank").GetInt32()));
    }

    [Fact]
    public async Task PeopleSeeTables_FilesGetRowsAndFigures()
    {
        Finished table = await StrategySimProcess.RunAsync([.. Dilemma, "--table"]);
        Assert.Equal((0, ""), (table.ExitCode, table.Error));
        Assert.Contains("1 (1–2)", table.Out, StringComparison.Ordinal);
        Assert.Contains("16 matches", table.Out, StringComparison.Ordinal);
        Finished csv = await StrategySimProcess.RunAsync([.. Dilemma, "--csv", "--matches"]);
        Assert.Equal(1 + (16 * 2), csv.Out.TrimEnd().Split('\n').Length);

        string folder = Directory.CreateTempSubdirectory("strategysim-tournament-").FullName;
        try
        {
            Finished drawn = await StrategySimProcess.RunAsync([.. Dilemma, "--latex", "--figures", folder]);
            Assert.Contains("\\caption{Tournament, both roles", drawn.Out, StringComparison.Ordinal);
            Assert.Equal(["tournament-cooperation.vl.json", "tournament-payoffs.vl.json", "tournament-scores.vl.json"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task AShippedTournament_IsNamedByItsId_AndPlanned()
    {
        Finished plan = await StrategySimProcess.RunAsync(["tournament", "concessions-in-chicken", "--plan", "--repetitions", "3", "--rounds", "50"]);
        Assert.Equal((0, ""), (plan.ExitCode, plan.Error));
        JsonElement matches = plan.Json.GetProperty("matches");
        Assert.Equal(144, matches.GetProperty("played").GetInt32() + matches.GetProperty("exact").GetInt32() + matches.GetProperty("simulated").GetInt32());
        Assert.Equal(matches.GetProperty("simulated").GetInt32() * 150.0, plan.Json.GetProperty("rounds").GetDouble());
    }

    [Fact]
    public async Task Faults_NameTheirPlace()
    {
        Finished done = await StrategySimProcess.RunAsync(["tournament", "-"], "game: { format: named, id: chicken }\nrules:\n  - tit-for-tit\n  - { rule: random, parameters: { cooperate: 2 } }\nrounds: 0\n");
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("standard input:3:5: /rules/0: ", done.Error, StringComparison.Ordinal);
        Assert.Contains("standard input:4:46: /rules/1/parameters/cooperate: ", done.Error, StringComparison.Ordinal);
        Assert.Contains("standard input:5:9: /rounds: ", done.Error, StringComparison.Ordinal);
        done = await StrategySimProcess.RunAsync(["tournament", "nothing"]);
        Assert.Contains("its ids are concessions-in-chicken", done.Error, StringComparison.Ordinal);
        done = await StrategySimProcess.RunAsync(["tournament", "--game", "chicken"]);
        Assert.Contains("say --game and --rules", done.Error, StringComparison.Ordinal);
        done = await StrategySimProcess.RunAsync(["tournament", "--game", "chicken", "--rules", "gradual,forgiver", "--noise", "1/10", "--mode", "exact", "--rounds", "10000000"]);
        Assert.Contains("too large for an exact answer", done.Error, StringComparison.Ordinal);
    }
}
