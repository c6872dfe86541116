using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Expressions;

/// <summary>An exact arithmetic expression over named numbers: + − * /, min, max, parentheses.</summary>
/// <remarks>Immutable. <see cref="ToString"/> gives a canonical text: two texts that differ only in blanks or redundant parentheses print alike.</remarks>
public abstract record Expression
{
    /// <summary>Evaluates the expression.</summary>
    /// <param name="lookup">Gives the value of a name.</param>
    /// <exception cref="DivideByZeroException">A divisor is 0.</exception>
    public abstract Rational Evaluate(Func<string, Rational> lookup);

    /// <summary>Evaluates the expression in another arithmetic, such as that of functions of one variable. Every operand is evaluated, left before right.</summary>
    /// <param name="arithmetic">What numbers, names and signs mean.</param>
    public abstract T Evaluate<T>(IExpressionArithmetic<T> arithmetic);

    /// <summary>The names used, each once, in order of appearance.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            var names = new List<string>();
            Collect(names);
            return names;
        }
    }

    /// <summary>A number as an expression.</summary>
    public static Expression Constant(Rational value) => new Number(value);

    /// <summary>The value, where the expression is a plain number.</summary>
    public Rational? AsConstant => this is Number number ? number.Value : null;

    /// <summary>Adds the names that are not there yet.</summary>
    internal abstract void Collect(List<string> names);

    /// <summary>0 for sums, 1 for products, 2 for signs, 3 for atoms: what needs parentheses inside what.</summary>
    internal abstract int Precedence { get; }

    internal string Wrapped(int least) => Precedence < least ? $"({this})" : ToString();

    internal sealed record Number(Rational Value) : Expression
    {
        public override Rational Evaluate(Func<string, Rational> lookup) => Value;

        public override T Evaluate<T>(IExpressionArithmetic<T> arithmetic) => arithmetic.Number(Value);

        internal override void Collect(List<string> names)
        {
        }

        // "-1/2" and "1/2" contain operators, so inside products they keep their parentheses.
        internal override int Precedence => Value.Sign < 0 ? 2 : Value.IsInteger ? 3 : 1;

        public override string ToString() => Value.ToString();
    }

    internal sealed record Name(string Id) : Expression
    {
        public override Rational Evaluate(Func<string, Rational> lookup) => lookup(Id);

        public override T Evaluate<T>(IExpressionArithmetic<T> arithmetic) => arithmetic.Name(Id);

        internal override void Collect(List<string> names)
        {
            if (!names.Contains(Id)) names.Add(Id);
        }

        internal override int Precedence => 3;

        public override string ToString() => Id;
    }

    internal sealed record Negation(Expression Operand) : Expression
    {
        public override Rational Evaluate(Func<string, Rational> lookup) => -Operand.Evaluate(lookup);

        public override T Evaluate<T>(IExpressionArithmetic<T> arithmetic) => arithmetic.Negate(Operand.Evaluate(arithmetic));

        internal override void Collect(List<string> names) => Operand.Collect(names);

        internal override int Precedence => 2;

        public override string ToString() => "-" + Operand.Wrapped(3);
    }

    internal sealed record Binary(char Operator, Expression Left, Expression Right) : Expression
    {
        public override Rational Evaluate(Func<string, Rational> lookup) => Apply(Operator, Left.Evaluate(lookup), Right.Evaluate(lookup));

        public override T Evaluate<T>(IExpressionArithmetic<T> arithmetic)
        {
            T left = Left.Evaluate(arithmetic), right = Right.Evaluate(arithmetic);
            return Operator switch
            {
                '+' => arithmetic.Add(left, right),
                '-' => arithmetic.Subtract(left, right),
                '*' => arithmetic.Multiply(left, right),
                _ => arithmetic.Divide(left, right),
            };
        }

        internal static Rational Apply(char op, Rational left, Rational right) => op switch
        {
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            _ => left / right,
        };

        internal override void Collect(List<string> names)
        {
            Left.Collect(names);
            Right.Collect(names);
        }

        internal override int Precedence => Operator is '+' or '-' ? 0 : 1;

        public override string ToString() => $"{Left.Wrapped(Precedence)}{Operator}{Right.Wrapped(Precedence + 1)}";
    }

    internal sealed record Extremum(bool IsMax, IReadOnlyList<Expression> Operands) : Expression
    {
        public override Rational Evaluate(Func<string, Rational> lookup)
        {
            Rational best = Operands[0].Evaluate(lookup);
            for (int i = 1; i < Operands.Count; i++)
            {
                Rational next = Operands[i].Evaluate(lookup);
                best = IsMax ? Rational.Max(best, next) : Rational.Min(best, next);
            }

            return best;
        }

        public override T Evaluate<T>(IExpressionArithmetic<T> arithmetic)
        {
            T[] operands = [.. Operands.Select(operand => operand.Evaluate(arithmetic))];
            return IsMax ? arithmetic.Greatest(operands) : arithmetic.Least(operands);
        }

        internal override void Collect(List<string> names)
        {
            foreach (Expression operand in Operands) operand.Collect(names);
        }

        internal override int Precedence => 3;

        public override string ToString() => $"{(IsMax ? "max" : "min")}({string.Join(",", Operands)})";
    }
}
