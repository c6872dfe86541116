using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.CommandLine;

/// <summary>An input with faults that have places in it.</summary>
/// <param name="source">How the user named the input.</param>
/// <param name="faults">Every fault, in the order of the text; at least one.</param>
/// <param name="malformed">Whether the text is no document at all.</param>
internal sealed class FaultyInputException(string source, IReadOnlyList<Fault> faults, bool malformed = false) : Exception($"{source} has {faults.Count} faults.")
{
    /// <summary>How the user named the input.</summary>
    public new string Source { get; } = source;

    /// <summary>Whether the text is no document at all, rather than one that says something wrong.</summary>
    public bool Malformed { get; } = malformed;

    /// <summary>Every fault.</summary>
    public IReadOnlyList<Fault> Faults { get; } = faults;
}
