using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StrategySim.Api.Hosting;
using StrategySim.Api.Problems;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Running;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Packages;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Commands;

/// <summary><c>reproduce PACKAGE.zip</c>: plays a package again from nothing but itself, and says whether every number is the same.</summary>
internal static class ReproduceCommand
{
    public static Command Create(Terminal terminal, Option<bool> verbose)
    {
        var file = new Argument<string>("package") { Description = "A package that 'strategysim export' or the service wrote.", HelpName = "PACKAGE.zip" };
        Option<int?> threads = WholeNumberOption.Create("--threads", 1, 1024, "Threads to play on; by default one for each core. Results do not depend on it.");
        var command = new Command("reproduce", "Checks a package against its own hashes, plays it again in a folder of its own, and says whether every number is the same. Exits with 1 where the package was altered or a number differs.") { file, threads };
        OutputOptions output = OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var watch = Stopwatch.StartNew();
            bool json = output.Choose(parsed, terminal) == OutputFormat.Json;
            string name = parsed.GetRequiredValue(file);
            await using FileStream stream = PackageArchive.Open(name);
            Package package;
            try
            {
                package = await Waiting.ForAsync(terminal, "Checking the files", () => Package.OpenAsync(stream, cancellationToken), cancellationToken);
            }
            catch (InvalidInputException invalid)
            {
                // The faults are what was asked for: as a document on standard output, and for people on standard error.
                if (json) await JsonOutput.WriteAsync(terminal, ProblemKinds.Invalid(invalid.Faults), cancellationToken);
                throw new FaultyInputException(name, invalid.Faults);
            }

            await using (package)
            {
                (Reproduction result, RunEnvironment now) = await PlayAsync(package, name, parsed.GetValue(threads), parsed.GetValue(verbose), terminal, cancellationToken);
                if (json) await JsonOutput.WriteAsync(terminal, ReproductionReport.Of(result, package.Manifest, now, watch.Elapsed), cancellationToken);
                else PackageView.ShowReproduction(new Page(terminal.Out), result, package.Manifest, now, watch.Elapsed);
                return result.Same ? ExitCodes.Done : ExitCodes.InputWrong;
            }
        });
        return command;
    }

    private static async Task<(Reproduction Result, RunEnvironment Now)> PlayAsync(Package package, string name, int? threads, bool verbose, Terminal terminal, CancellationToken cancellationToken)
    {
        // Nothing that was played before may help: the store is new, and goes when all is compared.
        DirectoryInfo folder = Directory.CreateTempSubdirectory("strategysim-");
        try
        {
            // What was accepted once is not looked at again before it is played: points whose scenario is not valid are results as well.
            using IHost host = RunHost.Build(
                Path.Combine(folder.FullName, StrategySimSettings.StoreFileName), threads, verbose, services => services.Configure<StudyOptions>(options => options.MaxCheckedPoints = 1));
            try
            {
                StudyProgress played = await new SweepSession(host, terminal).PlayAsync(package.Sweep, name, package.Seed, cancellationToken);
                Reproduction result = await Waiting.ForAsync(
                    terminal, "Comparing the numbers", () => host.Services.GetRequiredService<StudyPackages>().CompareAsync(package, played, cancellationToken), cancellationToken);
                // A sweep whose points all have faults plays nothing, and keeps nobody who played it.
                RunEnvironment now = played.Study.Environment ?? RunEnvironment.Current(host.Services.GetRequiredService<IRunEngine>().Name, host.Services.GetRequiredService<IExperimentStore>().Description);
                return (result, now);
            }
            finally
            {
                await host.StopAsync(CancellationToken.None);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
