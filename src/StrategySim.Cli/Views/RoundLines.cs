using Spectre.Console;
using StrategySim.Cli.Running;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Views;

/// <summary>Rounds as plain text in a pipe: one line a round and game, the same columns in each, at least two blanks apart.</summary>
internal sealed class RoundLines : IRoundView
{
    private const string None = "-";

    private readonly IAnsiConsole _console;
    private readonly Scenario _scenario;
    private readonly string _note;
    private readonly TypeMemory _types = new();
    private readonly (string Name, int Width)[] _columns;

    /// <summary>Lines for a scenario.</summary>
    /// <param name="console">The pipe.</param>
    /// <param name="scenario">What is played.</param>
    /// <param name="note">What else to say above the rounds; empty for nothing.</param>
    public RoundLines(IAnsiConsole console, Scenario scenario, string note)
    {
        (_console, _scenario, _note) = (console, scenario, note);
        GameSpecification[] games = [.. scenario.Games.Values];
        _columns =
        [
            ("replication", 0), ("round", 0), ("game", games.Max(game => game.Id.Length)), ("new", 0),
            ("type", games.Where(game => game.HasGameType).Select(game => $"blackmail by {game.Players.MaxBy(player => player.Length)} (called-bluff)".Length).DefaultIfEmpty(0).Max()),
            ("actions", games.Max(game => Joined(game, player => game.Strategies[player].Max(strategy => strategy.Length) + 1))),
            ("payoffs", games.Max(game => Joined(game, _ => 6))),
            ("firm", games.Max(game => game.Cooperate is null ? 1 : Joined(game, _ => 4))),
            ("shocks", 0), ("states", 0),
        ];

        static int Joined(GameSpecification game, Func<int, int> width) =>
            Enumerable.Range(0, game.Players.Count).Sum(player => game.Players[player].Length + 2 + width(player)) - 1;
    }

    /// <inheritdoc/>
    public void Begin(RunRecord run)
    {
        var page = new Page(_console);
        RunView.WriteTitle(page, _scenario, run);
        if (_note.Length > 0) page.Say(_note);
        page.Say($"{RoundWords.Slip} a slip, not what was meant; {RoundWords.Force} forced from outside; {RoundWords.Change} the game type changed; firm: the public belief that the actor is.");
        page.Blank();
        Write([.. _columns.Select(column => column.Name)]);
    }

    /// <inheritdoc/>
    public void Show(int replication, RoundRecord round)
    {
        string states = round.States.Count == 0 ? None : string.Join(' ', round.States.Select(state => $"{state.Key}={Numbers.Rounded(state.Value.ToDouble())}"));
        foreach (GameRound game in round.Games)
        {
            bool changed = _types.Before(replication, game) is not null;
            Write(
            [
                $"{replication}", $"{round.Round}", game.Game, changed ? $"{RoundWords.Change}" : None, game.GameType ?? None,
                Each(game, RoundWords.Action), Each(game, seat => Numbers.Payoff(seat.Value)),
                game.Seats.Any(seat => seat.FirmBelief is not null) ? Each(game, RoundWords.Firm) : None, $"{round.Arrivals}", states,
            ]);
        }
    }

    /// <inheritdoc/>
    public void Paused(string after)
    {
    }

    private static string Each(GameRound game, Func<SeatRound, string> say) => string.Join(' ', game.Seats.Select(seat => $"{seat.Actor}={say(seat)}"));

    // Not wrapped to any width: a line is a record.
    private void Write(string[] values) => _console.Profile.Out.Writer.WriteLine(
        string.Join("  ", values.Select((value, i) => i < values.Length - 1 ? value.PadRight(Math.Max(_columns[i].Width, _columns[i].Name.Length)) : value)));
}
