using StrategySim.Experiments.Statistics;
using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;

namespace StrategySim.Api.Contracts;

/// <summary>Payoffs and the other outcomes of a completed run, with 95 % intervals over replications.</summary>
/// <param name="RunId">The run.</param>
/// <param name="ResultsHash">SHA-256 over the trajectory hashes of all units: equal hashes mean equal results.</param>
/// <param name="Confidence">Confidence of the intervals: 0.95.</param>
/// <param name="Rows">One row an outcome.</param>
/// <param name="Outcomes">What the outcomes of the rows mean.</param>
public sealed record PayoffsResponse(string RunId, string? ResultsHash, double Confidence, IReadOnlyList<PayoffRow> Rows, IReadOnlyList<OutcomeDescription> Outcomes);

/// <summary>One outcome of one actor in one game.</summary>
/// <param name="Actor">Actor id; <c>*</c> where the outcome belongs to a game as a whole.</param>
/// <param name="Game">Game id; <c>*</c> where the outcome is taken over all games.</param>
/// <param name="Outcome">Outcome id, such as <c>payoffMean</c>.</param>
/// <param name="Mean">Mean over replications, in the outcome's unit; for a number per round where units differ in length, the ratio of sums.</param>
/// <param name="Lower">Lower end of the 95 % interval; null where n is 1.</param>
/// <param name="Upper">Upper end of the 95 % interval; null where n is 1.</param>
/// <param name="Sd">Standard deviation of one replication; null where n is 1.</param>
/// <param name="N">Replications.</param>
public sealed record PayoffRow(string Actor, string Game, string Outcome, double Mean, double? Lower, double? Upper, double? Sd, int N)
{
    /// <summary>A row of results as it travels.</summary>
    public static PayoffRow From(OutcomeRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new PayoffRow(row.Actor, row.Game, row.Outcome, row.Mean, row.Lower, row.Upper, row.Sd, row.N);
    }
}

/// <summary>What an outcome is.</summary>
/// <param name="Id">Outcome id.</param>
/// <param name="Unit">Its unit: payoff, payoff per round, share of rounds, or count.</param>
/// <param name="Averaging">How replications are averaged: plain means of units, or ratios of sums where a number is per round.</param>
/// <param name="Description">Its definition.</param>
public sealed record OutcomeDescription(string Id, string Unit, OutcomeAveraging Averaging, string Description)
{
    internal static OutcomeDescription From(OutcomeDefinition outcome) => new(outcome.Id, outcome.Unit, outcome.Averaging, outcome.Description);
}

/// <summary>Rounds of one unit, played again from its seed; the hash of the whole trajectory equals the stored one.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Replication">The unit, from 0.</param>
/// <param name="TotalRounds">Rounds that the unit has.</param>
/// <param name="TrajectoryHash">SHA-256 over actions, game types and payoffs of all rounds, as stored and as played again.</param>
/// <param name="Next">The round to give as <c>from</c> for the next page; null on the last one.</param>
/// <param name="Rounds">The rounds of this page.</param>
public sealed record TrajectoryPage(string RunId, int Replication, int TotalRounds, string TrajectoryHash, int? Next, IReadOnlyList<TrajectoryRound> Rounds);

/// <summary>One round.</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="States">States, shocked parameters and what derives from them, by name, after this round's shocks; in their own units.</param>
/// <param name="Arrivals">Shocks that arrived in this round.</param>
/// <param name="Games">The games, by id.</param>
public sealed record TrajectoryRound(int Round, IReadOnlyDictionary<string, ExactNumber> States, int Arrivals, IReadOnlyList<TrajectoryGame> Games)
{
    internal static TrajectoryRound From(RoundRecord round) => new(
        round.Round,
        round.States.ToDictionary(state => state.Key, state => ExactNumber.From(state.Value), StringComparer.Ordinal),
        round.Arrivals,
        [.. round.Games.Select(TrajectoryGame.From)]);
}

