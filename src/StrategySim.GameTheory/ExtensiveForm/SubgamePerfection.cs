using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.ExtensiveForm;

/// <summary>Subgame-perfect equilibria, from the smallest subgames up: each is solved for every worth that the ones inside it can have.</summary>
/// <remarks>
/// With perfect information every stage is one move, and all pure equilibria come out, ties in every combination. Otherwise a stage is
/// solved through its reduced normal form: of two movers all extreme equilibria, of more what <see cref="NashSolvers"/> finds. Where a tie
/// or a set of equilibria of a subgame matters to earlier movers, mixtures in between can make further equilibria; then the list says that
/// it is not complete. Source: Selten (1965), as before; with ties, Osborne and Rubinstein (1994), section 6.2.
/// </remarks>
public static class SubgamePerfection
{
    /// <summary>The method for games with perfect information.</summary>
    public const string BackwardInduction = "backward-induction";

    /// <summary>The method for games with imperfect information.</summary>
    public const string Decomposition = "subgame-decomposition";

    /// <summary>The most combinations of worths for which one stage is solved.</summary>
    public const int MaximumCombinations = 100_000;

    /// <summary>What play from a subgame's root on is worth, and every way in which it can come to that.</summary>
    private sealed record Continuation(Rational[] Payoffs)
    {
        public List<(StageEquilibrium Stage, Continuation[] Below)> Ways { get; } = [];

        public BigInteger Count { get; set; }
    }

    /// <summary>Finds them.</summary>
    /// <param name="game">A game of perfect recall.</param>
    /// <param name="limits">How much work may be spent; <see cref="SolverLimits.MaximumProbabilities"/> bounds the list.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">Some player does not have perfect recall.</exception>
    /// <exception cref="GameTooLargeException">A stage would have to be solved for too many worths, or is too large itself.</exception>
    public static SubgamePerfectResult Solve(ExtensiveGame game, SolverLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        limits ??= SolverLimits.Default;
        if (game.ImperfectRecall is { } fault) throw new ArgumentException($"Subgame perfection is sought with perfect recall only: {fault}.", nameof(game));
        HashSet<int> roots = [.. game.SubgameRoots];
        var solved = new Dictionary<int, List<Continuation>>();
        bool complete = true, isolated = true;
        List<string> matter = [];
        foreach (int root in game.SubgameRoots.Reverse())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stage = new SubgameStage(game, root, roots);
            bool varies = false;
            solved[root] = Continuations(game, stage, solved, limits, solution =>
            {
                complete &= solution.Complete;
                isolated &= solution.Isolated;
                varies |= solution.Varies;
            }, cancellationToken);
            foreach (int cut in stage.Cuts) solved.Remove(cut);
            if (varies && root != 0) matter.Add(stage.Sets);
        }

        BigInteger count = solved[0].Aggregate(BigInteger.Zero, (sum, c) => sum + c.Count);
        long most = Math.Max(1, limits.MaximumProbabilities / Math.Max(1, game.InformationSets.Sum(set => set.Actions.Length)));
        string method = game.IsPerfectInformation ? BackwardInduction : Decomposition;
        var equilibria = ImmutableArray.CreateBuilder<TreeEquilibrium>();
        foreach (BehaviourProfile behaviour in List(game, solved[0]))
        {
            if (equilibria.Count == most) break;
            cancellationToken.ThrowIfCancellationRequested();
            Rational[] payoffs = TreeCertificate.RequireSubgamePerfect(game, behaviour, method);
            equilibria.Add(new TreeEquilibrium(equilibria.Count, behaviour, [.. payoffs], Rational.Zero, behaviour.IsPure));
        }

