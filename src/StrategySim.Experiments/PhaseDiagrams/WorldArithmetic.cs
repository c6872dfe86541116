using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.PhaseDiagrams;

/// <summary>The meaning of a scenario's names in round 1 before any shock, with one name left free and some set from outside.</summary>
/// <remarks>Parameters stand at their values, derived ones follow from them, states stand at their initial value (the first knot of a path) within their bounds.</remarks>
internal abstract class WorldArithmetic<T>(Scenario scenario, string free, IReadOnlyDictionary<string, Rational> set) : IExpressionArithmetic<T>
{
    private readonly Dictionary<string, T> _known = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public T Name(string id)
    {
        if (!_known.TryGetValue(id, out T? value)) _known[id] = value = Find(id);
        return value;
    }

    /// <inheritdoc/>
    public abstract T Number(Rational value);

    /// <inheritdoc/>
    public abstract T Negate(T operand);

    /// <inheritdoc/>
    public abstract T Add(T left, T right);

    /// <inheritdoc/>
    public abstract T Subtract(T left, T right);

    /// <inheritdoc/>
    public abstract T Multiply(T left, T right);

    /// <inheritdoc/>
    public abstract T Divide(T left, T right);

    /// <inheritdoc/>
    public abstract T Least(IReadOnlyList<T> operands);

    /// <inheritdoc/>
    public abstract T Greatest(IReadOnlyList<T> operands);

    /// <summary>What the free name stands for.</summary>
    protected abstract T Free { get; }

    private T Find(string id)
    {
        if (id == free) return Free;
        if (set.TryGetValue(id, out Rational value)) return Number(value);
        if (scenario.Parameters.TryGetValue(id, out Parameter? parameter)) return parameter.Derived ? parameter.Definition.Evaluate(this) : Number(parameter.Value);
        if (scenario.States.TryGetValue(id, out StateVariable? state)) return Start(state);
        return Number(Club(id) ? Rational.One : Rational.Zero);
    }

    private T Start(StateVariable state)
    {
        T value = (state.Path is { } path ? path[0].Value : state.Initial).Evaluate(this);
        if (state.Minimum is { } low) value = Greatest([value, low.Evaluate(this)]);
        return state.Maximum is { } high ? Least([value, high.Evaluate(this)]) : value;
    }

    // A club is 1 while it is active, CLUB.ACTOR while it is active for a member.
    private bool Club(string id)
    {
        int dot = id.IndexOf('.', StringComparison.Ordinal);
        Club club = scenario.Clubs[dot < 0 ? id : id[..dot]];
        return club.Active && (dot < 0 || club.Members.Contains(id[(dot + 1)..]));
    }
}

/// <summary>Values where the free name is a number.</summary>
internal sealed class PointArithmetic(Scenario scenario, string free, Rational at, IReadOnlyDictionary<string, Rational> set) : WorldArithmetic<Rational>(scenario, free, set)
{
    /// <inheritdoc/>
    protected override Rational Free => at;

    /// <inheritdoc/>
    public override Rational Number(Rational value) => value;

    /// <inheritdoc/>
    public override Rational Negate(Rational operand) => -operand;

    /// <inheritdoc/>
    public override Rational Add(Rational left, Rational right) => left + right;

    /// <inheritdoc/>
    public override Rational Subtract(Rational left, Rational right) => left - right;

    /// <inheritdoc/>
    public override Rational Multiply(Rational left, Rational right) => left * right;

    /// <inheritdoc/>
    public override Rational Divide(Rational left, Rational right) => left / right;

    /// <inheritdoc/>
    public override Rational Least(IReadOnlyList<Rational> operands) => operands.Aggregate(Rational.Min);

    /// <inheritdoc/>
    public override Rational Greatest(IReadOnlyList<Rational> operands) => operands.Aggregate(Rational.Max);
}