/// <summary>One game of one round.</summary>
/// <param name="Game">Game id.</param>
/// <param name="Family">The family of the stage game, such as <c>chicken</c>; null where the game has no type.</param>
/// <param name="GameType">The type in words; null where the game has none.</param>
/// <param name="Seats">The players, by seat.</param>
public sealed record TrajectoryGame(string Game, string? Family, string? GameType, IReadOnlyList<TrajectorySeat> Seats)
{
    internal static TrajectoryGame From(GameRound game) => new(game.Game, game.Family, game.GameType, [.. game.Seats.Select(TrajectorySeat.From)]);
}

/// <summary>One player of one game of one round.</summary>
/// <param name="Actor">Actor id.</param>
/// <param name="Intended">The strategy chosen.</param>
/// <param name="Executed">The strategy played, after slips; this is what others see.</param>
/// <param name="Payoff">The realised payoff; payoff units.</param>
/// <param name="FirmBelief">Public belief after the round that the actor is firm, 0 to 1; null where the game does not say what yielding is.</param>
/// <param name="Labelled">Whether the actor carried the chicken label into the round.</param>
/// <param name="FellBack">Whether its rule's fallback decided.</param>
/// <param name="Forced">Whether the strategy played was forced by an intervention.</param>
public sealed record TrajectorySeat(string Actor, string Intended, string Executed, ExactNumber Payoff, double? FirmBelief, bool Labelled, bool FellBack, bool Forced)
{
    internal static TrajectorySeat From(SeatRound seat) =>
        new(seat.Actor, seat.Intended, seat.Executed, ExactNumber.From(seat.Payoff), seat.FirmBelief, seat.Labelled, seat.FellBack, seat.Forced);
}

/// <summary>The game types that one unit passed through, and how often each family came over all replications.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Replication">The unit whose phases are listed, from 0.</param>
/// <param name="Games">The games, by id.</param>
public sealed record GameTypesResponse(string RunId, int Replication, IReadOnlyList<GameTypesOfGame> Games);

/// <summary>The game types of one game.</summary>
/// <param name="Game">Game id.</param>
/// <param name="Players">The actors, by seat.</param>
/// <param name="Phases">Stretches of rounds in which the family, and who blackmails, stays; one phase without a type where the game has none.</param>
/// <param name="Truncated">Whether more phases came than are listed.</param>
/// <param name="Shares">Share of rounds by family over all replications, families that never came left out; null until the run is completed, and where the game has no type.</param>
/// <param name="Changes">Changes of family in a unit, over all replications; null until the run is completed, and where the game has no type.</param>
public sealed record GameTypesOfGame(
    string Game, IReadOnlyList<string> Players, IReadOnlyList<GameTypePhase> Phases, bool Truncated, IReadOnlyList<FamilyShare>? Shares, ChangeCounts? Changes);

/// <summary>A stretch of rounds of one game type.</summary>
/// <param name="From">First round.</param>
/// <param name="To">Last round.</param>
/// <param name="GameType">The type in the first round; null where the game has none. Within the phase numbers and orders may move, the family does not.</param>
/// <param name="Change">How the phase began; null for the first one.</param>
public sealed record GameTypePhase(int From, int To, GameTypeDescription? GameType, GameTypeChangeDescription? Change)
{
    internal static GameTypePhase Of(GamePhase phase, IReadOnlyList<string> players) => new(
        phase.From,
        phase.To,
        phase.Type is { } type ? GameTypeDescription.From(type, players[0], players[1]) : null,
        phase.Change is { } change ? GameTypeChangeDescription.Of(change) : null);
}

