using StrategySim.GameTheory.Catalog;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Equilibria;
using StrategySim.Simulation.Rules;

namespace StrategySim.Api.Contracts;

/// <summary>A named game with its payoff tables.</summary>
/// <param name="Id">Id, as <c>format: named</c> and scenarios take it.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Description">What the game is about and what marks it.</param>
/// <param name="Hold">What holding means in this game.</param>
/// <param name="Yield">What yielding means; the strategy that rules of cooperation play.</param>
/// <param name="Source">Where the game comes from.</param>
/// <param name="Variants">Its payoff tables; the first one is the default.</param>
public sealed record NamedGame(string Id, string Title, string Description, string Hold, string Yield, string Source, IReadOnlyList<NamedGameVariant> Variants)
{
    internal static NamedGame From(GameDefinition game) =>
        new(game.Id, game.Title, game.Description, game.Hold, game.Yield, game.Source, [.. game.Variants.Select(NamedGameVariant.From)]);
}

/// <summary>One payoff table of a named game.</summary>
/// <param name="Id">Id of the variant.</param>
/// <param name="Title">Name for people.</param>
/// <param name="GameType">Which game the table is.</param>
/// <param name="Payoffs">T, R, S, P, g and h of the players A and B, exact; payoff units.</param>
/// <param name="Equilibria">All Nash equilibria, profiles in descending order.</param>
public sealed record NamedGameVariant(string Id, string Title, GameTypeDescription GameType, IReadOnlyList<HoldYieldNumbers> Payoffs, IReadOnlyList<HoldProfile> Equilibria)
{
    internal static NamedGameVariant From(GameVariant variant) => new(
        variant.Id,
        variant.Title,
        GameTypeDescription.From(variant.Type, "A", "B"),
        [HoldYieldNumbers.From("A", variant.A), HoldYieldNumbers.From("B", variant.B)],
        [.. variant.KnownEquilibria.Select(HoldProfile.From)]);
}

/// <summary>An equilibrium of a game of holding or yielding.</summary>
/// <param name="Hold">The exact probability of holding, of A and of B.</param>
/// <param name="Payoffs">What A and B expect, exact; payoff units.</param>
public sealed record HoldProfile(IReadOnlyList<string> Hold, IReadOnlyList<string> Payoffs)
{
    internal static HoldProfile From(KnownEquilibrium known) =>
        new([known.P.ToString(), known.Q.ToString()], [known.PayoffA.ToString(), known.PayoffB.ToString()]);
}

/// <summary>A decision rule: a way to play a repeated game.</summary>
/// <param name="Id">Id, as scenarios take it.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Description">What it does, precisely enough to write it again.</param>
/// <param name="Source">Where it is from.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Deterministic">Whether it never draws a random number, whatever its parameters.</param>
/// <param name="MemoryDepth">Rounds of history that its choice may depend on; null where that is unbounded.</param>
/// <param name="UsesPayoffs">Whether it looks at the payoff table.</param>
/// <param name="NeedsCooperate">Whether the game must say which strategy is cooperating (<c>cooperate</c>).</param>
/// <param name="Memory">What it remembers: one of finitely many states, so that its matches with its like have exact answers; a count without bound; or what it learns from payoffs and names.</param>
/// <param name="TakesElse">Whether it takes another rule to fall back on (<c>else</c>).</param>
public sealed record Rule(
    string Id,
    string Name,
    string Description,
    string Source,
    IReadOnlyList<RuleParameterDescription> Parameters,
    bool Deterministic,
    int? MemoryDepth,
    bool UsesPayoffs,
    bool NeedsCooperate,
    RuleMemory Memory,
    bool TakesElse)
{
    internal static Rule From(DecisionRule rule) => new(
        rule.Id,
        rule.Name,
        rule.Description,
        rule.Source,
        [.. rule.Parameters.Select(p => new RuleParameterDescription(p.Name, p.Kind, p.Default, p.Required, p.Description))],
        rule.Traits.Deterministic,
        rule.Traits.MemoryDepth,
        rule.Traits.UsesPayoffs,
        rule.Traits.NeedsCooperate,
        rule.Traits.Memory,
        rule.TakesElse);
}

