using System.Text.Json;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Rules.Sustaining;

/// <summary>Plays its part of a path, and punishes any departure from it.</summary>
public sealed class PathKeeper : DecisionRule
{
    private const string Path = "path", Repeat = "repeatFrom", Punishment = "punishment", Rounds = "punishmentRounds", RowDeparts = "ifRowDeparts", ColumnDeparts = "ifColumnDeparts";

    /// <inheritdoc/>
    public override string Id => "path-keeper";

    /// <inheritdoc/>
    public override string Name => "Path keeper";

    /// <inheritdoc/>
    public override string Description =>
        "Plays its part of 'path', a list of outcomes ROW/COLUMN, round by round; after the last it goes on from place 'repeatFrom', counted from 0. When a round is not as the path says, it plays its part of 'punishment' for 'punishmentRounds' rounds (0: for ever), then starts the path anew; a departure from the punishment starts the punishment again. 'ifRowDeparts' and 'ifColumnDeparts' are punishments for one side's departures, in place of 'punishment'; when both depart at once, the row player's departure counts.";

    /// <inheritdoc/>
    public override string Source => "Friedman, Review of Economic Studies 38 (1971), for reversion for ever; Abreu, \"On the theory of infinitely repeated games with discounting\", Econometrica 56 (1988) 383–396, for simple strategy profiles.";

    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters { get; } =
    [
        new(Path, RuleParameterKind.Outcomes, "", "The outcomes of the target path, ROW/COLUMN, in order.", Required: true, Example: """["C/C", "C/D"]"""),
        new(Repeat, RuleParameterKind.Count, "0", "The place of the path to which its end leads back, from 0.", Maximum: 1000),
        new(Punishment, RuleParameterKind.Outcome, "", "The outcome played after a departure, ROW/COLUMN.", Required: true, Example: "\"D/D\""),
        new(Rounds, RuleParameterKind.Count, "0", "Rounds of punishment; 0 for ever.", Maximum: 1000),
        new(RowDeparts, RuleParameterKind.Outcome, "", "The outcome played after the row player's departure; the punishment where left out."),
        new(ColumnDeparts, RuleParameterKind.Outcome, "", "The outcome played after the column player's departure; the punishment where left out."),
    ];

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: null, UsesPayoffs: false, NeedsCooperate: false);

    /// <inheritdoc/>
    public override string? Refuses(GameSpecification game, int player, RuleReference reference) => RefusesUnlessTwoPlayers(game);

    /// <inheritdoc/>
    public override IEnumerable<RuleFault> Faults(GameSpecification game, int player, RuleReference reference)
    {
        string[] path = PathOf(reference);
        for (int i = 0; i < path.Length; i++)
        {
            if (OutcomeText.Cell(game, path[i]) < 0) yield return OutcomeText.Unknown(game, path[i], [Path, $"{i}"]);
        }

        foreach (string name in new[] { Punishment, RowDeparts, ColumnDeparts })
        {
            if (reference.Parameters.TryGetValue(name, out string? outcome) && OutcomeText.Cell(game, outcome) < 0) yield return OutcomeText.Unknown(game, outcome, [name]);
        }

        int repeat = (int)Rational.Parse(reference.Parameters[Repeat]).Numerator;
        if (repeat >= path.Length) yield return new([Repeat], $"{repeat}", $"a place from 0 to {path.Length - 1}", "The path is not that long.");
    }

    /// <inheritdoc/>
    public override SeatMachine? Machine(in RuleSetup setup)
    {
        GameSpecification game = setup.Game;
        int seat = setup.Player, columns = game.Strategies[1].Count;
        int[] path = [.. PathOf(setup.Reference).Select(outcome => OutcomeText.Cell(game, outcome))];
        int repeat = (int)setup.Number(Repeat).Numerator, length = (int)setup.Number(Rounds).Numerator, kept = Math.Max(length, 1);
        int common = OutcomeText.Cell(game, setup.Text(Punishment));
        int[] punishments = [Punishing(setup.Reference, RowDeparts), Punishing(setup.Reference, ColumnDeparts)];

        // States: the places of the path, then the rounds of punishing the row player, then those of punishing the column player.
        int states = path.Length + (2 * kept), cells = game.Strategies[0].Count * columns;
        int own = game.Strategies[seat].Count, rival = game.Strategies[1 - seat].Count;
        int[] behaviour = new int[states], next = new int[states * cells];
        for (int s = 0; s < states; s++)
        {
            int side = s < path.Length ? -1 : (s - path.Length) / kept, round = s < path.Length ? s : (s - path.Length) % kept;
            int target = side < 0 ? path[round] : punishments[side];
            behaviour[s] = seat == 0 ? target / columns : target % columns;
            for (int cell = 0; cell < cells; cell++)
            {
                bool row = cell / columns != target / columns, column = cell % columns != target % columns;
                int to = row ? path.Length
                    : column ? path.Length + kept
                    : side < 0 ? (round + 1 < path.Length ? round + 1 : repeat)
                    : round + 1 < kept ? s + 1
                    : length == 0 ? s : 0;
                int mine = seat == 0 ? cell / columns : cell % columns, theirs = seat == 0 ? cell % columns : cell / columns;
                next[(((s * own) + mine) * rival) + theirs] = to;
            }
        }

        Rational[][] pure = [.. Enumerable.Range(0, own).Select(s => Enumerable.Range(0, own).Select(t => s == t ? Rational.One : Rational.Zero).ToArray())];
        return SeatMachine.Direct(new FiniteMachine(0, own, rival, pure, behaviour, next).Minimal(), setup);

        int Punishing(RuleReference reference, string name) => reference.Parameters.TryGetValue(name, out string? outcome) ? OutcomeText.Cell(game, outcome) : common;
    }

    private static string[] PathOf(RuleReference reference) => JsonSerializer.Deserialize<string[]>(reference.Parameters[Path])!;
}
