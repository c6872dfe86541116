using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Stochastic;

/// <summary>Markov-perfect equilibria that were found.</summary>
/// <param name="Game">The game.</param>
/// <param name="Equilibria">Those found, each with its certificate: first the one that logit equilibria lead to, then pure ones, then others.</param>
/// <param name="AllPure">Whether every pair of pure stationary strategies was tried, so that no other pure equilibrium exists.</param>
/// <param name="Starts">From how many values stage games were solved.</param>
public sealed record MarkovResult(StochasticGame Game, IReadOnlyList<MarkovEquilibrium> Equilibria, bool AllPure, int Starts);

/// <summary>Finds Markov-perfect equilibria of stochastic games of two players.</summary>
/// <remarks>
/// Four ways, none of which promises all mixed equilibria: the homotopy of logit equilibria; every pair of pure stationary strategies where there are not
/// too many; Newton's method from a few points within every pair of supports where there are at most 1,000; and stage games solved with what the next states are worth, from values spread evenly over their range (there is no randomness on this floor),
/// with Newton's method on the supports that this comes to. What is not within the tolerance by its certificate is dropped.
/// </remarks>
public static class MarkovPerfectSolver
{
    /// <summary>The most pairs of pure stationary strategies that are all tried.</summary>
    public const int MaximumPureProfiles = 20_000;

    /// <summary>The most values that stage games are solved from.</summary>
    public const int MaximumStarts = 1000;

    /// <summary>The largest deviation that is accepted, in the range that values have.</summary>
    public const double Tolerance = 1e-9;

    private const int Rounds = 40, MaximumStageProfiles = 100, MaximumSupports = 1000, StartsInSupports = 4;

