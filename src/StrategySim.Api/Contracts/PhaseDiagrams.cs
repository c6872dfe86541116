using System.Text.Json.Serialization;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Contracts;

/// <summary>Which game a stage game of a scenario is, over one factor or two; computed from its payoffs, not simulated.</summary>
public sealed record PhaseDiagramResponse
{
    /// <summary>The scenario's id.</summary>
    public required string ScenarioId { get; init; }

    /// <summary>SHA-256 of the scenario's model.</summary>
    public required string ScenarioHash { get; init; }

    /// <summary>The game's id.</summary>
    public required string Game { get; init; }

    /// <summary>The players' ids, in order.</summary>
    public required IReadOnlyList<string> Players { get; init; }

    /// <summary>Whether the boundaries are exact and none is missed; false where the game has no type and was sampled.</summary>
    public required bool Exact { get; init; }

    /// <summary>Why it is exact, or what it is instead.</summary>
    public required string Because { get; init; }

    /// <summary>The factor along which the phases lie.</summary>
    public required PhaseFactorDescription Factor { get; init; }

    /// <summary>The second factor; null without one.</summary>
    public required PhaseFactorDescription? By { get; init; }

    /// <summary>States that the game reads and that stand still, and whatever the request set.</summary>
    public required IReadOnlyList<HeldValueDescription> Held { get; init; }

    /// <summary>Where the family of the game changes, or who leads it (in a game without a type: the kind of its Nash set), in order. With a second factor, see <c>lines</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PhaseBoundaryDescription>? Boundaries { get; init; }

    /// <summary>Where no family changes, but an order of payoffs or the risk-dominant equilibrium, in order. With a second factor, see <c>lines</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PhaseBoundaryDescription>? FinerBoundaries { get; init; }

    /// <summary>The pieces between all boundaries, in order; nothing changes within one. With a second factor, see <c>lines</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PhaseDescription>? Phases { get; init; }

    /// <summary>Where a payoff divides by zero, in order. With a second factor, see <c>lines</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PhaseGapDescription>? Gaps { get; init; }

    /// <summary>The phases at each value of the second factor, in order; left out without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PhaseLineDescription>? Lines { get; init; }

    /// <summary>Where in the second factor the list of phases changes, in order; left out without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PhaseTransitionDescription>? Transitions { get; init; }

    /// <summary>What a reader should know, in sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>How long it took, milliseconds.</summary>
    public required double ElapsedMs { get; init; }

    /// <summary>A diagram as it travels.</summary>
    /// <param name="diagram">The diagram.</param>
    /// <param name="elapsed">How long it took.</param>
    public static PhaseDiagramResponse From(PhaseDiagram diagram, TimeSpan elapsed)
    {
        ArgumentNullException.ThrowIfNull(diagram);
        PhaseLineDescription[] lines = [.. diagram.Lines.Select(line => PhaseLineDescription.From(line, diagram.Game))];
        PhaseLineDescription? one = diagram.By is null ? lines[0] : null;
        return new PhaseDiagramResponse
        {
            ScenarioId = diagram.Scenario.Id,
            ScenarioHash = diagram.Scenario.Hash,
            Game = diagram.Game.Id,
            Players = diagram.Game.Players,
            Exact = diagram.Exact,
            Because = diagram.Because,
            Factor = PhaseFactorDescription.Of(diagram.Factor),
            By = diagram.By is { } by ? PhaseFactorDescription.Of(by) : null,
            Held = [.. diagram.Held.Select(held => new HeldValueDescription(held.Name, ExactNumber.From(held.Value), held.Set))],
            Boundaries = one?.Boundaries,
            FinerBoundaries = one?.FinerBoundaries,
            Phases = one?.Phases,
            Gaps = one?.Gaps,
            Lines = one is null ? lines : null,
            Transitions = one is null ? [.. diagram.Transitions.Select(PhaseTransitionDescription.From)] : null,
            Notes = diagram.Notes,
            ElapsedMs = elapsed.TotalMilliseconds,
        };
    }

