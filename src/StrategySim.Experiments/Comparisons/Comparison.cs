using System.Globalization;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.Comparisons;

/// <summary>Compares outcomes of several sides, replication by replication where they share their random numbers.</summary>
/// <remarks>
/// A side with the seed of the baseline is paired with it over the replications that both have: paired t, and a bootstrap of the differences.
/// Without pairs the samples are independent: Welch's t. A number per round where units differ in length is a ratio of sums, compared by its
/// linearisation (<see cref="LinearisedRatio"/>). p-values come last and are adjusted by Holm's method over all outcomes and sides together.
/// Sources: <see cref="PairedComparison"/>, <see cref="WelchComparison"/>, <see cref="BootstrapInterval"/>, <see cref="HolmAdjustment"/>, <see cref="EffectSize"/>.
/// </remarks>
public static class Comparison
{
    /// <summary>Confidence of the intervals.</summary>
    public const double Confidence = 0.95;

    /// <summary>Replications below which a warning is due: intervals of fewer lean on normal outcomes.</summary>
    public const int FewestReplications = 30;

    private const int NamedInWarning = 5;

    /// <summary>Compares.</summary>
    /// <param name="sides">2 to <see cref="ComparisonOptions.MaximumSides"/> sides with names that differ, each with at least one replication.</param>
    /// <param name="options">What of them; payoffs and concessions where null.</param>
    /// <param name="cancellationToken">Polled at every difference.</param>
    /// <exception cref="InvalidInputException">
    /// There are fewer than two sides, or names that do not differ; a filter or the baseline names nothing; or the sides have no such outcome in common, and then it
    /// says what each has. Pointers are of a document with <c>sides</c>, <c>baseline</c>, <c>outcomes</c>, <c>actors</c> and <c>games</c>.
    /// </exception>
    public static ComparisonResult Of(IReadOnlyList<ComparedSide> sides, ComparisonOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ComparisonOptions();
        IReadOnlyList<OutcomeKey> keys = Choose([.. sides.Select(side => new SideOutcomes(side.Name, [.. side.Samples.Select(sample => sample.Key)], 0))], options);
        RequireUnits(sides);
        return Of(sides, keys, options, cancellationToken);
    }

    /// <summary>Reads what is to be compared from sources, and no more of them than that.</summary>
    /// <param name="sources">The sides, as for <see cref="Of(IReadOnlyList{ComparedSide}, ComparisonOptions?, CancellationToken)"/>.</param>
    /// <param name="options">What of them; payoffs and concessions where null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The comparison, yet to be computed: it takes no time to speak of but where bootstraps are long.</returns>
    /// <exception cref="InvalidInputException">As for the other; also where a side has no unit that was played, and where more would have to be read than <see cref="ComparisonOptions.MaximumValues"/>.</exception>
    public static async Task<Func<CancellationToken, ComparisonResult>> ReadAsync(IReadOnlyList<IComparisonSource> sources, ComparisonOptions? options, CancellationToken cancellationToken)
    {
        options ??= new ComparisonOptions();
        IReadOnlyList<OutcomeKey> keys = Choose([.. sources.Select(source => new SideOutcomes(source.Name, source.Outcomes, source.Replications))], options);
        var sides = new List<ComparedSide>(sources.Count);
        foreach (IComparisonSource source in sources)
        {
            ComparedSamples read = await source.ReadAsync(keys, cancellationToken);
            sides.Add(new ComparedSide
            {
                Name = source.Name, Source = source.Description, Scenario = source.Scenario, Samples = read.Samples, Varied = source.Varied, DrawnPoints = source.DrawnPoints, Failed = read.Failed, Missing = read.Missing,
            });
        }

        RequireUnits(sides);
        return stop => Of(sides, keys, options, stop);
    }

