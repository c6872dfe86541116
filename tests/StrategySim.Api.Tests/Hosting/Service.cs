using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StrategySim.Api.Hosting;
using StrategySim.Testing.Files;

namespace StrategySim.Api.Tests.Hosting;

/// <summary>The service on a free port of this machine, with a store of its own in a temporary folder.</summary>
public sealed class Service : IAsyncDisposable
{
    private readonly TemporaryFolder? _folder;

    private Service(TemporaryFolder? folder, WebApplication app)
    {
        _folder = folder;
        App = app;
        Http = new HttpClient
        {
            BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()),
            Timeout = TimeSpan.FromMinutes(2),
        };
    }

    public WebApplication App { get; }

    public HttpClient Http { get; }

    /// <param name="settings">Changes to the settings.</param>
    /// <param name="configure">Changes to the host.</param>
    /// <param name="extend">Additions to the routes.</param>
    /// <param name="dataFolder">The folder of the store, which outlives the service; null for one of its own.</param>
    public static async Task<Service> StartAsync(
        Action<StrategySimSettings>? settings = null, Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? extend = null, string? dataFolder = null)
    {
        var folder = dataFolder is null ? new TemporaryFolder() : null;
        WebApplication app = StrategySimHost.Build(
            s =>
            {
                s.DataFolder = dataFolder ?? folder!.Path;
                s.Urls = "http://127.0.0.1:0";
                // A silo takes a second to start; tests of both engines ask for it.
                s.Engine = RunEngines.Local;
                settings?.Invoke(s);
            },
            builder =>
            {
                builder.Logging.ClearProviders();
                configure?.Invoke(builder);
            });
        extend?.Invoke(app);
        await app.StartAsync();
        return new Service(folder, app);
    }

    public async Task<Answer> GetAsync(string address, string? accept = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(address));
        if (accept is not null) request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        foreach ((string name, string value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await SendAsync(request);
    }

    public Task<Answer> PostAsync(string address, JsonNode body, params (string Name, string Value)[] headers) =>
        PostAsync(address, body.ToJsonString(), "application/json", headers);

    public async Task<Answer> PostAsync(string address, string body, string mediaType, params (string Name, string Value)[] headers)
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(address)) { Content = content };
        foreach ((string name, string value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await Http.SendAsync(request);
        return new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType ?? "",
            await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        _folder?.Dispose();
    }

    private static string Address(string address) => address.StartsWith("//", StringComparison.Ordinal) ? address[1..] : StrategySimHost.BasePath + address;
}

/// <summary>What the service answered.</summary>
public sealed record Answer(int Status, string MediaType, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text) ?? throw new InvalidOperationException("The answer is the JSON null.");

    public JsonNode this[string member] => Json[member] ?? throw new InvalidOperationException($"The answer has no '{member}': {Text}");

    /// <summary>The answer, where it has the status; otherwise the test fails with its text.</summary>
    public Answer Require(int status)
    {
        Assert.True(Status == status, $"Expected status {status}; found {Status} with {Text}");
        return this;
    }

    /// <summary>The faults of a problem document with the status.</summary>
    public JsonObject[] Faults(int status)
    {
        Require(status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal(status, (int)this["status"]);
        foreach (string member in new[] { "type", "title", "detail" }) Assert.NotEqual("", (string?)this[member]);
        return [.. this["faults"].AsArray().Select(fault => fault!.AsObject())];
    }
}

/// <summary>One service for all tests that leave nothing behind that others could stumble over.</summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    private Service? _service;

    public Service Service => _service ?? throw new InvalidOperationException("The fixture is not started.");

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_service is not null) await _service.DisposeAsync();
    }
}
