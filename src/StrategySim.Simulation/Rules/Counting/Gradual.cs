namespace StrategySim.Simulation.Rules.Counting;

/// <summary>Punishes the n-th provocation n times, then calms down.</summary>
public sealed class Gradual : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "gradual";

    /// <inheritdoc/>
    public override string Name => "Gradual";

    /// <inheritdoc/>
    public override string Description =>
        "C until the rival plays D. On the n-th time it is set off it plays D n times and then C twice, ignoring everything meanwhile; only after the two C does it look again, at the rival's latest move. Defections made while it punishes or calms down do not raise n.";

    /// <inheritdoc/>
    public override string Source => "Beaufils, Delahaye and Mathieu, \"Our meeting with gradual, a good strategy for the iterated prisoner's dilemma\", Artificial Life V (1997).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: null, UsesPayoffs: false, NeedsCooperate: true, RuleMemory.Counting);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => new Punisher();

    /// <summary>The state is (times set off, moves left of punishing and calming down), each in half of the word.</summary>
    private sealed class Punisher() : RuleMachine(2, 2, CooperateOrNot)
    {
        public override long Start => 0;

        public override int Behaviour(long state) => (int)state > 2 ? 1 : 0;

        public override long Next(long state, int own, int rival)
        {
            long times = state >> 32;
            int left = (int)state;
            if (left > 1) return state - 1;
            // It looks when nothing is left, or at the second C of calming down.
            return rival == 0 ? times << 32 : ((times + 1) << 32) | (times + 3);
        }
    }
}
