using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;
using StrategySim.GameTheory.Responses;

namespace StrategySim.GameTheory.Concepts;

/// <summary>One strategy that goes, and why.</summary>
/// <param name="Round">The round in which it goes, from 1; within a round everything dominated goes at once.</param>
/// <param name="Player">Whose strategy, 0 for the first.</param>
/// <param name="Strategy">Which of the player's strategies in the whole game.</param>
/// <param name="Strict">Whether it was strictly dominated in the game that was left; weakly otherwise.</param>
/// <param name="By">The certificate: a strategy of the whole game, on strategies that were left, that dominates it there.</param>
public sealed record Elimination(int Round, int Player, int Strategy, bool Strict, MixedStrategy By);

/// <summary>What iterated dominance leaves.</summary>
/// <param name="Eliminations">What went, in order.</param>
/// <param name="Survivors">The strategies left to each player, ascending.</param>
/// <param name="OtherSurvivors">Of weak dominance: what is left where strategies go one at a time, in an order that leaves something else; null where none of the orders tried does.</param>
public sealed record IteratedDominanceResult(
    ImmutableArray<Elimination> Eliminations, ImmutableArray<ImmutableArray<int>> Survivors, ImmutableArray<ImmutableArray<int>>? OtherSurvivors);

/// <summary>A strategy that is a best reply to a belief over what the others have left.</summary>
/// <param name="Player">Whose strategy, 0 for the first.</param>
/// <param name="Strategy">Which strategy.</param>
/// <param name="Belief">Profiles of the others (the player's own strategy in them is the first) with probabilities, to which it is a best reply.</param>
public sealed record RationalizableStrategy(int Player, int Strategy, ImmutableArray<RecommendedProfile> Belief);

/// <summary>Iterated elimination of dominated strategies, and rationalizability, exact.</summary>
public static class IteratedDominance
{
    /// <summary>The entry of iterated dominance in the catalogue.</summary>
    public static SolutionConcept Concept { get; } = new(
        "iterated-dominance",
        "Iterated elimination of dominated strategies",
        "Fudenberg and Tirole, Game Theory (1991), section 2.1; order of weak elimination: Marx and Swinkels, \"Order independence for iterated weak dominance\", Games and Economic Behavior 18 (1997) 219–245",
        true,
        "Every strategy that goes, round by round, with what dominates it. What strict dominance leaves does not depend on the order. What weak dominance leaves may: here everything dominated goes at once, and the answer says where two other orders (one strategy at a time, first or last first) leave something else.",
        "A linear program for each strategy and round, with one inequality for each profile of the others.",
        "every game in strategic form",
        _ => true,
        [
            new("dominance", "one of strict, weak", "strict", "What makes a strategy go: earning less against everything, or never more and less against something."),
            new("by", "one of mixed, pure", "mixed", "What may dominate: mixed strategies too, or pure ones alone."),
        ]);

    /// <summary>The entry of rationalizability in the catalogue.</summary>
    public static SolutionConcept Rationalizable { get; } = new(
        "rationalizable",
        "Rationalizable strategies",
        "Bernheim, Econometrica 52 (1984) 1007–1028; Pearce, Econometrica 52 (1984) 1029–1050, Lemma 3",
        true,
        "The strategies that survive iterated strict dominance by mixed strategies, each with a belief over what the others have left to which it is a best reply. With two players these are the rationalizable strategies; with more they are the correlated rationalizable ones, beliefs that others choose independently may leave fewer.",
        "As iterated-dominance, and one more linear program for each strategy left.",
        "every game in strategic form",
        _ => true,
        []);

    /// <summary>Eliminates until nothing is dominated.</summary>
    /// <param name="game">The game.</param>
    /// <param name="weak">Whether weakly dominated strategies go too.</param>
    /// <param name="pureOnly">Whether only pure strategies may dominate.</param>
    /// <param name="cancellationToken">Polled once a pivot.</param>
    /// <exception cref="GameTooLargeException">A linear program exceeds <see cref="Dominance.MaximumCells"/>.</exception>
    public static IteratedDominanceResult Eliminate(NormalFormGame game, bool weak, bool pureOnly = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        int[][] left = Whole(game);
        List<Elimination> gone = [];
        for (int round = 1; ; round++)
        {
            NormalFormGame now = Restrict(game, left);
            List<Elimination> found = [];
            for (int player = 0; player < game.PlayerCount; player++)
            {
                for (int s = 0; s < left[player].Length; s++)
                {
                    if (Find(now, player, s, weak, pureOnly, cancellationToken) is { } dominated) found.Add(InWhole(game, left, dominated, round));
                }
            }

            if (found.Count == 0) break;
            gone.AddRange(found);
            for (int player = 0; player < left.Length; player++) left[player] = [.. left[player].Where(s => !found.Any(e => e.Player == player && e.Strategy == s))];
        }

        int[][]? other = weak && gone.Count > 0
            ? new[] { false, true }.Select(last => OneAtATime(game, pureOnly, last, cancellationToken)).FirstOrDefault(end => !Same(end, left))
            : null;
        return new IteratedDominanceResult([.. gone], Freeze(left), other is null ? null : Freeze(other));
    }

