using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Geometry;

namespace StrategySim.GameTheory.Repeated;

/// <summary>How much is known of a set of equilibrium payoffs.</summary>
public enum PayoffSetProof
{
    /// <summary>The iteration from above came to rest: the set is known exactly.</summary>
    FixedPoint,

    /// <summary>The inner set supports itself, checked in exact arithmetic, and the outer set holds every equilibrium payoff; they differ by at most the gap.</summary>
    Enclosed,

    /// <summary>The outer set holds every equilibrium payoff; no set inside was found that supports itself.</summary>
    OuterOnly,
}

/// <summary>
/// The average discounted payoffs of the subgame-perfect equilibria in pure actions of a repeated game with perfect monitoring
/// and public randomisation.
/// </summary>
/// <param name="Game">The repeated game.</param>
/// <param name="Method">The id of the method.</param>
/// <param name="Inner">A set of equilibrium payoffs, each certain; the set itself where the proof is a fixed point; empty where none is known.</param>
/// <param name="Outer">A set that holds every equilibrium payoff.</param>
/// <param name="Proof">How much is known.</param>
/// <param name="Iterations">How often the operator was applied.</param>
public sealed record EquilibriumPayoffSet(RepeatedGame Game, string Method, ConvexPolygon Inner, ConvexPolygon Outer, PayoffSetProof Proof, int Iterations)
{
    /// <summary>Whether the set is known exactly.</summary>
    public bool Exact => Proof == PayoffSetProof.FixedPoint;

    /// <summary>Whether the worst payoffs of the inner set are the worst of all equilibria: nothing outside, or no player can be held to less.</summary>
    public bool WorstIsExact => Exact || (!Inner.IsEmpty && Enumerable.Range(0, 2).All(i => Inner.Least(i) == Rational.Max(Outer.Least(i), Game.PureMinmax[i])));

    /// <summary>The best known form of the set: the inner one, or the outer one where there is no inner one.</summary>
    public ConvexPolygon Set => Proof == PayoffSetProof.OuterOnly ? Outer : Inner;

    /// <summary>The most by which a coordinate of the outer set's vertices lies from the nearest vertex of the inner set; 0 where exact, null where there is no inner set.</summary>
    public Rational? Gap => Proof switch
    {
        PayoffSetProof.FixedPoint => Rational.Zero,
        PayoffSetProof.Enclosed => Outer.Vertices.Max(o => Inner.Vertices.Min(i => Rational.Max((o.X - i.X).Abs(), (o.Y - i.Y).Abs()))),
        _ => null,
    };

    /// <summary>The worst equilibrium payoff of each player; null where there is no equilibrium in pure actions.</summary>
    public RationalPoint? Punishments => Set.IsEmpty ? null : PayoffSetOperators.Worst(Set);
}