    /// <summary>What stands against a comparison, before anything of it is played.</summary>
    /// <param name="sides">The sides, each with every outcome that it will have.</param>
    /// <param name="options">What of them; payoffs and concessions where null.</param>
    /// <returns>Every fault, with pointers as of <see cref="ReadAsync"/>; empty where nothing does.</returns>
    public static IReadOnlyList<Fault> Check(IReadOnlyList<(string Name, IReadOnlyList<OutcomeKey> Outcomes)> sides, ComparisonOptions? options)
    {
        var faults = new List<Fault>();
        Choose([.. sides.Select(side => new SideOutcomes(side.Name, side.Outcomes, 0))], options ?? new ComparisonOptions(), faults);
        return faults;
    }

    private static ComparisonResult Of(IReadOnlyList<ComparedSide> sides, IReadOnlyList<OutcomeKey> keys, ComparisonOptions options, CancellationToken cancellationToken)
    {
        int baseline = options.Baseline is { } named ? sides.ToList().FindIndex(side => side.Name == named) : 0;
        var warnings = new ComparisonWarnings(sides, baseline);
        Pairs?[] pairs = [.. sides.Select((side, i) => i == baseline ? null : Pairs.Of(side, sides[baseline], warnings))];
        ComparedOutcome[] outcomes = [.. keys.Select(key => Outcome(key, sides, baseline, pairs, options, warnings, cancellationToken))];
        double[] tests = [.. outcomes.SelectMany(outcome => outcome.Differences).Select(difference => difference.PValue).OfType<double>()];
        var adjusted = new Queue<double>(HolmAdjustment.Adjust(tests));
        return new ComparisonResult(
            Confidence,
            sides[baseline].Name,
            [.. sides.Select(Describe)],
            DifferingSettings.Of(sides),
            [.. outcomes.Select(outcome => outcome with { Differences = [.. outcome.Differences.Select(d => d.PValue is null ? d : d with { AdjustedPValue = adjusted.Dequeue() })] })],
            tests.Length,
            "holm",
            warnings.All());
    }

    private static void RequireUnits(IReadOnlyList<ComparedSide> sides)
    {
        Fault[] empty =
        [
            .. Enumerable.Range(0, sides.Count).Where(i => sides[i].Samples[0].Count == 0).Select(i => new Fault(
                $"/sides/{i}", $"no unit of '{sides[i].Name}' ({sides[i].Source})", "at least one unit that was played to its end", "There is nothing to compare on this side.")),
        ];
        if (empty.Length > 0) throw new InvalidInputException(empty);
    }

    private static IReadOnlyList<OutcomeKey> Choose(IReadOnlyList<SideOutcomes> sides, ComparisonOptions options)
    {
        var faults = new List<Fault>();
        IReadOnlyList<OutcomeKey> keys = Choose(sides, options, faults);
        return faults.Count == 0 ? keys : throw new InvalidInputException(faults);
    }

    private static IReadOnlyList<OutcomeKey> Choose(IReadOnlyList<SideOutcomes> sides, ComparisonOptions options, List<Fault> faults)
    {
        if (sides.Count is < 2 or > ComparisonOptions.MaximumSides)
            faults.Add(new Fault("/sides", $"{sides.Count} {(sides.Count == 1 ? "side" : "sides")}", $"2 to {ComparisonOptions.MaximumSides} sides", "This many sides cannot be compared."));
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < sides.Count; i++)
        {
            if (!names.Add(sides[i].Name)) faults.Add(new Fault($"/sides/{i}", $"'{sides[i].Name}' a second time", "names that differ, of which each side can be given one", "Two sides have one name."));
        }

        if (options.Baseline is { } named && !names.Contains(named))
            faults.Add(new Fault("/baseline", $"'{named}'", $"one of {string.Join(", ", names)}", "There is no side of this name."));
        IReadOnlyList<OutcomeKey> keys = sides.Count > 0 ? ComparedOutcomes.Choose(sides, options, faults) : [];
        long values = keys.Count * sides.Sum(side => (long)side.Replications);
        if (values > options.MaximumValues)
        {
            faults.Add(new Fault(
                "/sides", $"{values} values ({keys.Count} outcomes of {sides.Sum(side => (long)side.Replications)} replications)", $"at most {options.MaximumValues} values",
                "This is more than one comparison reads; name outcomes, actors or games."));
        }

