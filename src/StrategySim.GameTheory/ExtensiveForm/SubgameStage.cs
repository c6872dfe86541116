using System.Collections.Immutable;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.ExtensiveForm;

/// <summary>One way to play what is left of a subgame once its own subgames are replaced by what they are worth.</summary>
/// <param name="Choices">By information set of the game; sets of smaller subgames do not occur.</param>
/// <param name="Payoffs">What each player expects.</param>
internal sealed record StageEquilibrium(ImmutableArray<(int Set, MixedStrategy Strategy)> Choices, Rational[] Payoffs);

/// <summary>The equilibria of such a stage.</summary>
/// <param name="Equilibria">The extreme ones.</param>
/// <param name="Complete">Whether, with the sets that they span, they are all.</param>
/// <param name="Isolated">Whether each stands alone.</param>
/// <param name="Varies">Whether somewhere between them payoffs vary, so that earlier movers may care which is played.</param>
internal sealed record StageSolution(List<StageEquilibrium> Equilibria, bool Complete, bool Isolated, bool Varies);

/// <summary>Solves a subgame with its proper subgames cut off.</summary>
internal sealed class SubgameStage
{
    private readonly ExtensiveGame _game;
    private readonly int _root;
    private readonly HashSet<int> _roots;
    private readonly InformationSet[] _sets;

    public SubgameStage(ExtensiveGame game, int root, HashSet<int> subgameRoots)
    {
        _game = game;
        _root = root;
        _roots = subgameRoots;
        List<int> cuts = [], own = [];
        for (int v = root; v < game.Nodes[root].End;)
        {
            bool cut = v != root && subgameRoots.Contains(v);
            if (cut) cuts.Add(v);
            else own.Add(v);
            v = cut ? game.Nodes[v].End : v + 1;
        }

        Cuts = [.. cuts];
        _sets = [.. own.Select(v => game.Nodes[v].InformationSet).Where(set => set >= 0).Distinct().Order().Select(set => game.InformationSets[set])];
    }

    /// <summary>The roots of the largest proper subgames, in order.</summary>
    public ImmutableArray<int> Cuts { get; }

    /// <summary>The names of its information sets, each with its player.</summary>
    public string Sets => string.Join(", ", _sets.Select(set => $"'{set.Name}' of '{_game.Players[set.Player]}'"));

    /// <summary>Solves the stage.</summary>
    /// <param name="worth">For each cut, what each player expects from there on, payments before it included.</param>
    /// <param name="limits">How much work may be spent.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public StageSolution Solve(IReadOnlyList<Rational[]> worth, SolverLimits limits, CancellationToken cancellationToken)
    {
        var at = new Dictionary<int, Rational[]>();
        for (int c = 0; c < Cuts.Length; c++) at[Cuts[c]] = worth[c];
        if (_sets.Length == 0) return new StageSolution([new StageEquilibrium([], Evaluate([], at))], Complete: true, Isolated: true, Varies: false);
        int[] movers = [.. _sets.Select(set => set.Player).Distinct().Order()];
        if (_sets is [{ Nodes: [var only] } set] && only == _root && _game.Nodes[_root].Children.All(child => _roots.Contains(child) || _game.Nodes[child].Kind == NodeKind.Terminal))
        {
            return Choose(set, at);
        }

        ReducedNormalForm form = ReducedNormalForm.Of(Truncated(movers, at), GameLimits.Default, cancellationToken);
        NashResult result = NashSolvers.Solve(form.Game, limits: limits, cancellationToken: cancellationToken);
        Dictionary<BehaviourProfile, StageEquilibrium> found = [];
        // What a subgame is worth has to be exact: equilibria that are not rational are left out, and the answer is then not complete.
        bool rational = result.Equilibria.All(equilibrium => equilibrium.Exact);
        foreach (NashEquilibrium equilibrium in result.Equilibria.Where(equilibrium => equilibrium.Exact)) Take(equilibrium.Profile);
        bool alone = movers.Length == 1, isolated = result.Complete ? result.Components.All(c => c.Dimension == 0) : found.Count == 1 && alone;
        bool varies = alone
            ? found.Values.Any(e => !e.Payoffs.AsSpan().SequenceEqual(found.Values.First().Payoffs))
            : result.Components.Any(component => component.MaximalNashSubsets.Any(Moves));
        // One mover alone: every mixture of the best plans, and nothing else.
        return new StageSolution([.. found.Values], (result.Complete && rational) || alone, isolated && rational, varies);

        StageEquilibrium Take(MixedStrategyProfile profile)
        {
            BehaviourProfile behaviour = form.ToBehaviour(profile)!;
            if (found.TryGetValue(behaviour, out StageEquilibrium? known)) return known;
            ImmutableArray<(int, MixedStrategy)> choices = [.. _sets.Select((s, k) => (s.Id, behaviour.At(form.Tree.InformationSets[k])))];
            return found[behaviour] = new StageEquilibrium(choices, Evaluate(choices, at));
        }

        bool Moves(NashSubset subset)
        {
            Rational[][] payoffs = [.. Corners(subset).Select(corner => Take(corner).Payoffs)];
            return payoffs.Any(p => !p.AsSpan().SequenceEqual(payoffs[0]));
        }
    }

