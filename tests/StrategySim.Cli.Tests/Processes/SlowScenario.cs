using System.Numerics;
using Microsoft.Data.Sqlite;
using StrategySim.Testing;

namespace StrategySim.Cli.Tests.Processes;

/// <summary>A scenario that takes a while: long enough to be interrupted in the middle, short enough to be played again.</summary>
internal static class SlowScenario
{
    public const int Replications = 40;

    // 60,000 rounds in which the state moves, so that the table is derived anew each round: some ten units a second.
    public static string Text { get; } = ScenarioText.Path(
        s: "{ initial: 1, min: 0, max: 3, halfLife: 20 }",
        extra: $"shocks: {{ swan: {{ process: poisson, rate: 1/2, target: s, size: {{ exponential: 1/3 }}, halfLife: 8 }} }}\nrun: {{ executionNoise: 0.05, replications: {Replications}, seed: 7 }}",
        horizon: 60_000);

    /// <summary>Units that a data folder's store holds; 0 where there is no store yet.</summary>
    public static long UnitsIn(string folder)
    {
        string file = Path.Combine(folder, "experiments.db");
        if (!File.Exists(file)) return 0;
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            using SqliteCommand count = connection.CreateCommand();
            count.CommandText = "SELECT present FROM unit_block";
            using SqliteDataReader blocks = count.ExecuteReader();
            long units = 0;
            while (blocks.Read()) units += BitOperations.PopCount((ulong)blocks.GetInt64(0));
            return units;
        }
        catch (SqliteException)
        {
            // The store is just being made.
            return 0;
        }
    }
}

/// <summary>Waiting for something to become true, with a deadline instead of a guess.</summary>
internal static class Patiently
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2), Pause = TimeSpan.FromMilliseconds(20);

    public static async Task UntilAsync(Func<bool> condition, string what) => await UntilAsync(() => Task.FromResult(condition()), what);

    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        TimeProvider time = TimeProvider.System;
        long start = time.GetTimestamp();
        while (!await condition())
        {
            if (time.GetElapsedTime(start) > Patience) throw new TimeoutException($"Waited for {Patience} until {what}.");
            await Task.Delay(Pause, time, TestContext.Current.CancellationToken);
        }
    }
}
