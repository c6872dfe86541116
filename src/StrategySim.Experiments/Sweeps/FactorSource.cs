using System.Numerics;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Expressions;

namespace StrategySim.Experiments.Sweeps;

/// <summary>Where the values of a factor are from.</summary>
/// <param name="Field">The field of the document, such as <c>uniform</c>.</param>
internal abstract record FactorSource(string Field)
{
    /// <summary>Whether values are numbers.</summary>
    public virtual bool IsNumeric => true;
}

/// <summary>Values that can be counted.</summary>
internal abstract record LevelSource(string Field) : FactorSource(Field)
{
    /// <summary>Their number, at least 1.</summary>
    public abstract BigInteger Count { get; }

    /// <summary>A value.</summary>
    /// <param name="level">From 0.</param>
    public abstract FactorValue Level(long level);

    /// <summary>The step of a JSON pointer from the factor to a value, or to what all values follow from.</summary>
    public virtual string PointerOf(long level) => $"/{Field}";

    /// <summary>The level that a coordinate falls on: levels are equally likely.</summary>
    public long LevelAt(double u) => (long)BigInteger.Min((BigInteger)Math.Floor(u * (double)Count), Count - 1);
}

/// <summary>Values one by one: numbers, or options.</summary>
internal sealed record ListedSource(string Field, IReadOnlyList<FactorValue> Values) : LevelSource(Field)
{
    public override bool IsNumeric => Values.All(value => value.Number is not null);

    public override BigInteger Count => Values.Count;

    public override FactorValue Level(long level) => Values[(int)level];

    public override string PointerOf(long level) => $"/{Field}/{level}";
}

/// <summary>Equally spaced numbers.</summary>
internal sealed record SpacedSource(string Field, Rational First, Rational Step, BigInteger Number) : LevelSource(Field)
{
    public override BigInteger Count => Number;

    public Rational Last => First + (Step * (Rational)(Number - 1));

    public override FactorValue Level(long level) => FactorValue.Of(First + (Step * level));
}

/// <summary>An expression over other factors.</summary>
internal sealed record DerivedSource(Expression Expression) : FactorSource("derived");

/// <summary>Values that the points of the design give.</summary>
internal sealed record GivenSource(bool Numbers) : FactorSource("points")
{
    public override bool IsNumeric => Numbers;
}

/// <summary>A continuous distribution, by its inverse.</summary>
/// <param name="Field">The field of the document.</param>
/// <param name="Low">Least value; null where there is none.</param>
/// <param name="High">Greatest value; null where there is none.</param>
/// <param name="Inverse">The inverse distribution function.</param>
internal sealed record ContinuousSource(string Field, Rational? Low, Rational? High, Func<double, double> Inverse) : FactorSource(Field)
{
    // Coordinates of designs are multiples of 2⁻⁵³; where there is no least value, 0 is half the first of them.
    private const double Smallest = 1.0 / (1UL << 54), Largest = 1 - (1.0 / (1UL << 53));

    /// <summary>The value at a coordinate: the shortest decimal that reads back as the number, kept within the bounds, which doubles can miss by a digit.</summary>
    public FactorValue At(double u)
    {
        double inside = Math.Clamp(u, Low is null ? Smallest : 0, High is null ? Largest : 1);
        Rational value = Rational.FromDouble(Inverse(inside));
        if (Low is { } low && value < low) value = low;
        if (High is { } high && value > high) value = high;
        return FactorValue.Of(value);
    }
}
