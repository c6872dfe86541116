using StrategySim.Api.Documents;
using StrategySim.GameTheory.Models;

namespace StrategySim.Api.Contracts;

/// <summary>Numbers for a model.</summary>
/// <param name="Parameters">Numbers by the names of the model's parameters; those that are left out have their usual values.</param>
[RequestContract]
public sealed record ModelRequest(IReadOnlyDictionary<string, ExactInput>? Parameters);

/// <summary>A small model of reputation, threat or bargaining.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Description">Who does what, in what order, for which payoffs.</param>
/// <param name="Concept">The equilibrium concept that its solution belongs to.</param>
/// <param name="Game">The game that the solution is of: a single game, or one that is repeated.</param>
/// <param name="Source">Where the model is from.</param>
/// <param name="Parameters">What it takes.</param>
public sealed record ModelDescription(string Id, string Title, string Description, string Concept, string Game, string Source, IReadOnlyList<ModelParameterDescription> Parameters)
{
    internal static ModelDescription From(StrategicModel model) => new(
        model.Id, model.Title, model.Description, model.Concept, model.Game, model.Source, [.. model.Parameters.Select(p => new ModelParameterDescription(p.Name, p.Description, p.Expected, ExactNumber.From(p.Usual)))]);
}

/// <summary>A number that a model takes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is.</param>
/// <param name="Expected">The range.</param>
/// <param name="Usual">What holds where it is left out.</param>
public sealed record ModelParameterDescription(string Name, string Description, string Expected, ExactNumber Usual);

/// <summary>A solved model.</summary>
/// <param name="Model">Its id.</param>
/// <param name="Concept">The equilibrium concept.</param>
/// <param name="Game">The game that the solution is of.</param>
/// <param name="Source">Where the model is from.</param>
/// <param name="Parameters">The numbers that it was solved with.</param>
/// <param name="Numbers">What it comes to.</param>
/// <param name="Stages">Stage by stage, along the path of play; empty where there is one stage.</param>
public sealed record ModelResponse(
    string Model, string Concept, string Game, string Source, IReadOnlyDictionary<string, ExactNumber> Parameters, IReadOnlyList<ModelNumberDescription> Numbers, IReadOnlyList<ModelStageDescription> Stages)
{
    /// <summary>Answers a question.</summary>
    /// <param name="question">The question.</param>
    public static ModelResponse Of(ModelQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        StrategicModel model = question.Model;
        return new ModelResponse(
            model.Id, model.Concept, model.Game, model.Source,
            model.Parameters.ToDictionary(p => p.Name, p => ExactNumber.From(question.Parameters.TryGetValue(p.Name, out GameTheory.Numerics.Rational own) ? own : p.Usual)),
            [.. question.Solution.Numbers.Select(ModelNumberDescription.From)],
            [.. question.Solution.Stages.Select(stage => new ModelStageDescription(stage.Stage, stage.Says, [.. stage.Numbers.Select(ModelNumberDescription.From)]))]);
    }
}

/// <summary>A number that a model gives.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it says.</param>
/// <param name="Value">The number.</param>
public sealed record ModelNumberDescription(string Name, string Description, ExactNumber Value)
{
    internal static ModelNumberDescription From(ModelNumber number) => new(number.Name, number.Description, ExactNumber.From(number.Value));
}

/// <summary>A stage of a model.</summary>
/// <param name="Stage">Which stage.</param>
/// <param name="Says">What is done there.</param>
/// <param name="Numbers">What it comes to.</param>
public sealed record ModelStageDescription(string Stage, string Says, IReadOnlyList<ModelNumberDescription> Numbers);
