using StrategySim.Experiments.Statistics;

namespace StrategySim.Api.Contracts;

/// <summary>A match of two decision rules, or a batch of them.</summary>
/// <param name="Game">The stage game, of two players. A table or a .nfg game says under <c>cooperate</c> which strategy counts as cooperating, C: one strategy id, or one under each player's id. In named and concession games that is yielding.</param>
/// <param name="Players">The rules: the row player's, then the column player's.</param>
/// <param name="Rounds">Rounds, 1 to 100,000,000; 200 where neither this nor the continuation is given.</param>
/// <param name="Continuation">The probability, at least 0 and below 1, that another round follows; instead of rounds.</param>
/// <param name="Discount">δ, at least 0 and below 1 (up to 1 with a continuation): asks for discounted payoffs, (1 − d)·Σ d^(t−1)·u_t over unending play, where d is δ times the continuation.</param>
/// <param name="Noise">The probability that a move slips to another strategy; what is executed is seen, remembered and paid for. 0 where it is left out.</param>
/// <param name="PerceptionNoise">The probability that a player takes the rival's executed move for another one, independently for the two; payoffs follow what was executed. 0 where it is left out.</param>
/// <param name="Mode"><c>exact</c>: rational arithmetic on the joint chain of two machines; or <c>simulate</c>. <c>exact</c> where it is left out.</param>
/// <param name="OutcomesOfRounds">Exact mode: rounds whose outcome probabilities are told under <c>rounds</c>, ascending, from 1; the first three where it is left out.</param>
/// <param name="LongRun">Exact mode: whether long runs are worked out; true where it is left out.</param>
/// <param name="Require">Exact mode: refuses matches whose long run is not as required: <c>unique-long-run</c> (one closed set of states), <c>aperiodic</c> (round-by-round probabilities settle).</param>
/// <param name="Repetitions">Simulate mode: how often the match is played, 1 to 1,000,000; 100 where it is left out.</param>
/// <param name="Seed">Simulate mode: the 64-bit seed, 0 where it is left out. Matches of the same two rules share their random numbers.</param>
/// <param name="Matches">A batch, at most 10,000: matches with the members above; those that stand beside the list hold for every match that does not say otherwise.</param>
[RequestContract]
public sealed record MatchRequest(
    GameInput? Game,
    IReadOnlyList<MatchRuleInput>? Players,
    int? Rounds,
    ExactInput? Continuation,
    ExactInput? Discount,
    ExactInput? Noise,
    ExactInput? PerceptionNoise,
    string? Mode,
    IReadOnlyList<int>? OutcomesOfRounds,
    bool? LongRun,
    IReadOnlyList<string>? Require,
    int? Repetitions,
    SeedInput? Seed,
    IReadOnlyList<MatchRequest>? Matches);

/// <summary>A decision rule: its id (see <c>/rules</c>), or a map with <c>rule</c>, <c>parameters</c> and, for rules that fall back on another, <c>else</c>.</summary>
public sealed class MatchRuleInput;

/// <summary>The answer to a match. Outcomes stand in the order of <c>outcomes</c>; pairs are the row player's number and the column player's.</summary>
public sealed record MatchAnswer
{
    /// <summary>How it was found: <c>exact</c> or <c>simulate</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>The stage game.</summary>
    public required GameShape Game { get; init; }

    /// <summary>The rules with all their parameters: the row player's, then the column player's.</summary>
    public required IReadOnlyList<MatchPlayer> Players { get; init; }

    /// <summary>Names of the outcomes, the row player's move first: CC, CD, DC, DD where both sides cooperate or do not, else strategy ids joined by '/'.</summary>
    public required IReadOnlyList<string> Outcomes { get; init; }

    /// <summary>Rounds of the match; null where it goes on with a probability.</summary>
    public required int? Horizon { get; init; }

    /// <summary>The probability of another round; null where the number of rounds is fixed.</summary>
    public required string? Continuation { get; init; }

    /// <summary>The probability of a slip.</summary>
    public required string Noise { get; init; }

    /// <summary>The probability of misperceiving the rival's move.</summary>
    public required string PerceptionNoise { get; init; }

    /// <summary>δ; null where none was given.</summary>
    public required string? Discount { get; init; }

    /// <summary>Rounds with each outcome: whole where nothing is left to chance; simulated, a mean over repetitions. Null where an exact match is left to chance.</summary>
    public required IReadOnlyList<MatchNumber>? Counts { get; init; }

    /// <summary>The row player's first twelve moves (simulated: of the first repetition): letters C and D, else strategy ids with blanks between. Null like counts.</summary>
    public required string? OpeningRow { get; init; }

    /// <summary>The column player's first twelve moves.</summary>
    public required string? OpeningColumn { get; init; }

    /// <summary>Total payoffs of the match; simulated, means over repetitions. Null like counts.</summary>
    public required IReadOnlyList<MatchNumber>? Totals { get; init; }

    /// <summary>Payoffs a round: total/rounds; simulated, totals over rounds of all repetitions. Null like counts.</summary>
    public required IReadOnlyList<MatchNumber>? Means { get; init; }

    /// <summary>Simulated: the means with 95 % Student intervals over repetitions; bounds are null where there is one repetition.</summary>
    public required IReadOnlyList<Estimate>? Intervals { get; init; }

