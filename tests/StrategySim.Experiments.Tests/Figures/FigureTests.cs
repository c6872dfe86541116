using System.Text.Json.Nodes;
using StrategySim.Experiments.Figures;
using StrategySim.Experiments.Statistics;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;
using StrategySim.Testing;

namespace StrategySim.Experiments.Tests.Figures;

public class FigureTests
{
    public static TheoryData<string> Ids => [.. Specimens.All.Select(figure => figure.Id)];

    private static Figure Specimen(string id) => Specimens.All.Single(figure => figure.Id == id);

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryKind_DrawsTheApprovedDocument(string id)
    {
        FigureDocument document = Specimen(id).Draw();
        Assert.Empty(SpecificationCheck.Faults(document));
        string json = document.ToJson();
        Assert.Equal(Repository.Approved(json, Repository.Path("tests", "StrategySim.Experiments.Tests", "Figures", "approved", $"{id}.vl.json")), json);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void LongTables_StandBeside_WithTheSameFields(string id)
    {
        FigureDocument document = Specimen(id).Draw(new FigureOptions { MaximumRowsInside = 0, DataPrefix = "data/" });
        Assert.NotEmpty(document.Files);
        Assert.DoesNotContain(Data(document.Specification), data => data.ContainsKey("values"));
        Assert.All(document.Files, file => Assert.Contains($"\"url\": \"data/{file.Name}\"", document.ToJson(), StringComparison.Ordinal));
        Assert.Empty(SpecificationCheck.Faults(document));
    }

    private static IEnumerable<JsonObject> Data(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => pair is { Key: "data", Value: JsonObject data } ? [data] : Data(pair.Value)),
        JsonArray list => list.SelectMany(Data),
        _ => [],
    };

