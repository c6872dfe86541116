using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;

namespace StrategySim.Api.Contracts;

/// <summary>An empirical game to play: for some actors of a scenario the decision rules that each chooses among.</summary>
/// <param name="Scenario">The id of a shipped or kept scenario, or a scenario document.</param>
/// <param name="Game">The id of the game in which rules are chosen and payoffs counted; the only game of the scenario where it is left out, or all games together where the scenario sums payoffs across them.</param>
/// <param name="Candidates">For each actor that chooses the decision rules to choose among: ids (see <c>/rules</c>), or maps with <c>use</c> and parameters. All combinations are played, at most 2,500. Everybody else keeps the rule of the scenario.</param>
/// <param name="Payoff">The outcome that is the payoff: <c>payoffMean</c> (a round), <c>payoffDiscounted</c> or <c>payoffTotal</c>; <c>payoffMean</c> where it is left out. It can be asked for otherwise afterwards.</param>
/// <param name="Replications">Replications of every profile, at least 2; as many as the scenario asks for where it is left out.</param>
/// <param name="Epsilon">ε, the regret up to which a profile counts as borne out, at least 0, in the unit of the payoff; a hundredth of the widest range of mean payoffs where it is left out. It can be asked for otherwise afterwards.</param>
/// <param name="Seed">The 64-bit seed of all units, 0 included; the scenario's own where it is left out. Profiles share their random numbers.</param>
[RequestContract]
public sealed record EmpiricalGameInput(
    ScenarioChoice Scenario, string? Game, IReadOnlyDictionary<string, IReadOnlyList<RuleInput>> Candidates, string? Payoff, int? Replications, ExactInput? Epsilon, SeedInput? Seed);

/// <summary>A decision rule: its id, or a map with <c>use</c> and its parameters, as in a scenario.</summary>
public sealed class RuleInput;

/// <summary>A game whose strategies are decision rules and whose payoffs are means over replications of play: how far it is played, and once it is, its solution.</summary>
/// <param name="Id">The id of the sweep that plays the profiles, one point each.</param>
/// <param name="Status">Where play stands.</param>
/// <param name="Title">The sweep's title.</param>
/// <param name="ScenarioId">The author's id of the scenario.</param>
/// <param name="Game">The game in which rules are chosen and payoffs counted; null for several games together.</param>
/// <param name="Players">Who chooses among which rules.</param>
/// <param name="Payoff">The outcome that is the payoff.</param>
/// <param name="ModelVersion">Version of the rules of play.</param>
/// <param name="Seed">The 64-bit seed of all units, as decimal digits: profiles share their random numbers.</param>
/// <param name="Replications">Replications of each profile.</param>
/// <param name="Profiles">Profiles that have all their replications, and in all.</param>
/// <param name="Units">Units: done, failed and in all. Units that were stored before count as done.</param>
/// <param name="Pace">How fast play goes at present; null while it is not known.</param>
/// <param name="Error">Why play failed, or does not get on; null otherwise.</param>
/// <param name="Missing">What is missing to a game, in sentences: while it is played, and where units failed. Empty once there is a result.</param>
/// <param name="Result">The game and its solution; null while profiles are missing.</param>
/// <param name="Links">Addresses of what belongs to it, by name; <c>extend</c> tops up the replications of every profile.</param>
public sealed record EmpiricalGameDescription(
    string Id,
    RunStatus Status,
    string Title,
    string ScenarioId,
    string? Game,
    IReadOnlyList<EmpiricalGamePlayer> Players,
    string Payoff,
    int ModelVersion,
    string Seed,
    SweepReplicationCount Replications,
    SweepPointProgress Profiles,
    SweepUnitProgress Units,
    SweepPace? Pace,
    string? Error,
    IReadOnlyList<string> Missing,
    EmpiricalGameResult? Result,
    IReadOnlyDictionary<string, string> Links)
{
    internal static EmpiricalGameDescription From(StudyProgress progress, string scenarioId, EmpiricalGameSetup setup, IReadOnlyList<string> missing, EmpiricalGameResult? result, SweepPace? pace, string root)
    {
        StudyRecord study = progress.Study;
        string self = $"{root}/empirical-games/{study.Id}", sweep = $"{root}/sweeps/{study.Id}";
        return new EmpiricalGameDescription(
            study.Id,
            study.Status,
            study.SweepTitle,
            scenarioId,
            setup.Game,
            setup.Players,
            setup.Payoff,
            study.ModelVersion,
            study.Seed.ToString(),
            new SweepReplicationCount(study.Replications, study.MaxReplications),
            SweepPointProgress.Of(progress),
            SweepUnitProgress.Of(progress),
            pace,
            study.Error,
            missing,
            result,
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["csv"] = $"{self}?format=csv",
                ["events"] = $"{sweep}/events",
                ["extend"] = $"{sweep}:extend",
                ["figure"] = $"{self}?format=vega-lite",
                ["failures"] = $"{sweep}/failures",
                ["self"] = self,
                ["sweep"] = sweep,
            });
    }
}
