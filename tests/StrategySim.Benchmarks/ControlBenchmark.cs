using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using StrategySim.Api;
using StrategySim.Api.Hosting;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Benchmarks;

/// <summary>How long a look at a run and its cancellation take over HTTP while a batch keeps every core busy, beside the look at a service at rest.</summary>
internal static class ControlBenchmark
{
    private const int Looks = 200, Cancellations = 30;

    public static async Task RunAsync(Scenario scenario)
    {
        foreach (string engine in RunEngines.Names.Order(StringComparer.Ordinal)) await RunAsync(scenario, engine);
    }

    private static async Task RunAsync(Scenario scenario, string engine)
    {
        string folder = Directory.CreateTempSubdirectory("strategysim-bench-").FullName;
        try
        {
            await using WebApplication app = StrategySimHost.Build(
                settings =>
                {
                    settings.DataFolder = folder;
                    settings.Urls = "http://127.0.0.1:0";
                    settings.Engine = engine;
                },
                builder => builder.Logging.ClearProviders());
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            await MeasureAsync(client, scenario.Id, engine);
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(HttpClient client, string scenario, string engine)
    {
        string first = await StartAsync(client, scenario, seed: 1);
        await CancelAsync(client, first);
        List<double> atRest = await LookAsync(client, first);

        // More replications than anybody waits for: the cores stay busy until the run is cancelled.
        string busy = await StartAsync(client, scenario, seed: 2);
        List<double> looks = await LookAsync(client, busy);
        var cancellations = new List<double>();
        for (int i = 0; i < Cancellations; i++)
        {
            string run = await StartAsync(client, scenario, seed: (ulong)(3 + i));
            cancellations.Add(await CancelAsync(client, run));
        }

        if (await StatusAsync(client, busy) != "running") throw new InvalidOperationException($"Run {busy} did not keep the cores busy to the end.");
        await CancelAsync(client, busy);
        Console.WriteLine($"{scenario}: control over HTTP, engine {engine}, a batch on all {Environment.ProcessorCount} cores, wall time");
        Say("GET /runs/{id}", looks);
        Say("POST :cancel", cancellations);
        Say("GET at rest", atRest);
        Console.WriteLine($"  ratio           {PairedRuns.Median(looks) / PairedRuns.Median(atRest),8:F1} of the look at rest");
    }

    private static void Say(string what, List<double> milliseconds) =>
        Console.WriteLine($"  {what,-15} {PairedRuns.Median(milliseconds),8:F2} ms (median of {milliseconds.Count}; 95 of 100 take at most {PairedRuns.Percentile(milliseconds, 0.95):F2} ms)");

    private static async Task<List<double>> LookAsync(HttpClient client, string run)
    {
        var times = new List<double>();
        for (int i = -20; i < Looks; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await StatusAsync(client, run);
            if (i >= 0) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            // People and their programs ask now and then.
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        return times;
    }

    // Answers once units of the run have ended.
    private static async Task<string> StartAsync(HttpClient client, string scenario, ulong seed)
    {
        using HttpResponseMessage accepted = await client.PostAsJsonAsync("/api/v1/runs", new { scenario, seed, replications = 1_000_000 });
        accepted.EnsureSuccessStatusCode();
        string id = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        while ((await GetAsync(client, id)).GetProperty("unitsDone").GetInt32() == 0) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        return id;
    }

    private static async Task<double> CancelAsync(HttpClient client, string run)
    {
        long start = Stopwatch.GetTimestamp();
        using HttpResponseMessage cancelled = await client.PostAsync($"/api/v1/runs/{run}:cancel", null);
        await cancelled.Content.ReadAsByteArrayAsync();
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        cancelled.EnsureSuccessStatusCode();
        return milliseconds;
    }

    private static async Task<string> StatusAsync(HttpClient client, string run) => (await GetAsync(client, run)).GetProperty("status").GetString()!;

    private static async Task<JsonElement> GetAsync(HttpClient client, string run) => await client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}");
}
