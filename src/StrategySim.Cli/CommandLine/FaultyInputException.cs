using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.CommandLine;

/// <summary>An input with faults that have places in it.</summary>
/// <param name="source">How the user named the input.</param>
/// <param name="faults">Every fault, in the order of the text; at least one.</param>
internal sealed class FaultyInputException(string source, IReadOnlyList<Fault> faults) : Exception($"{source} has {faults.Count} faults.")
{
    /// <summary>How the user named the input.</summary>
    public new string Source { get; } = source;

    /// <summary>Every fault.</summary>
    public IReadOnlyList<Fault> Faults { get; } = faults;
}
