using System.Text.Json;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Rules.Sustaining;

/// <summary>Plays its part of a machine that both players share, public lotteries included: what sustains an equilibrium of a repeated game.</summary>
public sealed class SharedMachine : DecisionRule
{
    private const string StartName = "start", StatesName = "states", OutcomeName = "outcome", NextName = "next", RowDeparts = "ifRowDeparts", ColumnDeparts = "ifColumnDeparts";

    /// <inheritdoc/>
    public override string Id => "shared-machine";

    /// <inheritdoc/>
    public override string Name => "Shared machine";

    /// <inheritdoc/>
    public override string Description =>
        "Plays its part of a machine whose states ask for outcomes: 'outcome', ROW/COLUMN. Once it was played 'next' follows, after one side alone left it 'ifRowDeparts' or 'ifColumnDeparts' ('next' where left out), and after both did 'next'. 'start' and each of these is a state, or a public lottery: a map from states to probabilities. Lotteries are drawn before each round, and all players see the one draw, so two players with the same machine stay together; prizes lie along the draw in the order of their names. Both players take the same parameters: those that POST /repeated-games gives for a machine or a path.";

    /// <inheritdoc/>
    public override string Source => "Abreu, \"On the theory of infinitely repeated games with discounting\", Econometrica 56 (1988) 383–396; public randomisation: Fudenberg and Maskin, Econometrica 54 (1986) 533–554.";

    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters { get; } =
    [
        new(StartName, RuleParameterKind.Lottery, "", "The state of round one, or a public lottery over states.", Required: true, Example: """{ "keep": "2/3", "give": "1/3" }"""),
        new(
            StatesName, RuleParameterKind.SharedStates, "", "The states by name, each with outcome, next and, where it differs, ifRowDeparts and ifColumnDeparts.", Required: true,
            Example: """{ "keep": { "outcome": "C/C", "next": "keep", "ifRowDeparts": "give", "ifColumnDeparts": "take" }, "give": { "outcome": "C/D", "next": { "give": "1/2", "keep": "1/2" } }, "take": { "outcome": "D/C", "next": "keep" } }"""),
    ];

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: null, UsesPayoffs: false, NeedsCooperate: false);

    /// <inheritdoc/>
    public override string? Refuses(GameSpecification game, int player, RuleReference reference) => RefusesUnlessTwoPlayers(game);

    /// <inheritdoc/>
    public override IEnumerable<RuleFault> Faults(GameSpecification game, int player, RuleReference reference) => Read(game, reference).Faults;

    /// <inheritdoc/>
    public override SeatMachine? Machine(in RuleSetup setup)
    {
        Draft draft = Read(setup.Game, setup.Reference);
        if (draft.Faults.Count > 0) throw new InvalidOperationException(draft.Faults[0].Detail);
        int seat = setup.Player, columns = setup.Game.Strategies[1].Count, cells = setup.Game.Strategies[0].Count * columns;
        int own = setup.Game.Strategies[seat].Count, rival = setup.Game.Strategies[1 - seat].Count;

        // States of the document first; then one for each lottery of several prizes.
        int played = draft.Outcomes.Count;
        List<IReadOnlyList<PublicPrize>> lotteries = [];
        int start = Place(draft.Start);
        var next = new List<int>();
        for (int s = 0; s < played; s++)
        {
            int[] to = [.. draft.Next[s].Select(Place)];
            int row = draft.Outcomes[s] / columns, column = draft.Outcomes[s] % columns;
            for (int mine = 0; mine < own; mine++)
            {
                for (int theirs = 0; theirs < rival; theirs++)
                {
                    bool rowLeft = (seat == 0 ? mine : theirs) != row, columnLeft = (seat == 0 ? theirs : mine) != column;
                    next.Add(rowLeft == columnLeft ? to[0] : rowLeft ? to[1] : to[2]);
                }
            }
        }

        IEnumerable<int> behaviour = draft.Outcomes.Select(outcome => seat == 0 ? outcome / columns : outcome % columns);
        Rational[][] pure = [.. Enumerable.Range(0, own).Select(s => Enumerable.Range(0, own).Select(t => s == t ? Rational.One : Rational.Zero).ToArray())];
        return SeatMachine.Direct(
            new FiniteMachine(
                start, own, rival, pure,
                [.. behaviour, .. lotteries.Select(_ => 0)],
                [.. next, .. lotteries.SelectMany((_, i) => Enumerable.Repeat(played + i, cells))],
                [.. Enumerable.Repeat<IReadOnlyList<PublicPrize>?>(null, played), .. lotteries]),
            setup);

        int Place(IReadOnlyList<PublicPrize> lottery)
        {
            if (lottery.Count == 1) return (int)lottery[0].State;
            int known = lotteries.FindIndex(lottery.SequenceEqual);
            if (known >= 0) return played + known;
            lotteries.Add(lottery);
            return played + lotteries.Count - 1;
        }
    }

    /// <summary>What the parameters say.</summary>
    /// <param name="Start">The lottery over first states.</param>
    /// <param name="Outcomes">For each state, the cell that it asks for.</param>
    /// <param name="Next">For each state, what follows its outcome, the row player's departure and the column player's.</param>
    /// <param name="Faults">What is wrong.</param>
    private sealed record Draft(IReadOnlyList<PublicPrize> Start, List<int> Outcomes, List<IReadOnlyList<PublicPrize>[]> Next, List<RuleFault> Faults);

    private static Draft Read(GameSpecification game, RuleReference reference)
    {
        using JsonDocument first = JsonDocument.Parse(reference.Parameters[StartName]), document = JsonDocument.Parse(reference.Parameters[StatesName]);
        JsonProperty[] states = [.. document.RootElement.EnumerateObject()];
        string[] names = [.. states.Select(s => s.Name)];
        var faults = new List<RuleFault>();
        var draft = new Draft(Lottery(first.RootElement, [StartName], names, faults), [], [], faults);
        foreach (JsonProperty state in states)
        {
            string[] at = [StatesName, state.Name];
            int cell = state.Value.TryGetProperty(OutcomeName, out JsonElement outcome) ? OutcomeText.Cell(game, outcome.GetString()!) : -1;
            if (outcome.ValueKind == JsonValueKind.Undefined) faults.Add(new([.. at, OutcomeName], null, OutcomeText.Expected(game), $"The state '{state.Name}' does not say what is played in it."));
            else if (cell < 0) faults.Add(OutcomeText.Unknown(game, outcome.GetString()!, [.. at, OutcomeName]));
            draft.Outcomes.Add(Math.Max(cell, 0));
            IReadOnlyList<PublicPrize> next = [];
            if (state.Value.TryGetProperty(NextName, out JsonElement usual)) next = Lottery(usual, [.. at, NextName], names, faults);
            else faults.Add(new([.. at, NextName], null, "the state that comes next, or a lottery over states", $"The state '{state.Name}' has no transition."));
            draft.Next.Add([next, After(RowDeparts), After(ColumnDeparts)]);

            IReadOnlyList<PublicPrize> After(string name) => state.Value.TryGetProperty(name, out JsonElement lottery) ? Lottery(lottery, [.. at, name], names, faults) : next;
        }

        return draft;
    }

    private static List<PublicPrize> Lottery(JsonElement map, string[] place, string[] names, List<RuleFault> faults)
    {
        var prizes = new List<PublicPrize>();
        Rational sum = Rational.Zero;
        foreach (JsonProperty entry in map.EnumerateObject())
        {
            int state = Array.IndexOf(names, entry.Name);
            if (state < 0) faults.Add(new(place, $"'{entry.Name}'", $"one of {string.Join(", ", names.Take(30))}{(names.Length > 30 ? ", …" : "")}", "The machine has no such state."));
            Rational probability = Rational.Parse(entry.Value.GetString()!);
            sum += probability;
            if (!probability.IsZero) prizes.Add(new PublicPrize(sum, state));
        }

        if (sum != Rational.One) faults.Add(new(place, $"probabilities that sum to {sum}", "probabilities that sum to 1", "This is no lottery."));
        return prizes;
    }
}
