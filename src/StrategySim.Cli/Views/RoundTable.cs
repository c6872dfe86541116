using Spectre.Console;
using StrategySim.Cli.Running;
using StrategySim.Experiments.Runs;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Views;

/// <summary>Rounds on a terminal, as a table that grows line by line: what was written stays, nothing is drawn over.</summary>
/// <remarks>
/// A round is a line with its number and states, and under it a line for each game; where there is but one game, all stands on
/// one line. What does not fit the window goes on in the next line, between two players and never within one.
/// </remarks>
internal sealed class RoundTable : IRoundView
{
    private const int Gap = 2, Indent = 4, PayoffWidth = 5, FirmWidth = 3;

    private static readonly Style Changed = new(Color.Yellow, decoration: Decoration.Bold), Marked = new(Color.Yellow);

    private readonly Page _page;
    private readonly Scenario _scenario;
    private readonly string[] _notes;
    private readonly TypeMemory _types = new();
    private readonly bool _oneGame, _wholeTypes, _beliefs;
    private readonly int _roundWidth, _gameWidth, _typeWidth, _actorWidth, _actionWidth;
    private int _replication = -1;
    private bool _several;

    /// <summary>A table for a scenario.</summary>
    /// <param name="page">The terminal.</param>
    /// <param name="scenario">What is played.</param>
    /// <param name="notes">What else to say above the rounds; empty ones are left out.</param>
    public RoundTable(Page page, Scenario scenario, params string[] notes)
    {
        (_page, _scenario, _notes) = (page, scenario, notes);
        GameSpecification[] games = [.. scenario.Games.Values];
        string[] typed = [.. games.Where(game => game.HasGameType).SelectMany(game => game.Players)];
        _oneGame = games.Length == 1;
        _beliefs = games.Any(game => game.Cooperate is not null);
        _roundWidth = $"{scenario.Time.Horizon}".Length;
        _gameWidth = _oneGame ? 0 : games.Max(game => game.Id.Length);
        _actorWidth = games.Max(game => game.Players.Max(player => player.Length));
        // One more for the mark.
        _actionWidth = games.Max(game => game.Strategies.Max(strategies => strategies.Max(strategy => strategy.Length))) + 1;
        if (typed.Length == 0) return;
        string longest = typed.MaxBy(player => player.Length)!;
        int whole = WidthOfTypes(longest, withDetails: true);
        _wholeTypes = Margin() + whole + Gap + (2 * (SeatWidth + Gap)) <= page.Width;
        _typeWidth = _wholeTypes ? whole : WidthOfTypes(longest, withDetails: false);
    }

    private int SeatWidth => _actorWidth + 1 + _actionWidth + 1 + PayoffWidth + (_beliefs ? 1 + FirmWidth : 0);

    /// <inheritdoc/>
    public void Begin(RunRecord run)
    {
        RunView.WriteTitle(_page, _scenario, run);
        foreach (string note in _notes.Where(note => note.Length > 0)) _page.Say(note);
        string belief = _beliefs ? " and the public belief that it is firm" : "";
        string change = _typeWidth > 0 ? $"; {RoundWords.Change} the game type changed" : "";
        _page.Say($"By game: the type, then each actor with its action, its payoff{belief}. {RoundWords.Slip} a slip, not what was meant; {RoundWords.Force} forced from outside{change}.", Page.Quiet);
        _several = run.Replications > 1;
        if (!_several) _page.Blank();
    }

    /// <inheritdoc/>
    public void Show(int replication, RoundRecord round)
    {
        if (_several && replication != _replication)
        {
            string title = $"{Dashes(2)} replication {replication} ";
            _page.Blank();
            _page.Say(title + Dashes(_page.Width - title.Length), Page.Strong);
        }

        _replication = replication;
        string[] states = [.. round.States.Select(state => $"{state.Key} {Numbers.Rounded(state.Value.ToDouble())}"), .. Arrivals(round)];
        if (!_oneGame) Write([($"round {round.Round}", Page.Strong), .. states.Select(state => (state, (Style?)Page.Quiet))]);
        foreach (GameRound game in round.Games) WriteGame(replication, round, game, _oneGame ? states : []);
    }

