using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Sweeps;

/// <summary>Where a factor is put in the scenario document.</summary>
internal abstract record FactorPlace
{
    /// <summary>The part of the document that is the factor's own, as steps of a JSON pointer.</summary>
    public abstract IReadOnlyList<string> Steps { get; }

    /// <summary>The same as a pointer.</summary>
    public string Pointer => Steps.Aggregate("", JsonPointer.Append);

    /// <summary>The document with a value in this place.</summary>
    public abstract DocumentNode Put(DocumentNode document, DocumentNode value, string why);

    /// <summary>Whether two places are one, or one is part of the other.</summary>
    public bool Overlaps(FactorPlace other) => Steps.Zip(other.Steps).All(pair => pair.First == pair.Second);

    /// <summary>A place by its pointer; a parameter's value and a state's initial value are those that have words of their own.</summary>
    public static FactorPlace Of(IReadOnlyList<string> steps, Scenario scenario) => steps switch
    {
        ["parameters", { } name, "value"] when scenario.Parameters.ContainsKey(name) => new ParameterPlace(name),
        ["states", { } name, "initial"] when scenario.States.ContainsKey(name) => new InitialStatePlace(name, scenario.States[name].Path is not null),
        _ => new PointerPlace(steps),
    };
}

/// <summary>The value of a parameter. What the document says of where the number is from no longer holds.</summary>
internal sealed record ParameterPlace(string Name) : FactorPlace
{
    private static readonly string[] Provenance = ["value", "source", "year", "assumption"];

    public override IReadOnlyList<string> Steps { get; } = ["parameters", Name, "value"];

    public override DocumentNode Put(DocumentNode document, DocumentNode value, string why)
    {
        string[] steps = ["parameters", Name];
        MapNode parameter = DocumentEdit.Without((MapNode)DocumentEdit.Find(document, steps)!, Provenance);
        parameter = DocumentEdit.With(parameter, "value", value);
        return DocumentEdit.Set(document, steps, DocumentEdit.With(parameter, "assumption", new ScalarNode(ScalarKind.Text, why, value.Line, value.Column)));
    }
}

/// <summary>The value of a state in round 1; it takes the place of a path.</summary>
internal sealed record InitialStatePlace(string Name, bool HasPath) : FactorPlace
{
    // Whoever replaces the path and whoever moves one of its knots speak of the same thing.
    public override IReadOnlyList<string> Steps { get; } = HasPath ? ["states", Name] : ["states", Name, "initial"];

    public override DocumentNode Put(DocumentNode document, DocumentNode value, string why)
    {
        string[] steps = ["states", Name];
        var state = (MapNode)DocumentEdit.Find(document, steps)!;
        return DocumentEdit.Set(document, steps, DocumentEdit.With(DocumentEdit.Without(state, "path"), "initial", value));
    }
}

/// <summary>Any place.</summary>
internal sealed record PointerPlace(IReadOnlyList<string> Path) : FactorPlace
{
    public override IReadOnlyList<string> Steps => Path;

    public override DocumentNode Put(DocumentNode document, DocumentNode value, string why) => DocumentEdit.Set(document, [.. Path], value);
}
