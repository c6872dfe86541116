using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Analysis;

/// <summary>What robustness of a choice is asked for.</summary>
public sealed record RobustnessOptions
{
    /// <summary>Whether more of the outcome is better; otherwise less is.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>The quantile of the points at which choices are compared, counted from the bad end, 0 to 1.</summary>
    public double Quantile { get; init; } = 0.1;

    /// <summary>What is good enough, in the unit of the outcome; null where nothing is said of it.</summary>
    public double? Threshold { get; init; }
}

/// <summary>How the levels of chosen factors do over all combinations of the others.</summary>
/// <param name="Outcome">Name of the outcome.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="HigherIsBetter">Whether more of it is better.</param>
/// <param name="Quantile">The quantile compared, from the bad end.</param>
/// <param name="Threshold">What is good enough; null where nothing was said.</param>
/// <param name="Factors">The factors that are chosen.</param>
/// <param name="States">Combinations of the other factors at which every choice was tried.</param>
/// <param name="LeftOut">Combinations left out because a choice is missing there.</param>
/// <param name="Choices">One for each choice, in the order in which the design first tries them.</param>
/// <param name="Maximin">The choices that are best in their worst state (Wald); several where they tie.</param>
/// <param name="MinimaxRegret">Those of the least greatest regret (Savage).</param>
/// <param name="BestMean">Those of the best mean over states, each with equal weight (Laplace).</param>
/// <param name="BestQuantile">Those of the best quantile.</param>
/// <param name="BestSatisficing">Those that are good enough in most states (Starr); empty without a threshold.</param>
/// <param name="Convergence">How worst, regret and mean of each choice moved with replications.</param>
/// <param name="Notes">What has to be known to read the figures, in whole sentences.</param>
public sealed record RobustnessResult(
    string Outcome,
    string Unit,
    bool HigherIsBetter,
    double Quantile,
    double? Threshold,
    IReadOnlyList<string> Factors,
    int States,
    int LeftOut,
    IReadOnlyList<ChoiceResult> Choices,
    IReadOnlyList<string> Maximin,
    IReadOnlyList<string> MinimaxRegret,
    IReadOnlyList<string> BestMean,
    IReadOnlyList<string> BestQuantile,
    IReadOnlyList<string> BestSatisficing,
    IReadOnlyList<ConvergenceSeries> Convergence,
    IReadOnlyList<string> Notes);

/// <summary>How one choice does.</summary>
/// <param name="Choice">Its values, such as <c>grudger</c>, or <c>grudger + random</c> for two factors.</param>
/// <param name="Worst">Its outcome in its worst state.</param>
/// <param name="WorstState">The values of the other factors there.</param>
/// <param name="MaximumRegret">The most by which another choice does better in a state; at least 0.</param>
/// <param name="Mean">Mean over states.</param>
/// <param name="Quantile">Its quantile over states.</param>
/// <param name="Satisficing">Share of states in which it is good enough; null without a threshold.</param>
/// <param name="SatisficingInterval">95 % Wilson interval of the share; null without a threshold.</param>
public sealed record ChoiceResult(
    string Choice, double Worst, IReadOnlyDictionary<string, string> WorstState, double MaximumRegret, double Mean, double Quantile, double? Satisficing, Interval? SatisficingInterval);

