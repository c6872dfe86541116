using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Experiments.Tests.Statistics;

public class OutcomeTableTests
{
    private static readonly OutcomeLayout Layout = CompiledScenario.Compile(SmallScenarios.RandomLength()).Layout;

    [Fact]
    public void UnitsOfEqualLength_HavePlainMeans()
    {
        IReadOnlyList<OutcomeRow> rows = RowsOf((4, 0.25), (4, 0.75));

        // Mean 1/2, sd √(1/8), t with 1 degree of freedom 12.7062.
        OutcomeRow row = Row(rows, "concessionRate");
        Assert.Equal(0.5, row.Mean);
        Assert.Equal(Math.Sqrt(0.125), row.Sd!.Value, 1e-15);
        Assert.Equal(0.5 - (12.7062047361747 * Math.Sqrt(0.125) / Math.Sqrt(2)), row.Lower!.Value, 1e-9);
        Assert.Equal(2, row.N);
    }

    [Fact]
    public void UnitsOfDifferentLength_HaveRatiosForRates_AndPlainMeansForTotals()
    {
        // 1 round with rate 1, 9 rounds with rate 0: 1 round in 10.
        IReadOnlyList<OutcomeRow> rows = RowsOf((1, 1), (9, 0));
        Assert.Equal(0.1, Row(rows, "concessionRate").Mean);
        Assert.Equal(0.1, Row(rows, "payoffMean").Mean);
        Assert.Equal(0.5, Row(rows, "payoffTotal").Mean);
    }

    [Fact]
    public void RowsStandInTheOrderOfTheLayout()
    {
        Assert.Equal(Layout.Keys, RowsOf((1, 0)).Select(row => new OutcomeKey(row.Actor, row.Game, row.Outcome)));
    }

    [Fact]
    public void OneUnit_HasNoIntervals()
    {
        Assert.All(RowsOf((3, 0.5)), row => Assert.True(row is { Lower: null, Upper: null, Sd: null, N: 1 }));
    }

    [Fact]
    public void NoUnits_HaveNoRows() => Assert.Empty(new OutcomeTable(Layout).ToRows());

    [Fact]
    public void AUnitWithOtherOutcomes_IsRefused()
    {
        var error = Assert.Throws<IntegrityException>(() => new OutcomeTable(Layout).Add(new UnitSummary(1, [1, 2], new string('0', 64))));
        Assert.Contains($"2 outcomes where the scenario has {Layout.Keys.Count}", error.Message);
    }

    private static OutcomeRow Row(IReadOnlyList<OutcomeRow> rows, string outcome) => rows.First(row => row.Outcome == outcome);

    // Every outcome of a unit has the same value.
    private static IReadOnlyList<OutcomeRow> RowsOf(params (int Rounds, double Value)[] units)
    {
        var table = new OutcomeTable(Layout);
        foreach ((int rounds, double value) in units)
            table.Add(new UnitSummary(rounds, [.. Layout.Keys.Select(_ => value)], new string('0', 64)));
        return table.ToRows();
    }
}
