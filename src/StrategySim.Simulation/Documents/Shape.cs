using System.Buffers;

namespace StrategySim.Simulation.Documents;

/// <summary>What may stand at a place of a document. One description serves the check, the JSON schema and the documentation.</summary>
/// <param name="Description">For people: meaning, unit, range.</param>
public abstract record Shape(string Description)
{
    /// <summary>What is expected, in a few words, for faults.</summary>
    public abstract string Expected { get; }
}

/// <summary>Text.</summary>
public sealed record TextShape(string Description, int MaximumLength = 2000) : Shape(Description)
{
    /// <inheritdoc/>
    public override string Expected => $"text of at most {MaximumLength} characters";
}

/// <summary>An identifier.</summary>
/// <param name="Description">Meaning.</param>
/// <param name="AllowHyphen">Whether hyphens may stand in it; names of expressions have none.</param>
public sealed record IdShape(string Description, bool AllowHyphen) : Shape(Description)
{
    /// <summary>The pattern.</summary>
    public string Pattern => AllowHyphen ? "^[A-Za-z_][A-Za-z0-9_-]{0,63}$" : "^[A-Za-z_][A-Za-z0-9_]{0,63}$";

    /// <inheritdoc/>
    public override string Expected => AllowHyphen
        ? "an id: a letter, then letters, digits, '_' or '-', at most 64 characters"
        : "a name: a letter, then letters, digits or '_', at most 64 characters";

    /// <summary>Whether a text is such an identifier.</summary>
    public bool Accepts(string text) =>
        text.Length is > 0 and <= 64 && (char.IsAsciiLetter(text[0]) || text[0] == '_') && !text.AsSpan().ContainsAnyExcept(AllowHyphen ? WithHyphen : WithoutHyphen);

    private static readonly SearchValues<char> WithoutHyphen = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly SearchValues<char> WithHyphen = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
}

/// <summary>An exact expression: a number, or text over parameters, states and clubs.</summary>
public sealed record ExpressionShape(string Description) : Shape(Description)
{
    /// <inheritdoc/>
    public override string Expected => "a number such as 3/2 or 0.25, or an expression such as D0 + d_us*stress";
}

/// <summary>A whole number.</summary>
public sealed record IntegerShape(string Description, long Minimum, decimal Maximum) : Shape(Description)
{
    /// <inheritdoc/>
    public override string Expected => $"a whole number from {Minimum} to {Maximum}";
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record BooleanShape(string Description) : Shape(Description)
{
    /// <inheritdoc/>
    public override string Expected => "true or false";
}

/// <summary>One of a few words.</summary>
public sealed record WordShape(string Description, IReadOnlyList<string> Words) : Shape(Description)
{
    /// <inheritdoc/>
    public override string Expected => Words.Count == 1 ? $"'{Words[0]}'" : $"one of {string.Join(", ", Words)}";
}

/// <summary>A list.</summary>
public sealed record ListShape(string Description, Shape Item, int Minimum, int Maximum) : Shape(Description)
{
    /// <inheritdoc/>
    public override string Expected => Minimum == Maximum ? $"a list of {Minimum}" : $"a list of {Minimum} to {Maximum}";
}

/// <summary>A map from ids to values of one shape.</summary>
public sealed record MapShape(string Description, Shape Value, IdShape? Key, int Minimum = 0, int Maximum = 1000) : Shape(Description)
{
    /// <inheritdoc/>
    public override string Expected => Minimum > 0 ? $"a map with at least {Minimum} {(Minimum == 1 ? "entry" : "entries")}" : "a map";
}

/// <summary>A field of a <see cref="RecordShape"/>.</summary>
public sealed record Field(string Name, Shape Shape, bool Required = false, string? Default = null);

/// <summary>A map with known fields.</summary>
public sealed record RecordShape(string Description, IReadOnlyList<Field> Fields) : Shape(Description)
{
    /// <inheritdoc/>
    public override string Expected => $"a map with {string.Join(", ", Fields.Select(f => f.Name))}";

    /// <summary>The field of a name, or null.</summary>
    internal Field? Find(string name)
    {
        foreach (Field field in Fields)
        {
            if (field.Name == name) return field;
        }

        return null;
    }
}

/// <summary>A record whose fields depend on the word under one of them.</summary>
/// <param name="Description">Meaning.</param>
/// <param name="Discriminator">The field that decides.</param>
/// <param name="Options">The record for each word; the discriminator is not repeated in them.</param>
public sealed record ChoiceShape(string Description, string Discriminator, IReadOnlyList<(string Word, RecordShape Record)> Options) : Shape(Description)
{
    /// <inheritdoc/>
    public override string Expected => $"a map whose '{Discriminator}' is one of {string.Join(", ", Options.Select(o => o.Word))}";
}

/// <summary>One of several shapes that differ in kind: a single value, a list, a map with its own first field.</summary>
public sealed record AnyShape(string Description, IReadOnlyList<Shape> Alternatives) : Shape(Description)
{
    /// <inheritdoc/>
    public override string Expected => string.Join("; or ", Alternatives.Select(a => a.Expected));
}

/// <summary>Anything but nothing: what it has to be is checked where it is put to use.</summary>
public sealed record ValueShape(string Description) : Shape(Description)
{
    /// <inheritdoc/>
    public override string Expected => "a value";
}
