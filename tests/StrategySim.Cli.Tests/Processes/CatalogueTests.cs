using StrategySim.GameTheory.Catalog;
using StrategySim.GameTheory.Equilibria;
using StrategySim.Minerals;
using StrategySim.Simulation.Rules;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>games</c>, <c>solvers</c>, <c>rules</c>, <c>minerals</c> and <c>scenarios</c> list what the floors below know.</summary>
public sealed class CatalogueTests
{
    public static TheoryData<string, string[]> Catalogues => new()
    {
        { "games", [.. GameCatalog.All.Select(game => game.Id)] },
        { "solvers", [.. SolverCatalog.All.Select(solver => solver.Id)] },
        { "rules", [.. RuleCatalog.All.Select(rule => rule.Id)] },
        { "scenarios", [.. ValidateTests.ShippedScenarios.Select(row => row.Data)] },
        { "minerals", [.. MineralCatalog.All.Select(mineral => mineral.Id)] },
    };

    [Theory]
    [MemberData(nameof(Catalogues))]
    public async Task TheList_HasEveryEntry_AsJsonAndAsTable(string command, string[] ids)
    {
        Finished json = await StrategySimProcess.RunAsync(command);
        Assert.Equal((0, ""), (json.ExitCode, json.Error));
        Assert.Equal(ids, json.Json.EnumerateArray().Select(entry => entry.GetProperty("id").GetString()));

        Finished table = await StrategySimProcess.RunAsync(command, "--table");
        Assert.Equal((0, ""), (table.ExitCode, table.Error));
        Assert.All(ids, id => Assert.Contains($"│ {id} ", table.Out));
    }

    [Theory]
    [MemberData(nameof(Catalogues))]
    public async Task AnEntry_IsFoundByItsId(string command, string[] ids)
    {
        Finished json = await StrategySimProcess.RunAsync(command, ids[^1]);
        Assert.Equal((0, ""), (json.ExitCode, json.Error));
        Assert.Equal(ids[^1], json.Json.GetProperty("id").GetString());

        Finished table = await StrategySimProcess.RunAsync(command, ids[0], "--table");
        Assert.Equal((0, ""), (table.ExitCode, table.Error));
        Assert.Contains(ids[0], table.Out);
    }

    [Theory]
    [MemberData(nameof(Catalogues))]
    public async Task AnUnknownId_IsRefusedWithTheIdsThatThereAre(string command, string[] ids)
    {
        Finished done = await StrategySimProcess.RunAsync(command, "unobtainium");
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.All(ids, id => Assert.Contains(id, done.Error));
    }
}
