using StrategySim.Experiments.Designs;
using StrategySim.Experiments.Randomness;
using StrategySim.Experiments.Sensitivity;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Analysis;

/// <summary>Says what the factors of a study do to an outcome, by the methods that its design allows.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>A Saltelli design: Sobol indices; Sobol (1993), Saltelli (2002), Jansen (1999), Saltelli et al. (2010); see <see cref="SobolResult"/>.</item>
/// <item>A Shapley design: Shapley effects; Owen (2014), Song, Nelson and Staum (2016).</item>
/// <item>A Morris design: μ, μ*, σ; Morris (1991), Campolongo, Cariboni and Saltelli (2007).</item>
/// <item>Every other, and the plain parts of the first two: PAWN, Pianosi and Wagener (2015, 2018), and rank correlations, Spearman (1904), Marino et al. (2008).</item>
/// </list>
/// </remarks>
public static class SensitivityAnalysis
{
    /// <summary>Conditioning intervals of PAWN where none are asked for.</summary>
    public const int DefaultIntervals = 10;

    // With 19 of them an inert input is above all with a chance of 1 in 20.
    private const int InertDraws = 19;

    /// <summary>Analyses one outcome.</summary>
    /// <param name="data">The study, with the outcome among those that were read.</param>
    /// <param name="outcome">Name of the outcome.</param>
    /// <param name="options">What is asked for; null for every method that suits the design.</param>
    /// <param name="cancellationToken">Polled between figures.</param>
    /// <exception cref="InvalidInputException">
    /// An option is not known, the method does not suit the sweep (<c>/method</c>, with what stands in its way and what to do instead), or points are missing that it needs.
    /// </exception>
    public static SensitivityResult Of(StudyData data, string outcome, SensitivityOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SensitivityOptions();
        IReadOnlyList<string> methods = Methods(data, outcome, options);
        Fault? gaps = null;
        if (options.Method is null && methods.Any(NeedsWhole) && !methods.All(NeedsWhole) && (gaps = StudyTable.GapsForGood(data, outcome)) is not null) methods = [.. methods.Where(method => !NeedsWhole(method))];
        var run = new Run(options, methods, cancellationToken);
        if (gaps is not null) run.Notes.Add($"The design's own indices are left out: {gaps.Found}. {gaps.Detail}");
        bool whole = methods.Any(NeedsWhole);
        StudyTable? all = whole ? StudyTable.Of(data, outcome, PointChoice.Whole) : null;
        SobolResult? sobol = run.Asks(SensitivityMethods.Sobol) ? run.Sobol(all!) : null;
        ShapleyResult? shapley = run.Asks(SensitivityMethods.Shapley) ? run.Shapley(all!) : null;
        MorrisResult? morris = run.Asks(SensitivityMethods.Morris) ? run.Morris(all!) : null;

        bool sampled = run.Asks(SensitivityMethods.Pawn) || run.Asks(SensitivityMethods.RankCorrelation);
        StudyTable? sample = sampled ? StudyTable.Of(data, outcome, PointChoice.Sample) : null;
        Dictionary<string, Fault> tooFew = sample is null ? [] : TooFew(methods, options, sample.Inputs, sample.Points.Count);
        // What nobody asked for by name is left out rather than refused, as long as something is left.
        if (tooFew.Count == methods.Count) throw new InvalidInputException([.. tooFew.Values]);
        if (sample is not null) run.NoteSample(sample);
        foreach (Fault fault in tooFew.Values) run.Notes.Add($"{fault.Detail} It takes {fault.Expected}; there are {fault.Found}.");
        PawnResult? pawn = run.Asks(SensitivityMethods.Pawn) && !tooFew.ContainsKey(SensitivityMethods.Pawn) ? run.Pawn(sample!) : null;
        RankCorrelationResult? ranks = run.Asks(SensitivityMethods.RankCorrelation) && !tooFew.ContainsKey(SensitivityMethods.RankCorrelation) ? run.Ranks(sample!) : null;

        StudyTable table = all ?? sample!;
        return new SensitivityResult(table.Name, table.Unit, data.Sweep.Method, table.Inputs, table.Counts, sobol, shapley, morris, pawn, ranks, run.Convergence, run.Notes);
    }

