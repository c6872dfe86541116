using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Expressions;

/// <summary>An expression whose names are resolved: constants folded, the rest read from numbered slots.</summary>
/// <remarks>Made once a scenario, evaluated in the inner loop; evaluation allocates nothing while numbers fit words.</remarks>
public abstract class CompiledExpression
{
    private CompiledExpression()
    {
    }

    /// <summary>Evaluates on the values of the slots.</summary>
    /// <exception cref="DivideByZeroException">A divisor is 0.</exception>
    public abstract Rational Evaluate(Rational[] slots);

    /// <summary>Whether no slot is read.</summary>
    public bool IsConstant => this is Constant;

    /// <summary>Adds the slots that are read.</summary>
    public abstract void CollectSlots(ISet<int> slots);

    /// <summary>Compiles an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="resolve">Gives for each name its constant value, or its slot.</param>
    public static CompiledExpression Compile(Expression expression, Func<string, (Rational Value, int? Slot)> resolve)
    {
        switch (expression)
        {
            case Expression.Number number:
                return new Constant(number.Value);
            case Expression.Name name:
                (Rational value, int? slot) = resolve(name.Id);
                return slot is int index ? new Slot(index) : new Constant(value);
            case Expression.Negation negation:
                return Fold(new Binary('-', new Constant(Rational.Zero), Compile(negation.Operand, resolve)));
            case Expression.Binary binary:
                return Fold(new Binary(binary.Operator, Compile(binary.Left, resolve), Compile(binary.Right, resolve)));
            case Expression.Extremum extremum:
                return Fold(new Extremum(extremum.IsMax, [.. extremum.Operands.Select(o => Compile(o, resolve))]));
            default:
                throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name, "Expected a known kind of expression.");
        }
    }

    private static CompiledExpression Fold(CompiledExpression expression)
    {
        var slots = new HashSet<int>();
        expression.CollectSlots(slots);
        return slots.Count > 0 ? expression : new Constant(expression.Evaluate([]));
    }

    private sealed class Constant(Rational value) : CompiledExpression
    {
        public override Rational Evaluate(Rational[] slots) => value;

        public override void CollectSlots(ISet<int> slots)
        {
        }
    }

    private sealed class Slot(int index) : CompiledExpression
    {
        public override Rational Evaluate(Rational[] slots) => slots[index];

        public override void CollectSlots(ISet<int> slots) => slots.Add(index);
    }

    private sealed class Binary(char op, CompiledExpression left, CompiledExpression right) : CompiledExpression
    {
        public override Rational Evaluate(Rational[] slots)
        {
            Rational l = left.Evaluate(slots), r = right.Evaluate(slots);
            return op switch
            {
                '+' => l + r,
                '-' => l - r,
                '*' => l * r,
                _ => l / r,
            };
        }

        public override void CollectSlots(ISet<int> slots)
        {
            left.CollectSlots(slots);
            right.CollectSlots(slots);
        }
    }

    private sealed class Extremum(bool isMax, CompiledExpression[] operands) : CompiledExpression
    {
        public override Rational Evaluate(Rational[] slots)
        {
            Rational best = operands[0].Evaluate(slots);
            for (int i = 1; i < operands.Length; i++)
            {
                Rational next = operands[i].Evaluate(slots);
                best = isMax ? Rational.Max(best, next) : Rational.Min(best, next);
            }

            return best;
        }

        public override void CollectSlots(ISet<int> slots)
        {
            foreach (CompiledExpression operand in operands) operand.CollectSlots(slots);
        }
    }
}
