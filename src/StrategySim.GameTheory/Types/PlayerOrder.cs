namespace StrategySim.GameTheory.Types;

/// <summary>A weak order of T, R, S and P: one of 75.</summary>
public sealed class PlayerOrder
{
    /// <summary>The letters in the order in which ties are written and ranks are stored.</summary>
    internal const string Letters = "TSRP";

    private readonly int[] _levels;

    /// <param name="index">Position in <see cref="GameTypes.Orders"/>.</param>
    /// <param name="levels">For T, S, R, P: the level, 0 the lowest; tied letters share one; levels leave no gap.</param>
    internal PlayerOrder(int index, int[] levels)
    {
        Index = index;
        _levels = levels;
        Text = Write(levels);
        SignG = Math.Sign(levels[0] - levels[2]);
        SignH = Math.Sign(levels[1] - levels[3]);
        IsStrict = levels.Max() == 3;
        (Name, LabelsExchanged, Description) = OrderNames.Describe(levels);
    }

    /// <summary>0 to 74: strict orders first (0 to 23), then by the number of levels and the text.</summary>
    public int Index { get; }

    /// <summary>From the best payoff to the worst, such as <c>T&gt;R&gt;S&gt;P</c> or, with a tie, <c>T&gt;S=R&gt;P</c>.</summary>
    public string Text { get; }

    /// <summary>The order's name in the literature, such as <c>Chicken</c> or, with a tie, <c>Mid Battle</c>.</summary>
    public string Name { get; }

    /// <summary>Whether <see cref="Name"/> holds only once H and Y are exchanged (T with S, R with P).</summary>
    public bool LabelsExchanged { get; }

    /// <summary>The name in words: says where labels are exchanged and, for a single tie, which two strict orders meet in it.</summary>
    public string Description { get; }

    /// <summary>Whether no two of the four payoffs are equal.</summary>
    public bool IsStrict { get; }

    /// <summary>The sign of g = T − R: −1, 0 or 1.</summary>
    public int SignG { get; }

    /// <summary>The sign of h = S − P: −1, 0 or 1.</summary>
    public int SignH { get; }

    /// <summary>Compares two of the payoffs in this order.</summary>
    /// <param name="left">One of T, R, S, P.</param>
    /// <param name="right">One of T, R, S, P.</param>
    /// <returns>−1 where the left is worse, 0 at a tie, 1 where it is better.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A letter is none of T, R, S, P.</exception>
    public int Compare(char left, char right) => Math.Sign(Level(left) - Level(right));

    /// <inheritdoc/>
    public override string ToString() => Text;

    internal ReadOnlySpan<int> Levels => _levels;

    /// <summary>Writes levels as text, best first.</summary>
    internal static string Write(ReadOnlySpan<int> levels)
    {
        var classes = new string[4];
        int top = 0;
        for (int i = 0; i < 4; i++)
        {
            int level = levels[i];
            classes[level] = classes[level] is null ? $"{Letters[i]}" : $"{classes[level]}={Letters[i]}";
            top = Math.Max(top, level);
        }

        return string.Join('>', classes.Take(top + 1).Reverse());
    }

    private int Level(char letter)
    {
        int i = Letters.IndexOf(letter);
        return i >= 0 ? _levels[i] : throw new ArgumentOutOfRangeException(nameof(letter), letter, "Expected one of T, R, S, P.");
    }
}