    /// <summary>Why a request does not suit a sweep; empty where it does.</summary>
    internal static List<Fault> Refusals(IReadOnlyList<string> methods, SensitivityOptions options, string pointer = "")
    {
        List<Fault> faults = [];
        if (options.Method is { } method && !SensitivityMethods.All.Contains(method))
            faults.Add(new Fault($"{pointer}/method", $"'{method}'", $"one of {string.Join(", ", SensitivityMethods.All)}", "There is no such method of sensitivity analysis."));
        if (options.Estimand is { } estimand)
        {
            if (!SensitivityMethods.Estimands.Contains(estimand)) faults.Add(new Fault($"{pointer}/estimand", $"'{estimand}'", $"one of {string.Join(", ", SensitivityMethods.Estimands)}", "There is no such estimand."));
            else if (!methods.Contains(SensitivityMethods.Sobol)) faults.Add(new Fault($"{pointer}/estimand", $"'{estimand}'", "an estimand with Sobol indices only", "Nothing here depends on it."));
        }

        if (options.Intervals is { } intervals)
        {
            if (intervals is < 2 or > 1000) faults.Add(new Fault($"{pointer}/intervals", $"{intervals}", "2 to 1000", "This cannot be the number of conditioning intervals."));
            else if (!methods.Contains(SensitivityMethods.Pawn)) faults.Add(new Fault($"{pointer}/intervals", $"{intervals}", "intervals with PAWN only", "Nothing here depends on them."));
        }

        return faults;
    }

    /// <summary>Which of the methods have too few points, whatever the outcomes are, and why.</summary>
    internal static Dictionary<string, Fault> TooFew(IReadOnlyList<string> methods, SensitivityOptions options, IReadOnlyList<AnalysisInput> inputs, long points)
    {
        int intervals = options.Intervals ?? DefaultIntervals, numeric = inputs.Count(input => input.IsNumeric);
        var faults = new Dictionary<string, Fault>(StringComparer.Ordinal);
        if (methods.Contains(SensitivityMethods.Pawn) && points < intervals)
            faults[SensitivityMethods.Pawn] = new Fault("/points", $"{points} points", $"at least {intervals}, as many as conditioning intervals", "There are too few points for PAWN.");
        if (methods.Contains(SensitivityMethods.RankCorrelation) && points < numeric + 2)
            faults[SensitivityMethods.RankCorrelation] = new Fault("/points", $"{points} points", $"at least {numeric + 2} for {numeric} numeric inputs", "There are too few points for rank correlations.");
        return faults;
    }

    /// <summary>Why the noise in a single replication cannot be told from factors; null where it can.</summary>
    internal static Fault? NoNoise(SensitivityOptions options, int replications) => SensitivityMethods.EstimandOf(options.Estimand) == SobolEstimand.SingleReplication && replications < 2
        ? new Fault("/estimand", "one replication of each point", "at least 2 replications; extend the sweep, or ask for conditional-mean", "One replication does not tell noise from factors.")
        : null;

    private static bool NeedsWhole(string method) => method is SensitivityMethods.Sobol or SensitivityMethods.Shapley or SensitivityMethods.Morris;

    private static IReadOnlyList<string> Methods(StudyData data, string outcome, SensitivityOptions options)
    {
        Sweep sweep = data.Sweep;
        bool known = options.Method is null || SensitivityMethods.All.Contains(options.Method);
        IReadOnlyList<string> methods = options.Method is { } one ? [one] : SensitivityMethods.For(sweep);
        List<Fault> faults = [.. Refusals(methods, options)];
        if (data.Outcomes.All(o => o.Name != outcome)) faults.Insert(0, StudyTable.UnknownOutcome(outcome, data.Outcomes.Select(o => o.Name)));
        if (known && options.Method is not null) faults.AddRange(SensitivityMethods.Unfit(sweep.Document, sweep.Method, sweep.Factors, options.Method));
        return faults.Count == 0 ? methods : throw new InvalidInputException(faults);
    }

