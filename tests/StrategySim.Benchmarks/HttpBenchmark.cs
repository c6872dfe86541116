using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using StrategySim.Api;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Benchmarks;

/// <summary>Time from POST to result of a run of one unit over HTTP, beside the same unit called in process.</summary>
internal static class HttpBenchmark
{
    private const int Runs = 101;

    public static async Task RunAsync(Scenario scenario)
    {
        string folder = Directory.CreateTempSubdirectory("strategysim-bench-").FullName;
        try
        {
            await using WebApplication app = StrategySimHost.Build(
                settings =>
                {
                    settings.DataFolder = folder;
                    settings.Urls = "http://127.0.0.1:0";
                },
                builder => builder.Logging.ClearProviders());
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            await MeasureAsync(client, scenario);
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(HttpClient client, Scenario scenario)
    {
        CompiledScenario compiled = CompiledScenario.Compile(scenario);
        var http = new List<double>();
        var inProcess = new List<double>();
        // Every run has a seed of its own, so that no stored unit is used again; the first ones warm both sides up.
        for (int i = -20; i < Runs; i++)
        {
            ulong seed = (ulong)(1000 + i);
            long start = Stopwatch.GetTimestamp();
            await RunOnceAsync(client, scenario.Id, seed);
            double overHttp = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            start = Stopwatch.GetTimestamp();
            UnitPlayer.Play(compiled, seed, 0, CancellationToken.None);
            double alone = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (i < 0) continue;
            http.Add(overHttp);
            inProcess.Add(alone);
        }

        double median = PairedRuns.Median(http), unit = PairedRuns.Median(inProcess);
        Console.WriteLine($"{scenario.Id}: one replication over HTTP, {Runs} runs, wall time");
        Console.WriteLine($"  POST to payoffs {median,8:F2} ms (accepted, stored, played, stored, read back: the 90th of 100 takes {PairedRuns.Percentile(http, 0.9):F2} ms)");
        Console.WriteLine($"  same unit alone {unit,8:F2} ms in process");
        Console.WriteLine($"  ratio           {median / unit,8:F1}");
    }

    private static async Task RunOnceAsync(HttpClient client, string scenario, ulong seed)
    {
        using HttpResponseMessage accepted = await client.PostAsJsonAsync("/api/v1/runs", new { scenario, seed, replications = 1 });
        accepted.EnsureSuccessStatusCode();
        string id = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        // The stream of events ends with the run.
        using (Stream events = await client.GetStreamAsync($"/api/v1/runs/{id}/events"))
        using (var reader = new StreamReader(events))
        {
            string text = await reader.ReadToEndAsync();
            if (!text.Contains("completed", StringComparison.Ordinal)) throw new InvalidOperationException($"Run {id} did not complete: {text}");
        }

        using HttpResponseMessage payoffs = await client.GetAsync($"/api/v1/runs/{id}/payoffs");
        payoffs.EnsureSuccessStatusCode();
        await payoffs.Content.ReadAsByteArrayAsync();
    }
}
