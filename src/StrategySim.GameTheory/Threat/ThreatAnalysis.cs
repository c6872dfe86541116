using System.Collections.Immutable;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.ExtensiveForm;

namespace StrategySim.GameTheory.Threat;

/// <summary>What kind of equilibria a component of the threat game holds.</summary>
public enum ThreatSet
{
    /// <summary>The target concedes: a demand is made and met, on the strength of execution with probability of at least (d + b)/(h + b).</summary>
    Concession,

    /// <summary>No demand is made, since the target would concede with probability of at most m/(d + m) only.</summary>
    Deterrence,

    /// <summary>Both kinds in one piece, which takes a tie: h = d.</summary>
    Joined,
}

/// <summary>A component of the Nash set of the threat game.</summary>
/// <param name="Kind">What kind of equilibria it holds.</param>
/// <param name="Component">The component.</param>
/// <param name="SubgamePerfect">The ids of those of its extreme equilibria that are subgame perfect; the others rest on moves that nobody would carry out.</param>
public sealed record ThreatComponent(ThreatSet Kind, NashComponent Component, ImmutableArray<int> SubgamePerfect);

/// <summary>The threat game solved: Nash set and credibility apart.</summary>
/// <param name="Tree">The tree.</param>
/// <param name="Nash">All Nash equilibria of the reduced normal form, in behaviour strategies.</param>
/// <param name="Components">The concession and the deterrence set.</param>
public sealed record ThreatAnalysis(ExtensiveGame Tree, TreeNashResult Nash, ImmutableArray<ThreatComponent> Components)
{
    /// <summary>The subgame-perfect equilibria.</summary>
    public SubgamePerfectResult Perfect => Nash.Perfect!;

    /// <summary>Solves a threat game.</summary>
    /// <exception cref="Games.InvalidGameException">A primitive is out of its range.</exception>
    public static ThreatAnalysis Of(ThreatPrimitives primitives, string threatener = "A", string target = "B")
    {
        ArgumentNullException.ThrowIfNull(primitives);
        ExtensiveGame tree = primitives.ToTree(threatener, target, "Threat");
        TreeNashResult nash = TreeNashResult.Solve(tree);
        return new ThreatAnalysis(tree, nash, Sets(nash));
    }

    /// <summary>The components of a threat game's Nash set, by kind.</summary>
    private static ImmutableArray<ThreatComponent> Sets(TreeNashResult nash) =>
    [
        .. nash.Normal.Components.Select(component => new ThreatComponent(
            Kind(component, nash.Normal),
            component,
            [.. component.Equilibria.Where(id => nash.SubgamePerfect[id] == true)])),
    ];

    private static ThreatSet Kind(NashComponent component, NashResult result)
    {
        // Strategy 0 makes no demand.
        bool[] demands = [.. component.Equilibria.Select(id => result.Equilibria[id].Profile[0].Support.Any(plan => plan > 0)).Distinct()];
        return demands is [var always] ? always ? ThreatSet.Concession : ThreatSet.Deterrence : ThreatSet.Joined;
    }
}
