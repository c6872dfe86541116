using StrategySim.GameTheory.Types;

namespace StrategySim.Simulation.Outcomes;

/// <summary>What an outcome is.</summary>
/// <param name="Id">Its id in results.</param>
/// <param name="Unit">Unit: payoff units, share of rounds, count.</param>
/// <param name="Averaging">How replications are averaged.</param>
/// <param name="Description">Its definition.</param>
public sealed record OutcomeDefinition(string Id, string Unit, OutcomeAveraging Averaging, string Description);

/// <summary>Every outcome that a unit of play can have.</summary>
public static class OutcomeCatalog
{
    /// <summary>Prefix of the shares of rounds by family of game, such as <c>share:chicken</c>.</summary>
    public const string SharePrefix = "share:";

    internal const string PayoffTotal = "payoffTotal", PayoffMean = "payoffMean", PayoffDiscounted = "payoffDiscounted";
    internal const string Concession = "concessionRate", Clash = "clashRate", Compromise = "compromiseRate", Agreement = "agreementRate";
    internal const string Label = "chickenLabelRate", Fallback = "fallbackRate", Joint = "jointSurplus";
    internal const string Demand = "demandRate", Execution = "executionRate", BackDown = "backDownRate", Credible = "credibleRate";
    internal const string Changes = "gameTypeChanges", ChangesByShock = "gameTypeChangesByShock", Rounds = "rounds";

    /// <summary>The outcomes, in the order of results.</summary>
    public static IReadOnlyList<OutcomeDefinition> All { get; } =
    [
        new(PayoffTotal, "payoff", OutcomeAveraging.PerUnit, "Sum of the actor's realised payoffs over the rounds played."),
        new(PayoffMean, "payoff per round", OutcomeAveraging.PerRound, "Mean realised payoff per round."),
        new(PayoffDiscounted, "payoff per round", OutcomeAveraging.PerUnit, "(1 − δ) Σ δ^(t−1) u_t over the rounds played: the discounted payoff on the scale of one round."),
        new(Concession, "share of rounds", OutcomeAveraging.PerRound, "I yield, the rival holds; in a threat game: I concede to a demand."),
        new(Clash, "share of rounds", OutcomeAveraging.PerRound, "Both hold."),
        new(Compromise, "share of rounds", OutcomeAveraging.PerRound, "Both yield."),
        new(Agreement, "share of rounds", OutcomeAveraging.PerRound, "Any outcome but a clash."),
        new(Demand, "share of rounds", OutcomeAveraging.PerRound, "Threat games: I make a demand."),
        new(Execution, "share of rounds", OutcomeAveraging.PerRound, "Threat games: my demand is resisted and I execute the threat."),
        new(BackDown, "share of rounds", OutcomeAveraging.PerRound, "Threat games: my demand is resisted and I back down."),
        new(Credible, "share of rounds", OutcomeAveraging.PerRound, "Threat games: rounds in which the threat is credible and enough, k < r and h > d, so that the only subgame-perfect play is a demand that is met."),
        new(Label, "share of rounds", OutcomeAveraging.PerRound, "Rounds that begin with the actor carrying the chicken label: the public belief that it is firm is below the rival's threshold g/(g+h)."),
        new(Fallback, "share of rounds", OutcomeAveraging.PerRound, "Rounds in which the rule 'equilibrium' found no equilibrium of the kind asked for and its 'else' rule decided."),
        new(Joint, "payoff per round", OutcomeAveraging.PerRound, "Mean per round of the sum of all players' payoffs; only where payoffs are comparable across actors."),
        new(Changes, "count", OutcomeAveraging.PerUnit, "Changes of the family of the stage game from one round to the next, changes of the blackmailer included."),
        new(ChangesByShock, "count", OutcomeAveraging.PerUnit, "Those of the changes that do not come in the same round when the unit is replayed without any shock."),
        .. Enum.GetValues<GameFamily>().Select(f => new OutcomeDefinition(SharePrefix + f.Name(), "share of rounds", OutcomeAveraging.PerRound, $"Rounds in which the stage game is of the family {f.Name()}.")),
        new(Rounds, "count", OutcomeAveraging.PerUnit, "Rounds played."),
    ];

    private static readonly Dictionary<string, OutcomeDefinition> ById = All.ToDictionary(o => o.Id);

    /// <summary>The outcome of an id.</summary>
    /// <exception cref="KeyNotFoundException">No outcome has the id.</exception>
    public static OutcomeDefinition Find(string id) => ById[id];
}
