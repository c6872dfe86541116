using System.Collections.Immutable;

namespace StrategySim.Minerals;

/// <summary>A look-up named something the catalogue does not hold; carries what it does hold.</summary>
public sealed class UnknownIdException : KeyNotFoundException
{
    /// <summary>Names the kind of thing, the id asked for, and the ids known.</summary>
    /// <param name="kind">What was looked up, in the singular, such as <c>mineral</c>.</param>
    /// <param name="id">The id that was not found.</param>
    /// <param name="known">The ids that would have been, in the order they are to be shown.</param>
    public UnknownIdException(string kind, string id, IEnumerable<string> known)
        : this(kind, id, [.. known])
    {
    }

    private UnknownIdException(string kind, string id, ImmutableArray<string> known)
        : base($"There is no {kind} '{id}'. Known: {string.Join(", ", known)}.")
    {
        Kind = kind;
        Id = id;
        Known = known;
    }

    /// <summary>What was looked up, such as <c>mineral</c>.</summary>
    public string Kind { get; }

    /// <summary>The id that was not found.</summary>
    public string Id { get; }

    /// <summary>The ids that would have been found.</summary>
    public ImmutableArray<string> Known { get; }
}
