using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Rules;

/// <summary>A rule that either cooperates or does not, and is a machine: most of the literature on repeated dilemmas.</summary>
/// <remarks>
/// It plays any seat with two strategies, one of which is cooperating, against one rival; where the rival has more strategies, all but
/// the cooperating one count as not cooperating.
/// </remarks>
public abstract class CooperationRule : DecisionRule
{
    /// <inheritdoc/>
    public override string? Refuses(GameSpecification game, int player, RuleReference reference) =>
        base.Refuses(game, player, reference) ?? RefusesUnlessCooperatingOrNot(game, player);

    /// <inheritdoc/>
    public sealed override SeatMachine? Machine(in RuleSetup setup) => SeatMachine.Cooperating(Build(setup), setup);

    /// <summary>The machine over C and D.</summary>
    protected abstract RuleMachine Build(in RuleSetup setup);
}
