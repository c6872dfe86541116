using System.Collections.Concurrent;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;

namespace StrategySim.Experiments.PhaseDiagrams;

/// <summary>What does not change within a phase.</summary>
/// <param name="Type">Which game it is; null where the game is not one of two players who hold or yield.</param>
/// <param name="Equilibria">How many equilibria there are, and of what kind.</param>
/// <param name="RiskDominant">The strict pure equilibrium with the larger Nash product, both at a tie; null where there are not exactly two.</param>
public sealed record PhaseFacts(GameType? Type, EquilibriumCount Equilibria, OutcomeSet? RiskDominant)
{
    internal static PhaseFacts Of(GameType type, OutcomeSet? riskDominant) => new(type, EquilibriumCount.Of(type), riskDominant);

    internal static PhaseFacts Of(in HoldYieldPayoffs a, in HoldYieldPayoffs b) => Of(GameTypes.Of(a, b), TwoByTwo.RiskDominance(a, b)?.Dominant);
}

/// <summary>The Nash equilibria of a stage game, counted.</summary>
/// <param name="Pure">Equilibria in pure strategies, those that lie in sets included.</param>
/// <param name="Mixed">Isolated equilibria in which somebody mixes.</param>
/// <param name="Sets">Connected sets of more than one equilibrium.</param>
/// <param name="Dimension">The largest dimension of such a set; 0 where there is none.</param>
/// <param name="PureProfiles">The pure ones: what each player plays; H and Y in a game that has a type. In the order of the solver.</param>
/// <param name="Complete">Whether that is the whole Nash set; otherwise mixed equilibria may be missing.</param>
public sealed record EquilibriumCount(int Pure, int Mixed, int Sets, int Dimension, IReadOnlyList<IReadOnlyList<string>> PureProfiles, bool Complete)
{
    private static readonly ConcurrentDictionary<GameType, EquilibriumCount> ByType = new();

    /// <inheritdoc/>
    public bool Equals(EquilibriumCount? other) =>
        other is not null && (Pure, Mixed, Sets, Dimension, Complete) == (other.Pure, other.Mixed, other.Sets, other.Dimension, other.Complete) &&
        PureProfiles.Count == other.PureProfiles.Count && PureProfiles.Zip(other.PureProfiles).All(pair => pair.First.SequenceEqual(pair.Second, StringComparer.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pure, Mixed, Sets, Dimension, Complete);

    /// <summary>Counts what a solver found.</summary>
    public static EquilibriumCount Of(NormalFormGame game, NashResult result)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(result);
        NashComponent[] sets = [.. result.Components.Where(component => component.Dimension > 0)];
        NashEquilibrium[] pure = [.. result.Equilibria.Where(equilibrium => equilibrium.Pure)];
        return new EquilibriumCount(
            pure.Length,
            result.Equilibria.Count(equilibrium => !equilibrium.Pure && !sets.Any(set => set.Id == equilibrium.Component)),
            sets.Length,
            sets.Length == 0 ? 0 : sets.Max(set => set.Dimension),
            [.. pure.Select(equilibrium => game.Players.Select((player, i) => player.Strategies[equilibrium.Profile[i].Support[0]]).ToArray())],
            result.Complete);
    }

    /// <summary>The count for a type: the Nash set's type follows from it, so any game of the type will do.</summary>
    internal static EquilibriumCount Of(GameType type) => ByType.GetOrAdd(type, static type =>
    {
        HoldYieldPayoffs a = Representative(type.OrderA), b = Representative(type.OrderB);
        var game = new NormalFormGame([new Player("A", ["H", "Y"]), new Player("B", ["H", "Y"])], [a.P, b.P, a.T, b.S, a.S, b.T, a.R, b.R]);
        return Of(game, NashSolvers.Solve(game));
    });

    private static HoldYieldPayoffs Representative(PlayerOrder order)
    {
        return new HoldYieldPayoffs(Level('T'), Level('R'), Level('S'), Level('P'));

        Rational Level(char letter) => "TRSP".Count(other => order.Compare(letter, other) > 0);
    }
}
