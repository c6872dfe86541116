using System.Globalization;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.EmpiricalGames;

/// <summary>What was observed of one profile of rules.</summary>
/// <param name="Rules">The rule of each player, by its place among the player's rules.</param>
/// <param name="Payoffs">The payoff of each player over replications, all over the same ones; at least 2.</param>
public sealed record ObservedProfile(IReadOnlyList<int> Rules, IReadOnlyList<OutcomeSample> Payoffs);

/// <summary>How an empirical game is analysed.</summary>
public sealed record EmpiricalGameOptions
{
    /// <summary>ε: the regret up to which a profile counts as borne out in a resample; at least 0, in the unit of the payoff. Null for a hundredth of the widest range of a player's mean payoffs.</summary>
    public double? Epsilon { get; init; }

    /// <summary>Bootstrap resamples, at least 99.</summary>
    public int Resamples { get; init; } = 999;

    /// <summary>Seed of the resamples.</summary>
    public ulong Seed { get; init; }

    /// <summary>How much work solving may take; beyond it not all equilibria are found, but all pure ones, and the result says so.</summary>
    public SolverLimits Solver { get; init; } = SolverLimits.Default;

    /// <summary>Most equilibria that are listed.</summary>
    public int MaximumEquilibria { get; init; } = 100;

    /// <summary>Refuses options that are out of range.</summary>
    /// <exception cref="InvalidInputException">Lists every one, at <c>/epsilon</c> or <c>/resamples</c>.</exception>
    public void Check()
    {
        var faults = new List<Fault>();
        if (Epsilon is { } epsilon and not (>= 0 and < double.PositiveInfinity))
            faults.Add(new Fault("/epsilon", epsilon.ToString(CultureInfo.InvariantCulture), "a regret of at least 0, in the unit of the payoff", "This cannot be the regret up to which a profile is borne out."));
        if (Resamples is < 99 or > 1_000_000) faults.Add(new Fault("/resamples", $"{Resamples}", "99 to 1000000 resamples", "This cannot be the number of resamples."));
        if (faults.Count > 0) throw new InvalidInputException(faults);
    }
}

