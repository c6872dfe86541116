using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using StrategySim.Api;

namespace StrategySim.Benchmarks.Equilibria;

/// <summary>Games a second through <c>POST /equilibria:batch</c>, over one local connection, from the first byte sent to the last byte read.</summary>
/// <remarks>The client writes a body that is ready and counts lines: what it costs is the copy through the loopback.</remarks>
internal static class EquilibriaBatchBenchmark
{
    private const int Repeats = 5;

    public static async Task RunAsync(int games)
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
            var address = new Uri(app.Urls.First());
            await SendAsync(address, Body(games / 4));
            List<double> rates = [], cpu = [];
            long bytes = 0;
            for (int k = 0; k < Repeats; k++)
            {
                byte[] body = Body(games);
                TimeSpan before = Environment.CpuUsage.TotalTime;
                long start = Stopwatch.GetTimestamp();
                bytes = await SendAsync(address, body);
                rates.Add(games / Stopwatch.GetElapsedTime(start).TotalSeconds);
                cpu.Add((Environment.CpuUsage.TotalTime - before).TotalMicroseconds / games);
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"2×2 games through equilibria:batch, {games:N0} a request, one local connection, median of {Repeats}: {PairedRuns.Median(rates):N0} a second; {PairedRuns.Median(cpu):F1} µs of processor time a game, client included; {bytes / (double)games:F0} bytes an answer"));
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Body(int games)
    {
        var draws = new SplitMix(7);
        var text = new StringBuilder();
        for (int k = 0; k < games; k++)
        {
            text.Append("{\"game\":{\"format\":\"table\",\"payoffs\":[[[");
            for (int p = 0; p < 8; p++) text.Append(draws.Next(-3, 3)).Append(p switch { 1 or 5 => "],[", 3 => "]],[[", 7 => "]]]}}\n", _ => "," });
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <returns>The bytes of the answers.</returns>
    private static async Task<long> SendAsync(Uri address, byte[] body)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        await using var stream = new NetworkStream(socket);
        string head = $"POST {StrategySimHost.BasePath}/equilibria:batch HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/x-ndjson\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        Task sending = WriteAsync();
        byte[] piece = new byte[1 << 16];
        long bytes = 0, lines = 0;
        int read;
        while ((read = await stream.ReadAsync(piece)) > 0)
        {
            bytes += read;
            lines += piece.AsSpan(0, read).Count("}\n"u8);
        }

        await sending;
        // A line end may stand across two reads, but few do.
        long sent = body.AsSpan().Count((byte)'\n');
        return lines > sent * 0.99 ? bytes : throw new InvalidOperationException($"{lines} answers to {sent} games.");

        async Task WriteAsync()
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
            await stream.WriteAsync(body);
        }
    }
}
