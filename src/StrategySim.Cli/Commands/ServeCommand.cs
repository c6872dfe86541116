using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StrategySim.Api;
using StrategySim.Api.Hosting;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Running;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Cli.Commands;

/// <summary><c>serve</c>: the web service, until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal, Option<bool> verbose)
    {
        var urls = new Option<string?>("--urls")
        {
            Description = $"Addresses to listen on, separated by semicolons; port 0 takes a free one. By default {StrategySimSettings.DefaultUrls}.",
            HelpName = "URLS",
        };
        Option<string?> data = DataFolder.Option();
        Option<int?> threads = WholeNumberOption.Create("--threads", 1, 1024, "Threads that one run may play on; by default one for each core.");
        var engine = new Option<string?>("--engine") { Description = $"The engine that plays runs; results do not depend on it. By default {RunEngines.Names[0]}." };
        engine.AcceptOnlyFromAmong([.. RunEngines.Names]);
        var command = new Command("serve", "Serves games, scenarios and runs over HTTP, with Swagger; goes on with unfinished runs.") { urls, data, threads, engine };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string? folder = null;
            await using WebApplication app = StrategySimHost.Build(
                settings =>
                {
                    settings.Urls = parsed.GetValue(urls) ?? settings.Urls;
                    settings.DataFolder = folder = DataFolder.Require(parsed.GetValue(data) ?? settings.DataFolder);
                    settings.Threads = parsed.GetValue(threads) ?? settings.Threads;
                    settings.Engine = parsed.GetValue(engine) ?? settings.Engine;
                },
                builder =>
                {
                    HostLog.Configure(builder.Logging, LogLevel.Information, parsed.GetValue(verbose));
                    builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
                });
            try
            {
                await app.StartAsync(cancellationToken);
            }
            catch (Exception error)
            {
                // What has started already hands over its work before the store is closed.
                await app.StopAsync(CancellationToken.None);
                // An address that is in use, not one's own, or no address at all.
                bool address = error is IOException or FormatException || (error is InvalidOperationException and not ObjectDisposedException && error.Source?.Contains("AspNetCore", StringComparison.Ordinal) == true);
                if (address) throw new InputException($"{error.Message.TrimEnd('.')}; choose where to listen with --urls.");
                throw;
            }

            Announce(new Page(terminal.Out), app, folder!);
            await app.WaitForShutdownAsync(cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Announce(Page page, WebApplication app, string folder)
    {
        page.Title("StrategySim", $"{RunEnvironment.CurrentProgramVersion}, model {SimulationModel.Version}");
        List<(string, string)> facts = [];
        foreach (string url in app.Urls)
        {
            facts.Add(("listening on", url));
            facts.Add(("Swagger", Reachable(url) + "/swagger"));
        }

        facts.Add(("engine", app.Services.GetRequiredService<IRunEngine>().Name));
        facts.Add(("store", $"{app.Services.GetRequiredService<IExperimentStore>().Description} in {folder}"));
        page.Facts(facts);
        page.Blank();
        page.Say("Ctrl-C stops it; runs that are not finished go on when it starts again.", Page.Quiet);
    }

    /// <summary>The address under which a browser on this machine finds what listens on all of its addresses.</summary>
    private static string Reachable(string url) =>
        url.TrimEnd('/')
            .Replace("//0.0.0.0:", "//localhost:", StringComparison.Ordinal)
            .Replace("//[::]:", "//localhost:", StringComparison.Ordinal)
            .Replace("//*:", "//localhost:", StringComparison.Ordinal)
            .Replace("//+:", "//localhost:", StringComparison.Ordinal);

    /// <summary>Leaves signals to the command, which cancels its token.</summary>
    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
