using System.Globalization;
using StrategySim.Api.Documents;
using StrategySim.Experiments.Models;
using StrategySim.GameTheory.Models;

namespace StrategySim.Api.Contracts;

/// <summary>Numbers for a model.</summary>
/// <param name="Parameters">Numbers by the names of the model's parameters; those that are left out have their usual values.</param>
/// <param name="Simulate">Play beside the closed form; none where it is left out.</param>
[RequestContract]
public sealed record ModelRequest(IReadOnlyDictionary<string, ExactInput>? Parameters, ModelSimulationInput? Simulate);

/// <summary>Play of a model.</summary>
/// <param name="Replications">How often it is played, 1 to 1,000,000; 10,000 where it is left out.</param>
/// <param name="Seed">The 64-bit seed, as a number or as decimal digits in text; 0 where it is left out.</param>
[RequestContract]
public sealed record ModelSimulationInput(int? Replications, SeedInput? Seed);

/// <summary>A small model of reputation, threat, bargaining or coalitions.</summary>
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
/// <param name="Simulation">What play shows beside the closed form; null where none was asked for.</param>
public sealed record ModelResponse(
    string Model,
    string Concept,
    string Game,
    string Source,
    IReadOnlyDictionary<string, ExactNumber> Parameters,
    IReadOnlyList<ModelNumberDescription> Numbers,
    IReadOnlyList<ModelStageDescription> Stages,
    ModelSimulationDescription? Simulation)
{
    /// <summary>Answers a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static ModelResponse Of(ModelQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        StrategicModel model = question.Model;
        return new ModelResponse(
            model.Id, model.Concept, model.Game, model.Source,
            model.Parameters.ToDictionary(p => p.Name, p => ExactNumber.From(question.Values[p.Name])),
            [.. question.Solution.Numbers.Select(ModelNumberDescription.From)],
            [.. question.Solution.Stages.Select(stage => new ModelStageDescription(stage.Stage, stage.Says, [.. stage.Numbers.Select(ModelNumberDescription.From)]))],
            question.Simulate is { } asked ? ModelSimulationDescription.Of(question, asked, cancellationToken) : null);
    }
}

/// <summary>A number that a model gives.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it says.</param>
/// <param name="Value">The number.</param>
public sealed record ModelNumberDescription(string Name, string Description, ModelValue Value)
{
    internal static ModelNumberDescription From(ModelNumber number) => new(number.Name, number.Description, ModelValue.From(number));
}

/// <summary>A number in closed form.</summary>
/// <param name="Exact">The number: an integer or a fraction in lowest terms; null where it is irrational or has more than 2,000 characters.</param>
/// <param name="Decimal">The nearest double, of an irrational number within 1e-12; null where the number exceeds the range of doubles.</param>
public sealed record ModelValue(string? Exact, double? Decimal)
{
    private const int MaximumLength = 2000;

    internal static ModelValue From(ModelNumber number) => new(number.IsExact && number.Value.ToString() is { Length: <= MaximumLength } exact ? exact : null, ExactNumber.DecimalOf(number.Value));
}

/// <summary>Play of a model: players who follow the equilibrium, or depart from it where a number says so, and what comes of it by chance.</summary>
/// <param name="Replications">How often it was played.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Numbers">Numbers of the closed form that play shows, with what it showed.</param>
public sealed record ModelSimulationDescription(int Replications, string Seed, IReadOnlyList<SimulatedNumberDescription> Numbers)
{
    internal static ModelSimulationDescription Of(ModelQuestion question, ModelSimulationQuestion asked, CancellationToken cancellationToken) => new(
        asked.Replications, asked.Seed.ToString(CultureInfo.InvariantCulture),
        [.. ModelSimulation.Play(question.Model, question.Values, question.Solution, asked.Seed, asked.Replications, cancellationToken).Select(SimulatedNumberDescription.From)]);
}

/// <summary>A number that play shows.</summary>
/// <param name="Name">Its name in the closed form.</param>
/// <param name="ClosedForm">What it is by the closed form; null where that is not known.</param>
/// <param name="Mean">The mean or rate that was observed.</param>
/// <param name="Lower">Lower end of the 95 % interval; null for a mean of one observation.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Interval">Which interval: <c>student</c> for means, <c>wilson</c> for rates.</param>
/// <param name="Inside">Whether the closed form lies in the interval, as it should nineteen times in twenty; null without either.</param>
/// <param name="N">Observations.</param>
public sealed record SimulatedNumberDescription(string Name, double? ClosedForm, double Mean, double? Lower, double? Upper, string Interval, bool? Inside, int N)
{
    // A mean of equal observations has an interval of one point, to which sums in floating point come only nearly.
    private const double Rounding = 1e-12;

    internal static SimulatedNumberDescription From(SimulatedNumber seen) => Of(seen.Number.Name, ExactNumber.DecimalOf(seen.Number.Value), seen.Mean, seen.Lower, seen.Upper, seen.IsRate, seen.N);

    internal static SimulatedNumberDescription Of(string name, double? closed, double mean, double? lower, double? upper, bool isRate, int n)
    {
        double slack = Rounding * Math.Max(1, Math.Abs(closed ?? 0));
        return new(name, closed, mean, lower, upper, isRate ? "wilson" : "student", closed is null || lower is null ? null : closed >= lower - slack && closed <= upper + slack, n);
    }
}

/// <summary>A stage of a model.</summary>
/// <param name="Stage">Which stage.</param>
/// <param name="Says">What is done there.</param>
/// <param name="Numbers">What it comes to.</param>
public sealed record ModelStageDescription(string Stage, string Says, IReadOnlyList<ModelNumberDescription> Numbers);