    /// <summary>The strategies that survive iterated strict dominance, each with a belief that justifies it.</summary>
    /// <inheritdoc cref="Eliminate"/>
    public static (IteratedDominanceResult Elimination, ImmutableArray<RationalizableStrategy> Strategies) Rationalize(NormalFormGame game, CancellationToken cancellationToken = default)
    {
        IteratedDominanceResult result = Eliminate(game, weak: false, cancellationToken: cancellationToken);
        int[][] left = [.. result.Survivors.Select(own => own.ToArray())];
        NormalFormGame now = Restrict(game, left);
        var strategies = ImmutableArray.CreateBuilder<RationalizableStrategy>();
        for (int player = 0; player < left.Length; player++)
        {
            for (int s = 0; s < left[player].Length; s++)
            {
                ImmutableArray<RecommendedProfile> belief = Belief(now, player, s, cancellationToken);
                strategies.Add(new RationalizableStrategy(player, left[player][s], [.. belief.Select(row => row with { Profile = ProfileInWhole(game, left, now, row.Profile, player) })]));
            }
        }

        return (result, strategies.ToImmutable());
    }

    private static DominatedStrategy? Find(NormalFormGame game, int player, int strategy, bool weak, bool pureOnly, CancellationToken cancellationToken)
    {
        if (pureOnly)
        {
            for (int by = 0; by < game.StrategyCount(player); by++)
            {
                if (by == strategy) continue;
                bool strict = Dominance.StrictlyDominates(game, player, by, strategy);
                if (strict || (weak && Dominance.WeaklyDominates(game, player, by, strategy))) return new(player, strategy, strict, MixedStrategy.Pure(game.StrategyCount(player), by));
            }

            return null;
        }

        if (Dominance.StrictDominator(game, player, strategy, cancellationToken) is { } strictly) return new(player, strategy, true, strictly);
        return weak && Dominance.WeakDominator(game, player, strategy, cancellationToken) is { } weakly ? new(player, strategy, false, weakly) : null;
    }

    private static int[][] OneAtATime(NormalFormGame game, bool pureOnly, bool last, CancellationToken cancellationToken)
    {
        int[][] left = Whole(game);
        while (true)
        {
            NormalFormGame now = Restrict(game, left);
            IEnumerable<(int Player, int Strategy)> order = left.SelectMany((own, player) => own.Select((_, s) => (player, s)));
            if (last) order = order.Reverse();
            DominatedStrategy? first = order.Select(at => Find(now, at.Player, at.Strategy, weak: true, pureOnly, cancellationToken)).FirstOrDefault(found => found is not null);
            if (first is null) return left;
            left[first.Player] = [.. left[first.Player].Where((_, s) => s != first.Strategy)];
        }
    }

    /// <summary>Maximise Σ y subject to Σ_c y_c (u(t, c) − u(s, c)) ≤ 0 for every t, and Σ y ≤ 1: the maximum is 1 exactly where some belief makes s a best reply.</summary>
    private static ImmutableArray<RecommendedProfile> Belief(NormalFormGame game, int player, int strategy, CancellationToken cancellationToken)
    {
        int count = game.StrategyCount(player), stride = game.Stride(player);
        int[] rivals = [.. Enumerable.Range(0, game.ProfileCount).Where(profile => game.StrategyAt(profile, player) == 0)];
        ProgramSize.Check(game, "the beliefs", count + 1L, rivals.Length);
        var a = new Rational[count + 1, rivals.Length];
        var b = new Rational[count + 1];
        var objective = new Rational[rivals.Length];
        for (int c = 0; c < rivals.Length; c++)
        {
            for (int t = 0; t < count; t++) a[t, c] = game.PayoffAt(rivals[c] + (t * stride), player) - game.PayoffAt(rivals[c] + (strategy * stride), player);
            a[count, c] = objective[c] = Rational.One;
        }

        b[count] = Rational.One;
        LinearOptimum? optimum = LinearProgram.Maximize(a, b, objective, cancellationToken);
        if (optimum is null || optimum.Value != Rational.One) throw new InvalidOperationException($"No belief justifies a strategy of the {game} that nothing dominates.");
        return [.. Enumerable.Range(0, rivals.Length).Where(c => !optimum.X[c].IsZero).Select(c => new RecommendedProfile(rivals[c], optimum.X[c]))];
    }

    private static NormalFormGame Restrict(NormalFormGame game, int[][] left)
    {
        Player[] players = [.. game.Players.Select((player, i) => new Player(player.Id, left[i].Select(s => player.Strategies[s])))];
        var payoffs = new List<Rational>();
        for (int profile = 0; profile < game.ProfileCount; profile++)
        {
            if (!Enumerable.Range(0, left.Length).All(i => Array.IndexOf(left[i], game.StrategyAt(profile, i)) >= 0)) continue;
            for (int i = 0; i < players.Length; i++) payoffs.Add(game.PayoffAt(profile, i));
        }

        return new NormalFormGame(players, payoffs, game.Title);
    }

    private static Elimination InWhole(NormalFormGame game, int[][] left, DominatedStrategy dominated, int round)
    {
        int player = dominated.Player;
        var by = new Rational[game.StrategyCount(player)];
        for (int s = 0; s < left[player].Length; s++) by[left[player][s]] = dominated.By[s];
        return new Elimination(round, player, left[player][dominated.Strategy], dominated.Strict, new MixedStrategy(by));
    }

    private static int ProfileInWhole(NormalFormGame game, int[][] left, NormalFormGame now, int profile, int player)
    {
        int whole = 0;
        for (int i = 0; i < left.Length; i++)
        {
            if (i != player) whole += left[i][now.StrategyAt(profile, i)] * game.Stride(i);
        }

        return whole;
    }

    private static int[][] Whole(NormalFormGame game) => [.. game.Players.Select(player => Enumerable.Range(0, player.Strategies.Length).ToArray())];

    private static bool Same(int[][] one, int[][] other) => one.Zip(other).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    private static ImmutableArray<ImmutableArray<int>> Freeze(int[][] left) => [.. left.Select(own => ImmutableArray.Create(own))];
}
