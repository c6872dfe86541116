using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Expressions;

/// <summary>An expression whose names are resolved: constants folded, the rest read from numbered slots.</summary>
/// <remarks>
/// Made once a scenario, evaluated in the inner loop. To keep common divisors out of that loop, an expression is
/// evaluated times a fixed <see cref="Scale"/>, on slots that come times scales of their own: with scales chosen as the
/// denominators that occur, every intermediate number is whole and additions and products need no reduction. Where a
/// number is not whole after all the result is the same, only slower: the arithmetic is exact either way.
/// </remarks>
public abstract class CompiledExpression
{
    // Beyond this scales cost more than they save, and products of them would leave machine words.
    private const long LargestScale = 1L << 40;

    private CompiledExpression(long scale) => Scale = scale;

    /// <summary>What <see cref="EvaluateScaled"/> multiplies the value by; at least 1.</summary>
    public long Scale { get; }

    /// <summary>The value times <see cref="Scale"/>.</summary>
    /// <param name="slots">Values of the slots, each times its own scale.</param>
    /// <exception cref="DivideByZeroException">A divisor is 0.</exception>
    public abstract Rational EvaluateScaled(Rational[] slots);

    /// <summary>The value.</summary>
    /// <param name="slots">Values of the slots, each times its own scale.</param>
    /// <exception cref="DivideByZeroException">A divisor is 0.</exception>
    public Rational Evaluate(Rational[] slots) => EvaluateScaled(slots) * Rational.Create(1, Scale);

    /// <summary>Whether no slot is read.</summary>
    public bool IsConstant => this is Constant;

    /// <summary>Adds the slots that are read.</summary>
    public abstract void CollectSlots(ISet<int> slots);

