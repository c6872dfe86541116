using StrategySim.Experiments.Statistics;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Matches;

namespace StrategySim.Experiments.Tournaments;

/// <summary>Adds up the matches of each rule in each role, repetition by repetition, and ranks the sums.</summary>
/// <remarks>
/// A score is the mean over a rule's matches of payoffs a round, each match weighing the same. Repetition r of every simulated match goes into repetition r of the score, so that the
/// error of a score, and of a difference of two that met each other, has the dependence of their matches in it.
/// </remarks>
internal sealed class TournamentScores(Tournament tournament)
{
    // Beyond rounding errors of sums.
    private const double Ties = 1e-12;

    // A sum of longer fractions takes longer than it is worth.
    private const int MostBits = 4000;

    private readonly double[]?[][] _samples = [new double[]?[tournament.Entries.Count], new double[]?[tournament.Entries.Count]];

    /// <summary>Adds a simulated match.</summary>
    /// <param name="cell">The match.</param>
    /// <param name="samples">Payoffs a round, repetition by repetition, of each player.</param>
    public void Add(TournamentCell cell, double[][] samples)
    {
        for (int seat = 0; seat < 2; seat++)
        {
            double[] sum = _samples[seat][cell.Entry(seat)] ??= new double[tournament.Repetitions];
            for (int r = 0; r < sum.Length; r++) sum[r] += samples[seat][r];
        }
    }

    /// <summary>The rankings.</summary>
    public TournamentResult Rank(TournamentPlan plan, TournamentCell[] cells, int threads, CancellationToken cancellationToken)
    {
        Total[] row = Totals(cells, 0), column = Totals(cells, 1);
        Total[][] ranked = tournament.BothRoles ? [row, column, [.. row.Zip(column, Total.OfBoth)]] : [row, column];
        var standings = new IReadOnlyList<TournamentStanding>[ranked.Length];
        string[] paths = ["row", "column", "both"];
        Parallel.For(0, ranked.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, i =>
            standings[i] = Standings(ranked[i], $"tournament/ranks/{paths[i]}", cancellationToken));
        return new TournamentResult(plan, cells, tournament.BothRoles ? standings[2] : null, standings[..2]);
    }

    private Total[] Totals(TournamentCell[] cells, int seat)
    {
        MatchGame game = tournament.Game;
        List<TournamentCell>[] of = [.. tournament.Entries.Select(_ => new List<TournamentCell>())];
        foreach (TournamentCell cell in cells) of[cell.Entry(seat)].Add(cell);
        var totals = new List<Total>();
        for (int e = 0; e < of.Length; e++)
        {
            if (of[e].Count == 0) continue;
            double known = 0;
            Rational? exact = Rational.Zero;
            double[] outcomes = new double[game.Cells];
            foreach (TournamentCell cell in of[e])
            {
                TournamentFigure payoff = cell.Payoffs[seat];
                if (cell.Method != TournamentMethod.Simulated) known += payoff.Mean;
                exact = exact is { } sum && payoff.Exact is { } value && sum.Denominator.GetBitLength() + value.Denominator.GetBitLength() <= MostBits ? sum + value : null;
                for (int i = 0; i < outcomes.Length; i++) outcomes[i] += cell.Outcomes[i] / of[e].Count;
            }

            int matches = of[e].Count;
            double[]? sample = _samples[seat][e] is { } played ? [.. played.Select(x => (x + known) / matches)] : null;
            double[] strategies = new double[game.StrategyCount(seat)];
            for (int i = 0; i < outcomes.Length; i++) strategies[game.Strategy(game.OutcomeOrder[i], seat)] += outcomes[i];
            totals.Add(new Total(
                e, known / matches, exact / matches, sample, game.Specification.Cooperate is { } cooperate ? strategies[cooperate[seat]] : null, strategies, outcomes,
                of[e].Sum(cell => cell.Wins?[seat] ?? 0), of[e].Sum(cell => cell.Wins?[1 - seat] ?? 0), of[e].Count(cell => cell.Wins is not null), matches));
        }

        return [.. totals];
    }

    private TournamentStanding[] Standings(Total[] totals, string path, CancellationToken cancellationToken)
    {
        TournamentFigure[] scores = [.. totals.Select(total => total.Figure())];
        double least = totals.Length == 0 ? 0 : scores.Min(score => score.Mean), most = totals.Length == 0 ? 0 : scores.Max(score => score.Mean);
        double ties = Ties * Math.Max(Math.Abs(least), Math.Abs(most));
        bool told = tournament.Repetitions > 1 || totals.All(total => total.Sample is null);
        (int Best, int Worst)[]? open = told ? RankIntervals.Of([.. scores.Select(score => score.Mean)], [.. totals.Select(total => total.Sample)], ties, tournament.Seed, path, cancellationToken) : null;
        return
        [
            .. Enumerable.Range(0, totals.Length)
                .Select(i => totals[i].Standing(scores[i], new TournamentRank(1 + scores.Count(other => Exceeds(other, scores[i], ties)), open?[i].Best, open?[i].Worst)))
                .OrderBy(standing => standing.Rank.Rank)
                .ThenBy(standing => standing.Entry),
        ];
    }

    private static bool Exceeds(TournamentFigure a, TournamentFigure b, double ties) => a.Exact is { } x && b.Exact is { } y ? x > y : a.Mean - b.Mean > ties;

    // What the matches of a rule come to: Known is the part of its score that is not simulated, Exact the score as a fraction where all of it is, Sample the score
    // repetition by repetition where some of it is simulated; the rest as in its standing.
    private sealed record Total(
        int Entry, double Known, Rational? Exact, double[]? Sample, double? Cooperation, double[]? Strategies, double[]? Outcomes, double Wins, double Losses, int Decided, int Matches)
    {
        public static Total OfBoth(Total row, Total column) => new(
            row.Entry,
            (row.Known + column.Known) / 2,
            (row.Exact + column.Exact) / 2,
            row.Sample is null && column.Sample is null ? null : [.. (row.Sample ?? Constant(row, column)).Zip(column.Sample ?? Constant(column, row), (x, y) => (x + y) / 2)],
            (row.Cooperation + column.Cooperation) / 2,
            null,
            null,
            row.Wins + column.Wins,
            row.Losses + column.Losses,
            row.Decided + column.Decided,
            row.Matches + column.Matches);

        public TournamentFigure Figure() => Sample is not null ? TournamentPlayer.Estimated(Sample)
            : Exact is { } exact ? TournamentPlayer.Exactly(exact, exact: true)
            : new TournamentFigure(Known, 0, Known, Known, null);

        public TournamentStanding Standing(TournamentFigure score, TournamentRank rank)
        {
            IReadOnlyList<double> quantiles = Sample is null ? [.. Enumerable.Repeat(score.Mean, 5)] : Quantiles.Of(Sample, 0, 0.25, 0.5, 0.75, 1);
            return new TournamentStanding(
                Entry, rank, score, new ScoreDistribution(quantiles[0], quantiles[1], quantiles[2], quantiles[3], quantiles[4]), Cooperation, Strategies, Outcomes, Wins, Losses, Decided, Matches);
        }

        private static double[] Constant(Total of, Total like) => [.. like.Sample!.Select(_ => of.Known)];
    }
}
