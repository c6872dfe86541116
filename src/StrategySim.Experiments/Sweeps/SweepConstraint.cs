using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Expressions;

namespace StrategySim.Experiments.Sweeps;

/// <summary>A comparison of two expressions over factors.</summary>
/// <param name="Text">As written.</param>
/// <param name="Left">What is compared.</param>
/// <param name="Operator">One of <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;=</c>, <c>&gt;</c>, <c>=</c>, <c>!=</c>.</param>
/// <param name="Right">With what.</param>
internal sealed record SweepConstraint(string Text, Expression Left, string Operator, Expression Right)
{
    /// <summary>What a constraint looks like, for faults.</summary>
    public const string Expected = "two expressions over factors with one of <, <=, >=, >, =, != between them, such as k <= 2*s + 1";

    private static readonly string[] Operators = ["<=", ">=", "!=", "<", ">", "="];

    /// <summary>The factors that it reads.</summary>
    public IEnumerable<string> Names => Left.Names.Concat(Right.Names).Distinct();

    /// <summary>Reads a constraint.</summary>
    /// <exception cref="ExpressionException">The text is none; the message says why.</exception>
    public static SweepConstraint Parse(string text)
    {
        string plain = text.Replace("≤", "<=", StringComparison.Ordinal).Replace("≥", ">=", StringComparison.Ordinal)
            .Replace("≠", "!=", StringComparison.Ordinal).Replace("==", "=", StringComparison.Ordinal);
        int at = plain.IndexOfAny(['<', '>', '=', '!']);
        if (at < 0) throw new ExpressionException("there is no comparison in it", text.Length + 1);
        string found = Operators.FirstOrDefault(op => plain.AsSpan(at).StartsWith(op, StringComparison.Ordinal))
            ?? throw new ExpressionException("'!' stands without '='", at + 1);
        string right = plain[(at + found.Length)..];
        if (right.IndexOfAny(['<', '>', '=', '!']) >= 0) throw new ExpressionException("there is more than one comparison in it; write them as two constraints", at + 1);
        return new SweepConstraint(text, ExpressionParser.Parse(plain[..at]), found, ExpressionParser.Parse(right));
    }

    /// <summary>Whether it holds.</summary>
    /// <exception cref="DivideByZeroException">An expression divides by zero.</exception>
    public bool Holds(Func<string, Rational> value)
    {
        int order = Left.Evaluate(value).CompareTo(Right.Evaluate(value));
        return Operator switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">=" => order >= 0,
            ">" => order > 0,
            "=" => order == 0,
            _ => order != 0,
        };
    }
}
