using StrategySim.GameTheory.Games;

namespace StrategySim.GameTheory.Types;

/// <summary>A 2 × 2 game read as one of holding or yielding.</summary>
/// <remarks>
/// Which strategy yields is what somebody says of the game; where nobody does, it is each player's second. The payoffs have
/// no say in it: a table that lists yielding first is read as another game, whose orders are marked as exchanged.
/// </remarks>
public sealed class HoldYieldGame
{
    private readonly int _yieldA, _yieldB;

    private HoldYieldGame(NormalFormGame game, int yieldA, int yieldB, bool yieldsGiven)
    {
        (Game, _yieldA, _yieldB, YieldsGiven) = (game, yieldA, yieldB, yieldsGiven);
        int holdA = 1 - yieldA, holdB = 1 - yieldB;
        A = new HoldYieldPayoffs(T: game.Payoff(0, holdA, yieldB), R: game.Payoff(0, yieldA, yieldB), S: game.Payoff(0, yieldA, holdB), P: game.Payoff(0, holdA, holdB));
        B = new HoldYieldPayoffs(T: game.Payoff(1, yieldA, holdB), R: game.Payoff(1, yieldA, yieldB), S: game.Payoff(1, holdA, yieldB), P: game.Payoff(1, holdA, holdB));
    }

    /// <summary>The game.</summary>
    public NormalFormGame Game { get; }

    /// <summary>The first player's payoffs.</summary>
    public HoldYieldPayoffs A { get; }

    /// <summary>The second player's payoffs.</summary>
    public HoldYieldPayoffs B { get; }

    /// <summary>Whether somebody said which strategies yield; otherwise each player's second was taken.</summary>
    public bool YieldsGiven { get; }

    /// <summary>Whether both players' orders have their usual names only once their strategies are exchanged: a sign that the other strategies were meant.</summary>
    public bool LooksExchanged => GameTypes.OrderOf(A).LabelsExchanged && GameTypes.OrderOf(B).LabelsExchanged;

    /// <summary>Reads a game.</summary>
    /// <param name="game">The game.</param>
    /// <param name="yields">Which strategy of each player yields, 0 or 1; null for the second of each.</param>
    /// <returns>The reading; null where the game is not 2 × 2.</returns>
    public static HoldYieldGame? Of(NormalFormGame game, IReadOnlyList<int>? yields = null)
    {
        ArgumentNullException.ThrowIfNull(game);
        if (yields is not null && yields is not [0 or 1, 0 or 1]) throw new ArgumentException("Expected 0 or 1 for each of two players.", nameof(yields));
        return game.IsTwoByTwo ? new HoldYieldGame(game, yields?[0] ?? 1, yields?[1] ?? 1, yields is not null) : null;
    }

    /// <summary>The strategy with which a player holds or yields.</summary>
    /// <param name="player">0 or 1.</param>
    /// <param name="holds">Whether the player holds.</param>
    public string Strategy(int player, bool holds)
    {
        int yields = player == 0 ? _yieldA : _yieldB;
        return Game.Players[player].Strategies[holds ? 1 - yields : yields];
    }
}