    private sealed class Run(SensitivityOptions options, IReadOnlyList<string> methods, CancellationToken cancellationToken)
    {
        public List<ConvergenceSeries> Convergence { get; } = [];

        public List<string> Notes { get; } = [];

        public bool Asks(string method) => methods.Contains(method);

        public SobolResult Sobol(StudyTable table)
        {
            SaltelliDesign[] designs = [.. ((CubeDesign)table.Sweep.Plan).Parts.Cast<SaltelliDesign>()];
            SobolEstimand estimand = SensitivityMethods.EstimandOf(options.Estimand);
            if (NoNoise(options, table.Replications) is { } fault) throw new InvalidInputException([fault]);
            double[][][] outputs = Split(table.Replicates(), designs);
            SobolIndices indices = Estimate(null, null);
            NoteNoise(table, estimand);

            int rows = (int)designs[0].Rows;
            List<(long, SobolIndices)> byRows = [.. SampleSizes.Doubling(rows, 8).Select(n => (n, n == rows ? indices : Estimate((int)n, null)))];
            List<(long, SobolIndices)> byReplications = [.. SampleSizes.Doubling(table.Replications, estimand == SobolEstimand.SingleReplication ? 2 : 1).Select(n => (n, n == table.Replications ? indices : Estimate(null, (int)n)))];
            foreach ((string over, List<(long, SobolIndices)> steps) in new[] { ("rows", byRows), ("replications", byReplications) })
            {
                for (int i = 0; i < table.Inputs.Count; i++)
                {
                    int input = i;
                    Add("first", table.Inputs[i].Name, over, steps, s => s.First.Count > 0 ? s.First[input] : null);
                    Add("total", table.Inputs[i].Name, over, steps, s => s.Total.Count > 0 ? s.Total[input] : null);
                }
            }

            return new SobolResult(
                SensitivityMethods.WordOf(estimand),
                rows,
                designs.Length,
                indices.Replications,
                indices.Variance,
                indices.NoiseShare,
                indices.SharedNoiseShare,
                [.. indices.First.Select((first, i) => new SobolIndex(table.Inputs[i].Name, first, indices.Total[i]))],
                [.. indices.Second.Select(pair => new SobolPairIndex(table.Inputs[pair.First].Name, table.Inputs[pair.Second].Name, pair.Index))]);

            SobolIndices Estimate(int? some, int? replications)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return SobolEstimator.Estimate(designs, outputs, estimand, some, replications);
            }
        }

        public ShapleyResult Shapley(StudyTable table)
        {
            ShapleyDesign[] designs = [.. ((CubeDesign)table.Sweep.Plan).Parts.Cast<ShapleyDesign>()];
            double[][][] outputs = Split(table.Replicates(), designs);
            ShapleyEffects effects = ShapleyEstimator.Estimate(designs, outputs);
            NoteReplications(table);
            Notes.Add(table.Replications > 1
                ? "Shapley effects are of the mean over replications: the noise of the replications, estimated from pairs of them, is taken out of every variance."
                : "There is one replication of each point: the effects are those of the outcome under just these random numbers.");
            Notes.Add("Intervals are over independent designs, which share their random numbers of play; how far other random numbers would move a figure, its convergence over replications shows.");
            // Each independent design is complete, so the first k of them are a sample of their own.
            List<(long, ShapleyEffects)> byDesigns = [.. SampleSizes.Doubling(designs.Length, 2).Select(n => (n, n == designs.Length ? effects : ShapleyEstimator.Estimate(designs[..(int)n], outputs[..(int)n])))];
            List<(long, ShapleyEffects)> byReplications = [.. SampleSizes.Doubling(table.Replications, 1).Select(n => (n, n == table.Replications ? effects : ShapleyEstimator.Estimate(designs, outputs, (int)n)))];
            foreach ((string over, List<(long, ShapleyEffects)> steps) in new[] { ("randomisations", byDesigns), ("replications", byReplications) })
            {
                for (int i = 0; i < table.Inputs.Count; i++)
                {
                    int input = i;
                    Add("effect", table.Inputs[i].Name, over, steps, s => s.Effects.Count > 0 ? s.Effects[input] : null);
                }
            }

            return new ShapleyResult(designs.Length, table.Replications, effects.Variance, [.. effects.Effects.Select((effect, i) => new ShapleyEffect(table.Inputs[i].Name, effect))]);
        }

