using StrategySim.Experiments.Sensitivity;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Analysis;

/// <summary>The methods of sensitivity analysis by their words, and which of them suit a sweep.</summary>
public static class SensitivityMethods
{
    internal const string Sobol = "sobol", Shapley = "shapley", Morris = "morris", Pawn = "pawn", RankCorrelation = "rank-correlation";

    internal const string ConditionalMean = "conditional-mean", SingleReplication = "single-replication";

    /// <summary>The methods.</summary>
    public static IReadOnlyList<string> All { get; } = [Sobol, Shapley, Morris, Pawn, RankCorrelation];

    /// <summary>What Sobol indices can be of.</summary>
    public static IReadOnlyList<string> Estimands { get; } = [ConditionalMean, SingleReplication];

    /// <summary>The methods that suit a sweep; at least one.</summary>
    /// <param name="sweep">The sweep.</param>
    public static IReadOnlyList<string> For(Sweep sweep) => [.. All.Where(method => Refusals(sweep.Document, sweep.Method, sweep.Factors, method).Count == 0)];

    /// <summary>Why a method that is asked for by name does not suit a sweep, with the place where it is asked for; empty where it does.</summary>
    internal static IEnumerable<Fault> Unfit(DocumentNode document, string design, IReadOnlyList<SweepFactor> factors, string method, string pointer = "/method") =>
        Refusals(document, design, factors, method).Select(why => new Fault(pointer, $"'{method}', and {why.Found} at {why.Pointer}", why.Expected, why.Detail));

    /// <summary>Why a method does not suit a sweep, with places in its document; empty where it does.</summary>
    internal static List<Fault> Refusals(DocumentNode document, string design, IReadOnlyList<SweepFactor> factors, string method)
    {
        List<Fault> faults = [];
        SweepFactor[] options = [.. factors.Where(factor => !factor.IsNumeric)];
        switch (method)
        {
            case Sobol:
                if (DocumentEdit.Find(document, ["constraints"]) is ListNode constraints)
                    Add("/constraints", constraints.Items.Count == 1 ? "1 constraint" : $"{constraints.Items.Count} constraints", "no constraints; or the design shapley with the method shapley, whose effects add up for constrained and dependent factors too", "Sobol indices are parts of a variance, and the parts add up only where factors are independent.");
                foreach (SweepFactor option in options)
                    Add($"{option.Pointer}/{option.Source.Field}", "options", "numbers; or the design shapley with the method shapley, which asks nothing of order; or a sweep of each option by itself", "Options have no order and no distance, so Sobol indices of them are not defined here.");
                if (design != SweepShape.Saltelli) Design("saltelli", "Sobol indices need crossed points, which share all factors but one.");
                break;
            case Shapley when design != SweepShape.Shapley:
                Design("shapley", "Shapley effects need points at which any of the factors are drawn given the others.");
                break;
            case Morris when design != SweepShape.Morris:
                Design("morris", "Elementary effects need trajectories, each step of which moves one factor.");
                break;
            case Pawn or RankCorrelation when design == SweepShape.Morris:
                Add("/design/method", "'morris'", "any other design; of this one the method morris", "The points of trajectories hang together, so their distribution says nothing of the factors'.");
                break;
        }

        if (method == RankCorrelation && options.Length == factors.Count)
            Add("/factors", "options only", "at least one factor with numbers; the method pawn takes options", "Options have no ranks.");
        return faults;

        void Design(string wanted, string why)
        {
            string other = design == SweepShape.Morris ? "morris" : "pawn and rank-correlation";
            Add("/design/method", $"'{design}'", $"the design {wanted}; of this one {(design is SweepShape.Saltelli or SweepShape.Shapley ? $"{(design == SweepShape.Saltelli ? "sobol" : "shapley")}, " : "")}{other}", why);
        }

        void Add(string pointer, string found, string expected, string detail) => faults.Add(new Fault(pointer, found, expected, detail));
    }

    internal static SobolEstimand EstimandOf(string? word) => word == SingleReplication ? SobolEstimand.SingleReplication : SobolEstimand.ConditionalMean;

    internal static string WordOf(SobolEstimand estimand) => estimand == SobolEstimand.SingleReplication ? SingleReplication : ConditionalMean;
}
