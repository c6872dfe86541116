using System.Collections.Immutable;
using StrategySim.GameTheory.Games;

namespace StrategySim.GameTheory.Concepts;

/// <summary>A parameter that a solution concept takes.</summary>
/// <param name="Name">The name in requests, in camel case.</param>
/// <param name="Kind">What may stand there, such as "exact number" or "one of welfare, player, fairest, weights".</param>
/// <param name="Default">What holds where it is left out, in words.</param>
/// <param name="Description">Meaning, unit and range.</param>
public sealed record ConceptParameter(string Name, string Kind, string Default, string Description);

/// <summary>A solution concept: what it promises, what it takes, what it costs, where it is from.</summary>
/// <param name="Id">The id that requests name, in kebab case.</param>
/// <param name="Name">The name for people.</param>
/// <param name="Source">Paper, page or theorem.</param>
/// <param name="Exact">Whether every number of the answer is exact.</param>
/// <param name="Guarantee">What the answer promises, in words.</param>
/// <param name="Cost">What bounds the work, in words.</param>
/// <param name="Takes">Which games it takes, in words.</param>
/// <param name="Accepts">Whether it takes a game; size is bounded while it is solved, not here.</param>
/// <param name="Parameters">What it can be told.</param>
public sealed record SolutionConcept(
    string Id,
    string Name,
    string Source,
    bool Exact,
    string Guarantee,
    string Cost,
    string Takes,
    Func<NormalFormGame, bool> Accepts,
    ImmutableArray<ConceptParameter> Parameters)
{
    /// <summary>Refuses a game that the concept does not take.</summary>
    /// <exception cref="ArgumentException">It does not; says what it takes.</exception>
    internal void Require(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        if (!Accepts(game)) throw new ArgumentException($"The concept '{Id}' does not take the {game}; it takes {Takes}.", nameof(game));
    }
}