/// <summary>A change of game type and its cause, tested by playing the unit again without it.</summary>
/// <param name="Round">The first round of the new type.</param>
/// <param name="From">The type before, in words.</param>
/// <param name="To">The type from this round on, in words.</param>
/// <param name="Cause">own-motion: the same change comes in the same round without any shock; shock: not without one of them; shocks-together: not without all of them; intervention: not without the interventions in the unit; reputation: not without the feedback of names on payoffs.</param>
/// <param name="Decisive">For the cause shock: the shocks without which the change does not come in this round.</param>
public sealed record GameTypeChangeDescription(int Round, string From, string To, ChangeCause Cause, IReadOnlyList<DecisiveShockDescription> Decisive)
{
    internal static GameTypeChangeDescription Of(GameTypeChange change) => new(
        change.Round, change.From, change.To, change.Cause, [.. change.Decisive.Select(d => new DecisiveShockDescription(d.Shock, d.StillComesIn))]);
}

/// <summary>A shock without which a change does not come in its round.</summary>
/// <param name="Shock">Shock id.</param>
/// <param name="StillComesIn">The round in which the same change comes without the shock; null where it never comes.</param>
public sealed record DecisiveShockDescription(string Shock, int? StillComesIn);

/// <summary>How often a family of games came.</summary>
/// <param name="Family">The family.</param>
/// <param name="Mean">Mean share of rounds over replications, 0 to 1.</param>
/// <param name="Lower">Lower end of the 95 % interval; null where n is 1.</param>
/// <param name="Upper">Upper end of the 95 % interval; null where n is 1.</param>
/// <param name="N">Replications.</param>
public sealed record FamilyShare(string Family, double Mean, double? Lower, double? Upper, int N);

/// <summary>How many changes of family a unit has.</summary>
/// <param name="Mean">Mean number of changes over replications.</param>
/// <param name="MeanByShock">Mean number of those that do not come in the same round without any shock.</param>
public sealed record ChangeCounts(double Mean, double MeanByShock);

/// <summary>Equilibria of the stage games of one unit, at the start of each phase.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Replication">The unit, from 0.</param>
/// <param name="Meaning">What these are equilibria of, and of what they are not.</param>
/// <param name="Games">The games, by id.</param>
public sealed record RunEquilibriaResponse(string RunId, int Replication, string Meaning, IReadOnlyList<EquilibriaOfGame> Games)
{
    /// <summary>The label that every answer carries.</summary>
    public const string StageGames =
        "Nash equilibria of the stage game as it stands in the first round of each phase, played once by itself. They are not equilibria of the repeated game.";
}

/// <summary>Equilibria of one game.</summary>
/// <param name="Game">Game id.</param>
/// <param name="Phases">Stretches of rounds in which the family stays; one where the game has no type.</param>
/// <param name="Truncated">Whether more phases came than are listed.</param>
public sealed record EquilibriaOfGame(string Game, IReadOnlyList<EquilibriaOfPhase> Phases, bool Truncated);

/// <summary>Equilibria of one phase.</summary>
/// <param name="From">First round: the one whose table was solved.</param>
/// <param name="To">Last round.</param>
/// <param name="GameType">The type in the first round, in words; null where the game has none.</param>
/// <param name="Table">The payoff table of the first round.</param>
/// <param name="Solution">Its Nash equilibria.</param>
public sealed record EquilibriaOfPhase(int From, int To, string? GameType, IReadOnlyList<TableCell> Table, NashSolution Solution);

/// <summary>One cell of a payoff table.</summary>
/// <param name="Strategies">What each player plays.</param>
/// <param name="Payoffs">What each player gets, exact; payoff units.</param>
public sealed record TableCell(IReadOnlyList<string> Strategies, IReadOnlyList<string> Payoffs)
{
    internal static IReadOnlyList<TableCell> Of(NormalFormGame game) =>
    [
        .. Enumerable.Range(0, game.ProfileCount).Select(profile => new TableCell(
            [.. game.Players.Select((player, i) => player.Strategies[game.StrategyAt(profile, i)])],
            [.. game.Players.Select((_, i) => game.PayoffAt(profile, i).ToString())])),
    ];
}
