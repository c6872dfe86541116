using StrategySim.Experiments.Engines;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Hosting;

/// <summary>What the service is told: section <c>StrategySim</c> of the configuration, environment variables such as <c>StrategySim__Limits__SolveSeconds</c> included.</summary>
public sealed class StrategySimSettings
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "StrategySim";

    /// <summary>Name of the store's file in the data folder; the terminal uses the same one.</summary>
    public const string StoreFileName = "experiments.db";

    /// <summary>Where the service listens when nothing says so.</summary>
    public const string DefaultUrls = "http://localhost:5080";

    /// <summary>The folder that holds the store; created where it is missing. By default the user's own data folder.</summary>
    public string? DataFolder { get; set; }

    /// <summary>The folder with <c>scenarios/</c>. By default <c>configs</c> beside the binaries.</summary>
    public string? ConfigsFolder { get; set; }

    /// <summary>Addresses to listen on, separated by semicolons; port 0 takes a free one. By default <see cref="DefaultUrls"/>.</summary>
    public string? Urls { get; set; }

    /// <summary>The engine that plays runs, one of <see cref="RunEngines.Names"/>; results do not depend on it.</summary>
    public string Engine { get; set; } = RunEngines.Names[0];

    /// <summary>Threads that one run may play on, 1 to 1024; by default one for each core. Results do not depend on it.</summary>
    public int Threads { get; set; } = new LocalEngineOptions().Threads;

    /// <summary>What one request, and the service as a whole, may cost.</summary>
    public ApiLimits Limits { get; set; } = new();

    /// <summary>The user's own data folder: <c>strategysim</c> among the local application data.</summary>
    /// <exception cref="InvalidInputException">The system names no such folder for this user.</exception>
    public static string UserDataFolder
    {
        get
        {
            string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return local.Length > 0
                ? Path.Combine(local, "strategysim")
                : throw new InvalidInputException([new Fault("", null, "a data folder", $"The system names no data folder for this user; say where to keep data with --data or {Section}__DataFolder.")]);
        }
    }

    /// <summary>The configs that ship beside the binaries.</summary>
    public static string ShippedConfigsFolder => Path.Combine(AppContext.BaseDirectory, "configs");

    /// <summary>Path of the store's file.</summary>
    public string StorePath => Path.Combine(DataFolder ?? UserDataFolder, StoreFileName);

    /// <summary>Checks every setting.</summary>
    /// <exception cref="InvalidInputException">Lists every setting that is out of its range.</exception>
    public void Check()
    {
        List<Fault> faults = [.. Limits.Faults.Select(says => new Fault($"/{Section}/{nameof(Limits)}", null, "a limit in its range", $"{says}."))];
        if (!RunEngines.Names.Contains(Engine)) faults.Add(new Fault($"/{Section}/{nameof(Engine)}", $"'{Engine}'", string.Join(" or ", RunEngines.Names), "This build has no such engine."));
        if (Threads is < 1 or > 1024) faults.Add(new Fault($"/{Section}/{nameof(Threads)}", $"{Threads}", "1 to 1024", "The number of threads is out of range."));
        if (faults.Count > 0) throw new InvalidInputException(faults);
    }
}
