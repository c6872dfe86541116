namespace StrategySim.Cli.Terminals;

/// <summary>Keys that a person presses, one by one and not shown.</summary>
internal interface IKeyboard
{
    /// <summary>Waits for the next key.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ConsoleKeyInfo> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>The keyboard of the terminal that this process stands on.</summary>
internal sealed class ConsoleKeyboard : IKeyboard
{
    // Short enough to feel like at once. A blocking read could not be taken back.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(30);

    /// <inheritdoc/>
    public async Task<ConsoleKeyInfo> ReadAsync(CancellationToken cancellationToken)
    {
        while (!System.Console.KeyAvailable) await Task.Delay(Glance, TimeProvider.System, cancellationToken);
        return System.Console.ReadKey(intercept: true);
    }
}
