using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;

namespace StrategySim.GameTheory.Catalog;

/// <summary>An equilibrium known from the literature or by hand.</summary>
/// <param name="P">The probability that A holds.</param>
/// <param name="Q">The probability that B holds.</param>
/// <param name="PayoffA">What A expects; payoff units.</param>
/// <param name="PayoffB">What B expects; payoff units.</param>
public sealed record KnownEquilibrium(Rational P, Rational Q, Rational PayoffA, Rational PayoffB);

/// <summary>One payoff table of a named game.</summary>
/// <param name="Id">Kebab case; differs from the other variants of the game.</param>
/// <param name="Title">For people.</param>
/// <param name="A">The first player's payoffs.</param>
/// <param name="B">The second player's payoffs.</param>
/// <param name="KnownEquilibria">All equilibria, profiles in descending order: every named table here has finitely many.</param>
public sealed record GameVariant(
    string Id, string Title, HoldYieldPayoffs A, HoldYieldPayoffs B, ImmutableArray<KnownEquilibrium> KnownEquilibria)
{
    /// <summary>Which game the table is.</summary>
    public GameType Type => GameTypes.Of(A, B);

    /// <summary>The table as a game in strategic form, strategies H and Y.</summary>
    /// <param name="a">The first player's id.</param>
    /// <param name="b">The second player's id.</param>
    public NormalFormGame ToGame(string a = "A", string b = "B") => NormalFormGame.HoldYield(A, B, a, b, Title);
}

/// <summary>A named game of holding (H) or yielding (Y) with its payoff tables. The first variant is the default.</summary>
/// <param name="Id">Kebab case; unique in the catalogue.</param>
/// <param name="Title">For people.</param>
/// <param name="Description">What the game is about and what marks it.</param>
/// <param name="Hold">What holding means in this game.</param>
/// <param name="Yield">What yielding means; the strategy that rules of cooperation play.</param>
/// <param name="Source">Where the game comes from.</param>
/// <param name="Variants">At least one.</param>
public sealed record GameDefinition(
    string Id, string Title, string Description, string Hold, string Yield, string Source, ImmutableArray<GameVariant> Variants)
{
    /// <summary>The variant of that id, or the default where the id is null.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the ids.</exception>
    public GameVariant Variant(string? id = null) =>
        id is null
            ? Variants[0]
            : Variants.FirstOrDefault(variant => string.Equals(variant.Id, id, StringComparison.Ordinal))
              ?? throw new ArgumentException(
                  $"'{id}' is not a variant of '{Id}'; expected one of {string.Join(", ", Variants.Select(variant => variant.Id))}.", nameof(id));
}