    /// <summary>Compiles an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="resolve">Gives for each name its constant value, or its slot with the slot's scale.</param>
    public static CompiledExpression Compile(Expression expression, Func<string, (Rational Value, int? Slot, long Scale)> resolve)
    {
        switch (expression)
        {
            case Expression.Number number:
                return ConstantOf(number.Value);
            case Expression.Name name:
                (Rational value, int? slot, long scale) = resolve(name.Id);
                return slot is int index ? new Slot(index, scale) : ConstantOf(value);
            case Expression.Negation negation:
                return Sum('-', ConstantOf(0), Compile(negation.Operand, resolve));
            case Expression.Binary binary:
                CompiledExpression left = Compile(binary.Left, resolve), right = Compile(binary.Right, resolve);
                return binary.Operator switch
                {
                    '+' or '-' => Sum(binary.Operator, left, right),
                    '*' => Product(left, right),
                    _ => Quotient(left, right),
                };
            case Expression.Extremum extremum:
                var operands = new CompiledExpression[extremum.Operands.Count];
                for (int i = 0; i < operands.Length; i++) operands[i] = Compile(extremum.Operands[i], resolve);
                operands = ToCommonScale(operands, out long common);
                return Fold(new Extremum(extremum.IsMax, operands, common), Array.TrueForAll(operands, static operand => operand.IsConstant));
            default:
                throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name, "Expected a known kind of expression.");
        }
    }

    /// <summary>The same expressions on one scale, so that their scaled values compare and add directly.</summary>
    public static CompiledExpression[] ToCommonScale(CompiledExpression[] expressions, out long scale)
    {
        long common = 1;
        foreach (CompiledExpression expression in expressions)
        {
            common = CommonScale(common, expression.Scale);
            if (common == 0) break;
        }

        long target = scale = Math.Max(common, 1);
        return Array.ConvertAll(expressions, expression => expression.To(target));
    }

    // The least common multiple of two scales; 0 where it is too large. No scale is beyond the largest, so that their product fits 128 bits.
    private static long CommonScale(long a, long b)
    {
        if (a == b) return a;
        (long divisor, long rest) = (a, b);
        while (rest != 0) (divisor, rest) = (rest, divisor % rest);
        Int128 multiple = (Int128)(a / divisor) * b;
        return multiple <= LargestScale ? (long)multiple : 0;
    }

    private static Constant ConstantOf(Rational value) =>
        value.Denominator <= LargestScale
            ? new Constant((Rational)value.Numerator, (long)value.Denominator)
            : new Constant(value, 1);

    private static CompiledExpression Sum(char op, CompiledExpression left, CompiledExpression right)
    {
        long scale = Math.Max(CommonScale(left.Scale, right.Scale), 1);
        (left, right) = (left.To(scale), right.To(scale));
        return Fold(op == '+' ? new Addition(left, right, scale) : new Subtraction(left, right, scale), left.IsConstant && right.IsConstant);
    }

    private static CompiledExpression Product(CompiledExpression left, CompiledExpression right)
    {
        Int128 scale = (Int128)left.Scale * right.Scale;
        bool isConstant = left.IsConstant && right.IsConstant;
        return scale <= LargestScale
            ? Fold(new Multiplication(left, right, (long)scale), isConstant)
            : Fold(new Multiplication(left.To(1), right.To(1), 1), isConstant);
    }

    // Dividing by a constant is multiplying by its reciprocal; other divisors leave the whole numbers.
    private static CompiledExpression Quotient(CompiledExpression left, CompiledExpression right)
    {
        if (right.IsConstant) return Product(left, ConstantOf(right.Evaluate([]).Reciprocal()));
        return new Division(left.To(1), right.To(1));
    }

    private static CompiledExpression Fold(CompiledExpression expression, bool isConstant) =>
        isConstant ? ConstantOf(expression.Evaluate([])) : expression;

    private CompiledExpression To(long scale)
    {
        if (scale == Scale) return this;
        return this is Constant constant
            ? new Constant(constant.Evaluate([]) * scale, scale)
            : new Rescaled(this, Rational.Create(scale, Scale), scale);
    }

    private sealed class Constant(Rational scaled, long scale) : CompiledExpression(scale)
    {
        public override Rational EvaluateScaled(Rational[] slots) => scaled;

        public override void CollectSlots(ISet<int> slots)
        {
        }
    }

    private sealed class Slot(int index, long scale) : CompiledExpression(scale)
    {
        public override Rational EvaluateScaled(Rational[] slots) => slots[index];

        public override void CollectSlots(ISet<int> slots) => slots.Add(index);
    }

    private sealed class Rescaled(CompiledExpression operand, Rational factor, long scale) : CompiledExpression(scale)
    {
        public override Rational EvaluateScaled(Rational[] slots) => operand.EvaluateScaled(slots) * factor;

        public override void CollectSlots(ISet<int> slots) => operand.CollectSlots(slots);
    }

    private abstract class Pair(CompiledExpression left, CompiledExpression right, long scale) : CompiledExpression(scale)
    {
        protected CompiledExpression Left { get; } = left;

        protected CompiledExpression Right { get; } = right;

        public override void CollectSlots(ISet<int> slots)
        {
            Left.CollectSlots(slots);
            Right.CollectSlots(slots);
        }
    }

    private sealed class Addition(CompiledExpression left, CompiledExpression right, long scale) : Pair(left, right, scale)
    {
        public override Rational EvaluateScaled(Rational[] slots) => Left.EvaluateScaled(slots) + Right.EvaluateScaled(slots);
    }

    private sealed class Subtraction(CompiledExpression left, CompiledExpression right, long scale) : Pair(left, right, scale)
    {
        public override Rational EvaluateScaled(Rational[] slots) => Left.EvaluateScaled(slots) - Right.EvaluateScaled(slots);
    }

    private sealed class Multiplication(CompiledExpression left, CompiledExpression right, long scale) : Pair(left, right, scale)
    {
        public override Rational EvaluateScaled(Rational[] slots) => Left.EvaluateScaled(slots) * Right.EvaluateScaled(slots);
    }

    private sealed class Division(CompiledExpression left, CompiledExpression right) : Pair(left, right, 1)
    {
        public override Rational EvaluateScaled(Rational[] slots) => Left.EvaluateScaled(slots) / Right.EvaluateScaled(slots);
    }

    private sealed class Extremum(bool isMax, CompiledExpression[] operands, long scale) : CompiledExpression(scale)
    {
        public override Rational EvaluateScaled(Rational[] slots)
        {
            Rational best = operands[0].EvaluateScaled(slots);
            for (int i = 1; i < operands.Length; i++)
            {
                Rational next = operands[i].EvaluateScaled(slots);
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
