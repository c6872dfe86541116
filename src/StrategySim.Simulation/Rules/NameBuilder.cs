using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Rules;

/// <summary>Pays for a firm name: holds for as long as its name invites pressure.</summary>
public sealed class NameBuilder : DecisionRule
{
    /// <inheritdoc/>
    public override string Id => "name-builder";

    /// <inheritdoc/>
    public override string Name => "Name builder";

    /// <inheritdoc/>
    public override string Description =>
        "Holds while its own public name is so soft that the rival does best to press it: while (1 − b)·g − b·h > 0 for the rival's g = T − R and h = S − P of this round's table and the public belief b that it is itself firm (it then carries the chicken label). Once its name is firm enough it plays like reputation-reader: it holds exactly where holding is strictly better against the rival's name, and moving second replies to the action it has seen.";

    /// <inheritdoc/>
    public override string Source => "Kreps and Wilson, \"Reputation and imperfect information\", Journal of Economic Theory 27 (1982) 253–279, for paying to be thought tough; the rule of thumb is this project's own.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: null, UsesPayoffs: true, NeedsCooperate: true, RuleMemory.Learning);

    /// <inheritdoc/>
    public override string? Refuses(GameSpecification game, int player, RuleReference reference) => base.Refuses(game, player, reference) ?? RefusesUnlessTwoByTwo(game);

    /// <inheritdoc/>
    public override RulePlayer Create(in RuleSetup setup) => new Player(setup.Cooperate, setup.RivalCooperate);

    private sealed class Player(int yield, int rivalYield) : RulePlayer
    {
        public override int Decide(in Situation situation)
        {
            int me = situation.Player;
            bool holds = situation.Table.Threshold(1 - me).Holds(situation.Reputation.FirmBelief(me));
            if (!holds && situation.MovesSecond)
            {
                HoldYieldPayoffs mine = situation.Table.ScaledHoldYield(me);
                holds = situation.Observed == rivalYield ? mine.T > mine.R : mine.P > mine.S;
            }
            else if (!holds)
            {
                holds = situation.Table.Threshold(me).Holds(situation.Reputation.FirmBelief(1 - me));
            }

            return holds ? 1 - yield : yield;
        }
    }
}
