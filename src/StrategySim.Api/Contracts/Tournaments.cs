using System.Text.Json.Serialization;
using StrategySim.Experiments.Tournaments;

namespace StrategySim.Api.Contracts;

/// <summary>A tournament: every rule of the row player against every rule of the column player on one stage game.</summary>
/// <param name="Tournament">The id of one that ships with the program; what stands beside it takes the place of what it says itself.</param>
/// <param name="Title">A title, for tables and figures.</param>
/// <param name="Game">The stage game, of two players; as of a match, with <c>cooperate</c>.</param>
/// <param name="Rules">The rules: a list, or <c>all</c> for every rule of the library that fits both roles and needs no parameter, or <c>machines</c> for those of them that are machines.</param>
/// <param name="Rounds">Rounds of a match, 1 to 100,000,000; 200 where neither this, the continuation nor the discount is given.</param>
/// <param name="Continuation">The probability, at least 0 and below 1, that another round follows; instead of rounds.</param>
/// <param name="Discount">δ, at least 0 and below 1 (up to 1 with a continuation): payoffs are (1 − d)·Σ d^(t−1)·u_t over unending play, where d is δ times the continuation; instead of rounds. Simulated matches go on with probability d, which has the same expectation.</param>
/// <param name="Noise">The probability that a move slips to another strategy; 0 where it is left out.</param>
/// <param name="PerceptionNoise">The probability that a player takes the rival's executed move for another one; 0 where it is left out.</param>
/// <param name="Mode"><c>auto</c>: each match exactly where that is quick, else simulated; <c>exact</c>: all of them exactly; <c>simulate</c>. Matches without chance are played once in any mode. <c>auto</c> where it is left out.</param>
/// <param name="Repetitions">How often simulated matches are played, 1 to 1,000,000; 50 where it is left out.</param>
/// <param name="Seed">The 64-bit seed, 0 where it is left out.</param>
/// <param name="SelfPlay">Whether a rule also meets its like in the other role, which then counts in its score; true where it is left out.</param>
[RequestContract]
public sealed record TournamentRequest(
    string? Tournament,
    string? Title,
    GameInput? Game,
    TournamentRulesInput? Rules,
    int? Rounds,
    ExactInput? Continuation,
    ExactInput? Discount,
    ExactInput? Noise,
    ExactInput? PerceptionNoise,
    string? Mode,
    int? Repetitions,
    SeedInput? Seed,
    bool? SelfPlay);

/// <summary>The rules of a tournament. Each is an id (see <c>/rules</c>), or a map with <c>rule</c>, <c>parameters</c>, <c>else</c>, <c>name</c> (by default the id) and <c>role</c>: <c>row</c>, <c>column</c>, the id of a player, or <c>both</c>, which is the default.</summary>
public sealed class TournamentRulesInput;

/// <summary>What a tournament comes to, before it is played.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Game">The stage game.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Matches">Its matches, by how they are worked out.</param>
/// <param name="Rounds">Rounds that are played, in all repetitions of all matches; expected ones where matches end by chance.</param>
/// <param name="EstimatedSeconds">About how long it takes on this machine's cores, seconds: an estimate from rules and rounds, within a factor of some.</param>
/// <param name="BudgetSeconds">How long it may take, seconds: of the service, longer with 'Prefer: respond-async'; null in the terminal, where nothing bounds it.</param>
public sealed record TournamentPlanAnswer(string Title, GameShape Game, IReadOnlyList<TournamentRule> Rules, TournamentMatches Matches, double Rounds, double EstimatedSeconds, double? BudgetSeconds);

/// <summary>A tournament that is played by itself, and how far it has come.</summary>
/// <param name="Id">Opaque id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Title">Its title.</param>
/// <param name="Plan">What it comes to.</param>
/// <param name="CreatedAt">When it was accepted, UTC.</param>
/// <param name="StartedAt">When play began, UTC; null before.</param>
/// <param name="FinishedAt">When it ended, UTC; null before.</param>
/// <param name="KeptUntil">Until when it can be asked for, at most, UTC; null before it has ended.</param>
/// <param name="Progress">Matches that are worked out.</param>
/// <param name="Result">What came of it; null until completed, and in the list.</param>
/// <param name="Problem">Why it failed; absent otherwise.</param>
public sealed record TournamentJobDescription(
    string Id,
    SolveJobStatus Status,
    string Title,
    TournamentPlanAnswer Plan,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? KeptUntil,
    SolveProgress? Progress,
    TournamentAnswer? Result,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Problem? Problem);

