using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace StrategySim.Cli.Running;

/// <summary>How the host's services log: one line each, on standard error, so that standard output stays the result.</summary>
internal static class HostLog
{
    /// <summary>Replaces whatever logging there is.</summary>
    /// <param name="logging">The host's logging.</param>
    /// <param name="own">From which level on this program's own messages are written.</param>
    /// <param name="verbose">Whether to write everything down to debugging messages.</param>
    public static void Configure(ILoggingBuilder logging, LogLevel own, bool verbose)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss'Z' ";
        });
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Warning);
        if (verbose) return;
        logging.AddFilter("StrategySim", own);
        // Why the host did not start is told by the command, in a sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }
}