/// <summary>Which level of a chosen factor is best over the others, by five measures of robustness.</summary>
/// <remarks>Sources: Wald (1950), Savage (1951), Starr (1963); compared by McPhail et al. (2018), Earth's Future 6(2), 169–191; see <see cref="Statistics.Robustness"/>.</remarks>
public static class RobustnessAnalysis
{
    /// <summary>Measures choices.</summary>
    /// <param name="data">The study, with the outcome among those that were read.</param>
    /// <param name="choice">Names of the factors that are chosen, at least one; some other factor is left over.</param>
    /// <param name="outcome">Name of the outcome.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="InvalidInputException">A name or a setting is wrong, or choices were not tried at the same values of the other factors.</exception>
    public static RobustnessResult Of(StudyData data, IReadOnlyList<string> choice, string outcome, RobustnessOptions? options = null)
    {
        options ??= new RobustnessOptions();
        Sweep sweep = data.Sweep;
        List<Fault> faults = [.. Refusals(sweep.Factors, choice, options)];
        if (data.Outcomes.All(o => o.Name != outcome)) faults.Add(StudyTable.UnknownOutcome(outcome, data.Outcomes.Select(o => o.Name)));
        if (faults.Count > 0) throw new InvalidInputException(faults);

        var table = StudyTable.Of(data, outcome, PointChoice.Present);
        int[] chosen = [.. Independent(sweep.Factors).Where(i => choice.Contains(sweep.Factors[i].Name))], others = [.. Independent(sweep.Factors).Except(chosen)];
        (string[] choices, List<int[]> states, int leftOut) = Cross([.. table.Points.Select(point => point.Values)], chosen, others);
        if (Uncrossed(sweep, choices, states, others) is { } fault) throw new InvalidInputException([fault]);

        double sign = options.HigherIsBetter ? 1 : -1;
        Robustness robustness = Measure(table.Means());
        List<ConvergenceSeries> convergence = [];
        List<(long Size, Robustness Of)> steps = [.. SampleSizes.Doubling(table.MostReplications, 1).Select(n => (n, n == table.MostReplications ? robustness : Measure(table.Means((int)n))))];
        for (int c = 0; c < choices.Length; c++)
        {
            int place = c;
            Add("worst", r => sign * r.Worst);
            Add("maximumRegret", r => r.MaximumRegret);
            Add("mean", r => sign * r.Mean);

            void Add(string figure, Func<ChoiceRobustness, double> of) =>
                convergence.Add(new ConvergenceSeries(figure, choices[place], "replications", [.. steps.Select(s => new ConvergenceStep(s.Size, of(s.Of.Choices[place]), null, null))]));
        }

        double[] means = table.Means();
        bool satisfices = options.Threshold is not null;
        return new RobustnessResult(
            table.Name,
            table.Unit,
            options.HigherIsBetter,
            options.Quantile,
            options.Threshold,
            [.. chosen.Select(i => sweep.Factors[i].Name)],
            states.Count,
            leftOut,
            [.. robustness.Choices.Select(Describe)],
            Names(robustness.Maximin),
            Names(robustness.MinimaxRegret),
            Names(robustness.BestMean),
            Names(robustness.BestQuantile),
            satisfices ? Names(robustness.BestSatisficing) : [],
            convergence,
            Notes(table, leftOut));

        Robustness Measure(double[] outputs) => Robustness.Of(
            [.. Enumerable.Range(0, choices.Length).Select(c => states.Select(state => sign * outputs[state[c]]).ToArray())], options.Quantile, sign * (options.Threshold ?? 0));

        ChoiceResult Describe(ChoiceRobustness measures, int c)
        {
            int worst = states.MinBy(state => sign * means[state[c]])![c];
            int good = (int)Math.Round(measures.SatisficingShare * states.Count);
            return new ChoiceResult(
                choices[c],
                sign * measures.Worst,
                others.ToDictionary(i => sweep.Factors[i].Name, i => table.Points[worst].Values[i].Text, StringComparer.Ordinal),
                measures.MaximumRegret,
                sign * measures.Mean,
                sign * measures.Quantile,
                satisfices ? measures.SatisficingShare : null,
                satisfices ? WilsonInterval.Of(good, states.Count) : null);
        }

        IReadOnlyList<string> Names(IReadOnlyList<int> best) => [.. best.Select(c => choices[c])];
    }

    /// <summary>Why a request does not suit a sweep; empty where it does.</summary>
    internal static IEnumerable<Fault> Refusals(IReadOnlyList<SweepFactor> factors, IReadOnlyList<string> choice, RobustnessOptions options, string pointer = "")
    {
        string[] known = [.. Independent(factors).Select(i => factors[i].Name)];
        for (int i = 0; i < choice.Count; i++)
        {
            if (!known.Contains(choice[i])) yield return new Fault($"{pointer}/choice/{i}", $"'{choice[i]}'", $"one of {string.Join(", ", known)}", "There is no such factor with values of its own.");
            else if (choice.Take(i).Contains(choice[i])) yield return new Fault($"{pointer}/choice/{i}", $"'{choice[i]}' a second time", "each factor once", "The factor is chosen already.");
        }

        if (choice.Count == 0) yield return new Fault($"{pointer}/choice", "no factor", $"one of {string.Join(", ", known)}", "Something has to be chosen.");
        else if (known.Length > 0 && Array.TrueForAll(known, choice.Contains)) yield return new Fault($"{pointer}/choice", "every factor", "some factors, so that others are left over", "A choice is robust over factors that are not chosen.");
        if (options.Quantile is not (>= 0 and <= 1)) yield return new Fault($"{pointer}/quantile", $"{options.Quantile}", "0 to 1", "This is no quantile.");
        if (options.Threshold is { } threshold && !double.IsFinite(threshold)) yield return new Fault($"{pointer}/threshold", $"{threshold}", "a finite number", "The threshold is not finite.");
    }

