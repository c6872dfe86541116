using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Matches;

/// <summary>A rule in a seat of a game, made ready once for all of its matches: laying out a counting rule takes longer than most matches do.</summary>
public sealed class SeatedRule
{
    /// <summary>A rule in a seat.</summary>
    /// <param name="game">The stage game.</param>
    /// <param name="seat">0 the row player, 1 the column player.</param>
    /// <param name="rule">The rule; it must fit the seat.</param>
    /// <exception cref="ArgumentException">There is no such rule, or it does not fit the seat.</exception>
    public SeatedRule(MatchGame game, int seat, RuleReference rule)
    {
        (Game, Seat, Rule) = (game, seat, rule);
        DecisionRule found = RuleCatalog.Find(rule.Id) ?? throw new ArgumentException($"There is no decision rule '{rule.Id}'.", nameof(rule));
        if (found.Refuses(game.Specification, seat, rule) is { } refusal) throw new ArgumentException(refusal, nameof(rule));
        Machine = found.Machine(new RuleSetup(game.Specification, seat, rule))?.OverStrategies();
        IsDeterministic = Machine?.IsDeterministic ?? NeverDraws(rule);
    }

    /// <summary>The stage game.</summary>
    public MatchGame Game { get; }

    /// <summary>0 the row player, 1 the column player.</summary>
    public int Seat { get; }

    /// <summary>The rule with its parameters.</summary>
    public RuleReference Rule { get; }

    /// <summary>The rule as a machine whose letters are the strategies of the game; null where it is none.</summary>
    public RuleMachine? Machine { get; }

    /// <summary>Whether it leaves nothing to chance, machine or not.</summary>
    public bool IsDeterministic { get; }

    private static bool NeverDraws(RuleReference rule) => RuleCatalog.Find(rule.Id) is { Traits.Deterministic: true } && (rule.Else is null || NeverDraws(rule.Else));
}
