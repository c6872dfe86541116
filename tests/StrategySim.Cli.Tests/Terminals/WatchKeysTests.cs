using System.Threading.Channels;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Tests.Processes;
using StrategySim.Cli.Tests.Views;
using StrategySim.Testing;
using StrategySim.Testing.Files;

namespace StrategySim.Cli.Tests.Terminals;

/// <summary>Keys while a run is watched, pressed on a keyboard of the test's own.</summary>
public sealed class WatchKeysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScreenWriter _screen = new(), _error = new();
    private readonly PressedKeys _keys = new();

    public void Dispose()
    {
        _screen.Dispose();
        _error.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData('s', ' ')]
    [InlineData('\r', 'P')]
    public async Task StartedPaused_ItGoesStepByStep_AndThenOnToItsEnd(char step, char goOn)
    {
        Task<int> running = Run("--start-paused");
        await Seen("paused before the first round");
        Assert.Equal(0, Rounds());
        for (int round = 1; round <= 3; round++)
        {
            _keys.Press(step);
            await Seen($"\n   {round}  ");
            Assert.Equal(round, Rounds());
        }

        _keys.Press(goOn);
        Assert.Equal(0, await running);
        Assert.Equal(61, Rounds());
        Assert.Contains("Phases of replication 0", _screen.ToString());
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public async Task Paused_NothingMoreIsShown_UntilItIsEnded()
    {
        Task<int> running = Run("--rounds-per-second", "50");
        await Seen("\n   2  ");
        _keys.Press('p');
        await Seen("paused after round");
        int shown = Rounds();
        // Keys that mean nothing do nothing.
        _keys.Press('x');
        _keys.Press('q');
        Assert.Equal(ExitCodes.Interrupted, await running);
        Assert.Equal(shown, Rounds());
        Assert.InRange(shown, 2, 60);
        Assert.EndsWith($"paused after round {shown} ──\n", _screen.ToString());
        Assert.Contains("interrupted; 0 of 1 units are kept.", _error.ToString());
    }

    [Fact]
    public async Task ARunThatIsOverBeforeItIsShown_IsPausedAndSteppedAllTheSame()
    {
        Task<int> running = Run(60_000);
        await Seen("\n     10  ");
        _keys.Press(' ');
        await Seen("paused after round");
        int shown = Rounds();
        _keys.Press('s');
        await Patiently.UntilAsync(() => Rounds() == shown + 1, "one more round is shown");
        _keys.Press('q');
        Assert.Equal(ExitCodes.Interrupted, await running);
        Assert.Equal(shown + 1, Rounds());
    }

    [Fact]
    public async Task WithoutAPause_AStepIsNoStep()
    {
        _keys.Press('s');
        Assert.Equal(0, await Run());
        Assert.Equal(61, Rounds());
    }

    [Fact]
    public async Task TheKeysAreExplained_OnlyWhereThereAreAny()
    {
        Assert.Equal(0, await Run());
        Assert.Contains("Keys: space or p to pause", _screen.ToString());
        using var other = new ScreenWriter();
        Assert.Equal(0, await StrategySimCommand.RunAsync(Command([]), TerminalOn(other, null)));
        Assert.DoesNotContain("Keys", other.ToString());
    }

    [Fact]
    public async Task AKeyboardThatFails_EndsTheRunWithItsError()
    {
        _keys.Fails = true;
        Assert.Equal(ExitCodes.ProgramFailed, await Run("--start-paused"));
        Assert.Contains("no more keys", _error.ToString());
    }

    private Task<int> Run(params string[] more) => Run(61, more);

    private Task<int> Run(int horizon, params string[] more)
    {
        File.WriteAllText(_folder.File("path.yaml"), ScenarioText.Path(horizon: horizon));
        return Task.Run(() => StrategySimCommand.RunAsync(Command(more), TerminalOn(_screen, _keys)));
    }

    private string[] Command(string[] more) => ["run", _folder.File("path.yaml"), "--watch", "--data", _folder.File("data"), .. more];

    private Terminal TerminalOn(ScreenWriter screen, IKeyboard? keyboard) => new(
        Stream.Null, Stream.Null, Terminal.ConsoleOn(screen, isTerminal: false, 80), Terminal.ConsoleOn(_error, isTerminal: false, 80), OutIsTerminal: true, ErrorIsTerminal: false)
    {
        Keyboard = keyboard,
    };

    private Task Seen(string text) => Patiently.UntilAsync(() => _screen.ToString().Contains(text, StringComparison.Ordinal), $"the screen shows '{text}'");

    // With one game each round is one line, which says what A plays.
    private int Rounds() => _screen.ToString().Split('\n').Count(line => line.Contains(" A hold", StringComparison.Ordinal) || line.Contains(" A yield", StringComparison.Ordinal));

    private sealed class PressedKeys : IKeyboard
    {
        private readonly Channel<ConsoleKeyInfo> _pressed = Channel.CreateUnbounded<ConsoleKeyInfo>();

        public void Press(char key) => _pressed.Writer.TryWrite(new ConsoleKeyInfo(key, ConsoleKey.None, shift: false, alt: false, control: false));

        public bool Fails { get; set; }

        public Task<ConsoleKeyInfo> ReadAsync(CancellationToken cancellationToken) =>
            Fails ? throw new IOException("There are no more keys.") : _pressed.Reader.ReadAsync(cancellationToken).AsTask();
    }
}
