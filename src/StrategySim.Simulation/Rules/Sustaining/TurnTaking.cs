namespace StrategySim.Simulation.Rules.Sustaining;

/// <summary>Takes turns: one side gives way in odd rounds, the other in even ones.</summary>
public sealed class TurnTaking : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "turn-taking";

    /// <inheritdoc/>
    public override string Name => "Turn taking";

    /// <inheritdoc/>
    public override string Description =>
        "Takes turns, whatever happens: in odd rounds the first player ('holdsFirst', 1 the row player or 2 the column player) plays D and the other C, in even rounds the other way round. Two of them are in a strict stage equilibrium in every round of coordination and chicken.";

    /// <inheritdoc/>
    public override string Source => "Bhaskar, \"Egalitarianism and efficiency in repeated symmetric games\", Games and Economic Behavior 32 (2000) 247–262; Lau and Mui, Journal of Conflict Resolution 52 (2008).";

    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters { get; } =
        [new("holdsFirst", RuleParameterKind.Count, "1", "Who plays D in round one: 1 the row player, 2 the column player.", Minimum: 1, Maximum: 2)];

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: null, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) =>
        FiniteMachine.Answering(setup.Number("holdsFirst") == setup.Player + 1 ? "DC" : "CD", 1, 1, 0, 0);
}