/// <summary>A tournament that ships with the program.</summary>
/// <param name="Id">The id to name it by.</param>
/// <param name="Title">Its title.</param>
public sealed record ShippedTournamentSummary(string Id, string Title);

/// <summary>Matches by how they are worked out.</summary>
/// <param name="Played">Without chance: played once, move by move, with exact figures.</param>
/// <param name="Exact">Expectations in rationals.</param>
/// <param name="Simulated">Played as often as the repetitions say, with estimates.</param>
public sealed record TournamentMatches(int Played, int Exact, int Simulated);

/// <summary>A rule of a tournament.</summary>
/// <param name="Name">What it is called in the results.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="Parameters">All its parameters, defaults included, as canonical text.</param>
/// <param name="Roles">The roles that it plays: <c>row</c>, <c>column</c>.</param>
public sealed record TournamentRule(string Name, string Rule, IReadOnlyDictionary<string, string> Parameters, IReadOnlyList<string> Roles);

/// <summary>The answer of <c>POST /tournaments</c>. Pairs are the row player's number and the column player's. Scores of expectations are exact; whatever is simulated has its standard error and a 95 % Student interval over repetitions.</summary>
public sealed record TournamentAnswer
{
    /// <summary>The title; may be empty.</summary>
    public required string Title { get; init; }

    /// <summary>The stage game.</summary>
    public required GameShape Game { get; init; }

    /// <summary>Which strategy counts as cooperating, of the row player and of the column player; null where the game does not say.</summary>
    public required IReadOnlyList<string>? Cooperate { get; init; }

    /// <summary>Names of the outcomes, the row player's move first: CC, CD, DC, DD where both sides cooperate or do not, else strategy ids joined by '/'.</summary>
    public required IReadOnlyList<string> Outcomes { get; init; }

    /// <summary>The rules, as they were given.</summary>
    public required IReadOnlyList<TournamentRule> Rules { get; init; }

    /// <summary>Rounds of a match; null where it goes on with a probability, or is discounted.</summary>
    public required int? Horizon { get; init; }

    /// <summary>The probability of another round; null where none was given.</summary>
    public required string? Continuation { get; init; }

    /// <summary>δ; null where none was given.</summary>
    public required string? Discount { get; init; }

    /// <summary>The probability of a slip.</summary>
    public required string Noise { get; init; }

    /// <summary>The probability of misperceiving the rival's move.</summary>
    public required string PerceptionNoise { get; init; }

    /// <summary>The mode that was asked for; each match says under <c>method</c> what it was.</summary>
    public required TournamentMode Mode { get; init; }

    /// <summary>Its matches, by how they were worked out.</summary>
    public required TournamentMatches Matches { get; init; }

    /// <summary>How often simulated matches were played.</summary>
    public required int Repetitions { get; init; }

    /// <summary>The seed, as decimal digits.</summary>
    public required string Seed { get; init; }

    /// <summary>Whether rules met their like.</summary>
    public required bool SelfPlay { get; init; }

    /// <summary>Both roles together, the best first: a score is the mean of the scores in the two roles. Null where some rule plays only one role.</summary>
    public required IReadOnlyList<TournamentRow>? Ranking { get; init; }

    /// <summary>Each role by itself: the row player's, then the column player's.</summary>
    public required IReadOnlyList<TournamentRole> Roles { get; init; }

    /// <summary>Every match, by the row player's rule and then by the column player's.</summary>
    public required IReadOnlyList<TournamentMatch> Cells { get; init; }

    /// <summary>What has to be known to read the answer.</summary>
    public required IReadOnlyList<MatchNote> Notes { get; init; }

    /// <summary>How long it took, milliseconds.</summary>
    public required double ElapsedMs { get; init; }
}

