using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace StrategySim.Cli.CommandLine;

/// <summary>Options that take a whole number in a range, refused with the range in words.</summary>
internal static class WholeNumberOption
{
    /// <summary>An option that may be left out.</summary>
    public static Option<T?> Create<T>(string name, T least, T most, string description)
        where T : struct, IBinaryInteger<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out T value) && value >= least && value <= most) return value;
                result.AddError($"{name} is '{text}'; expected a whole number from {least} to {most}.");
                return null;
            },
        };
}
