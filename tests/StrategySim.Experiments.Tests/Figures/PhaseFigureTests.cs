using StrategySim.Experiments.Figures;
using StrategySim.Experiments.PhaseDiagrams;
using static StrategySim.Experiments.Tests.PhaseDiagrams.ExactPhaseTests;
using static StrategySim.Experiments.Tests.PhaseDiagrams.HoldYieldScenario;

namespace StrategySim.Experiments.Tests.Figures;

public class PhaseFigureTests
{
    private static readonly PhaseDiagram OverTwo = PhaseDiagramSolver.Solve(new PhaseQuestion
    {
        Scenario = Shipped("coordination-to-chicken"),
        Factor = new PhaseFactorQuestion("stress", 0, 3),
        By = new PhaseFactorQuestion("k_us", 0, 8),
    });

    [Fact]
    public void AlongThePath_StripsHaveTheExactBoundaries()
    {
        PhaseStripFigure figure = PhaseFigures.Along("path", PhaseDiagramSolver.Solve(new PhaseQuestion { Scenario = Shipped("coordination-to-chicken") }));
        Assert.Equal([new StripBoundary(1, "1"), new StripBoundary(2, "2")], figure.Boundaries);
        Assert.Equal(["game", "Nash set", "risk dominant"], figure.Strips.Select(strip => strip.Title));
        Assert.Equal([new StripPiece(0, 1, "coordination"), new StripPiece(1, 2, "blackmail by US"), new StripPiece(2, 3, "chicken")], figure.Strips[0].Pieces);
        Assert.Equal([new StripPiece(0, 1, "HY"), new StripPiece(2, 3, "HY")], figure.Strips[2].Pieces);
        Assert.Empty(SpecificationCheck.Faults(figure.Draw()));
    }

    [Fact]
    public void ASurd_IsLabelledAsPeopleWriteIt()
    {
        // h of A is x² − 2.
        PhaseStripFigure figure = PhaseFigures.Along("surd", PhaseDiagramSolver.Solve(new PhaseQuestion { Scenario = Read(["4", "3", "x*x", "2"], ["4", "3", "2", "1"]) }));
        Assert.Equal("√2", figure.Boundaries.Single(boundary => Math.Abs(boundary.At - Math.Sqrt(2)) < 1e-12).Label);
    }

    [Fact]
    public void OverTwoFactors_TheBoundariesHaveTheirEquations()
    {
        PhaseMapFigure figure = PhaseFigures.Map("map", OverTwo);
        Assert.Equal(["stress = (3·k_us/2 − 2)/(k_us − 2)", "stress = 1"], figure.Boundaries.Select(curve => curve.Label).Order(StringComparer.Ordinal));
        Assert.Equal(["coordination", "chicken", "blackmail by US"], figure.Regions.Select(region => region.Label));
        Assert.Equal(["blackmail by US", "chicken", "coordination"], figure.RegionLabels().Select(label => label.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Regions_CoverTheWholeRangeOnce()
    {
        PhaseMapFigure figure = PhaseFigures.Map("map", OverTwo);
        double area = figure.Regions.Sum(region => region.Spans.Zip(region.Spans.Skip(1)).Sum(pair => (pair.Second.Y - pair.First.Y) * (pair.First.To - pair.First.From + pair.Second.To - pair.Second.From) / 2));
        Assert.Equal(3.0 * 8.0, area, 1e-9);
    }

    [Fact]
    public void BoundariesOverAHeatMap_KeepItsCells()
    {
        var heatMap = new HeatMapFigure
        {
            Id = "over", Title = "Payoff", X = new FigureAxis("stress"), Y = new FigureAxis("k_us"), Outcome = new FigureAxis("payoff"),
            Cells = [new(AxisPlace.Of(0), AxisPlace.Of(0), new(1)), new(AxisPlace.Of(3), AxisPlace.Of(8), new(2))],
        };
        HeatMapFigure over = PhaseFigures.Over(heatMap, OverTwo);
        Assert.Equal((2, 2, 3), (over.Cells.Count, over.Curves.Count, over.Labels.Count));
        Assert.Empty(SpecificationCheck.Faults(over.Draw()));
    }

    [Fact]
    public void OverAHeatMap_BoundariesAreNamedByItsAxes()
    {
        var heatMap = new HeatMapFigure
        {
            Id = "over", Title = "Payoff", X = new FigureAxis("s"), Y = new FigureAxis("k"), Outcome = new FigureAxis("payoff"),
            Cells = [new(AxisPlace.Of(0), AxisPlace.Of(0), new(1)), new(AxisPlace.Of(3), AxisPlace.Of(8), new(2))],
        };
        Assert.Equal(["s = (3k/2 − 2)/(k − 2)", "s = 1"], PhaseFigures.Over(heatMap, OverTwo).Curves.Select(curve => curve.Label).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ASmoothQuestion_KeepsTheValuesThatWereAskedFor()
    {
        var asked = new PhaseQuestion { Scenario = Shipped("coordination-to-chicken"), By = new PhaseFactorQuestion("k_us", 0, 8), ByPoints = 25 };
        Assert.Equal(49, PhaseFigures.Smooth(asked).ByPoints);
        Assert.Equal(51, PhaseFigures.Smooth(asked with { ByPoints = null }).ByPoints);
        Assert.Equal(61, PhaseFigures.Smooth(asked with { ByPoints = 61 }).ByPoints);
        Assert.Null(PhaseFigures.Smooth(asked with { By = null, ByPoints = null }).ByPoints);
    }

    [Fact]
    public void ADiagramOfTheOtherNumberOfFactors_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => PhaseFigures.Along("a", OverTwo));
        Assert.Throws<ArgumentException>(() => PhaseFigures.Map("a", PhaseDiagramSolver.Solve(new PhaseQuestion { Scenario = Shipped("coordination-to-chicken") })));
    }
}
