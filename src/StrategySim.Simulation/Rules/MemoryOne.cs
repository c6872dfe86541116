using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Rules;

/// <summary>Cooperates with a probability that depends on the round before.</summary>
public sealed class MemoryOne : DecisionRule
{
    /// <inheritdoc/>
    public override string Id => "memory-one";

    /// <inheritdoc/>
    public override string Name => "Memory one";

    /// <inheritdoc/>
    public override string Description =>
        "Cooperates with probability first in round one, afterwards with probability CC, CD, DC or DD, where the first letter is its own executed move of the round before and the second the rival's. The defaults are tit for tat.";

    /// <inheritdoc/>
    public override string Source => "Nowak and Sigmund, \"The evolution of stochastic strategies in the prisoner's dilemma\", Acta Applicandae Mathematicae 20 (1990).";

    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters { get; } =
    [
        new("first", RuleParameterKind.Probability, "1", "Probability of cooperating in round one, 0 to 1."),
        new("CC", RuleParameterKind.Probability, "1", "Probability after both cooperated, 0 to 1."),
        new("CD", RuleParameterKind.Probability, "0", "Probability after it cooperated alone, 0 to 1."),
        new("DC", RuleParameterKind.Probability, "1", "Probability after the rival cooperated alone, 0 to 1."),
        new("DD", RuleParameterKind.Probability, "0", "Probability after neither cooperated, 0 to 1."),
    ];

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    public override string? Refuses(GameSpecification game, int player, RuleReference reference) => base.Refuses(game, player, reference) ?? RefusesUnlessTwoByTwo(game);

    /// <inheritdoc/>
    public override RulePlayer Create(in RuleSetup setup)
    {
        // The vector is laid out by executed actions, own first, so that no letters are compared in play.
        int mine = setup.Cooperate, rival = setup.RivalCooperate;
        var after = new double[4];
        after[(mine * 2) + rival] = setup.Probability("CC");
        after[(mine * 2) + 1 - rival] = setup.Probability("CD");
        after[((1 - mine) * 2) + rival] = setup.Probability("DC");
        after[((1 - mine) * 2) + 1 - rival] = setup.Probability("DD");
        return new Player(mine, setup.Probability("first"), after);
    }

    private sealed class Player(int cooperate, double first, double[] after) : RulePlayer
    {
        public override int Decide(in Situation situation)
        {
            ReadOnlySpan<int> last = situation.Last;
            double p = last.IsEmpty ? first : after[(last[situation.Player] * 2) + last[1 - situation.Player]];
            // No draw is made for a certain move; draws are addressed, so skipping one moves no other.
            bool cooperates = p >= 1 || (p > 0 && situation.Draws.Uniform() < p);
            return cooperates ? cooperate : 1 - cooperate;
        }
    }
}
