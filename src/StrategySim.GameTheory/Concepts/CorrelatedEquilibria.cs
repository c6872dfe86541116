using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Concepts;

/// <summary>A best correlated equilibrium, with the proof that there is no better one.</summary>
/// <param name="Equilibrium">The equilibrium.</param>
/// <param name="Value">The objective's maximum; payoff units.</param>
/// <param name="Weights">
/// The weight of each player's payoff: those of the objective; of the fairest equilibrium the weights, summing to 1, under which no
/// equilibrium has a larger weighted sum than <paramref name="Value"/>.
/// </param>
/// <param name="Bound">The bound on the weighted sum that the dual prices prove, recomputed from the table; equals the value.</param>
public sealed record BestCorrelated(CorrelatedEquilibrium Equilibrium, Rational Value, ImmutableArray<Rational> Weights, Rational Bound);

/// <summary>Correlated and coarse correlated equilibria of games with any number of players, by exact linear programming.</summary>
/// <remarks>
/// The (coarse) correlated equilibria are a polytope: probabilities of profiles under one linear inequality for each player,
/// strategy and other strategy (for each player and strategy, if coarse). The inequalities are homogeneous, so that the
/// program is written with Σ p ≤ 1 and an objective shifted to be positive everywhere: the origin is feasible, and at the
/// optimum Σ p = 1.
/// </remarks>
public static class CorrelatedEquilibria
{
    private static readonly ImmutableArray<ConceptParameter> Parameters =
    [
        new("objective", "one of welfare, player, fairest, weights", "welfare", "What is maximised: the sum of payoffs; the payoff of one player; the payoff of the player who gets least; a weighted sum of payoffs."),
        new("player", "a player's id", "only with the objective player, which needs it", "Whose payoff is maximised."),
        new("weights", "a list of exact numbers, one for each player", "only with the objective weights, which needs it", "The weight of each player's payoff; negative ones make that player's payoff small."),
        new("corners", "true or false", "true for two players and at most 25 profiles", "Whether to list the corners of the polygon of all equilibrium payoffs; two players."),
    ];

    /// <summary>The entry of correlated equilibrium in the catalogue.</summary>
    public static SolutionConcept Concept { get; } = new(
        "correlated",
        "Correlated equilibrium",
        "Aumann, \"Subjectivity and correlation in randomized strategies\", Journal of Mathematical Economics 1 (1974) 67–96; \"Correlated equilibrium as an expression of Bayesian rationality\", Econometrica 55 (1987) 1–18",
        true,
        "A correlated equilibrium that is best for the objective, with every incentive constraint checked and the dual prices that prove that none is better; of a two-player game also the corners of the polygon of all correlated equilibrium payoffs.",
        "A linear program with Σ mᵢ(mᵢ − 1) + 1 inequalities in Π mᵢ probabilities, at most 4,000,000 cells; of a two-player game, where the last one ended, two more for each corner.",
        "every game in strategic form",
        _ => true,
        Parameters);

    /// <summary>The entry of coarse correlated equilibrium in the catalogue.</summary>
    public static SolutionConcept CoarseConcept { get; } = Concept with
    {
        Id = "coarse-correlated",
        Name = "Coarse correlated equilibrium",
        Source = "Moulin and Vial, \"Strategically zero-sum games\", International Journal of Game Theory 7 (1978) 201–221",
        Guarantee = "A coarse correlated equilibrium that is best for the objective, with every incentive constraint checked and the dual prices that prove that none is better; of a two-player game also the corners of the polygon of all coarse correlated equilibrium payoffs.",
        Cost = "A linear program with Σ mᵢ + 1 inequalities in Π mᵢ probabilities, at most 4,000,000 cells; of a two-player game, where the last one ended, two more for each corner.",
    };

    /// <summary>An equilibrium with the largest weighted sum of payoffs.</summary>
    /// <param name="game">The game.</param>
    /// <param name="coarse">Whether players decide before they are told.</param>
    /// <param name="weights">The weight of each player's payoff; all 1 for welfare.</param>
    /// <param name="cancellationToken">Polled once a pivot.</param>
    /// <exception cref="GameTooLargeException">The program exceeds 4,000,000 cells.</exception>
    public static BestCorrelated Best(NormalFormGame game, bool coarse, IReadOnlyList<Rational> weights, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new CorrelatedProgram(game, coarse).Maximize(weights, cancellationToken);
    }

    /// <summary>An equilibrium in which the player who gets least gets as much as possible.</summary>
    /// <inheritdoc cref="Best"/>
    public static BestCorrelated Fairest(NormalFormGame game, bool coarse, CancellationToken cancellationToken = default) =>
        new CorrelatedProgram(game, coarse).MaximizeLeast(cancellationToken);

    /// <summary>The corners of the polygon of all equilibrium payoffs of a two-player game, counterclockwise from the leftmost, each with an equilibrium that has it.</summary>
    /// <exception cref="ArgumentException">The game does not have two players.</exception>
    /// <exception cref="GameTooLargeException">The program exceeds 4,000,000 cells.</exception>
    public static ImmutableArray<CorrelatedEquilibrium> ExtremePayoffs(NormalFormGame game, bool coarse, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        if (game.PlayerCount != 2) throw new ArgumentException($"The {game} has {game.PlayerCount} players; expected 2.", nameof(game));
        CorrelatedPayoffs payoffs = new CorrelatedProgram(game, coarse).Payoffs(cancellationToken);
        List<CorrelatedEquilibrium> found = [];
        PlanePoint[] corners = Polygon.FromSupport(direction =>
        {
            CorrelatedEquilibrium farthest = CorrelatedEquilibrium.Certify(game, payoffs.Farthest(direction, cancellationToken), coarse);
            found.Add(farthest);
            return new PlanePoint(farthest.Payoffs[0], farthest.Payoffs[1]);
        });
        return [.. corners.Select(corner => found.First(equilibrium => equilibrium.Payoffs[0] == corner.X && equilibrium.Payoffs[1] == corner.Y))];
    }
}