/// <summary>Makes a game of observed payoffs, solves it, and asks of each solution how far the observations bear it out.</summary>
/// <remarks>
/// <para>
/// Mean payoffs enter the game as exact numbers (the shortest decimals of the means), so its equilibria are exact, or within 1e-30 where they are not rational. What
/// is uncertain is the game. Therefore replications are resampled with replacement, all profiles together: a replication has the same random numbers in every
/// profile, and drawn together their payoffs keep their dependence. In each resample every gain by deviating from the solution, as it stands, is
/// computed anew; the quantiles of the greatest one bound the regret of the solution, and the share of resamples in which it is at most ε says how often the
/// solution survives. Where profiles have different replications, these are drawn within groups that the same profiles have, so that each keeps its number.
/// </para>
/// <para>
/// Sources: Wellman (2006), Methods for empirical game-theoretic analysis, Proceedings of AAAI-06, 1552–1555; Wellman (2016), Putting the agent in agent-based
/// modeling, Autonomous Agents and Multi-Agent Systems 30(6), 1175–1189; Wiedenbeck, Cassell and Wellman (2014), Bootstrap statistics for empirical games,
/// Proceedings of AAMAS 2014, 597–604, for percentile bounds on regret. They resample profiles apart, since theirs share no random numbers.
/// </para>
/// </remarks>
public static class EmpiricalGame
{
    /// <summary>Analyses the game.</summary>
    /// <param name="players">The players, one or more.</param>
    /// <param name="observed">One entry for each profile, in any order.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Polled at every resample, and while solving.</param>
    /// <exception cref="InvalidInputException">Profiles are missing, or have fewer than 2 replications: it lists each. Or an option is out of range.</exception>
    /// <exception cref="ArgumentException">A profile does not fit the players, comes twice, or its payoffs are over different replications.</exception>
    public static EmpiricalGameResult Of(IReadOnlyList<EmpiricalGamePlayer> players, IReadOnlyList<ObservedProfile> observed, EmpiricalGameOptions options, CancellationToken cancellationToken = default)
    {
        options.Check();
        var names = players.Select(player => new Player(player.Actor, player.Rules)).ToArray();
        int profiles = names.Aggregate(1, (product, player) => checked(product * player.Strategies.Length));
        ObservedProfile[] table = InOrder(names, profiles, observed);
        Estimate[][] means = [.. table.Select(profile => profile.Payoffs.Select(sample => sample.ToEstimate()!).ToArray())];
        var game = new NormalFormGame(names, means.SelectMany(payoffs => payoffs.Select(payoff => Rational.FromDouble(payoff.Mean))), "mean payoffs");

        NashResult solved = NashSolvers.SolveOneOfMany(game, options.Solver, cancellationToken);
        NashEquilibrium[] equilibria = [.. solved.Equilibria.Take(options.MaximumEquilibria)];
        double[][] payoffs = ByPlayer(means);
        List<Candidate> judged =
        [
            .. equilibria.Select(equilibrium => new Candidate(game, Mixtures(equilibrium.Profile), payoffs, options.Resamples)),
            .. Enumerable.Range(0, profiles).Select(profile => new Candidate(game, Mixtures(MixedStrategyProfile.Pure(game, profile)), payoffs, options.Resamples) { KeepsBestOnly = true }),
        ];
        double epsilon = options.Epsilon ?? UsualEpsilon(payoffs);
        Judge(judged, new ReplicationResampler(table, options.Seed), options.Resamples, epsilon, cancellationToken);

        OutcomeKey payoffKey = table[0].Payoffs[0].Key;
        bool cut = equilibria.Length < solved.Equilibria.Length;
        return new EmpiricalGameResult(
            players,
            payoffKey.Outcome,
            OutcomeCatalog.Find(payoffKey.Outcome).Unit,
            [.. Enumerable.Range(0, profiles).Select(profile => Profile(game, profile, means[profile], judged[equilibria.Length + profile]))],
            epsilon,
            options.Resamples,
            solved.Method,
            solved.Complete && !cut,
            cut ? $"the first {equilibria.Length} of {solved.Equilibria.Length} equilibria are listed" : solved.CompleteBecause,
            [.. equilibria.Select((equilibrium, i) => Equilibrium(game, equilibrium, judged[i]))],
            Warnings(table));
    }

    private static ObservedProfile[] InOrder(Player[] players, int count, IReadOnlyList<ObservedProfile> observed)
    {
        var table = new ObservedProfile?[count];
        foreach (ObservedProfile profile in observed)
        {
            if (profile.Rules.Count != players.Length || profile.Payoffs.Count != players.Length)
                throw new ArgumentException($"A profile has {profile.Rules.Count} rules and {profile.Payoffs.Count} payoffs; expected {players.Length} of each.", nameof(observed));
            int number = 0;
            for (int i = 0; i < players.Length; i++)
            {
                if ((uint)profile.Rules[i] >= (uint)players[i].Strategies.Length)
                    throw new ArgumentException($"A profile has the rule {profile.Rules[i]} of '{players[i].Id}'; expected 0 to {players[i].Strategies.Length - 1}.", nameof(observed));
                number = (number * players[i].Strategies.Length) + profile.Rules[i];
            }

            if (table[number] is not null) throw new ArgumentException($"The profile {Name(players, number)} comes twice.", nameof(observed));
            if (profile.Payoffs.Any(sample => !sample.Replications.SequenceEqual(profile.Payoffs[0].Replications)))
                throw new ArgumentException($"The payoffs of the profile {Name(players, number)} are over different replications.", nameof(observed));
            table[number] = profile;
        }

        Fault[] faults =
        [
            .. Enumerable.Range(0, count).Where(number => (table[number]?.Payoffs[0].Count ?? 0) < 2).Select(number => new Fault(
                "", $"{table[number]?.Payoffs[0].Count ?? 0} replications of {Name(players, number)}", "at least 2 replications of every profile of rules", "The profile has not been observed often enough.")),
        ];
        return faults.Length == 0 ? [.. table.Select(profile => profile!)] : throw new InvalidInputException(faults);
    }

    private static string Name(Player[] players, int profile)
    {
        string[] rules = new string[players.Length];
        for (int i = players.Length - 1; i >= 0; i--)
        {
            rules[i] = $"{players[i].Id} {players[i].Strategies[profile % players[i].Strategies.Length]}";
            profile /= players[i].Strategies.Length;
        }

        return $"({string.Join(", ", rules)})";
    }

