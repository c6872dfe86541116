using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Models;

/// <summary>A number that a model takes.</summary>
/// <param name="Name">Its name, a lower-case word or several with hyphens.</param>
/// <param name="Description">What it is, with its unit.</param>
/// <param name="Expected">The range, for faults.</param>
/// <param name="Usual">What holds where it is left out.</param>
/// <param name="Accepts">Whether a number is in the range.</param>
public sealed record ModelParameter(string Name, string Description, string Expected, Rational Usual, Func<Rational, bool> Accepts);

/// <summary>A number that a model gives.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it says.</param>
/// <param name="Value">The number.</param>
/// <param name="IsExact">Whether it is exact; otherwise it is irrational, and this a double within 1e-12 of it, relative to 1.</param>
public sealed record ModelNumber(string Name, string Description, Rational Value, bool IsExact = true)
{
    /// <summary>An irrational number.</summary>
    internal static ModelNumber Rounded(string name, string description, double value) => new(name, description, Rational.FromDouble(value), false);
}

/// <summary>What happens at one stage of a model that has several.</summary>
/// <param name="Stage">Which stage.</param>
/// <param name="Says">What whoever moves there does, in words.</param>
/// <param name="Numbers">What it comes to.</param>
public sealed record ModelStage(string Stage, string Says, ImmutableArray<ModelNumber> Numbers);

/// <summary>The solution of a model.</summary>
/// <param name="Numbers">What it comes to.</param>
/// <param name="Stages">Stage by stage, where there are several.</param>
public sealed record ModelSolution(ImmutableArray<ModelNumber> Numbers, ImmutableArray<ModelStage> Stages);

/// <summary>A small model of reputation, threat, bargaining or coalitions with a closed form.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Description">Who does what, in what order, for which payoffs.</param>
/// <param name="Concept">The equilibrium concept that the solution belongs to.</param>
/// <param name="Game">The game that the solution is of: a single game, or one that is repeated.</param>
/// <param name="Source">Where the model is from.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="Solve">The closed form; throws <see cref="InvalidGameException"/> where parameters do not go together.</param>
public sealed record StrategicModel(
    string Id,
    string Title,
    string Description,
    string Concept,
    string Game,
    string Source,
    ImmutableArray<ModelParameter> Parameters,
    Func<IReadOnlyDictionary<string, Rational>, ModelSolution> Solve)
{
    /// <summary>The most bits of a numerator or denominator: some models raise their parameters to powers.</summary>
    public const int MaximumBits = 64;

    /// <summary>Solves with numbers for some parameters and the usual ones for the others.</summary>
    /// <param name="given">Numbers by name.</param>
    /// <exception cref="InvalidGameException">A name is not known, a number is out of its range, or numbers do not go together.</exception>
    public ModelSolution With(IReadOnlyDictionary<string, Rational> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return Solve(Complete(given));
    }

    /// <summary>The numbers given and the usual ones for the others.</summary>
    /// <param name="given">Numbers by name.</param>
    /// <exception cref="InvalidGameException">A name is not known, or a number is out of its range.</exception>
    public IReadOnlyDictionary<string, Rational> Complete(IReadOnlyDictionary<string, Rational> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var faults = new List<GameFault>();
        foreach (string unknown in given.Keys.Where(name => Parameters.All(p => p.Name != name))) faults.Add(new GameFault($"/parameters/{unknown}", $"'{unknown}'", $"one of {string.Join(", ", Parameters.Select(p => p.Name))}"));
        var values = new Dictionary<string, Rational>();
        foreach (ModelParameter parameter in Parameters)
        {
            Rational value = values[parameter.Name] = given.TryGetValue(parameter.Name, out Rational own) ? own : parameter.Usual;
            if (value.Numerator.GetBitLength() > MaximumBits || value.Denominator.GetBitLength() > MaximumBits) faults.Add(new GameFault($"/parameters/{parameter.Name}", "a longer number", $"a fraction of two whole numbers of at most {MaximumBits} bits, some 19 digits"));
            else if (!parameter.Accepts(value)) faults.Add(new GameFault($"/parameters/{parameter.Name}", value.ToString(), parameter.Expected));
        }

        return faults.Count == 0 ? values : throw new InvalidGameException(faults);
    }

    internal static ModelParameter Fraction(string name, string description, Rational usual) =>
        new(name, description, "a number greater than 0 and less than 1", usual, x => x.Sign > 0 && x < Rational.One);

    internal static ModelParameter Positive(string name, string description, Rational usual) =>
        new(name, description, "a number greater than 0", usual, x => x.Sign > 0);

    internal static ModelParameter Whole(string name, string description, int minimum, int maximum, int usual) =>
        new(name, description, $"a whole number from {minimum} to {maximum}", usual, x => x.IsInteger && x >= minimum && x <= maximum);

    internal static ModelParameter Any(string name, string description, Rational usual) => new(name, description, "a number", usual, _ => true);
}
