using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace StrategySim.Cli.Tests.Processes;

/// <summary>A running <c>serve</c> process and a client for it.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly HttpClient _client;

    private Service(StrategySimProcess process, string url, string announcement)
    {
        Process = process;
        Url = url;
        Announcement = announcement;
        _client = new HttpClient { BaseAddress = new Uri(url) };
    }

    public StrategySimProcess Process { get; }

    /// <summary>Where it listens.</summary>
    public string Url { get; }

    /// <summary>What it printed up to its address.</summary>
    public string Announcement { get; }

    /// <summary>Starts the service on a free port and waits until it says where it listens.</summary>
    public static async Task<Service> StartAsync(string dataFolder, params string[] more)
    {
        StrategySimProcess process = StrategySimProcess.Start(["serve", "--urls", "http://127.0.0.1:0", "--data", dataFolder, .. more]);
        var said = new StringBuilder();
        while (await process.Out.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said.AppendLine(line);
            if (line.StartsWith("listening on", StringComparison.Ordinal)) return new Service(process, line["listening on".Length..].Trim(), said.ToString());
        }

        throw new InvalidOperationException($"serve ended with {await process.WaitAsync()} before it listened. It said: {said}{process.ErrorSoFar}");
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using HttpResponseMessage answer = await _client.GetAsync(path, TestContext.Current.CancellationToken);
        return await Read(answer, HttpStatusCode.OK);
    }

    public async Task<JsonElement> PostAsync(string path, string body, HttpStatusCode expected, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type));
        using HttpResponseMessage answer = await _client.PostAsync(path, content, TestContext.Current.CancellationToken);
        return await Read(answer, expected);
    }

    /// <summary>Waits for a run to be completed.</summary>
    public async Task<JsonElement> CompletedAsync(string run)
    {
        JsonElement last = default;
        await Patiently.UntilAsync(
            async () =>
            {
                last = await GetAsync($"/api/v1/runs/{run}");
                return last.GetProperty("status").GetString() is "completed" or "failed" or "cancelled";
            },
            $"run {run} is completed");
        Assert.Equal("completed", last.GetProperty("status").GetString());
        return last;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Process.DisposeAsync();
    }

    private static async Task<JsonElement> Read(HttpResponseMessage answer, HttpStatusCode expected)
    {
        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == expected, $"{answer.RequestMessage!.RequestUri}: {(int)answer.StatusCode}, expected {(int)expected}: {text}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }
}
