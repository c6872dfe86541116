using System.Collections.Immutable;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Geometry;

namespace StrategySim.GameTheory.Repeated;

/// <summary>A step of a path: the profile that is played, and the node from which play goes on.</summary>
/// <param name="Profile">Position of the profile in the stage game.</param>
/// <param name="To">The next node.</param>
public readonly record struct PathStep(int Profile, int To);

/// <summary>The paths of play that nobody leaves under given punishments: the walks from node 0 in a finite graph.</summary>
/// <remarks>
/// <para>
/// A node is what the payoffs from it on have to be at least for all that was played before to have been worth it. After a profile a with
/// payoffs u it is the larger of the continuation that keeps both players to a and (r − (1 − δ)u)/δ, what is left of the requirement r. A
/// requirement that is not met grows by 1/δ in every round, past what is possible, so a walk is a path that nobody leaves exactly where it
/// goes on for ever: a requirement that stays bounded is met. Nodes are merged below a floor that all payoffs reach anyhow.
/// </para>
/// <para>
/// The graph is that of Berg and Kitti, Computational Economics 41 (2013) 71–88, by requirements instead of elementary subpaths: it stays finite
/// where a condition binds for ever, and finitely many subpaths would not do.
/// </para>
/// </remarks>
public sealed class PathGraph
{
    private readonly RepeatedGame _game;

    private PathGraph(RepeatedGame game, ImmutableArray<RationalPoint> requirements, ImmutableArray<ImmutableArray<PathStep>> steps) =>
        (_game, Requirements, Steps) = (game, requirements, steps);

    /// <summary>For each node, the least payoffs from it on.</summary>
    public ImmutableArray<RationalPoint> Requirements { get; }

    /// <summary>For each node, the steps from it, at least one; those with the same payoffs to the same node are told once.</summary>
    public ImmutableArray<ImmutableArray<PathStep>> Steps { get; }

    /// <summary>Whether there is no path.</summary>
    public bool IsEmpty => Steps.IsEmpty;

    /// <summary>No path at all.</summary>
    internal static PathGraph None(RepeatedGame game) => new(game, [], []);

    /// <summary>The graph of a game under punishments.</summary>
    /// <param name="game">The repeated game.</param>
    /// <param name="punishments">What each player gets after leaving a path.</param>
    /// <param name="floor">What both get on every path that is looked for: the first requirement, and the least.</param>
    /// <param name="possible">A set that holds the payoffs of all these paths.</param>
    /// <param name="step">Null for the graph itself. Otherwise requirements are rounded up to multiples of this: fewer paths, but all of them right.</param>
    /// <param name="maximumNodes">Most nodes.</param>
    /// <param name="cancellationToken">Polled at every node.</param>
    /// <returns>Null where there are more nodes.</returns>
    internal static PathGraph? Build(
        RepeatedGame game, RationalPoint punishments, RationalPoint floor, ConvexPolygon possible, Rational? step, int maximumNodes, CancellationToken cancellationToken)
    {
        Rational later = game.Discount, now = Rational.One - later, odds = now / later;
        RationalPoint[] keeps = [.. Enumerable.Range(0, game.Stage.ProfileCount).Select(a => Larger(punishments + (odds * game.DeviationGains(a)), floor))];
        var number = new Dictionary<RationalPoint, int>();
        var nodes = new List<RationalPoint>();
        var steps = new List<List<PathStep>>();
        Number(floor);
        for (int node = 0; node < nodes.Count; node++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (nodes.Count > maximumNodes) return null;
            var from = new List<PathStep>();
            for (int a = 0; a < keeps.Length; a++)
            {
                RationalPoint left = later.Reciprocal() * (nodes[node] - (now * game.Payoffs(a)));
                if (step is { } grid) left = new RationalPoint(Up(left.X, grid), Up(left.Y, grid));
                int to = Number(Larger(keeps[a], left));
                if (to >= 0 && !from.Exists(s => s.To == to && game.Payoffs(s.Profile) == game.Payoffs(a))) from.Add(new PathStep(a, to));
            }

            steps.Add(from);
        }

        return Trimmed(game, nodes, steps);

        int Number(RationalPoint requirement)
        {
            if (number.TryGetValue(requirement, out int known)) return known;
            bool dead = possible.AtLeast(0, requirement.X).AtLeast(1, requirement.Y).IsEmpty;
            if (!dead) nodes.Add(requirement);
            return number[requirement] = dead ? -1 : nodes.Count - 1;
        }
    }

