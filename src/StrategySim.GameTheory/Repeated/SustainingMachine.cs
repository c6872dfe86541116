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
        if (!set.Inner.TryWeights(target, out IReadOnlyList<(int Vertex, Rational Weight)>? start)) return null;
        var draft = new Draft(set);
        ImmutableArray<LotteryPrize> first = draft.Lottery(start);
        draft.Complete();
        var machine = new SustainingMachine(set.Game, target, first, [.. draft.States]);
        return OneShotDeviations.Check(machine) is { } fault ? throw new InvalidOperationException($"A machine for {target} in the {set.Game.Stage} at {set.Game.Discount} fails its check: {fault}.") : machine;
    }

    /// <summary>A machine that follows a path, and sends a deviator to the extreme point of a set that is worst for him.</summary>
    /// <param name="set">A set that supports itself; its inner polygon is used.</param>
    /// <param name="path">The path; its rounds are the first states.</param>
    /// <param name="fault">Where the machine is no equilibrium, the first one-shot deviation that gains, in words.</param>
    /// <returns>Null where it is no equilibrium, or where the set is empty.</returns>
    /// <remarks>Simple strategy profiles: Abreu, Econometrica 56 (1988) 383–396, but that punishments may draw publicly.</remarks>
    public static SustainingMachine? ForPath(EquilibriumPayoffSet set, ActionPath path, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(path);
        fault = "no equilibrium in pure actions is known, and so no punishment";
        if (set.Inner.IsEmpty) return null;
        var draft = new Draft(set);
        RationalPoint[] payoffs = path.Payoffs(set.Game);
        for (int round = 0; round < path.Length; round++) draft.Reserve();
        for (int round = 0; round < path.Length; round++)
        {
            draft.States[round] = new MachineState(path.At(round), payoffs[round], [new LotteryPrize(round + 1 < path.Length ? round + 1 : path.Start.Length, Rational.One)], draft.Punishing());
        }

        draft.Complete();
        var machine = new SustainingMachine(set.Game, payoffs[0], [new LotteryPrize(0, Rational.One)], [.. draft.States]);
        fault = OneShotDeviations.Check(machine);
        return fault is null ? machine : null;
    }

    /// <summary>A machine without lotteries that follows a path, and after a departure the path that punishes it.</summary>
    /// <param name="paths">The equilibrium paths of the game.</param>
    /// <param name="path">The path.</param>
    /// <param name="fault">Where the machine is no equilibrium, the first one-shot deviation that gains, in words.</param>
    /// <returns>Null where it is no equilibrium, or where no punishment is known.</returns>
    /// <remarks>Simple strategy profiles: Abreu, Econometrica 56 (1988) 383–396.</remarks>
    public static SustainingMachine? ForPath(EquilibriumPaths paths, ActionPath path, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(path);
        fault = "no equilibrium in pure actions is known, and so no punishment";
        if (paths.Punishments.IsEmpty) return null;
        ActionPath[] all = [path, .. paths.Punishments];
        int[] first = [0, path.Length, path.Length + all[1].Length];
        ImmutableArray<int> punishing = [first[1], first[2]];
        MachineState[] states =
        [
            .. all.SelectMany((p, i) => p.Payoffs(paths.Game).Select((payoffs, round) => new MachineState(
                p.At(round), payoffs, [new LotteryPrize(first[i] + (round + 1 < p.Length ? round + 1 : p.Start.Length), Rational.One)], punishing))),
        ];
        var machine = new SustainingMachine(paths.Game, states[0].Payoffs, [new LotteryPrize(0, Rational.One)], [.. states]);
        fault = OneShotDeviations.Check(machine);
        return fault is null ? machine : null;
    }

    // States for the extreme points of a set, as far as they are called for; a deviator goes to his worst one.
    private sealed class Draft
    {
        private readonly EquilibriumPayoffSet _set;
        private readonly RationalPoint _worst;
        private readonly int[] _punishing;
        private readonly Dictionary<int, int> _position = [];
        private readonly Queue<int> _waiting = new();

        public Draft(EquilibriumPayoffSet set)
        {
            _set = set;
            _worst = PayoffSetOperators.Worst(set.Inner);
            _punishing = [Position(set.Inner, v => v.X == _worst.X), Position(set.Inner, v => v.Y == _worst.Y)];
        }

        public List<MachineState> States { get; } = [];

        // A number for a state that is filled in later.
        public void Reserve() => States.Add(null!);

        public ImmutableArray<int> Punishing() => [Visit(_punishing[0]), Visit(_punishing[1])];

        public ImmutableArray<LotteryPrize> Lottery(IEnumerable<(int Vertex, Rational Weight)> weights) => [.. weights.Select(w => new LotteryPrize(Visit(w.Vertex), w.Weight))];

        public void Complete()
        {
            while (_waiting.TryDequeue(out int vertex))
            {
                RationalPoint payoffs = _set.Inner.Vertices[vertex];
                (int profile, IReadOnlyList<(int, Rational)> weights) = Generate(_set.Game, _set.Inner, _worst, payoffs);
                States[_position[vertex]] = new MachineState(profile, payoffs, Lottery(weights), Punishing());
            }
        }

        private int Visit(int vertex)
        {
            if (_position.TryGetValue(vertex, out int known)) return known;
            _position[vertex] = States.Count;
            Reserve();
            _waiting.Enqueue(vertex);
            return _position[vertex];
        }
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
