using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Rules;

/// <summary>Presses those whose name says that they give way.</summary>
public sealed class ReputationReader : DecisionRule
{
    /// <inheritdoc/>
    public override string Id => "reputation-reader";

    /// <inheritdoc/>
    public override string Name => "Reputation reader";

    /// <inheritdoc/>
    public override string Description =>
        "Reads the public belief b that the rival is firm and holds exactly where holding is strictly better against a rival who holds with probability b: (1 − b)·g − b·h > 0 with g = T − R and h = S − P of this round's table. Where g and h are positive that is b < g/(g+h). Moving second it replies to the action it has seen, yielding where both are equally good. In a threat game the target reads the belief x that the threat will be executed and concedes where resisting is not better, x·(h + b) >= d + b; the threatener reads the belief y that the target resists, demands where that is strictly better than not, (1 − y)·d > y·min(k, r), and plans what is cheaper if resisted, executing where both cost the same.";

    /// <inheritdoc/>
    public override string Source => "Fictitious play on a Beta belief: Brown 1951; the observer's threshold g/(g+h) is the mixed equilibrium of the stage game.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: null, UsesPayoffs: true, NeedsCooperate: true, RuleMemory.Learning);

    /// <inheritdoc/>
    public override string? Refuses(GameSpecification game, int player, RuleReference reference) =>
        game.Form == GameForm.Threat ? null : base.Refuses(game, player, reference) ?? RefusesUnlessTwoByTwo(game);

    /// <inheritdoc/>
    public override RulePlayer Create(in RuleSetup setup) =>
        setup.Game.Form == GameForm.Threat ? new ThreatPlayer() : new Player(setup.Cooperate, setup.RivalCooperate);

    private sealed class ThreatPlayer : RulePlayer
    {
        public override int Decide(in Situation situation)
        {
            StageTable table = situation.Table;
            int me = situation.Player;
            Belief belief = situation.Reputation.FirmBelief(1 - me);
            long soft = belief.All - belief.Firm;
            if (me == 0)
            {
                int threat = ThreatRound.Executes(table) ? ThreatRound.Execute : ThreatRound.BackDown;
                Rational none = ThreatRound.At(table, ThreatRound.NoDemand, ThreatRound.Concede, 0);
                Rational demanding = (soft * ThreatRound.At(table, threat, ThreatRound.Concede, 0)) + (belief.Firm * ThreatRound.At(table, threat, ThreatRound.Resist, 0));
                return demanding > belief.All * none ? threat : ThreatRound.NoDemand;
            }

            Rational conceding = belief.All * ThreatRound.At(table, ThreatRound.Execute, ThreatRound.Concede, 1);
            Rational resisting = (belief.Firm * ThreatRound.At(table, ThreatRound.Execute, ThreatRound.Resist, 1)) + (soft * ThreatRound.At(table, ThreatRound.BackDown, ThreatRound.Resist, 1));
            return conceding >= resisting ? ThreatRound.Concede : ThreatRound.Resist;
        }
    }

    private sealed class Player(int yield, int rivalYield) : RulePlayer
    {
        public override int Decide(in Situation situation)
        {
            bool holds;
            if (situation.MovesSecond)
            {
                HoldYieldPayoffs mine = situation.Table.ScaledHoldYield(situation.Player);
                holds = situation.Observed == rivalYield ? mine.T > mine.R : mine.P > mine.S;
            }
            else
            {
                holds = situation.Table.Threshold(situation.Player).Holds(situation.Reputation.FirmBelief(1 - situation.Player));
            }

            return holds ? 1 - yield : yield;
        }
    }
}
