using Microsoft.Extensions.Configuration;
using StrategySim.Api.Hosting;
using StrategySim.Simulation.Faults;
using StrategySim.Testing;

namespace StrategySim.Api.Tests.Hosting;

public sealed class SettingsTests
{
    [Fact]
    public async Task LimitsThatAreSet_Hold()
    {
        await using Service service = await Service.StartAsync(settings =>
        {
            settings.Limits.MaximumBodyBytes = 2000;
            settings.Limits.MaximumReplications = 5;
            settings.Limits.Games.MaximumPlayers = 2;
            settings.Limits.Games.MaximumNumberLength = 10;
            settings.Limits.MaximumTrajectoryPage = 3;
        });
        Assert.Empty((await service.PostAsync("/equilibria", new string(' ', 3000), "application/json")).Faults(413));
        Assert.Contains("1 to 5", (string)Assert.Single((await service.PostAsync("/runs", """{"scenario":"chicken","replications":6}""", "application/json")).Faults(422))["expected"]!, StringComparison.Ordinal);
        Assert.Contains("1 to 5", (string)Assert.Single((await service.PostAsync("/runs", """{"scenario":"chicken"}""", "application/json")).Faults(422))["expected"]!, StringComparison.Ordinal);
        Assert.Contains("players", (string)Assert.Single((await service.PostAsync("/equilibria", """{"game":{"format":"table","payoffs":[[[[1,1,1]]]]}}""", "application/json")).Faults(422))["found"]!, StringComparison.Ordinal);
        Assert.Contains("11 characters", (string)Assert.Single((await service.PostAsync("/equilibria", """{"game":{"format":"table","payoffs":[[[1,12345678901]]]}}""", "application/json")).Faults(422))["found"]!, StringComparison.Ordinal);
        Assert.Equal("limit", (string)Assert.Single((await service.GetAsync("/runs/none/trajectory?limit=4")).Faults(422))["parameter"]!);
    }

    [Fact]
    public void SettingsOutOfRange_AreListedTogether()
    {
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => StrategySimHost.Build(settings =>
        {
            settings.Engine = "steam";
            settings.Threads = 0;
            settings.Limits.SolveSeconds = 0;
            settings.Limits.Games.MaximumPayoffs = 0;
        }));
        Assert.Equal(4, error.Faults.Count);
    }

    [Fact]
    public void TheConfiguration_GivesTheSettings_AndWhatItDoesNotKnowIsAFault()
    {
        StrategySimSettings settings = SettingsReader.Read(Configuration(
            ("StrategySim:DataFolder", "/data"), ("STRATEGYSIM:LIMITS:GAMES:MAXIMUMPLAYERS", "7"), ("StrategySim:Limits:SolveSeconds", "2.5"), ("http_ports", "8080;8081")));
        Assert.Equal(("/data", 7, 2.5), (settings.DataFolder, settings.Limits.Games.MaximumPlayers, settings.Limits.SolveSeconds));
        Assert.Equal("http://*:8080;http://*:8081", settings.Urls);
        Assert.Equal("http://a:1", SettingsReader.Read(Configuration(("urls", "http://a:1"), ("http_ports", "8080"))).Urls);

        InvalidInputException unknown = Assert.Throws<InvalidInputException>(() =>
            SettingsReader.Read(Configuration(("StrategySim:Limit", "3"), ("StrategySim:Limits:Games:Players", "3"))));
        Assert.Equal(["/StrategySim/Limit", "/StrategySim/Limits/Games/Players"], unknown.Faults.Select(fault => fault.Pointer));
        InvalidInputException kind = Assert.Throws<InvalidInputException>(() => SettingsReader.Read(Configuration(("StrategySim:Limits:SolveSeconds", "soon"))));
        Assert.Contains("soon", kind.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(v => v.Key, v => (string?)v.Value, StringComparer.Ordinal)).Build();

    [Fact]
    public void EveryLimit_StandsInTheTableOfTheReadme()
    {
        string readme = File.ReadAllText(Repository.Path("src", "StrategySim.Api", "README.md"));
        string[] names =
        [
            .. typeof(StrategySimSettings).GetProperties().Where(p => p.CanWrite && p.PropertyType != typeof(ApiLimits)).Select(p => p.Name),
            .. typeof(ApiLimits).GetProperties().Where(p => p.CanWrite && p.Name != nameof(ApiLimits.Games)).Select(p => p.Name),
            .. typeof(Api.GameDocuments.GameDocumentLimits).GetProperties().Where(p => p.CanWrite).Select(p => "Games:" + p.Name),
        ];
        Assert.All(names, name => Assert.Contains($"| `{name}` |", readme, StringComparison.Ordinal));
    }
}
