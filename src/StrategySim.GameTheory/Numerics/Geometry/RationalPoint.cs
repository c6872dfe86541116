namespace StrategySim.GameTheory.Numerics.Geometry;

/// <summary>A point of the plane, exact.</summary>
/// <param name="X">First coordinate; in payoff space the row player's payoff.</param>
/// <param name="Y">Second coordinate; in payoff space the column player's payoff.</param>
public readonly record struct RationalPoint(Rational X, Rational Y)
{
    /// <summary>A coordinate.</summary>
    /// <param name="axis">0 for X, 1 for Y.</param>
    public Rational this[int axis] => axis == 0 ? X : Y;

    /// <summary>The sum, coordinate by coordinate.</summary>
    public static RationalPoint operator +(RationalPoint left, RationalPoint right) => new(left.X + right.X, left.Y + right.Y);

    /// <summary>The difference, coordinate by coordinate.</summary>
    public static RationalPoint operator -(RationalPoint left, RationalPoint right) => new(left.X - right.X, left.Y - right.Y);

    /// <summary>The point with both coordinates multiplied.</summary>
    public static RationalPoint operator *(Rational factor, RationalPoint point) => new(factor * point.X, factor * point.Y);

    /// <summary>X·x + Y·y.</summary>
    public Rational Dot(RationalPoint other) => (X * other.X) + (Y * other.Y);

    /// <summary>The cross product: positive where the other point lies to the left of the direction of this one.</summary>
    public Rational Cross(RationalPoint other) => (X * other.Y) - (Y * other.X);

    /// <inheritdoc/>
    public override string ToString() => $"({X}, {Y})";
}
