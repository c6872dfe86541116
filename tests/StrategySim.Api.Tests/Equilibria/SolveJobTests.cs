using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.Equilibria;

/// <summary>Solves that go on by themselves, and solves that use up their time.</summary>
public sealed class SolveJobTests(ServiceFixture fixture)
{
    private static readonly (string, string) Later = ("Prefer", "respond-async");

    private static readonly JsonObject Easy = new() { ["game"] = new JsonObject { ["format"] = "named", ["id"] = "chicken" } };

    private Service Service => fixture.Service;

    /// <summary>A game whose search takes many seconds.</summary>
    private static JsonObject Hard()
    {
        uint state = 7;
        var rows = new JsonArray();
        for (int i = 0; i < 17; i++) rows.Add(new JsonArray([.. Enumerable.Range(0, 17).Select(_ => (JsonNode)new JsonArray(Next(), Next()))]));
        return new JsonObject { ["game"] = new JsonObject { ["format"] = "table", ["payoffs"] = rows } };

        int Next() => (int)((state = (state * 1_664_525) + 1_013_904_223) >> 20) % 100;
    }

    [Fact]
    public async Task AJob_IsFollowedToItsResult_WhichIsTheAnswerOfTheSameQuestion()
    {
        Answer accepted = (await Service.PostAsync("/equilibria", Easy, Later)).Require(202);
        Assert.Equal("respond-async", accepted.Headers["Preference-Applied"]);
        string location = accepted.Headers["Location"];
        Assert.Equal($"/api/v1/equilibria/{accepted["id"]}", location);
        Answer job = await EndedAsync("/" + location);
        Assert.Equal("completed", (string)job["status"]!);
        Assert.Equal((await Service.PostAsync("/equilibria", Easy))["equilibria"].ToJsonString(), job["result"]["equilibria"]!.ToJsonString());
        Assert.Contains((await Service.GetAsync("/equilibria")).Json.AsArray(), listed => (string)listed!["id"]! == (string)accepted["id"]! && listed["result"] is null);
        (await Service.PostAsync($"/equilibria/{accepted["id"]}:cancel", "", "application/json")).Faults(409);
        (await Service.GetAsync("/equilibria/nothing")).Faults(404);
        (await Service.PostAsync("/equilibria/nothing:cancel", "", "application/json")).Faults(404);
    }

    [Fact]
    public async Task AJobThatEndsWithinTheWait_AnswersAtOnce()
    {
        Answer answer = (await Service.PostAsync("/equilibria", Easy, ("Prefer", "wait=60, respond-async"))).Require(200);
        Assert.Equal(3, answer["equilibria"].AsArray().Count);
        (await Service.PostAsync("/equilibria?async=true", Easy)).Require(202);
        (await Service.PostAsync("/equilibria?async=false", Easy, Later)).Require(200);
    }

    [Fact]
    public async Task ACancelledJob_FreesItsPlaceForTheNext()
    {
        Answer hard = (await Service.PostAsync("/equilibria", Hard(), Later)).Require(202), next = (await Service.PostAsync("/equilibria", Easy, Later)).Require(202);
        Answer cancelled = (await Service.PostAsync($"/equilibria/{hard["id"]}:cancel", "", "application/json")).Require(200);
        Assert.Equal("cancelled", (string)cancelled["status"]!);
        Assert.Null(cancelled.Json["result"]);
        Assert.Equal("completed", (string)(await EndedAsync($"/equilibria/{next["id"]}"))["status"]!);
    }

    [Fact]
    public async Task ASolveThatUsesUpItsTime_EndsWithWhatItHas()
    {
        Answer answer = (await Service.PostAsync("/equilibria?seconds=0.05", Hard())).Require(200);
        Assert.False((bool)answer["complete"]);
        Assert.StartsWith("the budget of 0.05 s was used up after ", (string)answer["completeBecause"]!, StringComparison.Ordinal);
        Assert.NotEmpty(answer["equilibria"].AsArray());
        Assert.Equal("0", (string)answer["certificate"]["maximumRegret"]!);
        JsonObject fault = Assert.Single((await Service.PostAsync("/equilibria?seconds=31", Easy)).Faults(422));
        Assert.Equal(("seconds", "at most 30 s (SolveSeconds)"), ((string)fault["parameter"]!, (string)fault["expected"]!));
    }

    [Fact]
    public async Task AStartingLabel_IsCheckedAgainstTheGameAndTheMethod()
    {
        JsonObject question = Easy.DeepClone().AsObject();
        question["label"] = 3;
        Assert.Equal("no label, or the method lemke-howson", (string)Assert.Single((await Service.PostAsync("/equilibria", question)).Faults(422))["expected"]!);
        question["method"] = "lemke-howson";
        Assert.Contains("drops strategy 'Y' of player 'B'", (string)(await Service.PostAsync("/equilibria", question)).Require(200)["completeBecause"]!, StringComparison.Ordinal);
        question["label"] = 4;
        Assert.Equal("0 to 3", (string)Assert.Single((await Service.PostAsync("/equilibria", question)).Faults(422))["expected"]!);
        question["label"] = "first";
        Assert.Equal("/label", (string)Assert.Single((await Service.PostAsync("/equilibria", question)).Faults(422))["pointer"]!);
    }

    [Fact]
    public async Task JobsBeyondTheBound_TakeThePlaceOfEndedOnes_OrAreRefused()
    {
        await using Service small = await Service.StartAsync(settings => settings.Limits.MaximumSolveJobs = 2);
        Answer first = (await small.PostAsync("/equilibria", Hard(), Later)).Require(202), second = (await small.PostAsync("/equilibria", Easy, Later)).Require(202);
        (await small.PostAsync("/equilibria", Easy, Later)).Faults(503);
        (await small.PostAsync($"/equilibria/{first["id"]}:cancel", "", "application/json")).Require(200);
        (await small.PostAsync("/equilibria", Easy, Later)).Require(202);
        (await small.GetAsync($"/equilibria/{first["id"]}")).Faults(404);
        (await small.GetAsync($"/equilibria/{second["id"]}")).Require(200);
    }

    [Fact]
    public async Task AJobThatFails_SaysWhy()
    {
        // Refused by its estimate only once it is at work.
        JsonObject question = Hard();
        question["method"] = "vertex-enumeration";
        Answer job = (await Service.PostAsync("/equilibria", question, Later)).Require(202);
        Answer ended = await EndedAsync($"/equilibria/{job["id"]}");
        Assert.Equal("failed", (string)ended["status"]!);
        Assert.Equal("/method", (string)ended["problem"]["faults"]![0]!["pointer"]!);
        Assert.Equal(422, (int)(await Service.PostAsync("/equilibria", question, ("Prefer", "respond-async, wait=60")))["status"]);
    }

    private Task<Answer> EndedAsync(string address) => EndedAsync(address, Service);

    private static async Task<Answer> EndedAsync(string address, Service service)
    {
        while (true)
        {
            Answer job = (await service.GetAsync(address)).Require(200);
            if (job.Json["finishedAt"] is not null) return job;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
