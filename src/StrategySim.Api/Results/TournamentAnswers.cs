using System.Globalization;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Experiments.Tournaments;
using StrategySim.Simulation.Matches;

namespace StrategySim.Api.Results;

/// <summary>Puts tournaments into words: the one way of HTTP and the terminal.</summary>
internal static class TournamentAnswers
{
    private static readonly string[] Roles = ["row", "column"];

    /// <summary>What a tournament comes to.</summary>
    /// <param name="question">The tournament.</param>
    /// <param name="budgetSeconds">How long it may take; null where nothing bounds it.</param>
    public static TournamentPlanAnswer Plan(TournamentQuestion question, double? budgetSeconds)
    {
        Tournament tournament = question.Plan.Tournament;
        return new TournamentPlanAnswer(
            question.Title, Shape(tournament.Game), [.. tournament.Entries.Select(Rule)], Matches(question.Plan), question.Plan.Rounds, EstimatedSeconds(question.Plan), budgetSeconds);
    }

    /// <summary>About how long a tournament takes on this machine's cores, seconds.</summary>
    public static double EstimatedSeconds(TournamentPlan plan) => plan.CoreSeconds / Environment.ProcessorCount;

    /// <summary>The answer.</summary>
    public static TournamentAnswer Of(PlayedTournament played)
    {
        TournamentResult result = played.Result;
        Tournament tournament = result.Tournament;
        MatchGame game = tournament.Game;
        return new TournamentAnswer
        {
            Title = played.Question.Title,
            Game = Shape(game),
            Cooperate = game.Specification.Cooperate is { } cooperate ? [.. cooperate.Select((strategy, seat) => game.Specification.Strategies[seat][strategy])] : null,
            Outcomes = game.OutcomeNames,
            Rules = [.. tournament.Entries.Select(Rule)],
            Horizon = tournament.Continuation is null && tournament.Discount is null ? tournament.Rounds : null,
            Continuation = tournament.Continuation?.ToString(),
            Discount = tournament.Discount?.ToString(),
            Noise = tournament.Noise.ToString(),
            PerceptionNoise = tournament.PerceptionNoise.ToString(),
            Mode = tournament.Mode,
            Matches = Matches(result.Plan),
            Repetitions = tournament.Repetitions,
            Seed = tournament.Seed.ToString(CultureInfo.InvariantCulture),
            SelfPlay = tournament.SelfPlay,
            Ranking = result.Ranking is null ? null : [.. result.Ranking.Select(standing => Row(tournament, standing))],
            Roles = [.. Roles.Select((_, seat) => Role(result, seat))],
            Cells = [.. result.Cells.Select(cell => Cell(result, cell))],
            Notes = [.. Notes(result)],
            ElapsedMs = Math.Round(played.Elapsed.TotalMilliseconds, 3),
        };
    }

    private static TournamentRole Role(TournamentResult result, int seat)
    {
        Tournament tournament = result.Tournament;
        int[] rows = [.. Playing(tournament, 0)], columns = [.. Playing(tournament, 1)];
        var cells = result.Cells.ToDictionary(cell => (cell.Row, cell.Column));
        return new TournamentRole(
            Roles[seat],
            tournament.Game.Specification.Players[seat],
            tournament.Game.Specification.Strategies[seat],
            [.. result.Roles[seat].Select(standing => Row(tournament, standing))],
            [.. rows.Select(e => tournament.Entries[e].Name)],
            [.. columns.Select(e => tournament.Entries[e].Name)],
            Matrix(cell => cell.Payoffs[seat].Mean),
            Matrix(cell => cell.Payoffs[seat].StandardError),
            tournament.Game.Specification.Cooperate is null ? null : Matrix(cell => result.Cooperation(cell, seat)));

        IReadOnlyList<IReadOnlyList<double?>> Matrix(Func<TournamentCell, double?> number) =>
            [.. rows.Select(row => (IReadOnlyList<double?>)[.. columns.Select(column => cells.TryGetValue((row, column), out TournamentCell? cell) ? number(cell) : null)])];
    }

    private static IEnumerable<int> Playing(Tournament tournament, int seat) => Enumerable.Range(0, tournament.Entries.Count).Where(e => tournament.Entries[e].Plays(seat));

    private static TournamentRow Row(Tournament tournament, TournamentStanding standing) => new(
        tournament.Entries[standing.Entry].Name,
        standing.Rank.Rank,
        standing.Rank.Best,
        standing.Rank.Worst,
        standing.Score.Mean,
        standing.Score.StandardError,
        standing.Score.Lower,
        standing.Score.Upper,
        standing.Score.Exact?.ToString(),
        standing.Distribution.Minimum,
        standing.Distribution.LowerQuartile,
        standing.Distribution.Median,
        standing.Distribution.UpperQuartile,
        standing.Distribution.Maximum,
        standing.Cooperation,
        standing.Strategies,
        standing.Outcomes,
        standing.Wins,
        standing.Losses,
        standing.Decided,
        standing.Matches);

    private static TournamentMatch Cell(TournamentResult result, TournamentCell cell) => new(
        result.Tournament.Entries[cell.Row].Name,
        result.Tournament.Entries[cell.Column].Name,
        cell.Method,
        [.. cell.Payoffs.Select(payoff => payoff.Mean)],
        cell.Payoffs.Any(payoff => payoff.Exact is not null) ? [.. cell.Payoffs.Select(payoff => payoff.Exact?.ToString())] : null,
        [.. cell.Payoffs.Select(payoff => payoff.StandardError)],
        result.Cooperation(cell, 0) is { } row && result.Cooperation(cell, 1) is { } column ? [row, column] : null,
        cell.Outcomes,
        cell.Wins,
        cell.Rounds);

    private static IEnumerable<MatchNote> Notes(TournamentResult result)
    {
        Tournament tournament = result.Tournament;
        TournamentMatches matches = Matches(result.Plan);
        if (result.Ranking is null) yield return new MatchNote("/ranking", "Some rule plays only one role, so that there is a ranking for each role and none of both.");
        if (tournament.Discount is not null && matches.Simulated > 0)
            yield return new MatchNote("/discount", "Simulated matches go on with the probability that is discount times continuation: their payoffs a round have the expectation of discounted payoffs.");
        if (matches.Simulated > 0 && tournament.Repetitions == 1) yield return new MatchNote("/repetitions", "One repetition does not tell how far scores and ranks might be off.");
        if (matches.Exact > 0) yield return new MatchNote("/cells", "Of matches that were worked out as expectations it is not known who wins them how often; wins count the others. Mode simulate plays them all.");
    }

    private static TournamentRule Rule(TournamentEntry entry) => new(entry.Name, entry.Rule.Id, entry.Rule.Parameters, [.. Roles.Where((_, seat) => entry.Plays(seat))]);

    private static TournamentMatches Matches(TournamentPlan plan)
    {
        int Count(TournamentMethod method) => plan.Matches.Count(match => match.Method == method);
        return new TournamentMatches(Count(TournamentMethod.Played), Count(TournamentMethod.Exact), Count(TournamentMethod.Simulated));
    }

    private static GameShape Shape(MatchGame game) => new(
        game.Specification.Title, $"{game.Rows}×{game.Columns}", [.. game.Specification.Players.Zip(game.Specification.Strategies, (id, strategies) => new GamePlayer(id, strategies))]);
}
