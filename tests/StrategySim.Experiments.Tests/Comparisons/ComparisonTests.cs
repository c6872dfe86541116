using System.Text.Json.Nodes;
using StrategySim.Experiments.Comparisons;
using StrategySim.Experiments.Figures;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Tests.Figures;
using StrategySim.Experiments.Tests.Statistics;
using StrategySim.GameTheory.Formats;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Experiments.Tests.Comparisons;

public class ComparisonTests
{
    private static readonly OutcomeKey Payoff = new("A", "g", "payoffDiscounted"), PerRound = new("A", "g", "payoffMean"), Concession = new("B", "g", "concessionRate");

    [Fact]
    public void SidesOfOneSeed_AreComparedPairByPair()
    {
        double[] shared = MadeNumbers.Sample(40, "shared"), own = MadeNumbers.Sample(40, "own");
        double[] y = shared, x = [.. shared.Zip(own, (a, b) => a + (0.1 * b) + 0.2)];
        ComparisonResult result = Comparison.Of([Side("old", y), Side("new", x)]);
        ComparedDifference difference = Assert.Single(Assert.Single(result.Outcomes).Differences);
        PairedComparison expected = PairedComparison.Of(x, y);
        Assert.Equal(("new", true, 40, 40), (difference.Side, difference.Paired, difference.N, difference.BaselineN));
        Assert.Equal((expected.Difference.Mean, expected.Difference.Lower, expected.Difference.Upper), (difference.Mean, difference.Lower, difference.Upper));
        Assert.Equal((expected.VarianceReduction, expected.CohenDz, expected.HedgesGav, expected.Correlation), (difference.VarianceReduction, difference.CohenDz, difference.EffectSize, difference.Correlation));
        Assert.Equal((expected.PValue, expected.PValue), (difference.PValue, difference.AdjustedPValue));
        // The common part has 100 times the variance of the other.
        Assert.InRange(difference.VarianceReduction!.Value, 50, 500);
        Assert.InRange(difference.BootstrapLower!.Value, difference.Lower!.Value - 0.01, difference.Mean);
        Assert.InRange(difference.BootstrapUpper!.Value, difference.Mean, difference.Upper!.Value + 0.01);
        Assert.DoesNotContain(result.Warnings, warning => warning.Kind != ComparisonWarningKind.SameUnits);
    }

    [Fact]
    public void SidesOfDifferentSeeds_AreComparedWithoutPairs_AndTheResultSaysWhy()
    {
        double[] y = MadeNumbers.Sample(40, "y"), x = MadeNumbers.Sample(60, "x");
        ComparisonResult result = Comparison.Of([Side("old", y, seed: 1), Side("new", x, seed: 2)]);
        ComparedDifference difference = result.Outcomes[0].Differences[0];
        WelchComparison expected = WelchComparison.Of(x, y);
        Assert.Equal((false, 60, 40), (difference.Paired, difference.N, difference.BaselineN));
        Assert.Equal((expected.Mean, expected.Lower, expected.T, expected.DegreesOfFreedom, expected.PValue), (difference.Mean, difference.Lower, difference.T, difference.DegreesOfFreedom, difference.PValue));
        Assert.Null(difference.VarianceReduction);
        ComparisonWarning warning = Assert.Single(result.Warnings);
        Assert.Equal((ComparisonWarningKind.NotPaired, "new"), (warning.Kind, warning.Side));
        Assert.Contains("their seeds are 2 and 1", warning.Text);
        Assert.Equal(["seed"], result.Settings.Select(setting => setting.Name));
        Assert.Equal(["1", "2"], result.Settings[0].Values);
    }

    [Fact]
    public void OnlyCommonReplications_ArePairs()
    {
        double[] values = MadeNumbers.Sample(50);
        ComparedSide late = Side("late", values[10..]) with { Samples = [new OutcomeSample(Payoff, [.. Enumerable.Range(10, 40)], values[10..], Ones(40))] };
        ComparisonResult result = Comparison.Of([Side("all", values), late]);
        ComparedDifference difference = result.Outcomes[0].Differences[0];
        Assert.Equal((true, 40, 0.0), (difference.Paired, difference.N, difference.Mean));
        Assert.Equal([50, 40], result.Outcomes[0].Means.Select(mean => mean.N));
        Assert.Contains(result.Warnings, warning => warning.Kind == ComparisonWarningKind.FewerPairs && warning.Text.Contains("40 replications that both have, of 40 and 50", StringComparison.Ordinal));

        ComparedSide elsewhere = late with { Samples = [new OutcomeSample(Payoff, [.. Enumerable.Range(50, 40)], values[10..], Ones(40))] };
        ComparisonResult apart = Comparison.Of([Side("all", values), elsewhere]);
        Assert.False(apart.Outcomes[0].Differences[0].Paired);
        Assert.Contains("no replication in common", apart.Warnings.Single(warning => warning.Kind == ComparisonWarningKind.NotPaired).Text);
    }