    /// <summary>The same with some of its columns only, and the boundaries at which one of these changes.</summary>
    /// <param name="types">Whether types of games are shown.</param>
    /// <param name="riskDominance">Whether risk-dominant equilibria are shown.</param>
    internal PhaseDiagramResponse Showing(bool types, bool riskDominance)
    {
        string risk = PhaseWords.Name(PhaseAspect.RiskDominance);
        return types && riskDominance ? this : this with
        {
            Boundaries = Kept(Boundaries),
            FinerBoundaries = Kept(FinerBoundaries),
            Phases = Columns(Phases),
            Lines = Lines is null ? null : [.. Lines.Select(line => line with { Boundaries = Kept(line.Boundaries)!, FinerBoundaries = Kept(line.FinerBoundaries)!, Phases = Columns(line.Phases)! })],
        };

        IReadOnlyList<PhaseBoundaryDescription>? Kept(IReadOnlyList<PhaseBoundaryDescription>? all) => all is null ? null : [.. all.Where(one => one.Changes.Any(change => change == risk ? riskDominance : types))];

        IReadOnlyList<PhaseDescription>? Columns(IReadOnlyList<PhaseDescription>? all) =>
            all is null ? null : [.. all.Select(one => one with { GameType = types ? one.GameType : null, RiskDominant = riskDominance ? one.RiskDominant : null })];
    }
}

/// <summary>A factor and its range.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>state</c> or <c>parameter</c>.</param>
/// <param name="Unit">Its unit; empty for a pure number.</param>
/// <param name="From">Lower end of the range.</param>
/// <param name="To">Upper end of the range.</param>
/// <param name="RangeFrom">Where the range is from: <c>asked</c>, <c>path</c> of the state, <c>range</c> of the parameter, or <c>bounds</c> of the state.</param>
/// <param name="ScenarioValue">Its value in the scenario: that of round 1 for a state.</param>
public sealed record PhaseFactorDescription(string Name, string Kind, string Unit, ExactNumber From, ExactNumber To, string RangeFrom, ExactNumber ScenarioValue)
{
    internal static PhaseFactorDescription Of(PhaseFactor factor) => new(
        factor.Name, factor.IsState ? "state" : "parameter", factor.Unit, ExactNumber.From(factor.From), ExactNumber.From(factor.To), factor.Source, ExactNumber.From(factor.ScenarioValue));
}

/// <summary>A parameter or state that stands still.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Set">Whether the request set it; otherwise it is the scenario's value of round 1.</param>
public sealed record HeldValueDescription(string Name, ExactNumber Value, bool Set);

/// <summary>The phases along the factor at one value of the second one.</summary>
/// <param name="By">That value; null without a second factor.</param>
/// <param name="Refined">Whether it was added where the list of phases changes; otherwise it is on the grid asked for.</param>
/// <param name="Boundaries">As in the answer with one factor.</param>
/// <param name="FinerBoundaries">As in the answer with one factor.</param>
/// <param name="Phases">As in the answer with one factor.</param>
/// <param name="Gaps">As in the answer with one factor.</param>
public sealed record PhaseLineDescription(
    ExactNumber? By,
    bool Refined,
    IReadOnlyList<PhaseBoundaryDescription> Boundaries,
    IReadOnlyList<PhaseBoundaryDescription> FinerBoundaries,
    IReadOnlyList<PhaseDescription> Phases,
    IReadOnlyList<PhaseGapDescription> Gaps)
{
    internal static PhaseLineDescription From(PhaseLine line, GameSpecification game) => new(
        line.By is Rational by ? ExactNumber.From(by) : null,
        line.Refined,
        [.. line.Boundaries.Select(boundary => PhaseBoundaryDescription.From(boundary, game))],
        [.. line.FinerBoundaries.Select(boundary => PhaseBoundaryDescription.From(boundary, game))],
        [.. line.Phases.Select(phase => PhaseDescription.Of(phase, game))],
        [.. line.Gaps.Select(gap => new PhaseGapDescription(PhasePlace.From(gap.From), PhasePlace.From(gap.To)))]);
}

