using System.Globalization;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Rules;

/// <summary>Plays its part of an equilibrium of the stage game.</summary>
public sealed class EquilibriumRule : DecisionRule
{
    /// <summary>Most cells of a two-player table that is solved as often as it changes.</summary>
    public const int MaximumCells = 36;

    internal const string Select = "select", RiskDominant = "risk-dominant", Mixed = "mixed", SubgamePerfect = "subgame-perfect", Favours = "favours:";

    /// <inheritdoc/>
    public override string Id => "equilibrium";

    /// <inheritdoc/>
    public override string Name => "Equilibrium of the stage game";

    /// <inheritdoc/>
    public override string Description =>
        "Plays its part of the equilibrium of this round's table that 'select' names, chosen afresh whenever the table changes. risk-dominant (2×2): the only equilibrium, or of two strict pure ones the risk-dominant one, the mixed one where neither is. favours:ID: the pure equilibrium with the highest payoff for that actor. mixed (2×2): the mixed equilibrium, or the only one. subgame-perfect (threat games): what is best at each move given what would follow, ties going the threatener's way. A number: the extreme equilibrium at that place of the list in descending order, from 0. Where a sequence of moves is given, the game is solved backwards: the first mover plays for the best that a best-replying second mover leaves it, and ties of the second mover go the first mover's way, then to the strategy listed first. Where the table has no such equilibrium (at a threshold, at a tie, past the end of the list) the rule under 'else' decides; how often is reported as the outcome fallbackRate.";

    /// <inheritdoc/>
    public override string Source => "Nash 1951; selection by risk dominance: Harsanyi and Selten, A General Theory of Equilibrium Selection in Games, 1988, section 3.9; solving backwards: Selten 1965.";

    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters { get; } =
        [new(Select, RuleParameterKind.Selector, RiskDominant, "risk-dominant, favours:ACTOR, mixed, subgame-perfect (threat games), or a place in the list of equilibria from 0.")];

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 0, UsesPayoffs: true, NeedsCooperate: false, RuleMemory.Learning);

    /// <inheritdoc/>
    public override bool TakesElse => true;

    /// <inheritdoc/>
    public override string? Refuses(GameSpecification game, int player, RuleReference reference)
    {
        if (game.FirstMover is not null && game.Players.Count != 2) return $"the rule '{Id}' solves games with a first mover backwards for two players; this one has {game.Players.Count}";
        if (game.Players.Count == 2 && game.Cells > MaximumCells) return $"the rule '{Id}' solves the table whenever it changes, and takes at most {MaximumCells} cells; this one has {game.Cells}";
        string select = reference.Parameters[Select];
        if (select.StartsWith(Favours, StringComparison.Ordinal))
        {
            string actor = select[Favours.Length..];
            return game.Players.Contains(actor) ? null : $"'{select}' names an actor who does not play this game; its players are {string.Join(", ", game.Players)}";
        }

        if (select == SubgamePerfect)
        {
            return game.Form == GameForm.Threat
                ? null
                : $"the selector '{select}' is for threat games; a game with a first mover is solved backwards whatever 'select' says";
        }

        if (select is RiskDominant or Mixed)
        {
            return game.Players.Count == 2 && game.Strategies.All(s => s.Count == 2)
                ? null
                : $"the selector '{select}' is defined for two players with two strategies each; use favours:ACTOR or a number{(game.Form == GameForm.Threat ? ", or subgame-perfect" : "")}";
        }

        return int.TryParse(select, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? null
            : $"'{select}' is not a selector; expected risk-dominant, favours:ACTOR, mixed, subgame-perfect or a whole number from 0";
    }

    /// <inheritdoc/>
    public override RulePlayer Create(in RuleSetup setup)
    {
        RuleReference fallback = setup.Reference.Else!;
        RulePlayer elsePlayer = RuleCatalog.Find(fallback.Id)!.Create(setup with { Reference = fallback });
        return new Player(setup.Game, setup.Player, setup.Text(Select), elsePlayer);
    }

    private sealed class Player(GameSpecification game, int seat, string select, RulePlayer fallback) : RulePlayer
    {
        // Which player 'favours:' means; −1 for other selectors.
        private readonly int _favoured = select.StartsWith(Favours, StringComparison.Ordinal) ? IndexOf(game.Players, select[Favours.Length..]) : -1;
        private bool _fellBack;

        public override bool FellBack => _fellBack;

        public override int Decide(in Situation situation)
        {
            fallback.StandBy(situation);
            if (situation.FirstMover >= 0)
            {
                _fellBack = false;
                return Backwards(situation);
            }

            if (select == SubgamePerfect)
            {
                _fellBack = false;
                return seat == 0 ? ThreatRound.PerfectPlan(situation.Table) : ThreatRound.Concedes(situation.Table) ? ThreatRound.Concede : ThreatRound.Resist;
            }

            StageSelection selection = situation.Table.Selected(select, _favoured);
            _fellBack = selection.Pure is null;
            if (selection.Pure is not { } pure) return fallback.Decide(situation);
            if (pure[seat] >= 0) return pure[seat];
            double[] mix = selection.Mixed![seat];
            double u = situation.Draws.Uniform(), sum = 0;
            int last = 0;
            for (int i = 0; i < mix.Length; i++)
            {
                if (mix[i] <= 0) continue;
                last = i;
                sum += mix[i];
                if (u < sum) return i;
            }

            // Rounding may leave the sum a hair below one.
            return last;
        }

        public override void Learn(ReadOnlySpan<int> actions) => fallback.Learn(actions);

        private int Backwards(in Situation situation)
        {
            StageTable table = situation.Table;
            if (situation.MovesSecond) return BestReply(table, situation.Observed);
            int best = 0;
            Rational value = default;
            for (int action = 0; action < table.StrategyCount(seat); action++)
            {
                int reply = BestReply(table, action);
                Rational mine = table.ScaledPayoff(Cell(table, action, reply), seat);
                if (action == 0 || mine > value) (best, value) = (action, mine);
            }

            return best;
        }

        private int BestReply(StageTable table, int first)
        {
            int second = IsFirst ? 1 - seat : seat, mover = 1 - second;
            int best = 0;
            for (int reply = 1; reply < table.StrategyCount(second); reply++)
            {
                int now = CellOf(table, mover, first, best), other = CellOf(table, mover, first, reply);
                int better = table.ScaledPayoff(other, second).CompareTo(table.ScaledPayoff(now, second));
                if (better > 0 || (better == 0 && table.ScaledPayoff(other, mover) > table.ScaledPayoff(now, mover))) best = reply;
            }

            return best;
        }

        private bool IsFirst => game.FirstMover == seat;

        private int Cell(StageTable table, int mine, int other) => CellOf(table, seat, mine, other);

        private static int CellOf(StageTable table, int mover, int move, int reply) =>
            mover == 0 ? (move * table.StrategyCount(1)) + reply : (reply * table.StrategyCount(1)) + move;

        private static int IndexOf(IReadOnlyList<string> ids, string id)
        {
            for (int i = 0; i < ids.Count; i++)
            {
                if (ids[i] == id) return i;
            }

            return -1;
        }
    }
}