    [Fact]
    public void PValues_AreAdjustedOverTheWholeComparison()
    {
        double[] y = MadeNumbers.Sample(30, "y");
        ComparedSide Shifted(string name, double by, string noise) => Side(name, [.. y.Zip(MadeNumbers.Sample(30, noise), (v, e) => v + by + e - 0.5)], [.. MadeNumbers.Sample(30, noise + "2")]);
        ComparisonResult result = Comparison.Of([Side("base", y, MadeNumbers.Sample(30, "c")), Shifted("a", 0.1, "a"), Shifted("b", 0.3, "b")]);
        ComparedDifference[] all = [.. result.Outcomes.SelectMany(outcome => outcome.Differences)];
        Assert.Equal((4, 4), (result.Tests, all.Length));
        Assert.Equal(HolmAdjustment.Adjust([.. all.Select(d => d.PValue!.Value)]), all.Select(d => d.AdjustedPValue!.Value));
    }

    [Fact]
    public void ANumberPerRound_OverUnitsThatDifferInLength_IsComparedAsARatioOfSums()
    {
        int[] rounds = [.. MadeNumbers.Sample(40, "rounds").Select(u => 1 + (int)(9 * u))];
        double[] y = MadeNumbers.Sample(40, "y"), x = [.. MadeNumbers.Sample(40, "x").Select(v => v + 1)];
        int[] others = [.. rounds.Reverse()];
        ComparisonResult result = Comparison.Of([PerRoundSide("old", y, rounds), PerRoundSide("new", x, others)]);
        double ratioX = x.Zip(others, (v, r) => v * r).Sum() / others.Sum(), ratioY = y.Zip(rounds, (v, r) => v * r).Sum() / rounds.Sum();
        ComparedOutcome outcome = result.Outcomes[0];
        Assert.Equal(ratioX - ratioY, outcome.Differences[0].Mean, 12);
        Assert.Equal(outcome.Means[1].Mean - outcome.Means[0].Mean, outcome.Differences[0].Mean, 12);
        // By hand: residuals over the mean length of each side, and their differences.
        double[] residuals = [.. Enumerable.Range(0, 40).Select(i => ((x[i] - ratioX) * others[i] / others.Average()) - ((y[i] - ratioY) * rounds[i] / rounds.Average()))];
        Assert.Equal(Math.Sqrt(residuals.Sum(d => d * d) / 39 / 40), outcome.Differences[0].StandardError!.Value, 12);
        // Against a constant 0 it is the interval of the ratio itself.
        ComparisonResult alone = Comparison.Of([PerRoundSide("zero", new double[40], rounds), PerRoundSide("new", x, others)]);
        Assert.Equal(alone.Outcomes[0].Means[1].Lower!.Value, alone.Outcomes[0].Differences[0].Lower!.Value, 12);
    }

    [Fact]
    public void WithoutACommonOutcome_TheFaultSaysWhatEachSideHas()
    {
        ComparedSide other = Side("other", MadeNumbers.Sample(30)) with { Samples = [new OutcomeSample(Concession, [0, 1], [0, 1], Ones(2))] };
        Fault fault = Assert.Single(Assert.Throws<InvalidInputException>(() => Comparison.Of([Side("one", MadeNumbers.Sample(30)), other])).Faults);
        Assert.Equal("/sides", fault.Pointer);
        Assert.Equal("'one' has of A in g: payoffDiscounted; 'other' has of B in g: concessionRate", fault.Found);
    }

    [Fact]
    public void EveryFault_IsListed()
    {
        ComparedSide side = Side("one", MadeNumbers.Sample(30));
        InvalidInputException invalid = Assert.Throws<InvalidInputException>(() => Comparison.Of(
            [side, side], new ComparisonOptions { Baseline = "none", Actors = ["A", "Z"], Games = ["h"], Outcomes = ["joy"] }));
        Assert.Equal(["/sides/1", "/baseline", "/actors/1", "/games/0", "/outcomes/0"], invalid.Faults.Select(fault => fault.Pointer));
        Assert.Equal("/sides", Assert.Single(Assert.Throws<InvalidInputException>(() => Comparison.Of([side])).Faults).Pointer);
    }

