using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Tests.PhaseDiagrams;

public class PhaseQuestionTests
{
    private static readonly Scenario ThePath = ExactPhaseTests.Shipped("coordination-to-chicken"), RareEarths = ExactPhaseTests.Shipped("us-china-rare-earths");

    private static PhaseQuestion Ask(Scenario? scenario = null, string? game = null, (string? Name, Rational? From, Rational? To)? factor = null, (string? Name, Rational? From, Rational? To)? by = null, int? points = null, Rational? width = null, params (string Name, Rational Value)[] at) => new()
    {
        Scenario = scenario ?? ThePath,
        Game = game,
        Factor = factor is var (name, from, to) ? new PhaseFactorQuestion(name, from, to) : null,
        By = by is var (byName, byFrom, byTo) ? new PhaseFactorQuestion(byName, byFrom, byTo) : null,
        ByPoints = points,
        Width = width,
        At = at.ToDictionary(x => x.Name, x => x.Value),
    };

    public static TheoryData<PhaseQuestion, string, string> Faulty => new()
    {
        { Ask(game: "us-eu"), "/game", "no such game" },
        { Ask(RareEarths), "/game", "several games" },
        { Ask(factor: ("strain", null, null)), "/factor/name", "no such parameter or state" },
        { Ask(RareEarths, "us-china", ("D_us", 0, 1)), "/factor/name", "moves with what it derives from: d_scale, us_on_cn" },
        { Ask(RareEarths, "us-china", ("MSP", 0, 1)), "/factor/name", "A club" },
        { Ask(RareEarths, "us-australia", at: ("stress", 1)), "/factor/name", "reads no state" },
        { Ask(factor: ("stress", 3, 0)), "/factor/range", "upside down" },
        { Ask(factor: ("stress", 3, 3)), "/factor/range", "one point" },
        { Ask(factor: ("stress", 3, null)), "/factor/range", "One end" },
        { Ask(factor: ("V", null, null)), "/factor/range", "gives 'V' no range" },
        { Ask(by: ("stress", 0, 3)), "/factor/name", "reads no state" },
        { Ask(factor: ("k_us", null, null), by: ("k_us", null, null)), "/by/name", "the same" },
        { Ask(by: (null, 0, 3)), "/by/name", "no name" },
        { Ask(by: ("k_us", 2, 1)), "/by/range", "upside down" },
        { Ask(by: ("k_us", 1, 2), points: 1), "/by/points", "number of points" },
        { Ask(by: ("k_us", 1, 2), points: 1_000_000), "/by/points", "number of points" },
        { Ask(points: 5), "/by", "no second factor" },
        { Ask(width: 0), "/width", "width" },
        { Ask(at: ("stress", 1)), "/factor/name", "reads no state" },
        { Ask(factor: ("stress", 0, 3), at: ("stress", 1)), "/at/stress", "does not stand still" },
        { Ask(at: ("k_uz", 1)), "/at/k_uz", "no such parameter or state" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void AQuestionThatDoesNotFit_IsRefusedWithItsPlace(PhaseQuestion question, string pointer, string says)
    {
        InvalidInputException refused = Assert.Throws<InvalidInputException>(() => PhaseDiagramSolver.Solve(question));
        Fault fault = Assert.Single(refused.Faults);
        Assert.Equal(pointer, fault.Pointer);
        Assert.Contains(says, fault.Detail, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Expected);
    }

    [Fact]
    public void EveryFault_IsFoundAtOnce()
    {
        InvalidInputException refused = Assert.Throws<InvalidInputException>(() => PhaseDiagramSolver.Solve(Ask(game: "none", factor: ("stress", 3, 0), by: ("x", 1, 2), points: 0, width: -1, at: ("y", 1))));
        Assert.Equal(["/game", "/factor/range", "/by/name", "/by/points", "/width", "/at/y"], refused.Faults.Select(f => f.Pointer));
    }

    [Fact]
    public void ARangeBeyondTheParameters_IsSaidAndDone()
    {
        PhaseDiagram diagram = PhaseDiagramSolver.Solve(Ask(factor: ("k_us", -1, 20), at: ("stress", Rational.Create(5, 2))));
        Assert.Contains(diagram.Notes, note => note.Contains("beyond the range [0, 15]", StringComparison.Ordinal));
        // h_US = 2 − 2·5/2 + k·(5/2 − 3/2) = k − 3.
        Assert.Equal("3", Assert.Single(diagram.Lines[0].Boundaries).At.Exact);
    }
}
