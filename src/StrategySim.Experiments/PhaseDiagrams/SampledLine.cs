using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.PhaseDiagrams;

/// <summary>The kinds of Nash set of any game along one factor, by samples: between neighbours that differ the range is halved until it is narrow.</summary>
/// <remarks>Each sample is exact; what comes and goes between two that agree is missed, above all single points such as thresholds.</remarks>
internal sealed class SampledLine(Scenario scenario, GameSpecification game, string factor, IReadOnlyDictionary<string, Rational> set, PhaseLimits limits)
{
    private readonly PayoffFunctions _payoffs = new(scenario, game, factor, set);
    private readonly Player[] _players = [.. game.Players.Select((player, i) => new Player(player, game.Strategies[i]))];

    /// <summary>Finds the phases.</summary>
    /// <param name="low">Lower end of the range.</param>
    /// <param name="high">Upper end, greater.</param>
    /// <param name="width">The widest interval that is left between two samples that differ.</param>
    /// <param name="by">The value of the second factor, for the result.</param>
    /// <param name="refined">Whether it was added, for the result.</param>
    /// <param name="cancellationToken">Polled at each sample.</param>
    /// <exception cref="PhaseWorkException">More samples would be needed than are allowed.</exception>
    public PhaseLine Find(Rational low, Rational high, Rational width, Rational? by, bool refined, CancellationToken cancellationToken)
    {
        var samples = new SortedDictionary<Rational, PhaseFacts?>();
        for (int i = 0; i < limits.Samples; i++) Sample(low + ((high - low) * Rational.Create(i, limits.Samples - 1)));
        var waiting = new Stack<(Rational Low, Rational High)>();
        Rational[] first = [.. samples.Keys];
        for (int i = first.Length - 1; i > 0; i--) waiting.Push((first[i - 1], first[i]));
        while (waiting.TryPop(out (Rational Low, Rational High) part))
        {
            if (Equals(samples[part.Low], samples[part.High]) || part.High - part.Low <= width) continue;
            Rational middle = (part.Low + part.High) * Rational.Half;
            if (samples.Count >= limits.MaximumSamples) throw new PhaseWorkException($"more than {limits.MaximumSamples} samples are needed to enclose every change within {width}", "a larger width, or a narrower range");
            Sample(middle);
            waiting.Push((middle, part.High));
            waiting.Push((part.Low, middle));
        }

        return Assemble([.. samples.Select(s => (s.Key, s.Value))], by, refined);

        void Sample(Rational x)
        {
            cancellationToken.ThrowIfCancellationRequested();
            samples[x] = FactsAt(x, cancellationToken);
        }
    }

    private PhaseFacts? FactsAt(Rational x, CancellationToken cancellationToken)
    {
        if (_payoffs.At(x) is not { } payoffs) return null;
        var table = new NormalFormGame(_players, payoffs, game.Title);
        return new PhaseFacts(null, EquilibriumCount.Of(table, NashSolvers.SolveOneOfMany(table, limits.Solver, cancellationToken)), null);
    }

    private static PhaseLine Assemble(IReadOnlyList<(Rational At, PhaseFacts? Facts)> samples, Rational? by, bool refined)
    {
        var boundaries = new List<PhaseBoundary>();
        var phases = new List<Phase>();
        var gaps = new List<PhaseGap>();
        var signature = new List<PhaseFacts?>();
        int start = 0;
        for (int i = 1; i <= samples.Count; i++)
        {
            if (i < samples.Count && Equals(samples[i].Facts, samples[start].Facts)) continue;
            PhaseNumber from = PhaseNumber.Of(samples[start].At), to = PhaseNumber.Of(samples[i - 1].At);
            signature.Add(samples[start].Facts);
            if (samples[start].Facts is { } facts) phases.Add(new Phase(from, true, to, true, samples[(start + i) / 2].At, facts));
            else gaps.Add(new PhaseGap(from, to));
            if (i < samples.Count && samples[start].Facts is { } before && samples[i].Facts is { } after)
            {
                (Rational low, Rational high) = (samples[i - 1].At, samples[i].At);
                var at = new PhaseNumber(PhaseNumberForm.Interval, null, ((low + high) * Rational.Half).ToDouble(), low, high, null);
                boundaries.Add(new PhaseBoundary(at, [PhaseAspect.Equilibria], before, null, after));
            }

            start = i;
        }

        return new PhaseLine(by, refined, boundaries, [], phases, gaps) { Signature = signature };
    }
}
