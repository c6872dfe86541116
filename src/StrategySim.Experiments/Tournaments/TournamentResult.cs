using StrategySim.GameTheory.Numerics;

namespace StrategySim.Experiments.Tournaments;

/// <summary>A figure of a tournament: exact, or an estimate with what repetitions leave open.</summary>
/// <param name="Mean">The figure.</param>
/// <param name="StandardError">Its standard error over repetitions; 0 where nothing is left open, null where one repetition does not tell.</param>
/// <param name="Lower">Lower end of its 95 % Student interval; the figure itself where nothing is left open, null like the standard error.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Exact">The figure as a fraction; null for estimates, and for fractions too long to be of use.</param>
public sealed record TournamentFigure(double Mean, double? StandardError, double? Lower, double? Upper, Rational? Exact);

/// <summary>A match of a tournament and what came of it. Pairs are the row player's figure and the column player's.</summary>
/// <param name="Row">The place of the row player's rule among the entries.</param>
/// <param name="Column">The place of the column player's rule.</param>
/// <param name="Method">How it was worked out.</param>
/// <param name="Payoffs">Payoffs a round.</param>
/// <param name="Outcomes">Shares of rounds with each outcome, in the order of the game's outcomes; they sum to 1.</param>
/// <param name="Wins">Shares of its repetitions in which each player's total was the greater; null where only expectations are known, or a rule met itself.</param>
/// <param name="Rounds">Rounds of a repetition, on average.</param>
public sealed record TournamentCell(int Row, int Column, TournamentMethod Method, IReadOnlyList<TournamentFigure> Payoffs, IReadOnlyList<double> Outcomes, IReadOnlyList<double>? Wins, double Rounds)
{
    /// <summary>The rule in a seat.</summary>
    public int Entry(int seat) => seat == 0 ? Row : Column;
}

/// <summary>A place in a ranking, and the places that it might as well be.</summary>
/// <param name="Rank">1 + the rules that scored more; equals share a rank.</param>
/// <param name="Best">The best rank that repetitions leave open; see <see cref="Statistics.RankIntervals"/>. Null where one repetition does not tell.</param>
/// <param name="Worst">The worst.</param>
public sealed record TournamentRank(int Rank, int? Best, int? Worst);

/// <summary>How the scores of single repetitions lie. Matches that are not simulated enter all of them alike, with their expectation.</summary>
/// <param name="Minimum">The least.</param>
/// <param name="LowerQuartile">The 25 % quantile.</param>
/// <param name="Median">The median.</param>
/// <param name="UpperQuartile">The 75 % quantile.</param>
/// <param name="Maximum">The greatest.</param>
public sealed record ScoreDistribution(double Minimum, double LowerQuartile, double Median, double UpperQuartile, double Maximum);

/// <summary>How a rule did in one role, or in both together.</summary>
/// <param name="Entry">Its place among the entries.</param>
/// <param name="Rank">Its place in the ranking.</param>
/// <param name="Score">Payoff a round, averaged over its matches; of both roles, the mean of the two.</param>
/// <param name="Distribution">Its score repetition by repetition.</param>
/// <param name="Cooperation">Share of rounds in which it cooperated, averaged over its matches; null where the game does not say what cooperating is.</param>
/// <param name="Strategies">Shares of rounds with each of its strategies; null of both roles together.</param>
/// <param name="Outcomes">Shares of rounds with each outcome, in the order of the game's outcomes, the row player's move first; null of both roles together.</param>
/// <param name="Wins">Matches that it won, in an average repetition.</param>
/// <param name="Losses">Matches that it lost, in an average repetition.</param>
/// <param name="Decided">Matches of which that is known; the others are known by expectations only, or were against itself.</param>
/// <param name="Matches">Its matches.</param>
public sealed record TournamentStanding(
    int Entry,
    TournamentRank Rank,
    TournamentFigure Score,
    ScoreDistribution Distribution,
    double? Cooperation,
    IReadOnlyList<double>? Strategies,
    IReadOnlyList<double>? Outcomes,
    double Wins,
    double Losses,
    int Decided,
    int Matches);

/// <summary>What came of a tournament.</summary>
/// <param name="Plan">What was played.</param>
/// <param name="Cells">Every match, in the order of the plan.</param>
/// <param name="Ranking">Both roles together, the best first; null where some rule plays only one of them.</param>
/// <param name="Roles">The ranking of the row player's rules, and that of the column player's.</param>
public sealed record TournamentResult(TournamentPlan Plan, IReadOnlyList<TournamentCell> Cells, IReadOnlyList<TournamentStanding>? Ranking, IReadOnlyList<IReadOnlyList<TournamentStanding>> Roles)
{
    /// <summary>The tournament.</summary>
    public Tournament Tournament => Plan.Tournament;

    /// <summary>How often a player of a match cooperates; null where the game does not say what that is.</summary>
    public double? Cooperation(TournamentCell cell, int seat)
    {
        if (Tournament.Game.Specification.Cooperate is not { } cooperate) return null;
        double share = 0;
        for (int i = 0; i < cell.Outcomes.Count; i++)
        {
            if (Tournament.Game.Strategy(Tournament.Game.OutcomeOrder[i], seat) == cooperate[seat]) share += cell.Outcomes[i];
        }

        return share;
    }
}