    private static IEnumerable<MixedStrategyProfile> Corners(NashSubset subset) => subset.Factors
        .Aggregate(
            (IEnumerable<ImmutableArray<MixedStrategy>>)[ImmutableArray<MixedStrategy>.Empty],
            (corners, factor) => corners.SelectMany(corner => factor.Select(vertex => corner.Add(vertex))))
        .Select(corner => new MixedStrategyProfile(corner));

    /// <summary>A single move with perfect information: the actions worth most to the mover.</summary>
    private StageSolution Choose(InformationSet set, Dictionary<int, Rational[]> at)
    {
        Rational[][] worth = [.. _game.Nodes[_root].Children.Select(child => WorthOf(child, at))];
        Rational best = worth.Max(payoffs => payoffs[set.Player]);
        int[] tied = [.. Enumerable.Range(0, worth.Length).Where(action => worth[action][set.Player] == best)];
        return new StageSolution(
            [.. tied.Select(action => new StageEquilibrium([(set.Id, MixedStrategy.Pure(worth.Length, action))], worth[action]))],
            Complete: true,
            Isolated: tied.Length == 1,
            Varies: tied.Any(action => !worth[action].AsSpan().SequenceEqual(worth[tied[0]])));
    }

    private Rational[] WorthOf(int node, Dictionary<int, Rational[]> at) =>
        at.TryGetValue(node, out Rational[]? worth) ? worth : [.. Enumerable.Range(0, _game.Players.Length).Select(player => _game.Payoff(node, player))];

    /// <summary>What everybody expects at the root under choices at the stage's own sets.</summary>
    private Rational[] Evaluate(ImmutableArray<(int Set, MixedStrategy Strategy)> choices, Dictionary<int, Rational[]> at)
    {
        Dictionary<int, MixedStrategy> chosen = choices.ToDictionary(choice => choice.Set, choice => choice.Strategy);
        var value = new Dictionary<int, Rational[]>();
        // From the last node to the first, whole subgames skipped: they hold their worth.
        foreach (int v in Own().Reverse())
        {
            TreeNode node = _game.Nodes[v];
            if (node.Kind == NodeKind.Terminal || at.ContainsKey(v))
            {
                value[v] = WorthOf(v, at);
                continue;
            }

            IReadOnlyList<Rational> played = node.Kind == NodeKind.Chance ? node.Probabilities : chosen[node.InformationSet].Probabilities;
            var sum = new Rational[_game.Players.Length];
            for (int b = 0; b < node.Children.Length; b++)
            {
                for (int i = 0; i < sum.Length; i++) sum[i] += played[b] * value[node.Children[b]][i];
            }

            value[v] = sum;
        }

        return value[_root];
    }

    private IEnumerable<int> Own()
    {
        for (int v = _root; v < _game.Nodes[_root].End; v = v != _root && _roots.Contains(v) ? _game.Nodes[v].End : v + 1) yield return v;
    }

    /// <summary>The stage as a tree of those who move in it, its information sets in the order of the game's.</summary>
    private ExtensiveGame Truncated(int[] movers, Dictionary<int, Rational[]> at)
    {
        var tree = new ExtensiveGameBuilder(movers.Select(player => _game.Players[player]));
        Dictionary<int, int> sets = _sets.ToDictionary(set => set.Id, set => tree.InformationSet(Array.IndexOf(movers, set.Player), set.Actions, set.Name));
        foreach (int v in Own())
        {
            TreeNode node = _game.Nodes[v];
            if (node.Kind == NodeKind.Terminal || at.ContainsKey(v))
            {
                Rational[] worth = WorthOf(v, at);
                tree.Terminal(tree.Outcome(movers.Select(player => worth[player])));
            }
            else if (node.Kind == NodeKind.Chance)
            {
                tree.Chance(node.Actions.Zip(node.Probabilities));
            }
            else
            {
                tree.Decision(sets[node.InformationSet]);
            }
        }

        return tree.Build();
    }
}