    [Fact]
    public void KindsOfSpecimens_AreAllKinds() => Assert.Equal(
        typeof(Figure).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Figure))).Select(type => type.Name).Order(StringComparer.Ordinal),
        Specimens.All.Select(figure => figure.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void ACsvBeside_QuotesWords_AndWritesNumbersInFull()
    {
        TrajectoryFigure figure = Specimens.Trajectories with
        {
            Panels = [new TrajectoryPanel("", new FigureAxis("payoff"), [new("A, \"the first\"", 1, new(0.1 + 0.2, -0.0, null)), new("A, \"the first\"", 2, new(1e-9))])],
        };
        FigureFile file = figure.Draw(new FigureOptions { MaximumRowsInside = 1 }).Files.Single();
        Assert.Equal(
            """"
            panel,series,round,value,lower,upper,marker
            ,"A, ""the first""",1,0.30000000000000004,0,,0.30000000000000004
            ,"A, ""the first""",2,1E-09,,,1E-09

            """".ReplaceLineEndings("\n"),
            file.Csv);
    }

    [Fact]
    public void WhatCannotBeDrawn_IsRefusedWithEveryFault()
    {
        TrajectoryFigure figure = Specimens.Trajectories with
        {
            Id = "No Name",
            Title = " ",
            Panels = [new TrajectoryPanel("", new FigureAxis("payoff"), [new("A", 1, new(double.NaN, 1, double.PositiveInfinity)), new("A", 2, new(1, 2, 0)), new("A", 2, new(1))])],
        };
        InvalidInputException refused = Assert.Throws<InvalidInputException>(() => figure.Draw());
        Assert.Equal(
            ["/id", "/title", "/panels/0/rows", "/panels/0/rows/0/value/value", "/panels/0/rows/0/value/upper", "/panels/0/rows/1/value"],
            refused.Faults.Select(fault => fault.Pointer));
    }

    [Fact]
    public void EmptyFigures_AreRefused()
    {
        Figure[] empty =
        [
            Specimens.Trajectories with { Panels = [] }, Specimens.HeatMap with { Cells = [] }, Specimens.Strip with { Strips = [] }, Specimens.Map with { Regions = [] },
            Specimens.Bars with { Rows = [] }, Specimens.Interactions with { Rows = [] }, Specimens.Morris with { Rows = [] }, Specimens.Comparison with { Panels = [] },
            Specimens.TradeOff with { Boxes = [], Chosen = null }, Specimens.Convergence with { Rows = [] }, Specimens.EmpiricalGame with { Profiles = [], Equilibria = [] },
            Specimens.MatchMatrix with { Matrices = [] }, Specimens.RankedScores with { Panels = [] },
        ];
        Assert.All(empty, figure => Assert.Contains(Assert.Throws<InvalidInputException>(() => figure.Draw()).Faults, fault => fault.Detail == "The figure would be empty."));
    }

    [Fact]
    public void MatricesAndRankings_ThatDoNotFit_AreRefused()
    {
        MatchMatrixFigure matrix = Specimens.MatchMatrix with { Rows = ["bully"] };
        Assert.Equal(["/matrices/0/values", "/matrices/1/values"], Assert.Throws<InvalidInputException>(() => matrix.Draw()).Faults.Select(fault => fault.Pointer));
        RankedScoresFigure scores = Specimens.RankedScores with { Panels = [new RankedPanel("as A", [new("bully", "1", new(1, 2, 0), [1, 3, 2, 4, 5])])] };
        Assert.Equal(["/panels/0/scores/0/score", "/panels/0/scores/0/spread"], Assert.Throws<InvalidInputException>(() => scores.Draw()).Faults.Select(fault => fault.Pointer));
    }

    [Fact]
    public void OverCategories_NoLineCanBeLaid()
    {
        HeatMapFigure figure = Specimens.HeatMap with { Curves = [new FigureCurve("", [(0, 0), (1, 1)])] };
        Assert.Equal("/curves", Assert.Single(Assert.Throws<InvalidInputException>(() => figure.Draw()).Faults).Pointer);
    }

    [Fact]
    public void CellsOfANumericFactor_ReachHalfWayToTheirNeighbours()
    {
        JsonArray rows = Specimens.HeatMap.Draw().Specification["data"]!["values"]!.AsArray();
        Assert.Equal([(-0.5, 0.5), (0.5, 2), (2, 4)], rows.Select(row => ((double)row!["x0"]!, (double)row["x1"]!)));
    }

    [Fact]
    public void TheDescription_SaysWhatIsSeen()
    {
        Assert.Equal(
            "Along s. Phases along s. game: coordination from 0 to 1; blackmail from 1 to 2; chicken from 2 to 3. Boundaries at 1 and 2. Below: simulated rate (share of rounds) with intervals.",
            (string?)Specimens.Strip.Draw().Specification["description"]);
        Assert.Equal(
            "What matters. Bars of Sobol index (share of variance) by factor, in falling order. more: first order 0.6 [0.5, 0.7] and total 0.8. less: first order 0.1 [0, 0.2] and total 0.2 [0.1, 0.3].",
            (string?)Specimens.Bars.Draw().Specification["description"]);
    }

    [Fact]
    public void MeansOfRounds_HaveStudentsInterval_OverThoseStillPlayed()
    {
        IReadOnlyList<TrajectoryRow> rows = TrajectoryFigure.Means("A", [[1, 5], [3], [2, 7]]);
        // n = 3, sd = 1: 2 ± 4.302653/√3. n = 2, sd = √2: 6 ± 12.706205·√2/√2.
        Assert.Equal(2, rows[0].Value.Value);
        Assert.Equal(2 - 2.484138, rows[0].Value.Lower!.Value, 1e-6);
        Assert.Equal(2 + 2.484138, rows[0].Value.Upper!.Value, 1e-6);
        Assert.Equal(6, rows[1].Value.Value);
        Assert.Equal(6 - 12.706205, rows[1].Value.Lower!.Value, 1e-6);
    }

    [Fact]
    public void QuantileBands_AreThoseOfEachRound()
    {
        TrajectoryRow row = Assert.Single(TrajectoryFigure.QuantileBand("A", [[1], [2], [3], [4], [5]], 0.25, 0.75));
        Assert.Equal(new IntervalValue(3, 2, 4), row.Value);
    }

    [Fact]
    public void RowsOfResults_BecomeSidesOfAComparison()
    {
        IReadOnlyList<ComparisonRow> rows = ComparisonFigure.Of("with",
            [new OutcomeRow("US", "g", "payoffMean", 1, 0, 2, 1, 9), new OutcomeRow("US", "g", "clashRate", 1, 0, 2, 1, 9), new OutcomeRow("US", "*", "payoffMean", 3, null, null, null, 1)], "payoffMean");
        Assert.Equal([new ComparisonRow("US in g", "with", new(1, 0, 2)), new ComparisonRow("US", "with", new(3))], rows);
    }

    [Fact]
    public void AComparisonOfManySides_HasAViewForEachOutcome_AndTellsSidesApartInTheirDifferences()
    {
        ComparisonPanel Panel(string outcome) => new(
            new FigureAxis(outcome), [.. new[] { "a", "b", "c" }.Select((side, i) => new ComparisonRow("US", side, new(i)))], [.. new[] { "b", "c" }.Select((side, i) => new ComparisonDifference("US", side, new(i)))]);
        ComparisonFigure figure = Specimens.Comparison with { Panels = [Panel("payoff"), Panel("rate")] };
        FigureDocument document = figure.Draw();
        Assert.Empty(SpecificationCheck.Faults(document));
        JsonArray views = document.Specification["vconcat"]!.AsArray();
        Assert.Equal(2, views.Count);
        Assert.All(views, view => Assert.Equal(["b", "c"], view!["hconcat"]![1]!["data"]!["values"]!.AsArray().Select(row => (string?)row!["side"])));
        Assert.Contains("b US 0 and c US 1", (string?)document.Specification["description"], StringComparison.Ordinal);
        InvalidInputException refused = Assert.Throws<InvalidInputException>(() => (figure with { Panels = [Panel("payoff") with { Differences = [new("CN", "d", new(0))] }] }).Draw());
        Assert.Equal(["/panels/0/differences/0/label", "/panels/0/differences/0/side"], refused.Faults.Select(fault => fault.Pointer));
    }

    [Theory]
    [InlineData("US", "g", "concessionRate", "concession rate of US in g (share of rounds)")]
    [InlineData("*", "g", "share:chicken", "share of chicken in g (share of rounds)")]
    [InlineData("*", "*", "rounds", "rounds (count)")]
    [InlineData("US", "*", "payoffDiscounted", "discounted payoff of US (payoff per round)")]
    public void AnOutcome_HasWordsAndAUnit(string actor, string game, string outcome, string expected) =>
        Assert.Equal(expected, FigureAxis.Of(new OutcomeKey(actor, game, outcome)).Label);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.25, "−0.25")]
    [InlineData(0.123456, "0.123")]
    [InlineData(12.3456, "12.3")]
    [InlineData(2048, "2048")]
    [InlineData(99999.6, "100000")]
    [InlineData(0.00012345, "1.23E−4")]
    [InlineData(12345678, "1.23E7")]
    public void Numbers_AreShownInThreeDigits(double value, string expected) => Assert.Equal(expected, FigureText.Show(value));

    [Theory]
    [InlineData(3.6594, 0.0268, "3.659", "± 0.027")]
    [InlineData(-0.0236, 0.142, "−0.02", "± 0.14")]
    [InlineData(2, 0, "2", "± 0")]
    [InlineData(1.23456, 0.00012, "1.2346", "± 0.0001")]
    [InlineData(1e-17, 0.5, "0.00", "± 0.50")]
    public void ANumberWithAnInterval_IsShownAsFarAsThatTellsApart(double value, double half, string number, string interval) =>
        Assert.Equal((number, interval), FigureText.Show(new IntervalValue(value, value - half, value + half)));

    [Fact]
    public void LongTitlesOfViews_AreBroken() => Assert.Equal(["concession rate of CN in", "us-china (share of rounds)"], FigureText.Lines("concession rate of CN in us-china (share of rounds)", 26));

    [Fact]
    public void WithoutIntervals_NothingIsSaidOfThem()
    {
        PhaseStripFigure strip = Specimens.Strip with { Outcomes = [new StripOutcome(new FigureAxis("rate"), [new StripOutcomeRow(0, "US", new(1)), new StripOutcomeRow(1, "US", new(0.5))])] };
        FigureDocument document = strip.Draw();
        Assert.Empty(SpecificationCheck.Faults(document));
        Assert.DoesNotContain("95 %", document.Specification["title"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("interval", (string?)document.Specification["description"], StringComparison.Ordinal);
        Assert.DoesNotContain("isValid(datum.lower)", document.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsOfCurves_StandInsideTheView_AndMeetNoOtherWords()
    {
        var view = new FigureView((0, 3), (0, 8), 560, 380);
        FigureLabel region = view.Inside(new FigureLabel(2.9, 0, "confrontation"));
        TextBox box = view.Box(region);
        Assert.True(box is { Left: >= 0, Bottom: >= 0, Right: <= 560 + 1e-9 });
        List<TextBox> taken = [box];
        const string Long = "stress = (3·k_scale/2 − 25/7)/(k_scale − 25/14)";
        (double X, double Y) right = view.Anchor(new FigureCurve(Long, [(2.5, 8), (2.5, 0)]), taken)!.Value.At;
        Assert.Equal((2.5, 7.6), (right.X, Math.Round(right.Y, 6)));
        Assert.Equal(FigureView.Left, view.Anchor(new FigureCurve(Long, [(2.6, 8), (2.6, 0)]), taken)!.Value.Side);
        for (int i = 0; i < taken.Count; i++)
        {
            Assert.True(taken[i] is { Left: >= 0, Bottom: >= 0 } && taken[i].Right <= 560 + 1e-9 && taken[i].Top <= 380);
            for (int j = 0; j < i; j++) Assert.False(taken[i].Meets(taken[j]));
        }

        Assert.Null(view.Anchor(new FigureCurve("s = 5/3", [(1.66, 7.5), (1.66, 8)]), taken));
        Assert.Null(view.Anchor(new FigureCurve("", [(1, 0), (1, 8)]), taken));
    }

    [Fact]
    public void NumbersInCells_AreLeftOutUnderLines()
    {
        HeatMapFigure map = Specimens.HeatMap with { Labels = [], Curves = [] };
        Assert.Contains("\"number\": \"", map.Draw().ToJson(), StringComparison.Ordinal);
        HeatMapFigure over = new()
        {
            Id = "over", Title = "Over", X = new FigureAxis("x"), Y = new FigureAxis("y"), Outcome = new FigureAxis("payoff"),
            Cells = [new(AxisPlace.Of(0), AxisPlace.Of(0), new(1)), new(AxisPlace.Of(3), AxisPlace.Of(8), new(2))], Curves = [new FigureCurve("", [(1, 0), (1, 8)])],
        };
        Assert.DoesNotContain("\"number\": \"", over.Draw().ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void NeighbouringFills_DifferInLightness_AndAreReadWithTheirInk()
    {
        for (int count = 2; count <= 8; count++)
        {
            double[] luminance = [.. FigureStyle.Fills(count).Select(Luminance)];
            for (int i = 1; i < count; i++) Assert.True(luminance[i - 1] / luminance[i] > 1.12, $"{count} fills, {i}");
            // WCAG 2.2 asks for a contrast of at least 4.5 between words and ground.
            Assert.All(FigureStyle.Fills(count), fill =>
            {
                double ground = Luminance(fill), ink = FigureStyle.InkOn(fill) == "#000000" ? 0 : 1;
                Assert.True((Math.Max(ground, ink) + 0.05) / (Math.Min(ground, ink) + 0.05) >= 4.5, fill);
            });
        }

        static double Luminance(string colour)
        {
            double Linear(int at) => Convert.ToInt32(colour.Substring(at, 2), 16) / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
            return (0.2126 * Linear(1)) + (0.7152 * Linear(3)) + (0.0722 * Linear(5));
        }
    }

    [Theory]
    [InlineData("8/3 3 4 5 8", "(3·k/2 − 2)/(k − 2)")]
    [InlineData("8/3 3 4 5", null)]
    public void ABoundaryBilinearInBothFactors_IsReadOffItsPoints(string values, string? expected)
    {
        (Rational, Rational)[] points = [.. values.Split(' ').Select(Rational.Parse).Select(k => (k, ((Rational.Create(3, 2) * k) - 2) / (k - 2)))];
        Assert.Equal(expected?.Replace("·", "", StringComparison.Ordinal), MobiusFormula.Through(points)?.Show("k"));
        if (expected is null) return;
        Assert.Equal(expected.Replace("k", "k_us", StringComparison.Ordinal), MobiusFormula.Through(points)!.Show("k_us"));
        // One point off the curve and there is no such formula.
        Assert.Null(MobiusFormula.Through([.. points, (6, 2)]));
    }

    [Theory]
    [InlineData("1/2", "3", "k/2 + 3")]
    [InlineData("-1", "0", "−k")]
    [InlineData("2", "-1/3", "2k − 1/3")]
    public void AnAffineBoundary_HasNoDenominator(string slope, string constant, string expected) => Assert.Equal(
        expected, MobiusFormula.Through([.. Enumerable.Range(1, 5).Select(k => ((Rational)k, (Rational.Parse(slope) * k) + Rational.Parse(constant)))])!.Show("k"));
}
