using StrategySim.GameTheory.ExtensiveForm;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Threat;

/// <summary>The threat game: one side may make a demand, the other concedes or resists, and then the threat is executed or not.</summary>
/// <remarks>
/// Payoffs, the threatener's first: no demand 0, 0; conceded d, −d; executed −k, −h; backed down −r, b. The threat is credible where k &lt; r;
/// it is enough where h &gt; d. Blackmail as a sequence of moves; compare Schelling, The Strategy of Conflict (1960), chapter 5.
/// </remarks>
/// <param name="Demand">d, what is demanded; greater than 0; payoff units.</param>
/// <param name="ExecutionCost">k, what executing costs the threatener; greater than 0.</param>
/// <param name="BackDownCost">r, what backing down costs the threatener; greater than 0.</param>
/// <param name="Harm">h, what an executed threat costs the target; greater than 0.</param>
/// <param name="BackDownGain">b, what the target gains when the threatener backs down; at least 0.</param>
public sealed record ThreatPrimitives(Rational Demand, Rational ExecutionCost, Rational BackDownCost, Rational Harm, Rational BackDownGain)
{
    /// <summary>The ids of the threatener's plans: the strategies of the reduced normal form.</summary>
    public static IReadOnlyList<string> Plans { get; } = ["no-demand", "demand/execute", "demand/back-down"];

    /// <summary>The ids of the target's replies to a demand.</summary>
    public static IReadOnlyList<string> Replies { get; } = ["concede", "resist"];

    /// <summary>Whether executing costs the threatener less than backing down, k &lt; r.</summary>
    public bool IsCredible => ExecutionCost < BackDownCost;

    /// <summary>Whether the target would rather concede than have the threat executed, h &gt; d.</summary>
    public bool IsEnough => Harm > Demand;

    /// <summary>m = min(k, r), the least that meeting resistance costs the threatener.</summary>
    public Rational Resisted => Rational.Min(ExecutionCost, BackDownCost);

    /// <summary>(d + b)/(h + b): how likely execution must be for the target to concede; above 1 where no threat is enough.</summary>
    public Rational ExecutionThreshold => (Demand + BackDownGain) / (Harm + BackDownGain);

    /// <summary>m/(d + m): how likely conceding must be for the threatener to demand.</summary>
    public Rational ConcessionThreshold => Resisted / (Demand + Resisted);

    /// <summary>The tree.</summary>
    /// <param name="threatener">The first player's id.</param>
    /// <param name="target">The second player's id.</param>
    /// <param name="title">A title for people; may be empty.</param>
    /// <exception cref="InvalidGameException">A number is out of its range; pointers start at the primitives.</exception>
    public ExtensiveGame ToTree(string threatener = "A", string target = "B", string title = "")
    {
        Check();
        var tree = new ExtensiveGameBuilder([threatener, target], title);
        tree.Decision(tree.InformationSet(0, ["no-demand", "demand"], "demand"));
        tree.Terminal(tree.Outcome([0, 0], "no demand"));
        tree.Decision(tree.InformationSet(1, ["concede", "resist"], "reply"));
        tree.Terminal(tree.Outcome([Demand, -Demand], "conceded"));
        tree.Decision(tree.InformationSet(0, ["execute", "back-down"], "threat"));
        tree.Terminal(tree.Outcome([-ExecutionCost, -Harm], "executed"));
        tree.Terminal(tree.Outcome([-BackDownCost, BackDownGain], "backed down"));
        return tree.Build();
    }

    private void Check()
    {
        List<GameFault> faults = [];
        foreach ((string name, Rational value) in new[] { ("demand", Demand), ("executionCost", ExecutionCost), ("backDownCost", BackDownCost), ("harm", Harm) })
        {
            if (value.Sign <= 0) faults.Add(new GameFault($"/{name}", value.ToString(), "a number greater than 0"));
        }

        if (BackDownGain.Sign < 0) faults.Add(new GameFault("/backDownGain", BackDownGain.ToString(), "a number of at least 0"));
        if (faults.Count > 0) throw new InvalidGameException(faults);
    }
}
