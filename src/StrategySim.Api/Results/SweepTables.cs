using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Sweeps;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Api.Results;

/// <summary>The points and outcomes of a started sweep as rows.</summary>
internal static class SweepTables
{
    private static readonly string[] OfOutcomes =
        ["name", "actor", "game", "outcome", "unit", "mean", "lower", "upper", "sd", "q05", "q50", "q95", "n", "failed", "missing"];

    private static readonly string[] OfPoints = ["replications", "failed", "missing"];

    /// <summary>What the outcomes of rows mean.</summary>
    public static IReadOnlyList<OutcomeDescription> Describe(IEnumerable<PointOutcomeRow> rows) =>
        [.. rows.Select(row => row.Outcome).Distinct(StringComparer.Ordinal).Select(outcome => OutcomeDescription.From(OutcomeCatalog.Find(outcome)))];

    /// <summary>Outcomes as CSV.</summary>
    public static CsvTable Table(IReadOnlyList<SweepFactor> factors, IEnumerable<PointOutcomeRow> rows) => new(
        ["index", "pointId", .. Columns(factors, OfOutcomes), .. OfOutcomes],
        rows.Select(row => (object?[])
        [
            row.Index, row.PointId, .. Cells(factors, row.Factors),
            row.Name, row.Actor, row.Game, row.Outcome, row.Unit, row.Mean, row.Lower, row.Upper, row.Sd, row.Q05, row.Q50, row.Q95, row.N, row.Failed, row.Missing,
        ]));

    /// <summary>Points as CSV.</summary>
    public static CsvTable Table(IReadOnlyList<SweepFactor> factors, IEnumerable<SweepPointState> points) => new(
        ["index", "pointId", .. Columns(factors, OfPoints), .. OfPoints],
        points.Select(point => (object?[])[point.Index, point.PointId, .. Cells(factors, point.Factors), point.Replications, point.Failed, point.Missing]));

    // A number stands as the decimal that programs read, and beside it exactly.
    private static IEnumerable<string> Columns(IReadOnlyList<SweepFactor> factors, string[] others) => factors.SelectMany(factor =>
    {
        string column = factor.Name is "index" or "pointId" || others.Contains(factor.Name) ? FactorParameters.Prefix + factor.Name : factor.Name;
        return factor.IsNumeric ? (string[])[column, $"{column}:exact"] : [column];
    });

    private static IEnumerable<object?> Cells(IReadOnlyList<SweepFactor> factors, IReadOnlyDictionary<string, string> values) => factors.SelectMany(factor =>
    {
        string text = values[factor.Name];
        return factor.IsNumeric ? (object?[])[Rational.Parse(text).ToDouble(), text] : [text];
    });
}