/// <summary>A value of the factor.</summary>
/// <param name="At">The number itself: rational, such as <c>5/3</c>, or a surd, such as <c>(1+1*sqrt(5))/2</c>; null in other forms.</param>
/// <param name="Decimal">The nearest double, or one of the two nearest; the middle of the enclosure where it was sampled. Null where the number exceeds the range of doubles.</param>
/// <param name="Form"><c>rational</c>, <c>surd</c>, <c>root</c> (the only root of a polynomial in the enclosure) or <c>interval</c> (somewhere in the enclosure, by sampling).</param>
/// <param name="Enclosure">An interval that holds the number; left out where it is rational.</param>
/// <param name="Polynomial">The polynomial in x, in the form root; left out in the others.</param>
public sealed record PhasePlace(
    string? At,
    double? Decimal,
    string Form,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ExactRange? Enclosure,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Polynomial)
{
    internal static PhasePlace From(PhaseNumber number) => new(
        number.Exact,
        double.IsFinite(number.Decimal) ? number.Decimal : null,
        number.Form.ToString().ToLowerInvariant(),
        number.Form == PhaseNumberForm.Rational ? null : ExactRange.From(new RationalRange(number.Low, number.High)),
        number.Polynomial);
}

/// <summary>A place where something changes.</summary>
/// <param name="At">The place: rational, such as <c>5/3</c>, or a surd, such as <c>(1+1*sqrt(5))/2</c>; null in other forms.</param>
/// <param name="Decimal">The nearest double, or one of the two nearest; the middle of the enclosure where it was sampled. Null where the number exceeds the range of doubles.</param>
/// <param name="Form"><c>rational</c>, <c>surd</c>, <c>root</c> (the only root of a polynomial in the enclosure) or <c>interval</c> (somewhere in the enclosure, by sampling).</param>
/// <param name="Enclosure">An interval that holds the place; left out where it is rational.</param>
/// <param name="Polynomial">The polynomial in x, in the form root; left out in the others.</param>
/// <param name="Of">The coarsest thing that changes: <c>family</c>, <c>order</c>, <c>risk-dominance</c>, or <c>equilibria</c> in a game without a type.</param>
/// <param name="Changes">Everything that changes, the coarsest first.</param>
/// <param name="Detail">The changes in words: what was before, and what comes after.</param>
/// <param name="Before">The game below the place, in words; null at the lower end of the range and beside a gap.</param>
/// <param name="There">What holds at the place itself, such as a threshold; null where a payoff divides by zero and where the place was sampled.</param>
/// <param name="After">The game above the place, in words; null at the upper end of the range and beside a gap.</param>
public sealed record PhaseBoundaryDescription(
    string? At,
    double? Decimal,
    string Form,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ExactRange? Enclosure,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Polynomial,
    string Of,
    IReadOnlyList<string> Changes,
    string Detail,
    string? Before,
    PhaseContent? There,
    string? After)
{
    internal static PhaseBoundaryDescription From(PhaseBoundary boundary, GameSpecification game)
    {
        var place = PhasePlace.From(boundary.At);
        string[] changes = [.. boundary.Changes.Select(PhaseWords.Name)];
        return new PhaseBoundaryDescription(
            place.At,
            place.Decimal,
            place.Form,
            place.Enclosure,
            place.Polynomial,
            changes[0],
            changes,
            PhaseWords.Detail(boundary, game),
            boundary.Before is { } before ? PhaseWords.Game(before, game) : null,
            boundary.There is { } there ? PhaseContent.From(there, game) : null,
            boundary.After is { } after ? PhaseWords.Game(after, game) : null);
    }
}

/// <summary>A piece of the factor's range within which nothing changes.</summary>
/// <param name="From">Its lower end.</param>
/// <param name="IncludesFrom">Whether the lower end belongs to it.</param>
/// <param name="To">Its upper end.</param>
/// <param name="IncludesTo">Whether the upper end belongs to it.</param>
/// <param name="Sample">A number inside, at which what follows was read off the scenario's own expressions.</param>
/// <param name="GameType">Which game it is; null for a game without a type.</param>
/// <param name="Equilibria">How many equilibria there are, and of what kind.</param>
/// <param name="RiskDominant">The strict pure equilibrium with the larger Nash product, both at a tie; null where there are not exactly two.</param>
public sealed record PhaseDescription(
    PhasePlace From,
    bool IncludesFrom,
    PhasePlace To,
    bool IncludesTo,
    ExactNumber Sample,
    GameTypeDescription? GameType,
    EquilibriumCountDescription Equilibria,
    IReadOnlyList<PhaseOutcome>? RiskDominant)
{
    internal static PhaseDescription Of(Phase phase, GameSpecification game)
    {
        var content = PhaseContent.From(phase.Facts, game);
        return new PhaseDescription(
            PhasePlace.From(phase.From), phase.IncludesFrom, PhasePlace.From(phase.To), phase.IncludesTo, ExactNumber.From(phase.Sample), content.GameType, content.Equilibria, content.RiskDominant);
    }
}

