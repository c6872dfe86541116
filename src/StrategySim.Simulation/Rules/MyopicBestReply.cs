using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Play;

namespace StrategySim.Simulation.Rules;

/// <summary>Best reply to what was seen last.</summary>
public sealed class MyopicBestReply : DecisionRule
{
    /// <inheritdoc/>
    public override string Id => "myopic-best-reply";

    /// <inheritdoc/>
    public override string Name => "Myopic best reply";

    /// <inheritdoc/>
    public override string Description =>
        "Plays a best reply in this round's table to the other players' executed actions of the round before, or, moving second, to the first mover's action of this round. In round one it replies to rivals who mix uniformly. Among equally good strategies it keeps the one it played last, or else takes the first listed.";

    /// <inheritdoc/>
    public override string Source => "Cournot adjustment; Fudenberg and Levine, The Theory of Learning in Games, 1998, section 1.3.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 1, UsesPayoffs: true, NeedsCooperate: false, RuleMemory.Learning);

    /// <inheritdoc/>
    public override RulePlayer Create(in RuleSetup setup) => new Player(setup.Game.Players.Count);

    private sealed class Player(int players) : RulePlayer
    {
        private readonly int[] _profile = new int[players];

        public override int Decide(in Situation situation)
        {
            StageTable table = situation.Table;
            int me = situation.Player;
            bool known = !situation.Last.IsEmpty;
            if (known) situation.Last.CopyTo(_profile);
            if (situation.MovesSecond)
            {
                _profile[situation.FirstMover] = situation.Observed;
                known |= players == 2;
            }

            int kept = situation.Last.IsEmpty ? 0 : situation.Last[me];
            int best = kept;
            Rational value = Value(table, me, kept, known);
            for (int action = 0; action < table.StrategyCount(me); action++)
            {
                if (action == kept) continue;
                Rational other = Value(table, me, action, known);
                // Strictly better only: ties keep the earlier choice.
                if (other > value || (other == value && situation.Last.IsEmpty && action < best)) (best, value) = (action, other);
            }

            return best;
        }

        private Rational Value(StageTable table, int me, int action, bool known)
        {
            if (!known) return table.ScaledAgainstUniform(me, action);
            _profile[me] = action;
            return table.ScaledPayoff(table.Cell(_profile), me);
        }
    }
}