    private static double[][] ByPlayer(Estimate[][] means) =>
        [.. Enumerable.Range(0, means[0].Length).Select(player => means.Select(payoffs => payoffs[player].Mean).ToArray())];

    private static double UsualEpsilon(double[][] payoffs) => payoffs.Max(own => own.Max() - own.Min()) / 100;

    // All candidates are judged on one drawn table before the next is drawn: drawing is what costs.
    private static void Judge(List<Candidate> candidates, ReplicationResampler resampler, int resamples, double epsilon, CancellationToken cancellationToken)
    {
        for (int b = 0; b < resamples; b++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[][] drawn = resampler.Draw(b);
            foreach (Candidate candidate in candidates) candidate.Add(b, drawn, epsilon);
        }
    }

    private static (int Rule, double Probability)[][] Mixtures(MixedStrategyProfile profile) =>
        [.. profile.Strategies.Select(strategy => strategy.Support.Select(rule => (rule, strategy[rule].ToDouble())).ToArray())];

    private static EmpiricalProfile Profile(NormalFormGame game, int profile, Estimate[] means, Candidate judged) => new(
        [.. game.Players.Select((player, i) => player.Strategies[game.StrategyAt(profile, i)])],
        [.. means.Select((mean, i) => new EmpiricalPayoff(game.Players[i].Id, mean.Mean, mean.Lower!.Value, mean.Upper!.Value, mean.Sd!.Value / Math.Sqrt(mean.N), mean.N, IsBestReply(game, profile, i)))],
        judged.Regret(),
        judged.Best is { } best ? Deviation(game, best, judged) : null,
        judged.Survival());

    private static bool IsBestReply(NormalFormGame game, int profile, int player)
    {
        int first = profile - (game.StrategyAt(profile, player) * game.Stride(player));
        Rational own = game.PayoffAt(profile, player);
        return Enumerable.Range(0, game.StrategyCount(player)).All(rule => game.PayoffAt(first + (rule * game.Stride(player)), player) <= own);
    }

    private static EmpiricalEquilibrium Equilibrium(NormalFormGame game, NashEquilibrium equilibrium, Candidate judged) => new(
        equilibrium.Id,
        [.. equilibrium.Profile.Strategies.Select(strategy => (IReadOnlyList<string>)[.. strategy.Probabilities.Select(p => p.ToString())])],
        [.. equilibrium.Profile.Strategies.Select(strategy => (IReadOnlyList<double>)[.. strategy.Probabilities.Select(p => p.ToDouble())])],
        [.. equilibrium.Payoffs.Select(payoff => payoff.ToString())],
        [.. equilibrium.Payoffs.Select(payoff => payoff.ToDouble())],
        equilibrium.Pure,
        equilibrium.Isolated,
        equilibrium.Component,
        // The certificate is exact; what doubles make of it is not.
        judged.Regret() with { Value = equilibrium.Regret.ToDouble() },
        judged.Survival(),
        [.. Enumerable.Range(0, judged.Deviations).Select(deviation => Deviation(game, deviation, judged))]);

    private static EmpiricalDeviation Deviation(NormalFormGame game, int deviation, Candidate judged)
    {
        int player = 0, rule = deviation;
        while (rule >= game.StrategyCount(player)) rule -= game.StrategyCount(player++);
        return new EmpiricalDeviation(game.Players[player].Id, game.Players[player].Strategies[rule], judged.Gain(deviation));
    }

    private static IReadOnlyList<string> Warnings(ObservedProfile[] table)
    {
        var warnings = new List<string>();
        int fewest = table.Min(profile => profile.Payoffs[0].Count), most = table.Max(profile => profile.Payoffs[0].Count);
        if (fewest < Comparisons.Comparison.FewestReplications)
            warnings.Add($"Some profiles have {fewest} replications; with fewer than {Comparisons.Comparison.FewestReplications}, resamples understate what more replications would change.");
        if (fewest < most) warnings.Add($"Profiles have {fewest} to {most} replications: those that lack some are not compared with the others replication by replication throughout.");
        return warnings;
    }
}