    /// <summary>Why choices cannot be compared at points with these values, whatever the outcomes are; null where they can.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="points">The values of the factors at each point; at least one.</param>
    /// <param name="choice">The factors that are chosen; known ones.</param>
    internal static Fault? Uncrossed(Sweep sweep, IReadOnlyList<IReadOnlyList<FactorValue>> points, IReadOnlyList<string> choice)
    {
        int[] chosen = [.. Independent(sweep.Factors).Where(i => choice.Contains(sweep.Factors[i].Name))], others = [.. Independent(sweep.Factors).Except(chosen)];
        (string[] choices, List<int[]> states, _) = Cross(points, chosen, others);
        return Uncrossed(sweep, choices, states, others);
    }

    private static Fault? Uncrossed(Sweep sweep, string[] choices, List<int[]> states, int[] others)
    {
        if (choices.Length >= 2 && states.Count > 0) return null;
        string found = choices.Length < 2 ? $"one value only, '{choices[0]}'" : $"{choices.Length} choices and no combination of {string.Join(", ", others.Select(i => sweep.Factors[i].Name))} at which all were tried";
        return new Fault("/choice", found, "choices tried at the same values of the other factors: the design grid, or a list that crosses them", "Regret compares choices in the same state of the world.");
    }

    private static IEnumerable<int> Independent(IReadOnlyList<SweepFactor> factors) => Enumerable.Range(0, factors.Count).Where(i => factors[i].Source is not DerivedSource);

    // The choices, and for each state at which all were tried the places of its points, one for each choice.
    private static (string[] Choices, List<int[]> States, int LeftOut) Cross(IReadOnlyList<IReadOnlyList<FactorValue>> points, int[] chosen, int[] others)
    {
        var choices = new Dictionary<string, int>(StringComparer.Ordinal);
        var states = new Dictionary<string, Dictionary<int, int>>(StringComparer.Ordinal);
        List<string> order = [];
        for (int i = 0; i < points.Count; i++)
        {
            IReadOnlyList<FactorValue> values = points[i];
            string choice = string.Join(" + ", chosen.Select(f => values[f].Text)), state = string.Join('\u001f', others.Select(f => values[f].Text));
            if (!choices.TryGetValue(choice, out int place)) choices[choice] = place = choices.Count;
            if (!states.TryGetValue(state, out Dictionary<int, int>? tried))
            {
                states[state] = tried = [];
                order.Add(state);
            }

            tried.TryAdd(place, i);
        }

        List<int[]> crossed = [.. order.Select(state => states[state]).Where(tried => tried.Count == choices.Count).Select(tried => Enumerable.Range(0, choices.Count).Select(c => tried[c]).ToArray())];
        return ([.. choices.OrderBy(pair => pair.Value).Select(pair => pair.Key)], crossed, states.Count - crossed.Count);
    }

    private static List<string> Notes(StudyTable table, int leftOut)
    {
        List<string> notes = [];
        if (leftOut > 0) notes.Add(leftOut == 1 ? "1 combination of the other factors is left out because a choice is missing there." : $"{leftOut} combinations of the other factors are left out because a choice is missing there.");
        if (table.MostReplications > 1) notes.Add("A point stands at its mean over replications. Its noise makes worst cases worse and regrets larger than they are; their convergence over replications shows by how much.");
        else notes.Add("There is one replication of each point: figures are those of the outcome under just these random numbers.");
        if (table.Counts.Partial > 0) notes.Add(table.Counts.PartialWords);
        return notes;
    }
}
