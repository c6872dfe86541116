using System.Diagnostics;
using System.Globalization;
using System.Text;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.Benchmarks.Equilibria;

/// <summary>lrsnash of Debian's lrslib, where it is on the path.</summary>
internal sealed class LrsNash : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("strategysim-lrsnash-").FullName;
    private int _files;

    /// <summary>The program; null where it is not installed.</summary>
    public static LrsNash? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "lrsnash"))) ? new LrsNash() : null;

    /// <summary>Writes a game as lrsnash reads it.</summary>
    /// <param name="game">A two-player game with integer payoffs.</param>
    public string Write(NormalFormGame game)
    {
        int m = game.StrategyCount(0), n = game.StrategyCount(1);
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{m} {n}\n"));
        for (int player = 0; player < 2; player++)
        {
            text.Append('\n');
            for (int i = 0; i < m; i++) text.AppendJoin(' ', Enumerable.Range(0, n).Select(j => game.Payoff(player, i, j).ToString())).Append('\n');
        }

        string file = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{_files++}.txt"));
        File.WriteAllText(file, text.ToString());
        return file;
    }

    /// <summary>Solves games in one process.</summary>
    /// <returns>Of each game the extreme equilibria as text, sorted; processor and wall time of the process, seconds.</returns>
    public static (List<List<string>> Equilibria, double Cpu, double Wall) Solve(IEnumerable<(string File, int Rows)> games)
    {
        (string File, int Rows)[] list = [.. games];
        var start = new ProcessStartInfo("lrsnash", list.Select(game => game.File)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double wall = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        List<List<string>> equilibria = [];
        List<string> found = [], seconds = [];
        double cpu = double.NaN;
        foreach (string line in output.Split('\n'))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith("*Number of equilibria", StringComparison.Ordinal))
            {
                equilibria.Add([.. found.Order(StringComparer.Ordinal)]);
                found = [];
            }
            else if (words is ["2", ..])
            {
                seconds.Add(Strategy(words));
            }
            else if (words is ["1", ..])
            {
                // The lines of the second player's strategies stand before that of the first player's they go with.
                found.AddRange(seconds.Select(second => $"{Strategy(words)} {second}"));
                seconds.Clear();
            }
            else if (words is [['*', .. var user], var system, ..] && user.EndsWith('u') && system.EndsWith('s'))
            {
                // "*0.041u 0.020s …": processor time as the program itself counts it.
                cpu = double.Parse(user[..^1], CultureInfo.InvariantCulture) + double.Parse(system[..^1], CultureInfo.InvariantCulture);
            }
        }

        return (equilibria, cpu, wall);
    }

    /// <summary>A profile as <see cref="Solve"/> writes one.</summary>
    public static string Text(MixedStrategyProfile profile) => $"{profile[0]} {profile[1]}";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The number of the player, the probabilities, the other player's payoff.
    private static string Strategy(string[] words) => $"({string.Join(", ", words[1..^1].Select(word => Rational.Parse(word)))})";
}