    /// <summary>Simulated: how often the match was played.</summary>
    public required int? Repetitions { get; init; }

    /// <summary>Simulated: the seed, as decimal digits.</summary>
    public required string? Seed { get; init; }

    /// <summary>The rounds whose outcome probabilities stand under <c>rounds</c>.</summary>
    public required IReadOnlyList<int>? OutcomesOfRounds { get; init; }

    /// <summary>For each of these rounds, the probability of each outcome.</summary>
    public required IReadOnlyList<IReadOnlyList<MatchNumber>>? Rounds { get; init; }

    /// <summary>Expected payoffs a round over the match: expected totals over expected rounds.</summary>
    public required IReadOnlyList<MatchNumber>? ExpectedMeans { get; init; }

    /// <summary>Expected shares of rounds with each outcome over the match.</summary>
    public required IReadOnlyList<MatchNumber>? ExpectedOutcomes { get; init; }

    /// <summary>Expected number of rounds.</summary>
    public required MatchNumber? ExpectedRounds { get; init; }

    /// <summary>(1 − d)·Σ d^(t−1)·(expected payoff in round t) over unending play, d being discount times continuation; null without a discount.</summary>
    public required IReadOnlyList<MatchNumber>? DiscountedPayoffs { get; init; }

    /// <summary>The same sums of outcome probabilities.</summary>
    public required IReadOnlyList<MatchNumber>? DiscountedOutcomes { get; init; }

    /// <summary>The limit of the average outcome frequencies over ever more rounds from the first moves on, whether or not play settles. Where it is not unique, a mixture by the probabilities of ending in each closed set.</summary>
    public required IReadOnlyList<MatchNumber>? LongRun { get; init; }

    /// <summary>What that is worth a round.</summary>
    public required IReadOnlyList<MatchNumber>? LongRunPayoffs { get; init; }

    /// <summary>Whether only one closed set of states can be reached. Where not, a single long match does not converge to <c>longRun</c>.</summary>
    public required bool? UniqueLongRun { get; init; }

    /// <summary>The closed sets that play can end in.</summary>
    public required IReadOnlyList<MatchClosedSet>? ClosedSets { get; init; }

    /// <summary>The long run given the outcome of round one, by outcome; null where the long run is unique, and for outcomes that round one cannot have.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<MatchNumber>>? LongRunAfter { get; init; }

    /// <summary>lim n·Var(mean payoff over n rounds); null where the long run is not unique.</summary>
    public required IReadOnlyList<MatchNumber>? AsymptoticVariances { get; init; }

    /// <summary>Joint states of the two machines; null where a rule counts without bound.</summary>
    public required int? JointStates { get; init; }

    /// <summary>Members that are rounded to 30 decimal places, their fractions being longer than a thousand characters.</summary>
    public required IReadOnlyList<string> Rounded { get; init; }

    /// <summary>The exact members once more, as nearest doubles; null for a simulated match.</summary>
    public required MatchDecimals? Decimal { get; init; }

    /// <summary>What has to be known to read the answer: long runs that are not unique or do not settle, and what has no answer.</summary>
    public required IReadOnlyList<MatchNote> Notes { get; init; }
}

/// <summary>A rule of a match.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Parameters">All its parameters, defaults included, as canonical text.</param>
public sealed record MatchPlayer(string Rule, IReadOnlyDictionary<string, string> Parameters);

/// <summary>A set of states that play ends in and never leaves.</summary>
/// <param name="Probability">The probability of ending in it.</param>
/// <param name="States">Its joint states.</param>
/// <param name="Period">1, or the number of rounds after which outcome probabilities come back instead of settling.</param>
/// <param name="LongRun">Its outcome frequencies.</param>
/// <param name="LongRunPayoffs">Its payoffs a round.</param>
public sealed record MatchClosedSet(MatchNumber Probability, int States, int Period, IReadOnlyList<MatchNumber> LongRun, IReadOnlyList<MatchNumber> LongRunPayoffs);

/// <summary>A remark on a member of the answer.</summary>
/// <param name="Pointer">JSON pointer to the member.</param>
/// <param name="Says">The remark.</param>
public sealed record MatchNote(string Pointer, string Says);

/// <summary>Exact members of an answer as doubles; null like these.</summary>
/// <param name="Means">Payoffs a round.</param>
/// <param name="ExpectedMeans">Expected payoffs a round.</param>
/// <param name="DiscountedPayoffs">Discounted payoffs.</param>
/// <param name="LongRun">Long-run frequencies.</param>
/// <param name="LongRunPayoffs">Long-run payoffs.</param>
/// <param name="AsymptoticVariances">Asymptotic variances.</param>
public sealed record MatchDecimals(
    IReadOnlyList<double?>? Means,
    IReadOnlyList<double?>? ExpectedMeans,
    IReadOnlyList<double?>? DiscountedPayoffs,
    IReadOnlyList<double?>? LongRun,
    IReadOnlyList<double?>? LongRunPayoffs,
    IReadOnlyList<double?>? AsymptoticVariances);

/// <summary>The answer of <c>POST /matches</c>: to one match its members, to a batch the list under <c>matches</c>.</summary>
public sealed record MatchBatchAnswer(IReadOnlyList<MatchAnswer> Matches, double ElapsedMs);
