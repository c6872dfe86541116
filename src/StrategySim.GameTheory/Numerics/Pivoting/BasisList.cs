namespace StrategySim.GameTheory.Numerics.Pivoting;

/// <summary>Bases of one polytope, each by two sets of labels: its cobasic variables, and all variables that are 0.</summary>
/// <remarks>The second set holds the first, and is larger exactly where the basis' vertex is degenerate.</remarks>
internal sealed class BasisList
{
    private ulong[] _words;

    /// <param name="labels">The number of labels.</param>
    public BasisList(int labels)
    {
        Words = (labels + 63) / 64;
        _words = new ulong[64 * 2 * Words];
    }

    /// <summary>The words of one set.</summary>
    public int Words { get; }

    /// <summary>The number of bases.</summary>
    public int Count { get; private set; }

    /// <summary>The labels of a basis' cobasic variables.</summary>
    public ReadOnlySpan<ulong> Cobasis(int basis) => _words.AsSpan(basis * 2 * Words, Words);

    /// <summary>The labels of the variables that are 0.</summary>
    public ReadOnlySpan<ulong> Zeros(int basis) => _words.AsSpan(((basis * 2) + 1) * Words, Words);

    /// <summary>Adds a basis.</summary>
    /// <param name="dictionary">Its dictionary.</param>
    /// <param name="labelOf">The label of each variable.</param>
    public void Add(SimplexDictionary dictionary, int[] labelOf)
    {
        Reserve(1);
        Span<ulong> cobasis = _words.AsSpan(Count * 2 * Words, Words), zeros = _words.AsSpan(((Count * 2) + 1) * Words, Words);
        cobasis.Clear();
        foreach (int variable in dictionary.Cobasic)
        {
            int label = labelOf[variable];
            cobasis[label >> 6] |= 1UL << (label & 63);
        }

        cobasis.CopyTo(zeros);
        dictionary.MarkZeros(zeros, labelOf);
        Count++;
    }

    /// <summary>Adds the bases of another list.</summary>
    public void Add(BasisList other)
    {
        Reserve(other.Count);
        other._words.AsSpan(0, other.Count * 2 * Words).CopyTo(_words.AsSpan(Count * 2 * Words));
        Count += other.Count;
    }

    private void Reserve(int more)
    {
        long needed = ((long)Count + more) * 2 * Words;
        if (needed > Array.MaxLength) throw new InvalidOperationException($"{Count + (long)more:N0} bases of {2 * Words} words exceed the longest array.");
        if (needed > _words.Length) Array.Resize(ref _words, (int)Math.Min(Array.MaxLength, Math.Max(needed, _words.Length * 2L)));
    }
}
