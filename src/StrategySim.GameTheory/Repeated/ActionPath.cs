using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Geometry;

namespace StrategySim.GameTheory.Repeated;

/// <summary>A path of play for ever: some profiles first, then others over and over.</summary>
public sealed class ActionPath
{
    /// <summary>The most profiles of a path that is asked about.</summary>
    public const int MaximumLength = 30;

    /// <summary>A path.</summary>
    /// <param name="stage">The stage game.</param>
    /// <param name="start">Positions of the profiles played first, each once; may be empty.</param>
    /// <param name="cycle">Positions of the profiles repeated from then on; at least one.</param>
    /// <exception cref="InvalidGameException">The cycle is empty, the path is too long, or a profile is not of the game.</exception>
    public ActionPath(NormalFormGame stage, IEnumerable<int> start, IEnumerable<int> cycle)
    {
        ArgumentNullException.ThrowIfNull(stage);
        Start = [.. start];
        Cycle = [.. cycle];
        var faults = new List<GameFault>();
        if (Cycle.IsEmpty) faults.Add(new GameFault("/path/cycle", "no profile", "at least one profile to repeat"));
        if (Length > MaximumLength) faults.Add(new GameFault("/path", $"{Length} profiles", $"at most {MaximumLength}: the thresholds are roots of polynomials of that degree"));
        faults.AddRange(Start.Concat(Cycle).Where(a => a < 0 || a >= stage.ProfileCount).Select(a => new GameFault("/path", $"profile {a}", $"a position from 0 to {stage.ProfileCount - 1}")));
        if (faults.Count > 0) throw new InvalidGameException(faults);
    }

    private ActionPath(ImmutableArray<int> start, ImmutableArray<int> cycle) => (Start, Cycle) = (start, cycle);

    /// <summary>A path found by the program, however long, in its shortest form.</summary>
    internal static ActionPath OfAnyLength(IEnumerable<int> start, IEnumerable<int> cycle)
    {
        List<int> first = [.. start], again = [.. cycle];
        int shortest = Enumerable.Range(1, again.Count).First(n => again.Count % n == 0 && again.Skip(n).Zip(again).All(pair => pair.First == pair.Second));
        again.RemoveRange(shortest, again.Count - shortest);
        // What comes before the cycle and is like its end belongs to it.
        for (; first.Count > 0 && first[^1] == again[^1]; first.RemoveAt(first.Count - 1))
        {
            again.Insert(0, again[^1]);
            again.RemoveAt(again.Count - 1);
        }

        return new ActionPath([.. first], [.. again]);
    }

    /// <summary>Positions of the profiles played first.</summary>
    public ImmutableArray<int> Start { get; }

    /// <summary>Positions of the profiles repeated from then on.</summary>
    public ImmutableArray<int> Cycle { get; }

    /// <summary>How many different rounds the path has.</summary>
    public int Length => Start.Length + Cycle.Length;

    /// <summary>Average discounted payoffs from each of its different rounds on.</summary>
    /// <param name="game">The repeated game.</param>
    public RationalPoint[] Payoffs(RepeatedGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        // Once around the cycle with nothing after it, and that again for ever.
        var payoffs = new RationalPoint[Length];
        var nothing = new RationalPoint(Rational.Zero, Rational.Zero);
        RationalPoint once = Cycle.Reverse().Aggregate(nothing, (later, a) => game.Average(a, later));
        Rational around = Enumerable.Range(0, Cycle.Length).Aggregate(Rational.One, (power, _) => power * game.Discount);
        RationalPoint next = (Rational.One - around).Reciprocal() * once;
        for (int round = Length - 1; round >= 0; round--) payoffs[round] = next = game.Average(At(round), next);
        return payoffs;
    }

    /// <summary>The profile of a round, counted from 0.</summary>
    public int At(int round) => round < Start.Length ? Start[round] : Cycle[(round - Start.Length) % Cycle.Length];
}
