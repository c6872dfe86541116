using System.Text;
using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.Equilibria;

/// <summary><c>POST /equilibria:batch</c>: each line answered in its place.</summary>
public sealed class BatchTests(ServiceFixture fixture)
{
    private const string Chicken = """{"game":{"format":"named","id":"chicken"}}""";

    private Service Service => fixture.Service;

    private async Task<JsonObject[]> AskAsync(string body, string mediaType = "application/x-ndjson")
    {
        Answer answer = (await Service.PostAsync("/equilibria:batch", body, mediaType)).Require(200);
        Assert.Equal("application/x-ndjson", answer.MediaType);
        Assert.EndsWith("\n", answer.Text, StringComparison.Ordinal);
        return [.. answer.Text.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    [Fact]
    public async Task EveryLine_IsAnsweredInItsPlace_AsOneQuestionIs()
    {
        // Payoffs that name their line: (1, 1) is the only equilibrium, and pays the number of the line.
        string[] lines = [.. Enumerable.Range(1, 300).Select(k => $$"""{"game":{"format":"table","payoffs":[[[{{k}},{{k}}],[0,0]],[[0,0],[-1,-1]]]},"method":"pure"}""")];
        JsonObject[] answers = await AskAsync(string.Join('\n', lines));
        Assert.Equal(Enumerable.Range(1, 300).Select(k => $"{k}"), answers.Select(answer => (string)answer["equilibria"]![0]!["payoffs"]![0]!));
        JsonObject alone = (await Service.PostAsync("/equilibria", lines[6], "application/json")).Json.AsObject();
        Assert.Equal(alone.Where(member => member.Key != "elapsedMs").Select(member => member.Value?.ToJsonString()), answers[6].Where(member => member.Key != "elapsedMs").Select(member => member.Value?.ToJsonString()));
    }

    [Fact]
    public async Task ALineThatCannotBeAnswered_GetsItsProblem_AndTheOthersGoOn()
    {
        string body = string.Join('\n', [Chicken, "", "  \t\r", "{nonsense", Chicken, """{"game":{"format":"named","id":"chess"},"method":"guess"}""", """{"game":{"format":"nfg","text":"NFG 1 R \"t"}}""", "[]", Chicken, "", "{\"game\""]);
        JsonObject[] answers = await AskAsync(body);
        Assert.Equal([null, 4, null, 6, 7, 8, null, 11], answers.Select(answer => (int?)answer["line"]));
        Assert.Equal([null, 400, null, 422, 422, 422, null, 400], answers.Select(answer => (int?)answer["status"]));
        Assert.All(answers.Where(answer => answer["line"] is null), answer => Assert.Equal(3, answer["equilibria"]!.AsArray().Count));
        Assert.Equal([("/game/id", 6), ("/method", 6)], answers[3]["faults"]!.AsArray().Select(fault => ((string)fault!["pointer"]!, (int)fault["line"]!)));
        // Line and column within the text of the file.
        Assert.Equal(("/game/text", 1, 9), ((string)answers[4]["faults"]![0]!["pointer"]!, (int)answers[4]["faults"]![0]!["line"]!, (int)answers[4]["faults"]![0]!["column"]!));
    }

    [Theory]
    [InlineData("application/jsonl")]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task OtherMediaTypes_AreReadAsJsonLinesToo(string mediaType) => Assert.Equal(2, (await AskAsync($"{Chicken}\r\n{Chicken}\r\n", mediaType)).Length);

    [Fact]
    public async Task Yaml_IsRefused() => (await Service.PostAsync("/equilibria:batch", "game: { format: named, id: chicken }", "application/yaml")).Faults(415);

    [Fact]
    public async Task AnEmptyBody_HasNoAnswers() => Assert.Equal("", (await Service.PostAsync("/equilibria:batch", "\n \n", "application/x-ndjson")).Require(200).Text);

    [Fact]
    public async Task AnswersComeWhileQuestionsStillDo()
    {
        // HttpClient sends a body of HTTP/1.1 whole before it reads; a client that reads while it sends is a socket.
        CancellationToken stop = TestContext.Current.CancellationToken;
        Uri address = Service.Http.BaseAddress!;
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(address.Host, address.Port, stop);
        await using System.Net.Sockets.NetworkStream stream = client.GetStream();
        using var reader = new StreamReader(stream);
        Task SendAsync(string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), stop).AsTask();
        Task AskAsync() => SendAsync($"{Chicken.Length + 1:x}\r\n{Chicken}\n\r\n");
        async Task<string> NextAsync()
        {
            string line;
            do line = await reader.ReadLineAsync(stop) ?? throw new EndOfStreamException("The answer ended early.");
            while (!line.StartsWith('{'));
            return line;
        }

        await SendAsync($"POST /api/v1/equilibria:batch HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
        for (int k = 0; k < 3; k++)
        {
            await AskAsync();
            Assert.Contains("two-by-two", await NextAsync(), StringComparison.Ordinal);
        }

        await SendAsync("0\r\n\r\n");
        Assert.DoesNotContain("two-by-two", await reader.ReadToEndAsync(stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALineThatIsTooLong_IsRefusedInItsPlace()
    {
        await using Service small = await Service.StartAsync(settings => (settings.Limits.MaximumBodyBytes, settings.Limits.MaximumBatchBytes) = (2_000, 4_000));
        string body = string.Join('\n', [Chicken, $$"""{"game":"{{new string('x', 200_000)}}"}""", .. Enumerable.Repeat(Chicken, 500), new string('y', 3_000)]);
        Answer answer = (await small.PostAsync("/equilibria:batch", body, "application/x-ndjson")).Require(200);
        string[] lines = answer.Text.TrimEnd('\n').Split('\n');
        Assert.Equal(503, lines.Length);
        Assert.Equal([1, 502], Enumerable.Range(0, 503).Where(k => lines[k].Contains("\"status\":413", StringComparison.Ordinal)));
    }
}
