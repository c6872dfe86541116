using System.Collections.Immutable;
using System.Text.Json;
using StrategySim.GameTheory.Formats;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Tests.Conformance;

/// <summary>A game with its known equilibria; the folder's README.md says how they were obtained.</summary>
internal sealed class ConformanceGame(string name)
{
    private readonly JsonElement _answer = JsonDocument.Parse(File.ReadAllText(ConformanceGames.PathOf($"{name}.json"))).RootElement;

    public string Text { get; } = File.ReadAllText(ConformanceGames.PathOf($"{name}.nfg"));

    public NormalFormGame Game => GambitNfg.Read(Text);

    public string[] Players => Strings(_answer.GetProperty("players"));

    public string[][] Strategies => [.. _answer.GetProperty("strategies").EnumerateArray().Select(Strings)];

    public JsonElement[] Equilibria => [.. _answer.GetProperty("equilibria").EnumerateArray()];

    public JsonElement[] Components => _answer.TryGetProperty("components", out JsonElement c) ? [.. c.EnumerateArray()] : [];

    public bool Complete => _answer.GetProperty("complete").GetBoolean();

    public static MixedStrategyProfile Profile(JsonElement equilibrium) =>
        new(equilibrium.GetProperty("profile").EnumerateArray().Select(Strategy));

    public static MixedStrategy Strategy(JsonElement probabilities) => new(Numbers(probabilities));

    public static Rational[] Numbers(JsonElement numbers) => [.. Strings(numbers).Select(Rational.Parse)];

    private static string[] Strings(JsonElement strings) => [.. strings.EnumerateArray().Select(s => s.GetString()!)];
}

internal static class ConformanceGames
{
    public static ImmutableArray<string> Names { get; } =
        [.. Directory.GetFiles(PathOf(""), "*.nfg").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> TwoPlayer => [.. Names.Where(name => name[0] != 'n')];

    public static TheoryData<string> ManyPlayers => [.. Names.Where(name => name[0] == 'n')];

    public static TheoryData<string> All => [.. Names];

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Conformance", "games", file);
}
