using StrategySim.Experiments.Store;

namespace StrategySim.Storage.Tests.Sqlite;

public sealed class ScenarioTests : IDisposable
{
    private readonly TestStore _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task AKeptScenario_IsFoundAfterReopening()
    {
        StoredScenario scenario = Scenario("0123456789abcdef", minute: 1);
        await _test.Store.SaveScenarioAsync(scenario, default);
        _test.Reopen();
        Assert.Equal(scenario, await _test.Store.FindScenarioAsync(scenario.Id, default));
    }

    [Fact]
    public async Task KeepingAScenarioAgain_ChangesNothing()
    {
        StoredScenario first = Scenario("0123456789abcdef", minute: 1);
        await _test.Store.SaveScenarioAsync(first, default);
        await _test.Store.SaveScenarioAsync(first with { CreatedAt = first.CreatedAt.AddDays(1) }, default);
        Assert.Equal([first], await _test.Store.ListScenariosAsync(default));
    }

    [Fact]
    public async Task Scenarios_AreListedNewestFirst()
    {
        await _test.Store.SaveScenarioAsync(Scenario("b", minute: 2), default);
        await _test.Store.SaveScenarioAsync(Scenario("c", minute: 3), default);
        await _test.Store.SaveScenarioAsync(Scenario("a", minute: 1), default);
        Assert.Equal(["c", "b", "a"], (await _test.Store.ListScenariosAsync(default)).Select(s => s.Id));
    }

    [Fact]
    public async Task AnUnknownScenario_IsNull() => Assert.Null(await _test.Store.FindScenarioAsync("unknown", default));

    private static StoredScenario Scenario(string id, int minute) =>
        new(id, "us-china", "Rivalry, \"quoted\" and − with a minus", """{"id":"us-china"}""", new DateTimeOffset(2030, 1, 1, 0, minute, 0, TimeSpan.Zero).AddTicks(1));
}
