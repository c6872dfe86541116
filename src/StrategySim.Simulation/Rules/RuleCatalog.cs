namespace StrategySim.Simulation.Rules;

/// <summary>Every decision rule, in alphabetical order of ids: the only list of them.</summary>
public static class RuleCatalog
{
    /// <summary>The rules.</summary>
    public static IReadOnlyList<DecisionRule> All { get; } =
    [
        new Cooperator(),
        new Defector(),
        new EquilibriumRule(),
        new Grudger(),
        new MemoryOne(),
        new MyopicBestReply(),
        new RandomRule(),
        new ReputationReader(),
        new TitForTat(),
    ];

    private static readonly Dictionary<string, DecisionRule> ById = All.ToDictionary(rule => rule.Id);

    /// <summary>The rule of an id, or null.</summary>
    public static DecisionRule? Find(string id) => ById.GetValueOrDefault(id);
}