        public MorrisResult Morris(StudyTable table)
        {
            var design = (IMorrisDesign)((CubeDesign)table.Sweep.Plan).Parts[0];
            double[] means = table.Means();
            IReadOnlyList<MorrisMeasure> measures = MorrisMeasures.Of(design, means);
            double?[] noise = EffectNoise(design, table);
            Notes.Add("Effects are per whole range of an input: of a number, of its coordinate 0 to 1 in its distribution.");
            if (table.Replications > 1)
                Notes.Add("Both points of an effect play with the same random numbers, so noise that moves them alike cancels; what does not cancel raises μ* and σ, and noiseSd says by about how much.");
            else
                Notes.Add("There is one replication of each point: effects are those of the outcome under just these random numbers.");

            int? trajectories = design.IsExhaustive ? null : (int)((long)design.Count / (design.Dimension + 1));
            List<(string, List<(long, IReadOnlyList<MorrisMeasure>)>)> series = [("replications", [.. SampleSizes.Doubling(table.MostReplications, 1).Select(n => (n, n == table.MostReplications ? measures : MorrisMeasures.Of(design, table.Means((int)n))))])];
            if (trajectories is int all)
                series.Insert(0, ("trajectories", [.. SampleSizes.Doubling(all, 2).Select(n => (n, n == all ? measures : MorrisMeasures.Of(design, means, (int)n)))]));
            foreach ((string over, List<(long, IReadOnlyList<MorrisMeasure>)> steps) in series)
            {
                for (int i = 0; i < table.Inputs.Count; i++)
                {
                    int input = i;
                    Add("muStar", table.Inputs[i].Name, over, steps, m => m[input].MuStar);
                    Add("sigma", table.Inputs[i].Name, over, steps, m => m[input].Sigma);
                }
            }

            return new MorrisResult(
                trajectories, [.. measures.Select((m, i) => new MorrisInputMeasure(table.Inputs[i].Name, m.Mu, m.MuStar, m.Sigma, m.Effects, noise[i]))]);
        }

        public PawnResult Pawn(StudyTable table)
        {
            int intervals = options.Intervals ?? DefaultIntervals;
            int[] sizes = [.. Sizes(table, intervals)];
            double[] means = table.Means();
            List<PawnInputIndex> indices = [];
            for (int input = 0; input < table.Inputs.Count; input++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                double[]? numbers = table.Inputs[input].IsNumeric ? table.Numbers(input) : null;
                string[]? categories = numbers is null ? table.Categories(input) : null;
                PawnIndex index = Index(means, means.Length);
                indices.Add(new PawnInputIndex(table.Inputs[input].Name, index.Minimum, index.Mean, index.Median, index.Maximum, index.Intervals, Inert(means, Groups(means.Length), input)));
                Add("pawn", table.Inputs[input].Name, "points", [.. sizes.Select(n => ((long)n, Index(means, n)))], i => i.Mean);
                Add("pawn", table.Inputs[input].Name, "replications", [.. SampleSizes.Doubling(table.MostReplications, 1).Select(n => (n, Index(table.Means((int)n), means.Length)))], i => i.Mean);

                PawnIndex Index(double[] outputs, int n)
                {
                    double[] y = outputs[..n];
                    return Sensitivity.Pawn.Index(input, Groups(n), y, Sensitivity.Pawn.Order(y));
                }

                int[] Groups(int n) => numbers is not null ? Sensitivity.Pawn.Intervals(numbers[..n], intervals) : Places(categories![..n]);
            }

            Notes.Add($"PAWN: an input that does not matter has distances above 0 in a finite sample too; 'inert' is the greatest mean distance of {InertDraws} random assignments of the points to the same groups, which such an input exceeds once in twenty times.");
            return new PawnResult(intervals, indices);
        }