/// <summary>What holds at a place.</summary>
/// <param name="GameType">Which game it is; null for a game without a type.</param>
/// <param name="Equilibria">How many equilibria there are, and of what kind.</param>
/// <param name="RiskDominant">The strict pure equilibrium with the larger Nash product, both at a tie; null where there are not exactly two.</param>
public sealed record PhaseContent(GameTypeDescription? GameType, EquilibriumCountDescription Equilibria, IReadOnlyList<PhaseOutcome>? RiskDominant)
{
    internal static PhaseContent From(PhaseFacts facts, GameSpecification game) => new(
        facts.Type is { } type ? GameTypeDescription.From(type, game.Players[0], game.Players[1]) : null,
        EquilibriumCountDescription.From(facts, game),
        facts.RiskDominant is { } risk ? [.. Classification.Single(risk).Select(outcome => PhaseOutcome.From(outcome, game))] : null);
}

/// <summary>A pure outcome of a game of holding or yielding.</summary>
/// <param name="Label">The players' letters, the first player's first: HH, HY, YH or YY.</param>
/// <param name="Strategies">What each player plays, in the order of the players.</param>
public sealed record PhaseOutcome(string Label, IReadOnlyList<string> Strategies)
{
    internal static PhaseOutcome From(OutcomeSet outcome, GameSpecification game)
    {
        string label = outcome.ToString();
        return new PhaseOutcome(label, [.. label.Select((letter, player) => PhaseWords.Strategy(letter, player, game))]);
    }
}

/// <summary>The Nash equilibria of the stage game, counted.</summary>
/// <param name="Pure">Equilibria in pure strategies, those that lie in sets included.</param>
/// <param name="Mixed">Isolated equilibria in which somebody mixes.</param>
/// <param name="Sets">Connected sets of more than one equilibrium.</param>
/// <param name="Dimension">The largest dimension of such a set; 0 where there is none.</param>
/// <param name="PureProfiles">The pure ones: what each player plays, in the order of the players.</param>
/// <param name="Complete">Whether that is the whole Nash set; otherwise mixed equilibria may be missing, which happens only with more than two players or where a game is too large.</param>
public sealed record EquilibriumCountDescription(int Pure, int Mixed, int Sets, int Dimension, IReadOnlyList<IReadOnlyList<string>> PureProfiles, bool Complete)
{
    internal static EquilibriumCountDescription From(PhaseFacts facts, GameSpecification game)
    {
        EquilibriumCount count = facts.Equilibria;
        // A type knows letters, not what this game calls holding and yielding.
        IReadOnlyList<string>[] profiles =
        [
            .. count.PureProfiles.Select(profile => profile.Select((played, player) => facts.Type is null ? played : PhaseWords.Strategy(played[0], player, game)).ToArray()),
        ];
        return new EquilibriumCountDescription(count.Pure, count.Mixed, count.Sets, count.Dimension, profiles, count.Complete);
    }
}

/// <summary>Where a payoff divides by zero: a place, or all places between two.</summary>
/// <param name="From">Lower end.</param>
/// <param name="To">Upper end; equal to the lower where it is one place.</param>
public sealed record PhaseGapDescription(PhasePlace From, PhasePlace To);

/// <summary>A change of the list of phases in the second factor.</summary>
/// <param name="Between">A value below it and a value above it, of which one may be its own.</param>
/// <param name="At">Its own value, where that is known exactly: the list is neither that below nor that above there, or a boundary comes to an end of the range, or meets another one; null where none was met.</param>
public sealed record PhaseTransitionDescription(ExactRange Between, ExactNumber? At)
{
    internal static PhaseTransitionDescription From(PhaseTransition transition) =>
        new(ExactRange.From(new RationalRange(transition.Low, transition.High)), transition.At is Rational at ? ExactNumber.From(at) : null);
}