    [Fact]
    public void AnOutcomeThatIsAskedForByNameButNotShared_IsAFault_NotLeftOut()
    {
        ComparedSide more = Side("more", MadeNumbers.Sample(30), MadeNumbers.Sample(30));
        InvalidInputException invalid = Assert.Throws<InvalidInputException>(() => Comparison.Of(
            [Side("one", MadeNumbers.Sample(30)), more], new ComparisonOptions { Outcomes = ["payoffDiscounted", "payoffMean"] }));
        Assert.Equal("/outcomes/1", Assert.Single(invalid.Faults).Pointer);
    }

    [Fact]
    public void TheBaseline_CanBeAnySide()
    {
        double[] y = MadeNumbers.Sample(30);
        ComparisonResult result = Comparison.Of([Side("one", y), Side("two", [.. y.Select(v => v + 1)])], new ComparisonOptions { Baseline = "two" });
        Assert.Equal(("two", "one"), (result.Baseline, result.Outcomes[0].Differences[0].Side));
        Assert.Equal(-1, result.Outcomes[0].Differences[0].Mean, 12);
    }

    [Fact]
    public void OneReplication_HasADifferenceWithoutAnInterval_AndNothingSpeaksOfOne()
    {
        ComparisonResult result = Comparison.Of([Side("one", [1]), Side("two", [3])]);
        ComparedDifference difference = result.Outcomes[0].Differences[0];
        Assert.Equal((true, 2.0, null, null), (difference.Paired, difference.Mean, difference.Lower, difference.AdjustedPValue));
        Assert.Equal(["Means over 1 replication, without intervals; a number per round over units that differ in length is a ratio of sums.", "Differences are from one."], ComparisonWords.Notes(result));
        Assert.All(result.Warnings.Where(warning => warning.Kind == ComparisonWarningKind.FewReplications), warning => Assert.EndsWith("there are no intervals and no test.", warning.Text, StringComparison.Ordinal));
        FigureDocument figure = ComparisonFigures.Of(result).Draw();
        Assert.Empty(SpecificationCheck.Faults(figure));
        Assert.DoesNotContain("interval", (string?)figure.Specification["title"]!["subtitle"]!.ToJsonString(), StringComparison.Ordinal);
        // A layer without data has no extent, which Vega warns of.
        Assert.DoesNotContain("isValid(datum.lower)", figure.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatStandsAgainstAComparison_IsKnownBeforeAnythingIsPlayed()
    {
        IReadOnlyList<Fault> faults = Comparison.Check([("one", [Payoff, Concession]), ("two", [Payoff])], new ComparisonOptions { Baseline = "none", Actors = ["Z"] });
        Assert.Equal(["/baseline", "/actors/0"], faults.Select(fault => fault.Pointer));
        Assert.Empty(Comparison.Check([("one", [Payoff, Concession]), ("two", [Payoff])], null));
    }

    [Fact]
    public void WithoutACommonOutcome_OfSidesWithMany_TheFaultSaysWhoseTheyAre()
    {
        OutcomeKey[] Of(string game) => [.. OutcomeCatalog.All.SelectMany(outcome => (OutcomeKey[])[new("A", game, outcome.Id), new("B", game, outcome.Id)])];
        Fault fault = Assert.Single(Comparison.Check([("one", Of("g")), ("two", Of("h"))], null));
        Assert.Equal($"'one' has {OutcomeCatalog.All.Count} outcomes of A, B in g; 'two' has {OutcomeCatalog.All.Count} outcomes of A, B in h", fault.Found);
    }

    [Fact]
    public void WhatMakesFiguresDoubtful_IsWarnedOf()
    {
        // One in 29 far out: the skewness of differences is about 5, and Cochran's rule wants about 650.
        double[] skewed = [.. Enumerable.Range(0, 29).Select(i => i == 0 ? 100.0 : i * 0.01)];
        ComparisonResult result = Comparison.Of([Side("one", new double[29]), Side("two", skewed) with { Failed = 2, Missing = 1 }]);
        Assert.Equal(
            [ComparisonWarningKind.UnitsMissing, ComparisonWarningKind.UnitsMissing, ComparisonWarningKind.FewReplications, ComparisonWarningKind.FewReplications, ComparisonWarningKind.SameUnits, ComparisonWarningKind.Skewed],
            result.Warnings.Select(warning => warning.Kind));
        Assert.Contains("payoffDiscounted of A in g (5.", result.Warnings[^1].Text);
        ComparisonResult costly = Comparison.Of([Side("one", new double[29]), Side("two", skewed)], new ComparisonOptions { MaximumDraws = 1000 });
        Assert.Contains(costly.Warnings, warning => warning.Kind == ComparisonWarningKind.NoBootstrap);
        Assert.Null(costly.Outcomes[0].Differences[0].BootstrapUpper);
    }

    [Fact]
    public void OnlySettingsThatDiffer_AreShown_UnderShortNames()
    {
        JsonNode document = JsonNode.Parse(SmallScenarios.Tiny(seed: 1).ToCanonicalJson())!;
        document["games"]!["g"]!["rules"]!["B"] = new JsonObject { ["use"] = "grudger" };
        Scenario other = ScenarioReader.Read(document.ToJsonString(), DocumentFormat.Json).Require();
        ComparedSide changed = Side("changed", MadeNumbers.Sample(30)) with { Scenario = other }, slice = changed with { Name = "slice", Varied = ["/time/horizon"] };
        ComparisonResult result = Comparison.Of([Side("one", MadeNumbers.Sample(30)), changed, slice]);
        Assert.All(result.Settings, setting => Assert.True(setting.Name.StartsWith("rule of B in g", StringComparison.Ordinal) || setting.Name == "time.horizon", setting.Name));
        Assert.Equal(["random", "grudger", "grudger"], result.Settings.Single(setting => setting.Name == "rule of B in g").Values);
        Assert.Equal(["5", "5", "varies"], result.Settings[^1].Values);
    }

    [Fact]
    public void Latex_HasBalancedBraces_TheSameColumnsInEveryRow_AndEscapesNames()
    {
        double[] y = MadeNumbers.Sample(30);
        ComparisonResult result = Comparison.Of([Side("a_b & 50 %", y), Side("δ → {x}", [.. y.Select((v, i) => v + (0.01 * i))], seed: 2)]);
        string latex = ComparisonLatex.Write(result);
        Assert.Contains(@"a\_b \& 50 \%", latex);
        Assert.Contains(@"\ensuremath{\delta} [U+2192] \{x\}", latex);
        string plain = latex.Replace(@"\{", "", StringComparison.Ordinal).Replace(@"\}", "", StringComparison.Ordinal);
        Assert.Equal(plain.Count(c => c == '{'), plain.Count(c => c == '}'));
        Assert.Equal(0, plain.Count(c => c == '$') % 2);
        Assert.All(latex, c => Assert.True(c is '\n' or >= ' ' and < (char)0x180));
        foreach (string table in latex.Split(@"\begin{tabular}{").Skip(1))
        {
            // Columns of text, l and r, or of paragraphs, p{width}.
            int columns = table[..table.IndexOf('\n', StringComparison.Ordinal)].Replace("linewidth", "", StringComparison.Ordinal).Count(c => c is 'l' or 'r' or 'p');
            string[] rows = [.. table[..table.IndexOf(@"\end{tabular}", StringComparison.Ordinal)].Split('\n').Where(line => (line.EndsWith(@"\\", StringComparison.Ordinal) || line.EndsWith(@"\tabularnewline", StringComparison.Ordinal)) && !line.StartsWith(@"\multicolumn", StringComparison.Ordinal))];
            Assert.NotEmpty(rows);
            Assert.All(rows, row => Assert.Equal(columns, row.Replace(@"\&", "", StringComparison.Ordinal).Count(c => c == '&') + 1));
        }
    }

    [Fact]
    public void Latex_GoesOnInAFurtherTable_WhereAPageIsFull_AndBreaksWhatIsLong()
    {
        double[] y = MadeNumbers.Sample(30);
        ComparisonResult result = Comparison.Of([Side("one", y), Side("other", y, seed: 2)]);
        ComparedOutcome outcome = result.Outcomes[0];
        string latex = ComparisonLatex.Write(result with
        {
            Outcomes = [.. Enumerable.Repeat(outcome, 30)],
            Settings = [new ComparedSetting("/games/g", "games.g", ["{\"form\":\"table\",\"players\":{\"A\":\"US\",\"B\":\"CN\"},\"payoffs\":{\"A\":[[\"-2\",\"4\"],[\"1\",\"3\"]]}}", null])],
        });
        // Three lines and seven tenths an outcome, 40 lines a page: 10 outcomes.
        Assert.Equal(["\\label{tab:comparison-settings}", "\\label{tab:comparison}", "\\label{tab:comparison-2}", "\\label{tab:comparison-3}"], latex.Split('\n').Where(line => line.StartsWith("\\label", StringComparison.Ordinal)));
        Assert.Equal(30, latex.Split("\\midrule\n\\multicolumn{6}").Length - 1);
        // The last page has no room for the notes: they go on as text.
        Assert.EndsWith("\\end{table}\n\n{\\footnotesize\\noindent\\emph{Notes on Table~\\ref{tab:comparison}.} " + Notes(result) + "\\par}\n\n", latex, StringComparison.Ordinal);
        // A value of half a line beside the names of the sides; what is longer breaks.
        Assert.Contains("p{0.36\\linewidth}p{0.58\\linewidth}", latex, StringComparison.Ordinal);
        Assert.Contains("\\raggedright one & \\raggedright \\{{''}form{''}:\\allowbreak{}", latex, StringComparison.Ordinal);
        Assert.Contains("\\ldots{} \\tabularnewline\n\\raggedright other & \\raggedright --- \\tabularnewline", latex, StringComparison.Ordinal);
    }

    [Fact]
    public void Latex_NamesSidesAboveTheirNumbers_WhereTheyDoNotFitBeside_AndPartsAnOutcomeOfManySides()
    {
        double[] y = MadeNumbers.Sample(30);
        ComparisonResult few = Comparison.Of([Side("one", y), Side("other", [.. y.Select(v => v + 1)])]);
        string beside = ComparisonLatex.Write(few);
        Assert.Contains("\nother & $", beside, StringComparison.Ordinal);
        Assert.Contains("\\emph{Notes.} " + Notes(few), beside, StringComparison.Ordinal);

        ComparisonResult many = Comparison.Of([.. Enumerable.Range(0, 45).Select(i => Side($"cn = reputation-reader, us = tit-for-tat, case {i:00}", [.. y.Select(v => v + i)]))]);
        string above = ComparisonLatex.Write(many with { Outcomes = [.. many.Outcomes.Take(1)] });
        Assert.Contains("\\multicolumn{7}{l}{cn = reputation-reader, us = tit-for-tat, case 44} \\\\\n\\quad & $", above, StringComparison.Ordinal);
        Assert.Contains("Outcomes of 45 sides: differences from cn", above, StringComparison.Ordinal);
        // Two lines a side, and the outcome is named again on each of the three pages.
        Assert.Equal(3, above.Split("\\emph{" + "payoffDiscounted of A in g").Length - 1);
    }

    [Theory]
    [InlineData(3.14159, 0.0123, "3.142 ± 0.012")]
    [InlineData(-0.00004, 0.2, "0.00 ± 0.20")]
    [InlineData(123456.7, 0.5, "123456.7 ± 0.5")]
    [InlineData(2, 0.0, "2.0000 ± 0.0000")]
    public void Numbers_AreRoundedToWhatTheirIntervalsTell(double value, double half, string text) => Assert.Equal(text, ComparisonNumbers.WithInterval(value, value + half));

    private static string Notes(ComparisonResult result) => string.Join(' ', ComparisonWords.Notes(result).Concat(result.Warnings.Select(warning => warning.Text)).Select(LatexText.Escape));

    private static ComparedSide Side(string name, double[] payoffs, double[]? perRound = null, ulong seed = 1) => new()
    {
        Name = name,
        Source = "a test",
        Scenario = SmallScenarios.Tiny(seed: seed),
        Samples =
        [
            new OutcomeSample(Payoff, [.. Enumerable.Range(0, payoffs.Length)], payoffs, Ones(payoffs.Length)),
            .. perRound is null ? Array.Empty<OutcomeSample>() : [new OutcomeSample(PerRound, [.. Enumerable.Range(0, perRound.Length)], perRound, Ones(perRound.Length))],
        ],
    };

    private static ComparedSide PerRoundSide(string name, double[] values, int[] rounds) =>
        Side(name, values) with { Samples = [new OutcomeSample(PerRound, [.. Enumerable.Range(0, values.Length)], values, rounds)] };

    private static int[] Ones(int count) => [.. Enumerable.Repeat(1, count)];
}
