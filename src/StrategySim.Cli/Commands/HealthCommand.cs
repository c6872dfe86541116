using System.CommandLine;
using StrategySim.Api.Hosting;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Terminals;

namespace StrategySim.Cli.Commands;

/// <summary><c>health</c>: asks a running service whether it is ready; what a container without a shell can call.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static Command Create(Terminal terminal)
    {
        var url = new Option<string>("--url") { Description = "Where the service listens.", HelpName = "URL", DefaultValueFactory = _ => StrategySimSettings.DefaultUrls };
        url.Validators.Add(result =>
        {
            string text = result.GetValueOrDefault<string>() ?? "";
            if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? given) || given.Scheme is not ("http" or "https"))
            {
                result.AddError($"--url is '{text}'; expected an address such as {StrategySimSettings.DefaultUrls}.");
            }
        });
        var command = new Command("health", "Asks a running service whether it is ready: exit code 0 where it is, 1 where it is not.") { url };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var address = new Uri(new Uri(parsed.GetRequiredValue(url).TrimEnd('/') + "/"), "health/ready");
            string? fault = await AskAsync(address, cancellationToken);
            if (fault is null)
            {
                terminal.Out.Profile.Out.Writer.WriteLine("ready");
                return ExitCodes.Done;
            }

            // 1, not 2: container engines reserve 2, and 1 is what they call unhealthy.
            Failure.Say(terminal, $"{address}: {fault}");
            return ExitCodes.InputWrong;
        });
        return command;
    }

    private static async Task<string?> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(address, cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"the service is not ready ({(int)answer.StatusCode}).";
        }
        catch (HttpRequestException error)
        {
            return $"no service answers there: {error.Message}";
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {Patience.TotalSeconds:0} s.";
        }
    }
}