        public RankCorrelationResult Ranks(StudyTable table)
        {
            int[] numeric = [.. Enumerable.Range(0, table.Inputs.Count).Where(i => table.Inputs[i].IsNumeric)];
            RefusedInput[] refused = [.. table.Inputs.Where(i => !i.IsNumeric).Select(i => new RefusedInput(i.Name, "Options have no order, so they have no ranks; PAWN takes them as groups."))];
            if (refused.Length > 0) Notes.Add("Partial rank correlations are given the other numeric inputs; options are not held fixed.");
            double[][] columns = [.. numeric.Select(table.Numbers)];
            double[][] rows = [.. Enumerable.Range(0, table.Points.Count).Select(point => columns.Select(column => column[point]).ToArray())];
            double[] means = table.Means();
            IReadOnlyList<RankCorrelations> correlations = RankCorrelation.Of(rows, means);
            if (correlations.Any(c => c.Spearman is null)) Notes.Add("A rank correlation is missing where the outcome, or the input, is the same at all points.");
            if (correlations.Any(c => c.Spearman is not null && c.Partial is null)) Notes.Add("A partial rank correlation is missing where the other inputs determine the order of the outcome, or of the input.");
            List<(long, IReadOnlyList<RankCorrelations>)> byPoints = [.. Sizes(table, numeric.Length + 2).Select(n => ((long)n, n == means.Length ? correlations : RankCorrelation.Of(rows[..n], means[..n])))];
            List<(long, IReadOnlyList<RankCorrelations>)> byReplications = [.. SampleSizes.Doubling(table.MostReplications, 1).Select(n => (n, n == table.MostReplications ? correlations : RankCorrelation.Of(rows, table.Means((int)n))))];
            foreach ((string over, List<(long, IReadOnlyList<RankCorrelations>)> steps) in new[] { ("points", byPoints), ("replications", byReplications) })
            {
                for (int i = 0; i < numeric.Length; i++)
                {
                    int column = i;
                    Add("spearman", table.Inputs[numeric[i]].Name, over, steps, c => c[column].Spearman);
                    Add("partial", table.Inputs[numeric[i]].Name, over, steps, c => c[column].Partial);
                }
            }

            return new RankCorrelationResult([.. correlations.Select((c, i) => new InputRankCorrelation(table.Inputs[numeric[i]].Name, c.Spearman, c.Partial))], refused);
        }

        public void NoteSample(StudyTable table)
        {
            AnalysedPoints counts = table.Counts;
            if (counts.Apart > 0) Notes.Add($"PAWN and rank correlations are of the {counts.Used} points that are plain draws from the factors' distribution; {counts.Apart} points serve the design's own indices only.");
            if (counts.LeftOut > 0) Notes.Add(counts.LeftOutWords);
            if (counts.Partial > 0) Notes.Add(counts.PartialWords);
            if (table.Sweep.Constraints.Count > 0) Notes.Add("Constraints make factors depend on each other: PAWN and rank correlations then show an input's own effect together with that of what it moves with.");
            if (counts.FewestReplications != counts.MostReplications) Notes.Add($"Points have {counts.FewestReplications} to {counts.MostReplications} replications; each is taken at its mean over its own.");
        }

        private void NoteReplications(StudyTable table)
        {
            if (table.Counts.FewestReplications != table.Counts.MostReplications)
                Notes.Add($"Points have {table.Counts.FewestReplications} to {table.Counts.MostReplications} replications; the {table.Replications} that all points have are used.");
        }

