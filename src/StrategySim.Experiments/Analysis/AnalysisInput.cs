namespace StrategySim.Experiments.Analysis;

/// <summary>One input of an analysis: a dimension of the design.</summary>
/// <param name="Name">The factor's name; of factors that move together all names, such as <c>k + s</c>.</param>
/// <param name="Factors">The factors on this dimension; a group whose factors are all numbers is read by the first of them.</param>
/// <param name="Unit">Unit of the (first) factor; empty for a pure number, for categories, and where it is not known.</param>
/// <param name="IsNumeric">Whether it is a number; categories have no order, and none is assumed.</param>
public sealed record AnalysisInput(string Name, IReadOnlyList<string> Factors, string Unit, bool IsNumeric);

/// <summary>Which points an analysis is of.</summary>
/// <param name="Design">Points of the design.</param>
/// <param name="Dropped">Points that a constraint drops.</param>
/// <param name="Apart">Points that serve other analyses of the same design, such as the mixed rows of Saltelli's.</param>
/// <param name="LeftOut">Points left out because none of their units is there.</param>
/// <param name="Partial">Points that are used although some of their units failed or are not played yet.</param>
/// <param name="Used">Points used.</param>
/// <param name="FewestReplications">Least number of replications of a point that is used.</param>
/// <param name="MostReplications">Greatest number of replications of a point that is used.</param>
public sealed record AnalysedPoints(
    long Design, long Dropped, long Apart, long LeftOut, long Partial, long Used, int FewestReplications, int MostReplications)
{
    internal string LeftOutWords => $"{Are(LeftOut)} left out because none of their units is there.";

    internal string PartialWords => $"{Are(Partial)} used although some of their units failed or are not played yet.";

    private static string Are(long points) => points == 1 ? "1 point is" : $"{points} points are";
}