    /// <summary>The path that is worst for a player.</summary>
    /// <remarks>Policy iteration in exact arithmetic: Howard 1960, with one step to choose at each node.</remarks>
    internal ActionPath Worst(int player) => From(0, WorstSteps(player));

    /// <summary>For each node, the step of the path from it that is worst for a player.</summary>
    internal int[] WorstSteps(int player)
    {
        int[] chosen = new int[Steps.Length];
        while (true)
        {
            Rational[] values = Values(chosen, player);
            bool better = false;
            for (int node = 0; node < chosen.Length; node++)
            {
                Rational least = values[node];
                for (int k = 0; k < Steps[node].Length; k++)
                {
                    Rational value = Average(Steps[node][k], player, values[Steps[node][k].To]);
                    if (value >= least) continue;
                    (least, chosen[node], better) = (value, k, true);
                }
            }

            if (!better) return chosen;
        }
    }

    /// <summary>The path from a node on that takes the chosen step at each.</summary>
    internal ActionPath From(int node, int[] chosen, IEnumerable<int>? before = null)
    {
        var at = new Dictionary<int, int>();
        List<int> profiles = [.. before ?? []];
        for (; at.TryAdd(node, profiles.Count); node = Steps[node][chosen[node]].To) profiles.Add(Steps[node][chosen[node]].Profile);
        return ActionPath.OfAnyLength(profiles.Take(at[node]), profiles.Skip(at[node]));
    }

    private Rational Average(PathStep step, int player, Rational next) => ((Rational.One - _game.Discount) * _game.Payoffs(step.Profile)[player]) + (_game.Discount * next);

    // Every node leads into a cycle of chosen steps; values are solved there and carried back.
    private Rational[] Values(int[] chosen, int player)
    {
        var values = new Rational[chosen.Length];
        int[] seen = new int[chosen.Length];
        for (int first = 0; first < chosen.Length; first++)
        {
            var walk = new List<int>();
            int node = first;
            for (; seen[node] == 0; node = Steps[node][chosen[node]].To)
            {
                seen[node] = first + 1;
                walk.Add(node);
            }

            int closed = walk.LastIndexOf(node);
            if (closed >= 0)
            {
                Rational once = Rational.Zero, around = Rational.One;
                for (int i = walk.Count - 1; i >= closed; i--)
                {
                    once = Average(Steps[walk[i]][chosen[walk[i]]], player, once);
                    around *= _game.Discount;
                }

                values[node] = once / (Rational.One - around);
            }

            for (int i = walk.Count - 1; i >= 0; i--)
            {
                if (i != closed) values[walk[i]] = Average(Steps[walk[i]][chosen[walk[i]]], player, values[Steps[walk[i]][chosen[walk[i]]].To]);
            }
        }

        return values;
    }

    // Nodes from which no walk goes on for ever are dropped, then those that node 0 does not reach.
    private static PathGraph Trimmed(RepeatedGame game, List<RationalPoint> nodes, List<List<PathStep>> steps)
    {
        var before = new List<int>[nodes.Count];
        for (int node = 0; node < nodes.Count; node++) before[node] = [];
        int[] left = [.. steps.Select(s => s.Count)];
        for (int node = 0; node < nodes.Count; node++) steps[node].ForEach(s => before[s.To].Add(node));
        var ended = new Queue<int>(Enumerable.Range(0, nodes.Count).Where(node => left[node] == 0));
        while (ended.TryDequeue(out int node))
        {
            foreach (int previous in before[node])
            {
                if (--left[previous] == 0) ended.Enqueue(previous);
            }
        }

        if (left.Length == 0 || left[0] == 0) return None(game);
        var order = new List<int> { 0 };
        var number = new Dictionary<int, int> { [0] = 0 };
        for (int i = 0; i < order.Count; i++)
        {
            foreach (PathStep s in steps[order[i]].Where(s => left[s.To] > 0 && number.TryAdd(s.To, order.Count))) order.Add(s.To);
        }

        return new PathGraph(game, [.. order.Select(node => nodes[node])], [.. order.Select(node => steps[node].Where(s => left[s.To] > 0).Select(s => s with { To = number[s.To] }).ToImmutableArray())]);
    }

    private static RationalPoint Larger(RationalPoint a, RationalPoint b) => new(Rational.Max(a.X, b.X), Rational.Max(a.Y, b.Y));

    private static Rational Up(Rational value, Rational step)
    {
        Rational rounded = value.RoundTo(step);
        return rounded < value ? rounded + step : rounded;
    }
}
