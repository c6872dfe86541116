using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.Experiments.Randomness;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Tests.PhaseDiagrams;

/// <summary>Random piecewise rational payoffs against brute force: dense exact sampling of the scenario's own expressions.</summary>
public class RandomPhaseTests
{
    private const int Samples = 1200;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void DenseSampling_FindsNoChangeThatIsNotListed_AndEachThatIs(int seed)
    {
        var random = new DrawSequence((ulong)seed, "test/phases");
        int read = 0, boundaries = 0, irrational = 0, gaps = 0;
        while (read < 25)
        {
            string[] a = [.. Enumerable.Range(0, 4).Select(_ => Term(random, 3))], b = [.. Enumerable.Range(0, 4).Select(_ => Term(random, 3))];
            ScenarioReadResult made = ScenarioReader.Read(HoldYieldScenario.Yaml(a, b, "1/7", "1/7"), DocumentFormat.Yaml);
            // A division by zero at the start is refused.
            if (made.Scenario is not { } scenario) continue;
            read++;
            PhaseLine line = PhaseDiagramSolver.Solve(new PhaseQuestion { Scenario = scenario, Factor = new PhaseFactorQuestion("x", -3, 3) }).Lines.Single();
            Check(scenario, line, random);
            PhaseBoundary[] all = [.. line.Boundaries, .. line.FinerBoundaries];
            boundaries += all.Length;
            irrational += all.Count(x => x.At.Form != PhaseNumberForm.Rational);
            gaps += line.Gaps.Count;
        }

        // The cases are worth having: many boundaries, some without a rational place, some gaps.
        Assert.True(boundaries > 50, $"{boundaries} boundaries");
        Assert.True(irrational > 5, $"{irrational} irrational");
        Assert.True(gaps > 1, $"{gaps} gaps");
    }

    private static void Check(Scenario scenario, PhaseLine line, DrawSequence random)
    {
        GameSpecification game = scenario.Games["g"];
        for (int i = 0; i <= Samples; i++)
        {
            Rational x = -3 + (6 * Rational.Create(i, Samples));
            if (i % 3 == 1) x += Rational.Create(random.NextBelow(1000), 1_000_000);
            PhaseFacts? expected = Facts(game, x);
            PhaseBoundary? boundary = line.Boundaries.Concat(line.FinerBoundaries).FirstOrDefault(p => p.At.Form == PhaseNumberForm.Rational && p.At.Low == x);
            Phase? phase = line.Phases.FirstOrDefault(p => Within(p, x));
            if (boundary is not null) Assert.Equal(expected, boundary.There);
            else if (phase is not null) Assert.Equal(expected, phase.Facts);
            else if (line.Gaps.Any(gap => gap.From.Low <= x && x <= gap.To.High)) Assert.True(expected is null || line.Gaps.Any(gap => gap.From.Form != PhaseNumberForm.Rational || gap.To.Form != PhaseNumberForm.Rational));
            else Assert.Contains(line.Phases, p => Enclosed(p.From, x) || Enclosed(p.To, x));
        }

        var tiny = Rational.Create(1, 1_000_000_000_000);
        foreach (PhaseBoundary boundary in line.Boundaries.Concat(line.FinerBoundaries))
        {
            // Enclosures are no wider than a millionth of the range; a little beyond their ends the facts are as listed.
            if (boundary.Before is not null) Assert.Equal(boundary.Before, Near(boundary.At.Low - tiny, -1));
            if (boundary.After is not null) Assert.Equal(boundary.After, Near(boundary.At.High + tiny, 1));
            Assert.Contains(boundary.Changes, _ => true);
            if (boundary.At.Form == PhaseNumberForm.Rational) Assert.Equal(Facts(game, boundary.At.Low), boundary.There);
        }

        // Another boundary may lie within the enclosure's width; then the next phase's own sample decides.
        PhaseFacts? Near(Rational x, int direction)
        {
            Phase? phase = line.Phases.FirstOrDefault(p => Within(p, x));
            if (phase is not null) return Facts(game, x);
            phase = direction < 0 ? line.Phases.LastOrDefault(p => p.Sample < x) : line.Phases.FirstOrDefault(p => p.Sample > x);
            return phase is null ? null : Facts(game, phase.Sample);
        }
    }

    private static bool Enclosed(PhaseNumber number, Rational x) => number.Low <= x && x <= number.High;

    private static bool Within(Phase phase, Rational x) =>
        (phase.From.High < x || (phase.IncludesFrom && phase.From.Low == x)) && (x < phase.To.Low || (phase.IncludesTo && phase.To.High == x));

    private static PhaseFacts? Facts(GameSpecification game, Rational x)
    {
        try
        {
            Rational[] u = [.. game.Payoffs.Select(payoff => payoff.Evaluate(_ => x))];
            // Cells hold/hold, hold/yield, yield/hold, yield/yield, A's payoff first.
            var a = new HoldYieldPayoffs(u[2], u[6], u[4], u[0]);
            var b = new HoldYieldPayoffs(u[5], u[7], u[3], u[1]);
            var type = GameTypes.Of(a, b);
            return new PhaseFacts(type, EquilibriumCount.Of(type), TwoByTwo.RiskDominance(a, b)?.Dominant);
        }
        catch (DivideByZeroException)
        {
            return null;
        }
    }

    private static string Term(DrawSequence random, int depth)
    {
        int kind = depth == 0 ? random.NextBelow(2) : random.NextBelow(12);
        string Sub() => Term(random, depth - 1);
        return kind switch
        {
            0 or 2 => Number(random),
            1 or 3 or 4 => "x",
            5 => $"({Sub()} + {Sub()})",
            6 => $"({Sub()} - {Sub()})",
            7 => $"({Sub()}*{Sub()})",
            8 => $"({Sub()}/(1 + {Sub()}))",
            9 => $"max({Sub()}, {Sub()})",
            10 => $"min({Sub()}, {Sub()}, {Sub()})",
            _ => $"({Number(random)}*x + {Number(random)})",
        };
    }

    private static string Number(DrawSequence random) => random.NextBelow(4) == 0 ? $"{random.NextBelow(7) - 3}/{random.NextBelow(4) + 1}" : $"{random.NextBelow(7) - 3}";
}
