using StrategySim.Experiments.Statistics;
using StrategySim.GameTheory.Games;

namespace StrategySim.Experiments.EmpiricalGames;

/// <summary>A profile of mixtures whose regret is asked for in many tables of payoffs. A deviation is a player with a rule, numbered player by player.</summary>
internal sealed class Candidate
{
    private readonly NormalFormGame _game;
    private readonly (int Rule, double Probability)[][] _mixtures;
    private readonly double[] _values, _gains, _regrets;
    private readonly double[]?[] _drawn;
    private readonly double _regret;
    private readonly int _resamples;
    private int _survived;

    /// <param name="game">Its shape; its payoffs are not looked at.</param>
    /// <param name="mixtures">What each player plays: rules with probabilities above 0.</param>
    /// <param name="payoffs">The mean payoffs, by player and profile.</param>
    /// <param name="resamples">How many tables will come.</param>
    public Candidate(NormalFormGame game, (int Rule, double Probability)[][] mixtures, double[][] payoffs, int resamples)
    {
        _game = game;
        _mixtures = mixtures;
        _resamples = resamples;
        Deviations = game.Players.Sum(player => player.Strategies.Length);
        _values = new double[Deviations];
        _gains = new double[Deviations];
        _drawn = new double[Deviations][];
        _regrets = new double[resamples];
        Gains(payoffs, _values);
        _regret = Largest(_values);
        Best = FindBest();
    }

    /// <summary>Number of deviations: the rules of all players.</summary>
    public int Deviations { get; }

    /// <summary>The deviation that gains most with the mean payoffs, among rules that a player does not play anyway; null where there are none.</summary>
    public int? Best { get; }

    /// <summary>Whether only the gains by <see cref="Best"/> are kept.</summary>
    public bool KeepsBestOnly { get; init; }

    /// <summary>Adds a table.</summary>
    public void Add(int resample, double[][] payoffs, double epsilon)
    {
        Gains(payoffs, _gains);
        _regrets[resample] = Largest(_gains);
        if (_regrets[resample] <= epsilon) _survived++;
        for (int deviation = 0; deviation < Deviations; deviation++)
        {
            if (!KeepsBestOnly || deviation == Best) (_drawn[deviation] ??= new double[_resamples])[resample] = _gains[deviation];
        }
    }

    /// <summary>The greatest gain by any deviation; 0 at the least, for keeping to the profile gains 0.</summary>
    public EmpiricalFigure Regret() => Figure(_regret, _regrets);

    /// <summary>The gain by one deviation.</summary>
    public EmpiricalFigure Gain(int deviation) => Figure(_values[deviation], _drawn[deviation]!);

    /// <summary>How often the regret was at most ε.</summary>
    public SurvivalShare Survival()
    {
        Interval wilson = WilsonInterval.Of(_survived, _resamples);
        return new SurvivalShare((double)_survived / _resamples, wilson.Lower!.Value, wilson.Upper!.Value);
    }

    private static EmpiricalFigure Figure(double value, double[] drawn)
    {
        IReadOnlyList<double> quantiles = Quantiles.Of(drawn, 0.025, 0.975);
        return new EmpiricalFigure(value, quantiles[0], quantiles[1]);
    }

    private static double Largest(double[] gains)
    {
        double largest = 0;
        foreach (double gain in gains) largest = Math.Max(largest, gain);
        return largest;
    }

    private int? FindBest()
    {
        int? best = null;
        int offset = 0;
        for (int player = 0; player < _game.PlayerCount; player++)
        {
            for (int rule = 0; rule < _game.StrategyCount(player); rule++)
            {
                bool plays = Array.Exists(_mixtures[player], own => own.Rule == rule);
                if (!plays && (best is not { } earlier || _values[offset + rule] > _values[earlier])) best = offset + rule;
            }

            offset += _game.StrategyCount(player);
        }

        return best;
    }

    /// <summary>For every player and rule the expected payoff of the rule against the others' mixtures, less that of the player's own mixture.</summary>
    private void Gains(double[][] payoffs, double[] gains)
    {
        int offset = 0;
        for (int player = 0; player < _game.PlayerCount; player++)
        {
            Span<double> own = gains.AsSpan(offset, _game.StrategyCount(player));
            own.Clear();
            Expect(player, 0, 0, 1, payoffs[player], own);
            double expected = 0;
            foreach ((int rule, double probability) in _mixtures[player]) expected += probability * own[rule];
            foreach (ref double gain in own) gain -= expected;
            offset += own.Length;
        }
    }

    private void Expect(int except, int player, int at, double weight, double[] payoffs, Span<double> sums)
    {
        if (player == _game.PlayerCount)
        {
            for (int rule = 0; rule < sums.Length; rule++) sums[rule] += weight * payoffs[at + (rule * _game.Stride(except))];
            return;
        }

        if (player == except)
        {
            Expect(except, player + 1, at, weight, payoffs, sums);
            return;
        }

        foreach ((int rule, double probability) in _mixtures[player]) Expect(except, player + 1, at + (rule * _game.Stride(player)), weight * probability, payoffs, sums);
    }
}
