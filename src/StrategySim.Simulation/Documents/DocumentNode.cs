namespace StrategySim.Simulation.Documents;

/// <summary>A text format in which documents are written.</summary>
public enum DocumentFormat
{
    /// <summary>JSON, RFC 8259.</summary>
    Json,

    /// <summary>YAML with the core types of version 1.2: only <c>true</c>, <c>false</c> and <c>null</c> are special words, so <c>Y</c> and <c>NO</c> are text.</summary>
    Yaml,
}

/// <summary>A node of a parsed document, with its place in the text. JSON and YAML give the same tree.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public abstract record DocumentNode(int Line, int Column)
{
    /// <summary>A changed copy: what was found of the original need not be true of it.</summary>
    protected DocumentNode(DocumentNode original) => (Line, Column) = (original.Line, original.Column);

    /// <summary>A shape that the node, with all below it, was found to fit; null where none is known. Documents are immutable, so it stays true.</summary>
    internal Shape? Fitting { get; set; }

    /// <summary>Whether two nodes say the same at the same place.</summary>
    public virtual bool Equals(DocumentNode? other) => other is not null && EqualityContract == other.EqualityContract && Line == other.Line && Column == other.Column;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EqualityContract, Line, Column);
}

/// <summary>What a scalar is in the core schema.</summary>
public enum ScalarKind
{
    /// <summary>No value.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A number; its text is kept, so 0.1 stays one tenth.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,
}

/// <summary>A single value.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text as written, without quotes.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public sealed record ScalarNode(ScalarKind Kind, string Text, int Line, int Column) : DocumentNode(Line, Column);

/// <summary>A list.</summary>
/// <param name="Items">The items, in order.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public sealed record ListNode(IReadOnlyList<DocumentNode> Items, int Line, int Column) : DocumentNode(Line, Column);

/// <summary>One entry of a map.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
/// <param name="Line">Line of the key, from 1.</param>
/// <param name="Column">Column of the key, from 1.</param>
public sealed record MapEntry(string Key, DocumentNode Value, int Line, int Column);

/// <summary>A map from text keys, in the order written; keys are distinct.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public sealed record MapNode(IReadOnlyList<MapEntry> Entries, int Line, int Column) : DocumentNode(Line, Column)
{
    /// <summary>The value under a key, or null.</summary>
    public DocumentNode? this[string key]
    {
        get
        {
            foreach (MapEntry entry in Entries)
            {
                if (entry.Key == key) return entry.Value;
            }

            return null;
        }
    }
}
