using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;

namespace StrategySim.GameTheory.Games;

/// <content>Ways to write a game down.</content>
public sealed partial class NormalFormGame
{
    /// <summary>A game from a nested table: the first player's strategies outermost, one number for each player innermost.</summary>
    /// <param name="players">At least one; ids differ.</param>
    /// <param name="table">As deep as there are players.</param>
    /// <param name="title">A title for people; may be empty.</param>
    /// <param name="limits">How large the table may be; by default <see cref="GameLimits.Default"/>.</param>
    /// <exception cref="InvalidGameException">Lists every place where the table does not have the players' shape.</exception>
    /// <exception cref="GameTooLargeException">The table exceeds the limits.</exception>
    public static NormalFormGame FromNested(IEnumerable<Player> players, PayoffNode table, string title = "", GameLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var list = CheckPlayers(players, limits);
        List<Rational> payoffs = [];
        List<GameFault> faults = [];
        Flatten(table, 0, "/payoffs");
        if (faults.Count > 0) throw new InvalidGameException(faults);
        return new NormalFormGame(list, payoffs, title, limits);

        void Flatten(PayoffNode node, int depth, string pointer)
        {
            if (faults.Count >= InvalidGameException.MaximumFaults) return;
            bool leaf = depth == list.Length;
            int expected = leaf ? list.Length : list[depth].Strategies.Length;
            string what = leaf ? $"{expected} numbers, one for each player" : $"{expected} entries, one for each strategy of '{list[depth].Id}'";
            int found = node.IsLeaf ? node.Payoffs.Length : node.Children.Length;
            if (node.IsLeaf != leaf) faults.Add(new GameFault(pointer, node.IsLeaf ? $"{found} numbers" : $"{found} nested lists", what));
            else if (found != expected) faults.Add(new GameFault(pointer, $"{found}", what));
            else if (leaf) payoffs.AddRange(node.Payoffs);
            else for (int i = 0; i < found; i++) Flatten(node.Children[i], depth + 1, $"{pointer}/{i}");
        }
    }

    /// <summary>A two-player game from the two players' payoff matrices.</summary>
    /// <param name="row">The row player.</param>
    /// <param name="column">The column player.</param>
    /// <param name="a">The row player's payoffs, rows × columns.</param>
    /// <param name="b">The column player's payoffs, rows × columns.</param>
    /// <param name="title">A title for people; may be empty.</param>
    /// <exception cref="InvalidGameException">
    /// A matrix does not have one row for each strategy of the row player and one column for each of the column player.
    /// </exception>
    public static NormalFormGame Bimatrix(Player row, Player column, Rational[,] a, Rational[,] b, string title = "")
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        int m = row.Strategies.Length, n = column.Strategies.Length;
        GameFault[] faults = [.. Fault(a, row), .. Fault(b, column)];
        if (faults.Length > 0) throw new InvalidGameException(faults);
        var payoffs = new List<Rational>(m * n * 2);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++) payoffs.AddRange([a[i, j], b[i, j]]);
        }

        return new NormalFormGame([row, column], payoffs, title);

        IEnumerable<GameFault> Fault(Rational[,] matrix, Player player)
        {
            if (matrix.GetLength(0) != m || matrix.GetLength(1) != n)
            {
                yield return new GameFault("/payoffs", $"a {matrix.GetLength(0)}×{matrix.GetLength(1)} matrix for '{player.Id}'", $"{m}×{n}");
            }
        }
    }

    /// <summary>A symmetric two-player game: what I get, by my strategy (row) and the rival's (column).</summary>
    /// <param name="payoffs">Square; a row and a column for each strategy.</param>
    /// <param name="strategies">The strategies of both players.</param>
    /// <param name="title">A title for people; may be empty.</param>
    /// <param name="a">The first player's id.</param>
    /// <param name="b">The second player's id.</param>
    /// <exception cref="InvalidGameException">The matrix is not square or does not fit the strategies.</exception>
    public static NormalFormGame Symmetric(Rational[,] payoffs, IReadOnlyList<string> strategies, string title = "", string a = "A", string b = "B")
    {
        ArgumentNullException.ThrowIfNull(payoffs);
        var transposed = new Rational[payoffs.GetLength(1), payoffs.GetLength(0)];
        for (int i = 0; i < payoffs.GetLength(0); i++)
        {
            for (int j = 0; j < payoffs.GetLength(1); j++) transposed[j, i] = payoffs[i, j];
        }

        return Bimatrix(new Player(a, strategies), new Player(b, strategies), payoffs, transposed, title);
    }

    /// <summary>A game of holding (H, the first strategy) or yielding (Y, the second).</summary>
    /// <param name="a">The first player's payoffs.</param>
    /// <param name="b">The second player's payoffs.</param>
    /// <param name="idA">The first player's id.</param>
    /// <param name="idB">The second player's id.</param>
    /// <param name="title">A title for people; may be empty.</param>
    public static NormalFormGame HoldYield(in HoldYieldPayoffs a, in HoldYieldPayoffs b, string idA = "A", string idB = "B", string title = "") =>
        new(
            [new Player(idA, ["H", "Y"]), new Player(idB, ["H", "Y"])],
            [a.P, b.P, a.T, b.S, a.S, b.T, a.R, b.R],
            title);
}