/// <summary>A role of a tournament.</summary>
/// <param name="Role"><c>row</c> or <c>column</c>.</param>
/// <param name="Player">The player's id.</param>
/// <param name="Strategies">The player's strategies.</param>
/// <param name="Ranking">Its rules, the best first.</param>
/// <param name="Rows">Names of the row player's rules, in the order of the lines.</param>
/// <param name="Columns">Names of the column player's rules, in the order within a line.</param>
/// <param name="Payoffs">This player's payoff a round: a line for each rule of the row player and a number for each rule of the column player, both in the order of <c>rows</c> and <c>columns</c>; null where they do not meet.</param>
/// <param name="StandardErrors">The standard errors of these; 0 where nothing is left open, null also where one repetition does not tell.</param>
/// <param name="Cooperation">How often this player cooperates in each match; null where the game does not say what that is.</param>
public sealed record TournamentRole(
    string Role,
    string Player,
    IReadOnlyList<string> Strategies,
    IReadOnlyList<TournamentRow> Ranking,
    IReadOnlyList<string> Rows,
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<double?>> Payoffs,
    IReadOnlyList<IReadOnlyList<double?>> StandardErrors,
    IReadOnlyList<IReadOnlyList<double?>>? Cooperation);

/// <summary>How a rule did.</summary>
/// <param name="Name">The rule.</param>
/// <param name="Rank">1 + the rules that scored more; equals share a rank.</param>
/// <param name="BestRank">The best rank that repetitions leave open: with probability 95 % all rules of the ranking have their true ranks from best to worst. Null where one repetition does not tell.</param>
/// <param name="WorstRank">The worst.</param>
/// <param name="Score">Payoff a round, averaged over its matches, each weighing the same.</param>
/// <param name="StandardError">Its standard error over repetitions; 0 where nothing is left open, null where one repetition does not tell.</param>
/// <param name="Lower">Lower end of its 95 % interval.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Exact">The score as a fraction, where nothing is simulated and the fraction is not too long.</param>
/// <param name="Minimum">The least score of a repetition; matches that are not simulated enter all repetitions alike, with their expectation.</param>
/// <param name="LowerQuartile">The 25 % quantile of the scores of repetitions.</param>
/// <param name="Median">Their median.</param>
/// <param name="UpperQuartile">Their 75 % quantile.</param>
/// <param name="Maximum">The greatest.</param>
/// <param name="Cooperation">Share of rounds in which it cooperated, averaged over its matches; null where the game does not say what that is.</param>
/// <param name="Strategies">Shares of rounds with each of its strategies; null of both roles together.</param>
/// <param name="Outcomes">Shares of rounds with each outcome; null of both roles together.</param>
/// <param name="Wins">Matches in which its total was the greater, in an average repetition. It compares payoffs of two players, which says something only where these are of one kind.</param>
/// <param name="Losses">Matches in which the rival's was.</param>
/// <param name="Decided">Matches of which that is known: of expectations it is not, and a match against itself has no winner.</param>
/// <param name="Matches">Its matches.</param>
public sealed record TournamentRow(
    string Name,
    int Rank,
    int? BestRank,
    int? WorstRank,
    double Score,
    double? StandardError,
    double? Lower,
    double? Upper,
    string? Exact,
    double Minimum,
    double LowerQuartile,
    double Median,
    double UpperQuartile,
    double Maximum,
    double? Cooperation,
    IReadOnlyList<double>? Strategies,
    IReadOnlyList<double>? Outcomes,
    double Wins,
    double Losses,
    int Decided,
    int Matches);

/// <summary>A match of a tournament. Pairs are the row player's number and the column player's.</summary>
/// <param name="Row">The row player's rule.</param>
/// <param name="Column">The column player's rule.</param>
/// <param name="Method"><c>played</c> (without chance, once), <c>exact</c> (expectations in rationals) or <c>simulated</c>.</param>
/// <param name="Payoffs">Payoffs a round.</param>
/// <param name="Exact">The payoffs as fractions; null where they are estimates, or the fractions too long.</param>
/// <param name="StandardErrors">Their standard errors; 0 where nothing is left open, null where one repetition does not tell.</param>
/// <param name="Cooperation">Shares of rounds in which each player cooperates; null where the game does not say what that is.</param>
/// <param name="Outcomes">Shares of rounds with each outcome.</param>
/// <param name="Wins">Shares of repetitions in which each player's total was the greater; null where only expectations are known, or a rule met itself.</param>
/// <param name="Rounds">Rounds of a repetition, on average.</param>
public sealed record TournamentMatch(
    string Row,
    string Column,
    TournamentMethod Method,
    IReadOnlyList<double> Payoffs,
    IReadOnlyList<string?>? Exact,
    IReadOnlyList<double?> StandardErrors,
    IReadOnlyList<double>? Cooperation,
    IReadOnlyList<double> Outcomes,
    IReadOnlyList<double>? Wins,
    double Rounds);
