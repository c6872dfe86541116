using System.Security.Cryptography;
using System.Text;

namespace StrategySim.Simulation.Interventions;

/// <summary>Everything that was done to the units of a run from outside: part of their inputs, so that replay gives the same bits.</summary>
/// <remarks>Immutable, equal by content. Of two entries for one address in one round the later one holds.</remarks>
public sealed class InterventionLog : IEquatable<InterventionLog>
{
    private readonly Intervention[] _entries;

    /// <summary>A log of entries in the order in which they were made.</summary>
    public InterventionLog(IEnumerable<Intervention> entries) => _entries = [.. entries];

    /// <summary>No interventions.</summary>
    public static InterventionLog Empty { get; } = new([]);

    /// <summary>The entries in the order in which they were made.</summary>
    public IReadOnlyList<Intervention> Entries => _entries;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _entries.Length == 0;

    /// <summary>The units that have entries, ascending, each once.</summary>
    public IReadOnlyList<int> Replications => [.. _entries.Select(e => e.Replication).Distinct().Order()];

    /// <summary>What takes effect in one unit: ordered by round, then by address, one entry for each address of a round.</summary>
    public IReadOnlyList<Intervention> Of(int replication)
    {
        if (IsEmpty) return [];
        var effective = new SortedDictionary<(int Round, string Address), Intervention>(RoundThenAddress);
        foreach (Intervention entry in _entries)
        {
            if (entry.Replication == replication) effective[(entry.Round, entry.Address)] = entry;
        }

        return [.. effective.Values];
    }

    /// <summary>The log with one more entry at its end.</summary>
    public InterventionLog With(Intervention entry) => new([.. _entries, entry]);

    /// <summary>Names what takes effect in one unit, for its <c>UnitKey</c>: SHA-256 (64 hexadecimal digits) over lines "round address value"; empty text where there is nothing.</summary>
    public string HashOf(int replication)
    {
        IReadOnlyList<Intervention> entries = Of(replication);
        if (entries.Count == 0) return "";
        var lines = new StringBuilder();
        foreach (Intervention entry in entries) lines.Append($"{entry.Round} {entry.Address} {entry.Value}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    /// <inheritdoc/>
    public bool Equals(InterventionLog? other) => other is not null && _entries.AsSpan().SequenceEqual(other._entries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as InterventionLog);

    /// <inheritdoc/>
    public override int GetHashCode() => _entries.Aggregate(_entries.Length, HashCode.Combine);

    private static readonly IComparer<(int Round, string Address)> RoundThenAddress = Comparer<(int Round, string Address)>.Create(
        static (a, b) => a.Round != b.Round ? a.Round.CompareTo(b.Round) : string.CompareOrdinal(a.Address, b.Address));
}
