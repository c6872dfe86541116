namespace StrategySim.Simulation.Rules.Counting;

/// <summary>Defects on rivals who have defected in more than a tenth of the rounds.</summary>
public sealed class Forgiver : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "forgiver";

    /// <inheritdoc/>
    public override string Name => "Forgiver";

    /// <inheritdoc/>
    public override string Description => "D when more than one tenth of the rival's moves so far were D (ten times the count of D strictly exceeds the number of past rounds), otherwise C; hence C in round one.";

    /// <inheritdoc/>
    public override string Source => "The Axelrod library of strategies (Knight et al., \"An open framework for the reproducible study of the iterated prisoner's dilemma\", Journal of Open Research Software 4, 2016): Forgiver.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: null, UsesPayoffs: false, NeedsCooperate: true, RuleMemory.Counting);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => new CountingMachine(tenfold => tenfold <= 0, afterC: -1, afterD: 9);
}
