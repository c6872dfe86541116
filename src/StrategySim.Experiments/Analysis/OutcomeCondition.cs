using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Analysis;

/// <summary>What makes a point one of interest: an outcome compared with a number, such as <c>concession &gt; 0.5</c>.</summary>
/// <param name="Outcome">Name of an outcome of the sweep.</param>
/// <param name="Operator">One of <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;=</c>, <c>&gt;</c>.</param>
/// <param name="Threshold">The number, in the unit of the outcome.</param>
public sealed record OutcomeCondition(string Outcome, string Operator, Rational Threshold)
{
    private const string Expected = "the name of an outcome, one of <, <=, >=, >, and a number, such as concession > 0.5";

    private static readonly string[] Operators = ["<=", ">=", "<", ">"];

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The condition.</param>
    /// <param name="pointer">Its place, for faults.</param>
    /// <exception cref="InvalidInputException">The text is none.</exception>
    public static OutcomeCondition Parse(string text, string pointer = "/interesting")
    {
        string plain = text.Replace("≤", "<=", StringComparison.Ordinal).Replace("≥", ">=", StringComparison.Ordinal);
        int at = plain.IndexOfAny(['<', '>']);
        if (at < 0) throw Refused("There is no comparison in it.");
        string found = Operators.First(op => plain.AsSpan(at).StartsWith(op, StringComparison.Ordinal));
        string outcome = plain[..at].Trim(), number = plain[(at + found.Length)..].Trim();
        if (outcome.Length == 0) throw Refused("It names no outcome.");
        try
        {
            if (ExpressionParser.Parse(number).AsConstant is { } threshold) return new OutcomeCondition(outcome, found, threshold);
        }
        catch (ExpressionException)
        {
            // Said below: what stands there is no number.
        }

        throw Refused($"'{number}' is not a number.");

        InvalidInputException Refused(string detail) => new([new Fault(pointer, $"'{text}'", Expected, detail)]);
    }

    /// <summary>Whether a value fulfils it.</summary>
    public bool Holds(double value)
    {
        double threshold = Threshold.ToDouble();
        return Operator switch
        {
            "<" => value < threshold,
            "<=" => value <= threshold,
            ">=" => value >= threshold,
            _ => value > threshold,
        };
    }

    /// <summary>"concession > 1/2".</summary>
    public override string ToString() => $"{Outcome} {Operator} {Threshold}";
}
