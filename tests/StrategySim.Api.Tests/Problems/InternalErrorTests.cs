using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.Problems;

public sealed class InternalErrorTests
{
    [Fact]
    public async Task AnInternalError_IsAProblemWithoutItsCause_AndLoggedUnderItsId()
    {
        var log = new ListLogger();
        await using Service service = await Service.StartAsync(
            configure: builder => builder.Services.AddSingleton<ILoggerProvider>(log),
            extend: app => app.MapGet("/api/v1/fails", IResultOf));
        Answer answer = await service.GetAsync("/fails");
        Assert.Empty(answer.Faults(500));
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", answer.Text, StringComparison.Ordinal);
        string id = (string)answer["errorId"]!;
        (string message, Exception? cause) = Assert.Single(log.Entries, entry => entry.Message.Contains(id, StringComparison.Ordinal));
        Assert.Contains("secret", cause!.Message, StringComparison.Ordinal);
        Assert.NotEmpty(message);
        (await service.GetAsync("/about")).Require(200);

        static string IResultOf() => throw new InvalidOperationException("a secret of this machine");
    }

    private sealed class ListLogger : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<(string Message, Exception? Cause)> Entries { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Enqueue((formatter(state, exception), exception));

        public void Dispose()
        {
        }
    }
}