    /// <summary>Finds equilibria.</summary>
    /// <param name="game">The game.</param>
    /// <param name="starts">From how many values stage games are solved, 0 to <see cref="MaximumStarts"/>.</param>
    /// <param name="cancellationToken">Polled often.</param>
    public static MarkovResult Solve(StochasticGame game, int starts = 40, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        var tables = new MarkovTables(game);
        var found = new List<MarkovEquilibrium>();
        if (LogitHomotopy.Follow(tables, cancellationToken) is { } limit)
        {
            // What logit play has nearly given up is left out; how nearly depends on the payoffs, so that several thresholds are tried.
            foreach (double threshold in (double[])[1e-2, 1e-3, 1e-4])
            {
                if (SupportPolish.From(tables, limit, threshold) is { } mix && Add(MarkovMethod.Homotopy, mix)) break;
            }
        }

        double profiles = game.Stages.Aggregate(1.0, (product, stage) => product * stage.ProfileCount);
        bool all = profiles <= MaximumPureProfiles;
        if (all)
        {
            for (int index = 0; index < (int)profiles; index++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                double[][][] mix = PureMix(game, index);
                if (Gain(tables, mix) <= Accepted(tables)) Add(MarkovMethod.Pure, mix);
            }
        }

        foreach (double[][][] mix in SupportStarts(game, starts > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (SupportPolish.From(tables, mix, 1e-9) is { } polished) Add(MarkovMethod.Supports, polished);
        }

        if (game.Stages.Any(stage => stage.ProfileCount > MaximumStageProfiles)) starts = 0;
        for (int start = 0; start < starts; start++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[][][] mix = FromStages(tables, start, cancellationToken);
            if (SupportPolish.From(tables, mix, 1e-9) is { } polished) Add(MarkovMethod.StageGames, polished);
        }

        return new MarkovResult(game, found, all, starts);

        bool Add(MarkovMethod method, double[][][] mix)
        {
            MarkovEquilibrium equilibrium = MarkovEquilibrium.Of(tables, mix, method);
            if (equilibrium.LargestDeviation.ToDouble() > Accepted(tables)) return false;
            if (!found.Exists(other => Same(other, equilibrium))) found.Add(equilibrium);
            return true;
        }
    }

    private static double Accepted(MarkovTables tables) => Tolerance * tables.Scale / (1 - tables.Discount);

    private static bool Same(MarkovEquilibrium a, MarkovEquilibrium b) =>
        a.Profiles.Zip(b.Profiles).All(pair => pair.First.Strategies.Zip(pair.Second.Strategies).All(own => own.First.Probabilities.Zip(own.Second.Probabilities).All(x => Math.Abs((x.First - x.Second).ToDouble()) <= 1e-7)));

    private static double[][][] PureMix(StochasticGame game, int index)
    {
        int n = game.States.Length;
        double[][][] mix = [new double[n][], new double[n][]];
        for (int s = 0; s < n; s++)
        {
            NormalFormGame stage = game.Stages[s];
            int profile = index % stage.ProfileCount;
            index /= stage.ProfileCount;
            for (int p = 0; p < 2; p++)
            {
                mix[p][s] = new double[stage.StrategyCount(p)];
                mix[p][s][stage.StrategyAt(profile, p)] = 1;
            }
        }

        return mix;
    }

    // A few points within every pair of supports, where there are not too many pairs.
    private static IEnumerable<double[][][]> SupportStarts(StochasticGame game, bool asked)
    {
        (int Player, int State, int Count)[] seats = [.. Enumerable.Range(0, 2).SelectMany(p => Enumerable.Range(0, game.States.Length).Select(s => (p, s, game.Stages[s].StrategyCount(p))))];
        double pairs = seats.Aggregate(1.0, (product, seat) => product * (Math.Pow(2, seat.Count) - 1));
        if (!asked || pairs > MaximumSupports) yield break;
        for (int index = 0; index < (int)pairs; index++)
        {
            for (int start = 0; start < StartsInSupports; start++)
            {
                double[][][] mix = [new double[game.States.Length][], new double[game.States.Length][]];
                int rest = index;
                for (int seat = 0; seat < seats.Length; seat++)
                {
                    (int p, int s, int count) = seats[seat];
                    int mask = (rest % ((1 << count) - 1)) + 1;
                    rest /= (1 << count) - 1;
                    double[] weights = [.. Enumerable.Range(0, count).Select(a => (mask >> a & 1) == 1 ? 0.05 + Fraction((start + 1) * Math.Sqrt(2 + (3 * seat) + (7 * a))) : 0)];
                    mix[p][s] = [.. weights.Select(w => w / weights.Sum())];
                }

                yield return mix;
            }
        }
    }

    // The most that one deviation once gains.
    private static double Gain(MarkovTables tables, double[][][] mix)
    {
        double[][] values = tables.Values(mix);
        double gain = 0;
        for (int p = 0; p < 2; p++)
        {
            for (int s = 0; s < tables.States; s++)
            {
                for (int a = 0; a < mix[p][s].Length; a++) gain = Math.Max(gain, tables.Earns(p, s, a, mix[1 - p][s], values[p]) - values[p][s]);
            }
        }

        return gain;
    }

    private static double[][][] FromStages(MarkovTables tables, int start, CancellationToken cancellationToken)
    {
        int n = tables.States;
        double range = tables.Scale / (1 - tables.Discount);
        double[][] values = [new double[n], new double[n]];
        double[][][] mix = [new double[n][], new double[n][]];
        for (int p = 0; p < 2; p++)
        {
            // Multiples of irrational numbers, modulo 1, spread evenly (Weyl 1916).
            for (int s = 0; s < n; s++) values[p][s] = range * ((2 * Fraction((start + 1) * Math.Sqrt(2 + (3 * ((p * n) + s))))) - 1);
        }

        for (int round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double change = 0;
            for (int s = 0; s < n; s++)
            {
                IReadOnlyList<NashEquilibrium> equilibria = NashSolvers.Solve(Stage(tables, s, values), cancellationToken: cancellationToken).Equilibria;
                // At first any one of them, then the one that is most like the last.
                NashEquilibrium chosen = round == 0
                    ? equilibria[(int)(Fraction((start + 1) * Math.Sqrt(3 + (5 * s))) * equilibria.Count)]
                    : equilibria.MinBy(e => Distance(e, mix, s))!;
                for (int p = 0; p < 2; p++)
                {
                    mix[p][s] = [.. chosen.Profile[p].Probabilities.Select(x => x.ToDouble())];
                    double value = chosen.Payoffs[p].ToDouble();
                    change = Math.Max(change, Math.Abs(value - values[p][s]));
                    values[p][s] = value;
                }
            }

            if (change <= 1e-6 * range) break;
        }

        return mix;
    }

    private static NormalFormGame Stage(MarkovTables tables, int state, double[][] values)
    {
        NormalFormGame stage = tables.Game.Stages[state];
        Rational[,] a = new Rational[stage.StrategyCount(0), stage.StrategyCount(1)], b = new Rational[stage.StrategyCount(0), stage.StrategyCount(1)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++) (a[i, j], b[i, j]) = (Short(tables.Total(0, state, i, j, values[0])), Short(tables.Total(1, state, j, i, values[1])));
        }

        return NormalFormGame.Bimatrix(stage.Players[0], stage.Players[1], a, b);
    }

    // Few digits keep the exact solver quick; Newton's method has the last word.
    private static Rational Short(double value) => Rational.FromDouble(value == 0 ? 0 : Math.Round(value / Power(value), 9) * Power(value));

    private static double Power(double value) => Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))));

    private static double Fraction(double value) => value - Math.Floor(value);

    private static double Distance(NashEquilibrium equilibrium, double[][][] mix, int state) =>
        Enumerable.Range(0, 2).Sum(p => equilibrium.Profile[p].Probabilities.Select((x, a) => Math.Abs(x.ToDouble() - mix[p][state][a])).Sum());
}