        return keys;
    }

    private static ComparedSideDescription Describe(ComparedSide side) => new(
        side.Name,
        side.Source,
        side.Scenario.Id,
        side.Scenario.Title,
        side.Scenario.Run.Seed.ToString(CultureInfo.InvariantCulture),
        side.Samples[0].Count,
        side.Failed,
        side.Missing);

    private static ComparedOutcome Outcome(
        OutcomeKey key, IReadOnlyList<ComparedSide> sides, int baseline, Pairs?[] pairs, ComparisonOptions options, ComparisonWarnings warnings, CancellationToken cancellationToken)
    {
        OutcomeSample[] samples = [.. sides.Select(side => side.Samples.First(sample => sample.Key == key))];
        var means = new List<ComparedMean>();
        var differences = new List<ComparedDifference>();
        for (int i = 0; i < sides.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Estimate mean = samples[i].ToEstimate()!;
            means.Add(new ComparedMean(sides[i].Name, mean.Mean, mean.Lower, mean.Upper, mean.Sd, mean.N));
            if (pairs[i] is { } common) differences.Add(Difference(key, sides[i], samples[i], sides[baseline], samples[baseline], common, options, warnings));
        }

        return new ComparedOutcome(key.Actor, key.Game, key.Outcome, OutcomeCatalog.Find(key.Outcome).Unit, means, differences);
    }

    private static ComparedDifference Difference(
        OutcomeKey key, ComparedSide side, OutcomeSample of, ComparedSide baseline, OutcomeSample from, Pairs pairs, ComparisonOptions options, ComparisonWarnings warnings)
    {
        double[] x = Numbers(of, pairs.Side), y = Numbers(from, pairs.Baseline);
        // Independent of the names of sides, so that renaming one moves no interval.
        string path = $"comparison/{key.Actor}/{key.Game}/{key.Outcome}";
        ulong seed = baseline.Scenario.Run.Seed;
        bool draws = (long)BootstrapInterval.DefaultResamples * (pairs.Paired ? x.Length : x.Length + y.Length) <= options.MaximumDraws;
        if (!draws) warnings.NoBootstrap(side.Name);

        if (x.Length < 2 || y.Length < 2)
        {
            double mean = x.Average() - y.Average();
            return new ComparedDifference(side.Name, pairs.Paired, x.Length, y.Length, mean, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
        }

        if (pairs.Paired)
        {
            PairedComparison paired = PairedComparison.Of(x, y);
            double[] differences = [.. x.Zip(y, (a, b) => a - b)];
            Interval? bootstrap = draws ? BootstrapInterval.Mean(differences, options.Bootstrap, seed, path) : null;
            double? skewness = Skewness.Of(differences);
            warnings.Skewed(side.Name, key, skewness, x.Length);
            Estimate difference = paired.Difference;
            return new ComparedDifference(
                side.Name, true, x.Length, y.Length, difference.Mean, difference.Lower, difference.Upper, bootstrap?.Lower, bootstrap?.Upper,
                difference.Sd / Math.Sqrt(difference.N), paired.HedgesGav, paired.CohenDz, paired.Correlation, paired.VarianceReduction, skewness,
                paired.T, paired.T is null ? null : difference.N - 1, paired.PValue, null);
        }

        WelchComparison welch = WelchComparison.Of(x, y);
        Interval? apart = draws ? BootstrapInterval.MeanDifference(x, y, options.Bootstrap, seed, path) : null;
        double? ofX = Skewness.Of(x), ofY = Skewness.Of(y);
        double? larger = Math.Abs(ofX ?? 0) >= Math.Abs(ofY ?? 0) ? ofX ?? ofY : ofY;
        warnings.Skewed(side.Name, key, larger, larger == ofX ? x.Length : y.Length);
        return new ComparedDifference(
            side.Name, false, x.Length, y.Length, welch.Mean, welch.Lower, welch.Upper, apart?.Lower, apart?.Upper,
            welch.StandardError, welch.HedgesG, null, null, null, larger, welch.T, welch.DegreesOfFreedom, welch.PValue, null);
    }

    /// <summary>The numbers whose mean the outcome is, over some of its replications.</summary>
    private static double[] Numbers(OutcomeSample sample, IReadOnlyList<int> places)
    {
        var part = new OutcomeSample(sample.Key, places, [.. places.Select(i => sample.Values[i])], [.. places.Select(i => sample.Rounds[i])]);
        return part.IsRatio ? LinearisedRatio.Of(part.Values, part.Rounds) : [.. part.Values];
    }

    /// <summary>Which replications of a side and of the baseline are compared.</summary>
    /// <param name="Paired">Whether the two lists are pairs.</param>
    /// <param name="Side">Places in the samples of the side.</param>
    /// <param name="Baseline">Places in the samples of the baseline.</param>
    private sealed record Pairs(bool Paired, IReadOnlyList<int> Side, IReadOnlyList<int> Baseline)
    {
        public static Pairs Of(ComparedSide side, ComparedSide baseline, ComparisonWarnings warnings)
        {
            IReadOnlyList<int> own = side.Samples[0].Replications, other = baseline.Samples[0].Replications;
            ulong seed = side.Scenario.Run.Seed, from = baseline.Scenario.Run.Seed;
            var apart = new Pairs(false, [.. Enumerable.Range(0, own.Count)], [.. Enumerable.Range(0, other.Count)]);
            if (seed != from)
            {
                warnings.NotPaired(side.Name, $"their seeds are {seed} and {from}, so that they share no random numbers");
                return apart;
            }

            var places = new Dictionary<int, int>();
            for (int i = 0; i < other.Count; i++) places[other[i]] = i;
            int[] common = [.. Enumerable.Range(0, own.Count).Where(i => places.ContainsKey(own[i]))];
            if (common.Length < 2 && own.Count >= 2 && other.Count >= 2)
            {
                warnings.NotPaired(side.Name, common.Length == 0 ? "they have no replication in common" : "they have a single replication in common");
                return apart;
            }

            if (common.Length == 0) return apart;
            warnings.Paired(side.Name, common.Length, own.Count, other.Count);
            return new Pairs(true, common, [.. common.Select(i => places[own[i]])]);
        }
    }

    /// <summary>Collects warnings, so that one of a kind and side speaks of all outcomes that it concerns.</summary>
    private sealed class ComparisonWarnings(IReadOnlyList<ComparedSide> sides, int baseline)
    {
        private readonly List<ComparisonWarning> _pairing = [];
        private readonly Dictionary<string, List<(OutcomeKey Key, double Skewness, int N, long Needed)>> _skewed = new(StringComparer.Ordinal);
        private readonly HashSet<string> _noBootstrap = new(StringComparer.Ordinal);

        private string Baseline => sides[baseline].Name;

        public void NotPaired(string side, string why) =>
            _pairing.Add(new ComparisonWarning(ComparisonWarningKind.NotPaired, side, $"'{side}' and '{Baseline}' are compared without pairs: {why}. Intervals are wider than pairs would make them."));

        public void Paired(string side, int common, int own, int other)
        {
            if (common == own && common == other) return;
            _pairing.Add(new ComparisonWarning(
                ComparisonWarningKind.FewerPairs, side, $"'{side}' and '{Baseline}' are compared over the {Counted(common, "replication")} that both have, of {own} and {other}; their means are over all of their own."));
        }

        public void NoBootstrap(string side) => _noBootstrap.Add(side);

        public void Skewed(string side, OutcomeKey key, double? skewness, int n)
        {
            if (skewness is not { } g || Skewness.NumbersNeeded(g) is var needed && needed <= n) return;
            if (!_skewed.TryGetValue(side, out var list)) _skewed[side] = list = [];
            list.Add((key, g, n, needed));
        }

        public IReadOnlyList<ComparisonWarning> All() =>
        [
            .. sides.SelectMany(Units),
            .. sides.Where(side => side.DrawnPoints > 0).Select(side => new ComparisonWarning(
                ComparisonWarningKind.DrawnPoints,
                side.Name,
                $"'{side.Name}' takes {Counted(side.DrawnPoints, "point")} of the design together; its intervals are over replications at these points, and do not say how far other draws of the factors would move the mean.")),
            .. sides.Where(side => side.Samples[0].Count < FewestReplications).Select(Few),
            .. sides.Where((_, i) => i != baseline).Where(side => side.Scenario.Run.Seed == sides[baseline].Scenario.Run.Seed && side.Varied.Count == 0 && sides[baseline].Varied.Count == 0 && side.Scenario.PointId == sides[baseline].Scenario.PointId).Select(side =>
                new ComparisonWarning(ComparisonWarningKind.SameUnits, side.Name, $"'{side.Name}' and '{Baseline}' are the same model with the same seed: but for interventions they are the same units.")),
            .. _pairing,
            .. _skewed.Select(pair => Skew(pair.Key, pair.Value)),
            .. _noBootstrap.Select(side => new ComparisonWarning(ComparisonWarningKind.NoBootstrap, side, $"'{side}' has too many replications for bootstrap intervals; for means of so many they would differ little from the t-intervals.")),
        ];

        private static IEnumerable<ComparisonWarning> Units(ComparedSide side)
        {
            if (side.Failed > 0) yield return new ComparisonWarning(ComparisonWarningKind.UnitsMissing, side.Name, $"{Counted(side.Failed, "unit")} of '{side.Name}' failed and {(side.Failed == 1 ? "is" : "are")} left out; failures that go with outcomes bias means.");
            if (side.Missing > 0) yield return new ComparisonWarning(ComparisonWarningKind.UnitsMissing, side.Name, $"{Counted(side.Missing, "unit")} of '{side.Name}' {(side.Missing == 1 ? "is" : "are")} not played: the figures are not final.");
        }

        private static ComparisonWarning Few(ComparedSide side) => new(
            ComparisonWarningKind.FewReplications,
            side.Name,
            side.Samples[0].Count == 1
                ? $"'{side.Name}' has 1 replication; nothing tells how far another would differ, so there are no intervals and no test."
                : $"'{side.Name}' has {Counted(side.Samples[0].Count, "replication")}; intervals of fewer than {FewestReplications} hold the mean as often as they say only for outcomes that are nearly normal.");

        private ComparisonWarning Skew(string side, List<(OutcomeKey Key, double Skewness, int N, long Needed)> outcomes)
        {
            IEnumerable<string> worst = outcomes.OrderByDescending(o => o.Needed).Take(NamedInWarning).Select(o => string.Create(
                CultureInfo.InvariantCulture, $"{ComparisonWords.Of(o.Key)} ({o.Skewness:0.0}, which wants {o.Needed:N0} replications)"));
            string more = outcomes.Count > NamedInWarning ? $", and {outcomes.Count - NamedInWarning} more" : "";
            return new ComparisonWarning(
                ComparisonWarningKind.Skewed,
                side,
                $"'{side}' less '{Baseline}' is too skewed for its {Counted(outcomes.Max(o => o.N), "replication")}, by Cochran's rule, in {string.Join(", ", worst)}{more}; prefer the bootstrap intervals, or more replications.");
        }

        private static string Counted(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");
    }
}