        bool whole = equilibria.Count == count;
        ImmutableArray<ImmutableArray<int>>? tied = game.IsPerfectInformation && whole ? Product(game, equilibria) : null;
        (complete, string because) = Say(game, complete, whole, count, matter, tied is not null);
        return new SubgamePerfectResult(method, complete, because, count, equilibria.ToImmutable(), tied) { AllIsolated = isolated };
    }

    /// <summary>Solves a stage for every combination of worths of its cuts; equal worths at its root are one continuation.</summary>
    private static List<Continuation> Continuations(
        ExtensiveGame game, SubgameStage stage, Dictionary<int, List<Continuation>> solved, SolverLimits limits, Action<StageSolution> note, CancellationToken cancellationToken)
    {
        List<Continuation>[] below = [.. stage.Cuts.Select(cut => solved[cut])];
        BigInteger combinations = below.Aggregate(BigInteger.One, (product, list) => product * list.Count);
        if (combinations > MaximumCombinations) throw new GameTooLargeException($"A subgame of the {game}", "combinations of what its subgames are worth", combinations, MaximumCombinations);
        var found = new Dictionary<string, Continuation>(StringComparer.Ordinal);
        int[] wheel = new int[below.Length];
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            Continuation[] chosen = [.. below.Select((list, c) => list[wheel[c]])];
            StageSolution solution = stage.Solve([.. chosen.Select(c => c.Payoffs)], limits, cancellationToken);
            note(solution);
            BigInteger ways = chosen.Aggregate(BigInteger.One, (product, c) => product * c.Count);
            foreach (StageEquilibrium equilibrium in solution.Equilibria)
            {
                string key = string.Join(' ', equilibrium.Payoffs);
                if (!found.TryGetValue(key, out Continuation? continuation)) found[key] = continuation = new Continuation(equilibrium.Payoffs);
                continuation.Ways.Add((equilibrium, chosen));
                continuation.Count += ways;
            }
        }
        while (Turn(wheel, below));
        return [.. found.Values];
    }

    private static bool Turn(int[] wheel, List<Continuation>[] below)
    {
        for (int i = wheel.Length - 1; i >= 0; i--)
        {
            if (++wheel[i] < below[i].Count) return true;
            wheel[i] = 0;
        }

        return false;
    }

    /// <summary>Every way to play, one after the other.</summary>
    private static IEnumerable<BehaviourProfile> List(ExtensiveGame game, List<Continuation> continuations)
    {
        // Continuations still to be chosen a way for; a stack of alternatives instead of recursion, since trees may be deep.
        var open = new Stack<(ImmutableStack<Continuation> Pending, ImmutableDictionary<int, MixedStrategy> Chosen)>();
        for (int c = continuations.Count - 1; c >= 0; c--) open.Push(([continuations[c]], ImmutableDictionary<int, MixedStrategy>.Empty));
        while (open.TryPop(out var next))
        {
            if (next.Pending.IsEmpty)
            {
                yield return new BehaviourProfile(game, game.InformationSets.Select(set => next.Chosen[set.Id]));
                continue;
            }

            ImmutableStack<Continuation> rest = next.Pending.Pop(out Continuation continuation);
            for (int w = continuation.Ways.Count - 1; w >= 0; w--)
            {
                (StageEquilibrium stage, Continuation[] below) = continuation.Ways[w];
                ImmutableStack<Continuation> pending = rest;
                for (int c = below.Length - 1; c >= 0; c--) pending = pending.Push(below[c]);
                open.Push((pending, next.Chosen.AddRange(stage.Choices.Select(choice => KeyValuePair.Create(choice.Set, choice.Strategy)))));
            }
        }
    }

    /// <summary>The actions played somewhere at each set, where all their combinations are equilibria.</summary>
    /// <remarks>
    /// Then so is every mixture: a mover's gain from deviating is affine in each later mover's mixture, so that it is largest at pure ones.
    /// And there is no other: an action that is optimal after some mixture below is optimal after one of its pure parts.
    /// </remarks>
    private static ImmutableArray<ImmutableArray<int>>? Product(ExtensiveGame game, ImmutableArray<TreeEquilibrium>.Builder equilibria)
    {
        ImmutableArray<ImmutableArray<int>> used =
            [.. game.InformationSets.Select(set => equilibria.SelectMany(e => e.Behaviour.Strategies[set.Id]!.Support).Distinct().Order().ToImmutableArray())];
        return used.Aggregate(BigInteger.One, (product, actions) => product * actions.Length) == equilibria.Count ? used : null;
    }

    private static (bool Complete, string Because) Say(ExtensiveGame game, bool solved, bool whole, BigInteger count, List<string> matter, bool product)
    {
        string list = string.Create(CultureInfo.InvariantCulture, $"{count:N0}");
        if (!whole) return (false, $"there are {list} to list, and the list was cut off");
        if (!solved) return (false, "in some subgame more than two players move before the next one begins, and of such a stage not all equilibria were found, or some are not rational");
        if (product)
        {
            return count.IsOne
                ? (true, "every mover has one best action in every subgame")
                : (true, $"all {list} pure ones are listed, and their set is every mixture over the tied actions: no earlier mover's choice depends on how a tie is broken");
        }

        if (matter.Count > 0)
        {
            string sets = string.Join("; ", matter.Take(5)) + (matter.Count > 5 ? $"; and {matter.Count - 5} more" : "");
            return (false, $"{(game.IsPerfectInformation ? "all pure ones are listed" : "all combinations of extreme equilibria of the subgames are listed")}, but earlier movers may care how play at {sets} is mixed, and mixtures in between can make further equilibria");
        }

        return (true, "every subgame was solved completely, for every combination of what the subgames inside it are worth");
    }
}
