namespace StrategySim.Simulation.Faults;

/// <summary>One thing wrong with an input: where it stands, what was found there, and what was expected.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) to the place, such as <c>/games/us-china/rules/CN</c>; empty for the whole document.</param>
/// <param name="Found">The value found, shortened where long; null where something is missing.</param>
/// <param name="Expected">What would have been accepted there.</param>
/// <param name="Detail">One sentence for people.</param>
/// <param name="Line">Line in the text, from 1; null where the input had no text.</param>
/// <param name="Column">Column in the line, from 1; null where the input had no text.</param>
public sealed record Fault(string Pointer, string? Found, string Expected, string Detail, int? Line = null, int? Column = null)
{
    /// <summary>"line 3, column 7: /run/seed: found …; expected …".</summary>
    public override string ToString()
    {
        string place = Line is null ? "" : $"line {Line}, column {Column}: ";
        string where = Pointer.Length == 0 ? "" : Pointer + ": ";
        string found = Found is null ? "" : $" Found {Found};";
        return $"{place}{where}{Detail}{found} expected {Expected}.";
    }
}

/// <summary>Thrown where an input is refused; carries every fault found, at least one.</summary>
public sealed class InvalidInputException : Exception
{
    /// <summary>Refuses an input for the reasons given.</summary>
    public InvalidInputException(IReadOnlyList<Fault> faults)
        : base(string.Join(Environment.NewLine, faults))
    {
        ArgumentOutOfRangeException.ThrowIfZero(faults.Count, nameof(faults));
        Faults = faults;
    }

    /// <summary>Every fault, in the order of the document.</summary>
    public IReadOnlyList<Fault> Faults { get; }
}
