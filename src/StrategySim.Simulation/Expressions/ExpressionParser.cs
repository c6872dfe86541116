using StrategySim.GameTheory.Numerics;
using static StrategySim.Simulation.Expressions.Expression;

namespace StrategySim.Simulation.Expressions;

/// <summary>Thrown where a text is not an expression.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="column">Where in the text, from 1.</param>
public sealed class ExpressionException(string message, int column) : Exception(message)
{
    /// <summary>Position in the text, from 1.</summary>
    public int Column { get; } = column;
}

/// <summary>Reads expressions by recursive descent.</summary>
/// <remarks>
/// Grammar: sum = product (("+" | "-") product)*; product = sign (("*" | "/") sign)*; sign = ("-" | "+") sign | atom;
/// atom = number | name | ("min" | "max") "(" sum ("," sum)* ")" | "(" sum ")". A number is an integer or a decimal;
/// 3/7 is a quotient of two, which is the same value. A name starts with a letter or "_" and goes on with letters,
/// digits, "_" and single dots or hyphen-free parts (<c>MSP.JP</c>). − (U+2212) reads as "-".
/// </remarks>
public static class ExpressionParser
{
    /// <summary>Longest expression, characters.</summary>
    public const int MaximumLength = 2000;

    private const int MaximumDepth = 100;

    /// <summary>Reads an expression.</summary>
    /// <exception cref="ExpressionException">The text is not one; the message says what was found and expected.</exception>
    public static Expression Parse(string text)
    {
        if (text.Length > MaximumLength) throw new ExpressionException($"The expression has {text.Length} characters; at most {MaximumLength} are read.", 1);
        var reader = new Reader(text);
        Expression expression = reader.Sum(0);
        reader.End();
        return expression;
    }

    /// <summary>Whether a text can stand as a name in expressions.</summary>
    public static bool IsName(string text) =>
        text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] == '_') && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && text is not ("min" or "max");

    private ref struct Reader(string text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _at;

        public Expression Sum(int depth)
        {
            if (depth > MaximumDepth) throw Error("the expression is nested too deeply");
            Expression left = Product(depth);
            while (true)
            {
                char c = Peek();
                if (c is not ('+' or '-')) return left;
                _at++;
                left = Fold(new Binary(c, left, Product(depth)));
            }
        }

        public void End()
        {
            if (Peek() != '\0') throw Error($"found '{_text[_at]}' where the expression should end");
        }

        private Expression Product(int depth)
        {
            Expression left = Sign(depth);
            while (true)
            {
                char c = Peek();
                if (c is not ('*' or '/')) return left;
                int at = _at++;
                Expression right = Sign(depth);
                if (c == '/' && right is Number { Value.IsZero: true })
                {
                    _at = at;
                    throw Error("division by zero");
                }

                left = Fold(new Binary(c, left, right));
            }
        }

        private Expression Sign(int depth)
        {
            if (depth > MaximumDepth) throw Error("the expression is nested too deeply");
            char c = Peek();
            if (c == '-')
            {
                _at++;
                Expression operand = Sign(depth + 1);
                return operand is Number number ? new Number(-number.Value) : new Negation(operand);
            }

            if (c == '+')
            {
                _at++;
                return Sign(depth + 1);
            }

            return Atom(depth);
        }

        private Expression Atom(int depth)
        {
            char c = Peek();
            if (c == '(')
            {
                _at++;
                Expression inner = Sum(depth + 1);
                Expect(')');
                return inner;
            }

            int start = _at;
            if (char.IsAsciiDigit(c) || c == '.')
            {
                while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.')) _at++;
                if (_at < _text.Length && _text[_at] is 'e' or 'E')
                {
                    _at++;
                    if (_at < _text.Length && _text[_at] is '+' or '-') _at++;
                    while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
                }

                string number = _text[start.._at].ToString();
                if (Rational.TryParse(number, out Rational value)) return new Number(value);
                _at = start;
                throw Error($"'{number}' is not a number");
            }

            if (char.IsAsciiLetter(c) || c == '_')
            {
                while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_' ||
                    (_text[_at] == '.' && _at + 1 < _text.Length && (char.IsAsciiLetter(_text[_at + 1]) || _text[_at + 1] == '_'))))
                {
                    _at++;
                }

                string name = _text[start.._at].ToString();
                return name is "min" or "max" ? ExtremumOf(name, depth) : new Name(name);
            }

            throw Error(c == '\0' ? "the expression ends where a number, a name or '(' should stand" : $"found '{c}' where a number, a name or '(' should stand");
        }

        private Extremum ExtremumOf(string name, int depth)
        {
            Expect('(');
            var operands = new List<Expression> { Sum(depth + 1) };
            while (Peek() == ',')
            {
                _at++;
                operands.Add(Sum(depth + 1));
            }

            Expect(')');
            return new Extremum(name == "max", operands);
        }

        // Numbers joined by operators become one number, so that 50/7 is a constant everywhere.
        private static Expression Fold(Binary binary) =>
            binary is { Left: Number left, Right: Number right } ? new Number(Binary.Apply(binary.Operator, left.Value, right.Value)) : binary;

        private void Expect(char expected)
        {
            char c = Peek();
            if (c != expected) throw Error(c == '\0' ? $"the expression ends where '{expected}' should stand" : $"found '{c}' where '{expected}' should stand");
            _at++;
        }

        private char Peek()
        {
            while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
            if (_at >= _text.Length) return '\0';
            return _text[_at] switch
            {
                '\u2212' => '-',
                '\u00D7' => '*',
                char other => other,
            };
        }

        private readonly ExpressionException Error(string message) => new(message, _at + 1);
    }
}
