using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.EmpiricalGames;

/// <summary>What a document that asks for an empirical game may hold.</summary>
public static class EmpiricalGameShape
{
    /// <summary>Most profiles of an empirical game.</summary>
    public const int MaximumProfiles = 2_500;

    /// <summary>The payoff where nothing is said.</summary>
    public const string DefaultPayoff = "payoffMean";

    /// <summary>The outcomes that can be payoffs.</summary>
    public static IReadOnlyList<string> Payoffs { get; } = [DefaultPayoff, "payoffDiscounted", "payoffTotal"];

    /// <summary>The shape of the whole document.</summary>
    public static RecordShape Document { get; } = new("An empirical game: a scenario, and for some of its actors the decision rules that each chooses among.",
    [
        new("scenario", new AnyShape("The scenario: the id of one that ships with the program or is kept, or a scenario document.",
        [
            new TextShape("The id of a scenario.", 64),
            ScenarioShape.Document,
        ]), Required: true),
        new("game", new IdShape("The game in which rules are chosen and payoffs counted; the only one of the scenario, or all games together, where left out.", AllowHyphen: true)),
        new("candidates", new MapShape("For each actor that chooses the decision rules to choose among: ids of rules, or rules with parameters.", new ListShape("Decision rules.", new ValueShape("A decision rule."), 1, 1000), null, Minimum: 1, Maximum: 100), Required: true),
        new("payoff", new WordShape("The outcome that is the payoff.", Payoffs), Default: DefaultPayoff),
        new("replications", new IntegerShape("Replications of every profile; as many as the scenario asks for where left out.", 2, ScenarioShape.MaximumReplications)),
        new("epsilon", new ExpressionShape("The regret up to which a profile counts as borne out, at least 0, in the unit of the payoff.")),
        new("seed", new IntegerShape("The seed of all units; the scenario's own where left out.", 0, ulong.MaxValue)),
    ]);
}