        private void NoteNoise(StudyTable table, SobolEstimand estimand)
        {
            NoteReplications(table);
            if (table.Replications == 1)
            {
                Notes.Add("There is one replication of each point: what is noise is not known, and the indices are those of the outcome under just these random numbers.");
            }
            else
            {
                Notes.Add("All points play replication r with the same random numbers. Noise that moves points alike cancels from differences between them; all noise is estimated from pairs of different replications.");
                Notes.Add(estimand == SobolEstimand.ConditionalMean
                    ? "The indices are of the mean over replications given the factors: noise is taken out of the variance and of every index. noiseShare is what noise would add to each total index of a single replication."
                    : "The indices are of a single replication: noise is part of the variance and of every total index, to which it adds noiseShare; sharedNoiseShare of that moves all points alike.");
            }

            Notes.Add("Intervals are over independent scrambles of the design, which share their random numbers of play; how far other random numbers would move a figure, its convergence over replications shows.");
        }

        // A prefix of a grid or of a list is another design; of a sample it is a smaller sample.
        private static IEnumerable<int> Sizes(StudyTable table, int fewest) => table.Sweep.Method is SweepShape.Grid or SweepShape.List
            ? []
            : SampleSizes.Doubling(table.Points.Count, fewest).Select(n => (int)n);

        private static double?[] EffectNoise(IMorrisDesign design, StudyTable table)
        {
            double?[] noise = new double?[design.Dimension];
            if (table.Replications < 2) return noise;
            double[][] outputs = table.Replicates();
            double[] difference = new double[table.Replications], squares = new double[design.Dimension];
            int[] effects = new int[design.Dimension];
            foreach (MorrisStep step in design.Steps())
            {
                Replicates.Subtract(outputs[step.To], outputs[step.From], difference);
                squares[step.Factor] += Replicates.Variance(difference) / (difference.Length * step.Delta * step.Delta);
                effects[step.Factor]++;
            }

            for (int i = 0; i < noise.Length; i++) noise[i] = Math.Sqrt(squares[i] / effects[i]);
            return noise;
        }

        // A permutation test (Fisher): shuffled groups belong to an input of the same make that does not matter.
        private static double Inert(double[] y, int[] groups, int input)
        {
            int[] order = Sensitivity.Pawn.Order(y), shuffled = [.. groups];
            double greatest = 0;
            for (int draw = 0; draw < InertDraws; draw++)
            {
                new DrawSequence((ulong)input, "analysis/pawn/inert", draw).Shuffle(shuffled);
                greatest = Math.Max(greatest, Sensitivity.Pawn.Index(input, shuffled, y, order).Mean);
            }

            return greatest;
        }

        private static int[] Places(string[] categories)
        {
            string[] names = [.. categories.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            return [.. categories.Select(category => Array.BinarySearch(names, category, StringComparer.Ordinal))];
        }

        private static double[][][] Split(double[][] outputs, IReadOnlyList<IUnitDesign> parts)
        {
            double[][][] split = new double[parts.Count][][];
            int first = 0;
            for (int k = 0; k < split.Length; k++)
            {
                int count = (int)parts[k].Count;
                split[k] = outputs[first..(first + count)];
                first += count;
            }

            return split;
        }

        private void Add<T>(string figure, string input, string over, IReadOnlyList<(long Size, T Of)> steps, Func<T, Estimate?> value)
        {
            if (steps.Count == 0) return;
            Convergence.Add(new ConvergenceSeries(figure, input, over, [.. steps.Select(s => value(s.Of) is { } e ? new ConvergenceStep(s.Size, e.Mean, e.Lower, e.Upper) : new ConvergenceStep(s.Size, null, null, null))]));
        }

        private void Add<T>(string figure, string input, string over, IReadOnlyList<(long Size, T Of)> steps, Func<T, double?> value) =>
            Add(figure, input, over, steps, s => value(s) is { } number ? new Estimate(number, null, null, null, 1) : null);
    }
}
