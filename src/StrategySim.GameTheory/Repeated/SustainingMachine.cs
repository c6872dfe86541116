using System.Collections.Immutable;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Geometry;

namespace StrategySim.GameTheory.Repeated;

/// <summary>One outcome of a public lottery over states.</summary>
/// <param name="State">The state.</param>
/// <param name="Probability">Its probability, exact, greater than 0.</param>
public readonly record struct LotteryPrize(int State, Rational Probability);

/// <summary>A state of a machine that plays a repeated game.</summary>
/// <param name="Profile">Position of the profile of actions that the state asks for.</param>
/// <param name="Payoffs">Average discounted payoffs from this state on.</param>
/// <param name="Next">The public lottery over the next states after the profile, and after both players left it at once; sums to 1.</param>
/// <param name="AfterDeviation">For each player, the state after he alone left the profile.</param>
public sealed record MachineState(int Profile, RationalPoint Payoffs, ImmutableArray<LotteryPrize> Next, ImmutableArray<int> AfterDeviation);

/// <summary>A machine with public lotteries that plays a subgame-perfect equilibrium of a repeated game with given payoffs.</summary>
/// <param name="Game">The repeated game.</param>
/// <param name="Payoffs">Average discounted payoffs from the start.</param>
/// <param name="Start">The public lottery over the first states; sums to 1.</param>
/// <param name="States">The states.</param>
public sealed record SustainingMachine(RepeatedGame Game, RationalPoint Payoffs, ImmutableArray<LotteryPrize> Start, ImmutableArray<MachineState> States)
{
    /// <summary>A machine for payoffs in a set that supports itself.</summary>
    /// <param name="set">The set; its inner polygon is used.</param>
    /// <param name="target">The payoffs to sustain.</param>
    /// <returns>Null where the payoffs are not in the inner set. The machine is checked by one-shot deviations before it is returned.</returns>
    /// <exception cref="InvalidOperationException">The machine does not pass its check: an error of this program.</exception>
    /// <remarks>
    /// Each extreme point of the set is a state: some profile and a continuation in the set give its payoffs, and the continuation is a
    /// lottery over at most three extreme points. A deviator is sent to the extreme point that is worst for him.
    /// </remarks>
    public static SustainingMachine? For(EquilibriumPayoffSet set, RationalPoint target)
    {
        ArgumentNullException.ThrowIfNull(set);
        ConvexPolygon inner = set.Inner;
        if (!inner.TryWeights(target, out IReadOnlyList<(int Vertex, Rational Weight)>? start)) return null;
        RationalPoint worst = PayoffSetOperators.Worst(inner);
        ImmutableArray<int> punishing = [Position(inner, v => v.X == worst.X), Position(inner, v => v.Y == worst.Y)];
        var states = new List<MachineState>();
        var position = new Dictionary<int, int>();
        var waiting = new Queue<int>();
        int Visit(int vertex)
        {
            if (position.TryGetValue(vertex, out int known)) return known;
            position[vertex] = position.Count;
            waiting.Enqueue(vertex);
            return position[vertex];
        }

        ImmutableArray<LotteryPrize> Lottery(IEnumerable<(int Vertex, Rational Weight)> weights) => [.. weights.Select(w => new LotteryPrize(Visit(w.Vertex), w.Weight))];
        ImmutableArray<LotteryPrize> first = Lottery(start);
        while (waiting.TryDequeue(out int vertex))
        {
            RationalPoint payoffs = inner.Vertices[vertex];
            (int profile, IReadOnlyList<(int, Rational)> weights) = Generate(set.Game, inner, worst, payoffs);
            states.Add(new MachineState(profile, payoffs, Lottery(weights), [Visit(punishing[0]), Visit(punishing[1])]));
        }

        var machine = new SustainingMachine(set.Game, target, first, [.. states]);
        return OneShotDeviations.Check(machine) is { } fault ? throw new InvalidOperationException($"A machine for {target} in the {set.Game.Stage} at {set.Game.Discount} fails its check: {fault}.") : machine;
    }

    private static int Position(ConvexPolygon set, Func<RationalPoint, bool> worst) => Enumerable.Range(0, set.Vertices.Length).First(i => worst(set.Vertices[i]));

    // v = (1 − δ)g + δw solved for w; a profile whose own payoffs they are comes first, for the plainest machine.
    private static (int Profile, IReadOnlyList<(int Vertex, Rational Weight)> Weights) Generate(RepeatedGame game, ConvexPolygon set, RationalPoint worst, RationalPoint payoffs)
    {
        foreach (int a in Enumerable.Range(0, game.Stage.ProfileCount).OrderBy(a => game.Payoffs(a) == payoffs ? 0 : 1))
        {
            RationalPoint continuation = game.Discount.Reciprocal() * (payoffs - ((Rational.One - game.Discount) * game.Payoffs(a)));
            RationalPoint least = game.LeastContinuation(a, worst);
            if (continuation.X >= least.X && continuation.Y >= least.Y && set.TryWeights(continuation, out IReadOnlyList<(int Vertex, Rational Weight)>? weights)) return (a, weights);
        }

        throw new InvalidOperationException($"The payoffs {payoffs} are an extreme point of a set that supports itself in the {game.Stage} at {game.Discount}, and no profile gives them.");
    }
}
