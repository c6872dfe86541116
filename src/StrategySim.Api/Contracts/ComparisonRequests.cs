namespace StrategySim.Api.Contracts;

/// <summary>What to compare.</summary>
/// <param name="Sides">2 to 50 sides.</param>
/// <param name="Baseline">The side from which differences are taken: its name, or the id of its run or sweep; the first where it is left out.</param>
/// <param name="Outcomes">Outcome ids, in the order wanted; payoffDiscounted, payoffMean and concessionRate where it is left out.</param>
/// <param name="Actors">Actor ids, <c>*</c> for what belongs to a game as a whole; all where it is left out.</param>
/// <param name="Games">Game ids, <c>*</c> for what is taken over all games; all where it is left out.</param>
[RequestContract]
public sealed record ComparisonRequest(
    IReadOnlyList<ComparisonSideInput> Sides, string? Baseline, IReadOnlyList<string>? Outcomes, IReadOnlyList<string>? Actors, IReadOnlyList<string>? Games);

/// <summary>One side: a run, by its id or as the latest one of a scenario; or one point of a sweep, or several points taken together.</summary>
/// <param name="Name">What it is called in the result; where it is left out the id of its scenario, or the values of its factors, with the end of the id of the run or sweep where several sides would have one name.</param>
/// <param name="Run">The id of a run. One that is not completed is compared as far as its units are stored, with a warning.</param>
/// <param name="LatestRunOf">The author's id of a scenario instead: its latest completed run.</param>
/// <param name="Sweep">The id of a sweep that was started, instead; with <c>point</c> or <c>where</c>.</param>
/// <param name="LatestSweepOf">The author's id of a sweep document instead: its latest completed sweep; with <c>point</c> or <c>where</c>.</param>
/// <param name="Point">Index of a point of the sweep, from 0.</param>
/// <param name="Where">Values or bands of factors of the sweep, by their names: the point that has them, or where several have, their mean, replication by replication.</param>
[RequestContract]
public sealed record ComparisonSideInput(string? Name, string? Run, string? LatestRunOf, string? Sweep, string? LatestSweepOf, int? Point, IReadOnlyDictionary<string, SliceInput>? Where);

/// <summary>A value of a factor, or of numbers a band: a map with <c>from</c>, <c>to</c> or both, ends included.</summary>
public sealed class SliceInput;
