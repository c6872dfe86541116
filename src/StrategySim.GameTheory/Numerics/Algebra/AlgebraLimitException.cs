namespace StrategySim.GameTheory.Numerics.Algebra;

/// <summary>Polynomials would grow beyond what is calculated with.</summary>
/// <param name="found">What was met, as a clause.</param>
/// <param name="expected">What would have been calculated with.</param>
internal sealed class AlgebraLimitException(string found, string expected) : Exception($"The algebra is too much work: {found}; expected {expected}.")
{
    /// <summary>What was met, as a clause.</summary>
    public string Found { get; } = found;

    /// <summary>What would have been calculated with.</summary>
    public string Expected { get; } = expected;
}
