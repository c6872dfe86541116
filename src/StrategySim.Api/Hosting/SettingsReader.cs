using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Hosting;

/// <summary>Reads the settings from the configuration; a setting that is not known, or is no value of its kind, is a fault.</summary>
internal static class SettingsReader
{
    /// <summary>Reads the section <see cref="StrategySimSettings.Section"/>.</summary>
    /// <exception cref="InvalidInputException">Lists every setting that is not known; names the first whose value is of another kind.</exception>
    public static StrategySimSettings Read(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(StrategySimSettings.Section);
        Fault[] unknown = [.. Unknown(section, typeof(StrategySimSettings), $"/{section.Key}")];
        if (unknown.Length > 0) throw new InvalidInputException(unknown);
        var settings = new StrategySimSettings();
        try
        {
            section.Bind(settings);
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidInputException([new Fault($"/{section.Key}", null, "values of their kind", error.Message)]);
        }

        // The addresses that ASP.NET Core itself is told hold where this program is told none.
        settings.Urls ??= configuration[WebHostDefaults.ServerUrlsKey];
        if (settings.Urls is null && configuration[WebHostDefaults.HttpPortsKey] is { Length: > 0 } ports)
        {
            settings.Urls = string.Join(';', ports.Split(';').Select(port => $"http://*:{port}"));
        }

        return settings;
    }

    private static IEnumerable<Fault> Unknown(IConfigurationSection section, Type type, string pointer)
    {
        var known = type.GetProperties().Where(property => property.CanWrite).ToDictionary(property => property.Name, property => property.PropertyType, StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection child in section.GetChildren())
        {
            string at = $"{pointer}/{child.Key}";
            if (!known.TryGetValue(child.Key, out Type? inner))
            {
                yield return new Fault(at, $"'{child.Key}'", $"one of {string.Join(", ", known.Keys)}", $"The setting '{child.Key}' is not known here.");
            }
            else if (inner.Namespace?.StartsWith("StrategySim", StringComparison.Ordinal) == true)
            {
                foreach (Fault fault in Unknown(child, inner, at)) yield return fault;
            }
        }
    }
}
