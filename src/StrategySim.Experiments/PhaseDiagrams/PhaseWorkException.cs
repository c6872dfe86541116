namespace StrategySim.Experiments.PhaseDiagrams;

/// <summary>A phase diagram would take more work than is done for one.</summary>
/// <param name="found">What was met, as a clause.</param>
/// <param name="expected">What would have been done.</param>
public sealed class PhaseWorkException(string found, string expected) : Exception($"The diagram is too much work: {found}; expected {expected}.")
{
    /// <summary>What was met, as a clause.</summary>
    public string Found { get; } = found;

    /// <summary>What would have been done.</summary>
    public string Expected { get; } = expected;
}
