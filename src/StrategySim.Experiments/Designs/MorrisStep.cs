namespace StrategySim.Experiments.Designs;

/// <summary>Two points that differ in one factor only.</summary>
/// <param name="Factor">The factor, from 0.</param>
/// <param name="From">Index of the first point.</param>
/// <param name="To">Index of the second point.</param>
/// <param name="Delta">Coordinate at the second less that at the first, in units of the cube; not 0.</param>
internal readonly record struct MorrisStep(int Factor, long From, long To, double Delta);