/// <summary>A parameter of a decision rule.</summary>
/// <param name="Name">Name, as scenarios take it.</param>
/// <param name="Kind">What it may be.</param>
/// <param name="Default">Its text where a scenario does not give it; empty where it has none.</param>
/// <param name="Required">Whether it must be given.</param>
/// <param name="Description">Meaning and range.</param>
public sealed record RuleParameterDescription(string Name, RuleParameterKind Kind, string Default, bool Required, string Description);

/// <summary>A solver for Nash equilibria.</summary>
/// <param name="Id">Id, as <c>method</c> takes it; <c>all</c> picks the most complete solver for the game.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Source">Where the method comes from.</param>
/// <param name="Exact">Whether every number of its answers is exact.</param>
/// <param name="Complete">Whether it finds the whole Nash set of every game that it takes.</param>
/// <param name="Guarantee">The promise in words.</param>
/// <param name="Limits">What bounds its work.</param>
public sealed record Solver(string Id, string Name, string Source, bool Exact, bool Complete, string Guarantee, string Limits)
{
    internal static Solver From(INashSolver solver) =>
        new(solver.Id, solver.Name, solver.Source, solver.Guarantees.Exact, solver.Guarantees.Complete, solver.Guarantees.Says, solver.Limits);
}

/// <summary>A solution concept.</summary>
/// <param name="Id">Id, as <c>concept</c> takes it.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Source">Where the concept comes from.</param>
/// <param name="Exact">Whether every number of its answers is exact.</param>
/// <param name="Guarantee">What an answer promises.</param>
/// <param name="Cost">What bounds the work.</param>
/// <param name="Takes">Which games it takes.</param>
/// <param name="Parameters">What <c>parameters</c> may tell it.</param>
public sealed record Concept(string Id, string Name, string Source, bool Exact, string Guarantee, string Cost, string Takes, IReadOnlyList<ConceptParameterDescription> Parameters)
{
    internal static Concept From(SolutionConcept concept) => new(
        concept.Id, concept.Name, concept.Source, concept.Exact, concept.Guarantee, concept.Cost, concept.Takes,
        [.. concept.Parameters.Select(p => new ConceptParameterDescription(p.Name, p.Kind, p.Default, p.Description))]);
}

/// <summary>A parameter of a solution concept.</summary>
/// <param name="Name">Name, as <c>parameters</c> takes it; the terminal has it as an option.</param>
/// <param name="Kind">What may stand there.</param>
/// <param name="Default">What holds where it is left out, in words.</param>
/// <param name="Description">Meaning, unit and range.</param>
public sealed record ConceptParameterDescription(string Name, string Kind, string Default, string Description);

/// <summary>The shocks that a scenario may have: when they strike, and how hard.</summary>
/// <param name="Processes">When shocks strike.</param>
/// <param name="Sizes">How the size of each arrival is drawn.</param>
/// <param name="Effects">What an arrival does, and for how long.</param>
/// <param name="Source">How draws are made, with the source.</param>
public sealed record ShockCatalogue(IReadOnlyList<ShockKind> Processes, IReadOnlyList<ShockKind> Sizes, IReadOnlyList<ShockParameter> Effects, string Source);

/// <summary>A kind of shock process or size.</summary>
/// <param name="Id">The word that scenarios use.</param>
/// <param name="Description">What it is.</param>
/// <param name="Parameters">Its parameters.</param>
public sealed record ShockKind(string Id, string Description, IReadOnlyList<ShockParameter> Parameters);

/// <summary>A parameter of a shock.</summary>
/// <param name="Name">Name, as scenarios take it.</param>
/// <param name="Required">Whether a scenario has to give it.</param>
/// <param name="Description">Meaning, unit and range.</param>
/// <param name="Expected">What may stand there.</param>
public sealed record ShockParameter(string Name, bool Required, string Description, string Expected);