    /// <inheritdoc/>
    public void Paused(string after) => _page.Say($"{Dashes(2)} paused {after} {Dashes(2)}", Page.Strong);

    private void WriteGame(int replication, RoundRecord round, GameRound game, string[] states)
    {
        GameRound? before = _types.Before(replication, game);
        string mark = before is null ? "  " : $"{RoundWords.Change} ";
        List<(string, Style?)> cells = [_oneGame ? (mark + $"{round.Round}".PadLeft(_roundWidth), Page.Strong) : (mark + game.Game.PadRight(_gameWidth), before is null ? null : Changed)];
        if (_typeWidth > 0)
        {
            string type = _wholeTypes ? game.GameType ?? "" : RoundWords.Type(game);
            cells.Add((type.PadRight(_typeWidth), before is null ? null : Changed));
        }

        foreach (SeatRound seat in game.Seats)
        {
            string text = $"{seat.Actor.PadRight(_actorWidth)} {RoundWords.Action(seat).PadRight(_actionWidth)} {Numbers.Payoff(seat.Value).PadLeft(PayoffWidth)}";
            if (_beliefs) text += $" {RoundWords.Firm(seat).PadLeft(FirmWidth)}";
            cells.Add((text, seat.Forced || seat.Intended != seat.Executed ? Marked : null));
        }

        // Players under each other, where there is room for one beside the type.
        int seats = Margin() + (_typeWidth > 0 ? _typeWidth + Gap : 0);
        Write([.. cells, .. states.Select(state => (state, (Style?)Page.Quiet))], seats + SeatWidth <= _page.Width ? seats : Indent);
        // The short words leave out what the type is in full; at a change it is said, whatever the room.
        if (before is not null) _page.Write(new Paragraph($"{new string(' ', Indent)}{game.Game}: {before.GameType} becomes ").Append(game.GameType!, Changed));
    }

    // Cells two columns apart; those that would run over the edge go to the next line.
    private void Write(IReadOnlyList<(string Text, Style? Style)> cells, int indent = Indent)
    {
        var line = new Paragraph();
        int used = 0;
        foreach ((string text, Style? style) in cells)
        {
            if (used > 0 && used + Gap + text.TrimEnd().Length > _page.Width)
            {
                _page.Write(line);
                line = new Paragraph(new string(' ', indent));
                used = indent;
            }
            else if (used > 0)
            {
                line.Append(new string(' ', Gap));
                used += Gap;
            }

            // Blanks at the edge would be wrapped to a line of their own.
            string fitting = used + text.Length > _page.Width ? text.TrimEnd() : text;
            line.Append(fitting, style);
            used += fitting.Length;
        }

        _page.Write(line);
    }

    private static IEnumerable<string> Arrivals(RoundRecord round) =>
        round.Arrivals == 0 ? [] : [round.Arrivals == 1 ? "1 shock" : $"{round.Arrivals} shocks"];

    private int Margin() => 2 + (_oneGame ? _roundWidth : _gameWidth) + Gap;

    private string Dashes(int count) => new(_page.Unicode ? '─' : '-', Math.Max(count, 0));

    private static int WidthOfTypes(string longestActor, bool withDetails)
    {
        // Of thresholds there can be four at a time, which no column is for; two are seldom exceeded.
        int details = withDetails ? $"threshold (g.{longestActor}, h.{longestActor})".Length : 0;
        return GameTypes.All
            .Where(type => type.Family != GameFamily.Threshold)
            .Select(type => type.Label(longestActor, longestActor))
            .Select(label => withDetails ? label : label.Split(" (", 2)[0])
            .Max(label => Math.Max(label.Length, details));
    }
}
