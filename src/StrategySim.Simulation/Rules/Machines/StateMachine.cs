using System.Text.Json;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Rules.Machines;

/// <summary>A machine that the user writes down.</summary>
public sealed class StateMachine : DecisionRule
{
    private const string StartName = "start", StatesName = "states";
    private static readonly string[] Letters = ["CC", "CD", "DC", "DD"];

    /// <inheritdoc/>
    public override string Id => "machine";

    /// <inheritdoc/>
    public override string Name => "Machine";

    /// <inheritdoc/>
    public override string Description =>
        "A finite-state machine: 'start' names the first state, and each of the 'states' says what is played in it ('cooperate', a probability; or 'play', a strategy or a map from strategies to probabilities) and which state comes next. 'next' is one state, or a map with a state after each outcome: CC, CD, DC and DD, its own letter first, or each OWN/RIVAL pair of strategies; '*' stands for the outcomes that are not named.";

    /// <inheritdoc/>
    public override string Source => "Rubinstein, \"Finite automata play the repeated prisoner's dilemma\", Journal of Economic Theory 39 (1986) 83–96.";

    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters { get; } =
    [
        new(StartName, RuleParameterKind.Name, "", "The state of round one.", Required: true, Example: "\"calm\""),
        new(
            StatesName, RuleParameterKind.States, "", "The states by name, each with cooperate or play, and next.", Required: true,
            Example: """{ "calm": { "play": "C", "next": { "*": "calm", "C/D": "angry" } }, "angry": { "play": { "C": "1/10", "D": "9/10" }, "next": "calm" } }"""),
    ];

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: null, UsesPayoffs: false, NeedsCooperate: false);

    /// <inheritdoc/>
    public override string? Refuses(GameSpecification game, int player, RuleReference reference) => RefusesUnlessTwoPlayers(game);

    /// <inheritdoc/>
    public override IEnumerable<RuleFault> Faults(GameSpecification game, int player, RuleReference reference)
    {
        Draft draft = Read(game, player, reference);
        return draft.Faults;
    }

    /// <inheritdoc/>
    public override SeatMachine? Machine(in RuleSetup setup)
    {
        Draft draft = Read(setup.Game, setup.Player, setup.Reference);
        if (draft.Faults.Count > 0) throw new InvalidOperationException(draft.Faults[0].Detail);
        int own = setup.Game.Strategies[setup.Player].Count, rival = setup.Game.Strategies[1 - setup.Player].Count;
        IReadOnlyList<Rational>[] distinct = [.. draft.Plays.DistinctBy(play => string.Join(' ', play))];
        int[] behaviour = [.. draft.Plays.Select(play => Array.FindIndex(distinct, d => d.SequenceEqual(play)))];
        return SeatMachine.Direct(new FiniteMachine(draft.Start, own, rival, distinct, behaviour, [.. draft.Next]), setup);
    }

    private sealed record Draft(int Start, List<Rational[]> Plays, List<int> Next, List<RuleFault> Faults);

    private static Draft Read(GameSpecification game, int player, RuleReference reference)
    {
        using JsonDocument document = JsonDocument.Parse(reference.Parameters[StatesName]);
        JsonProperty[] states = [.. document.RootElement.EnumerateObject()];
        string[] names = [.. states.Select(s => s.Name)];
        string known = names.Length <= 30 ? string.Join(", ", names) : string.Join(", ", names.Take(30)) + ", …";
        var draft = new Draft(Array.IndexOf(names, reference.Parameters[StartName]), [], [], []);
        if (draft.Start < 0) draft.Faults.Add(new([StartName], $"'{reference.Parameters[StartName]}'", $"one of {known}", "The machine has no such state."));
        foreach (JsonProperty state in states)
        {
            Play(game, player, state, draft);
            Next(game, player, state, names, known, draft);
        }

        return draft;
    }

    private static void Play(GameSpecification game, int player, JsonProperty state, Draft draft)
    {
        IReadOnlyList<string> mine = game.Strategies[player];
        var play = new Rational[mine.Count];
        draft.Plays.Add(play);
        bool cooperates = state.Value.TryGetProperty("cooperate", out JsonElement cooperate), plays = state.Value.TryGetProperty("play", out JsonElement map);
        if (cooperates == plays)
        {
            draft.Faults.Add(new([StatesName, state.Name], cooperates ? "cooperate and play" : null, "cooperate or play, one of them", $"The state '{state.Name}' {(cooperates ? "says twice" : "does not say")} what is played in it."));
        }
        else if (cooperates)
        {
            if (SpeaksLetters(game, player, [StatesName, state.Name, "cooperate"], draft))
            {
                play[game.Cooperate![player]] = Rational.Parse(cooperate.GetString()!);
                play[1 - game.Cooperate[player]] = Rational.One - play[game.Cooperate[player]];
            }
        }
        else
        {
            Rational sum = Rational.Zero;
            foreach (JsonProperty entry in map.EnumerateObject())
            {
                int strategy = mine.ToList().IndexOf(entry.Name);
                Rational probability = Rational.Parse(entry.Value.GetString()!);
                sum += probability;
                if (strategy >= 0) play[strategy] = probability;
                else draft.Faults.Add(new([StatesName, state.Name, "play", entry.Name], $"'{entry.Name}'", $"one of {string.Join(", ", mine)}", "There is no such strategy."));
            }

            if (sum != Rational.One) draft.Faults.Add(new([StatesName, state.Name, "play"], $"probabilities that sum to {sum}", "probabilities that sum to 1", "This is no distribution."));
        }
    }

    private static void Next(GameSpecification game, int player, JsonProperty state, string[] names, string known, Draft draft)
    {
        int own = game.Strategies[player].Count, rival = game.Strategies[1 - player].Count;
        int[] next = Enumerable.Repeat(-1, own * rival).ToArray();
        string[] at = [StatesName, state.Name, "next"];
        if (!state.Value.TryGetProperty("next", out JsonElement map))
        {
            draft.Faults.Add(new(at, null, "the state that comes next, or one after each outcome", $"The state '{state.Name}' has no transitions."));
            return;
        }

        int otherwise = -1;
        foreach (JsonProperty entry in map.EnumerateObject())
        {
            string[] here = [.. at, entry.Name];
            int to = Array.IndexOf(names, entry.Value.GetString());
            if (to < 0) draft.Faults.Add(new(here, $"'{entry.Value.GetString()}'", $"one of {known}", "The machine has no such state."));
            int letter = Array.IndexOf(Letters, entry.Name);
            if (entry.Name == "*")
            {
                otherwise = to < 0 ? 0 : to;
            }
            else if (letter >= 0)
            {
                if (!SpeaksLetters(game, player, here, draft)) continue;
                for (int cell = 0; cell < next.Length; cell++)
                {
                    if (LetterOf(game, player, cell / rival, cell % rival) == letter) next[cell] = Math.Max(to, 0);
                }
            }
            else
            {
                string[] pair = entry.Name.Split('/');
                int mine = game.Strategies[player].ToList().IndexOf(pair[0]), theirs = pair.Length == 2 ? game.Strategies[1 - player].ToList().IndexOf(pair[1]) : -1;
                if (mine < 0 || theirs < 0) draft.Faults.Add(new(here, $"'{entry.Name}'", $"CC, CD, DC, DD, * or an outcome such as {game.Strategies[player][0]}/{game.Strategies[1 - player][0]}, its own strategy first", "There is no such outcome."));
                else next[(mine * rival) + theirs] = Math.Max(to, 0);
            }
        }

        bool letters = map.EnumerateObject().Any(entry => Letters.Contains(entry.Name));
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        for (int cell = 0; cell < next.Length; cell++)
        {
            if (next[cell] < 0) next[cell] = otherwise;
            if (next[cell] >= 0) continue;
            next[cell] = 0;
            missing.Add(letters && game.Cooperate is not null ? Letters[LetterOf(game, player, cell / rival, cell % rival)] : $"{game.Strategies[player][cell / rival]}/{game.Strategies[1 - player][cell % rival]}");
        }

        foreach (string outcome in missing) draft.Faults.Add(new([.. at, outcome], null, $"one of {known}", $"The state '{state.Name}' has no transition after {outcome}."));
        draft.Next.AddRange(next);
    }

    private static int LetterOf(GameSpecification game, int player, int own, int rival) =>
        (own == game.Cooperate![player] ? 0 : 2) + (rival == game.Cooperate[1 - player] ? 0 : 1);

    private static bool SpeaksLetters(GameSpecification game, int player, string[] place, Draft draft)
    {
        if (game.Cooperate is not null && game.Strategies[player].Count == 2) return true;
        string why = game.Cooperate is null ? "the game does not say which strategy is cooperating ('cooperate')" : $"its seat has {game.Strategies[player].Count} strategies";
        draft.Faults.Add(new(place, place[^1], "strategies by id", $"C and D mean nothing to the machine here: {why}."));
        return false;
    }
}
