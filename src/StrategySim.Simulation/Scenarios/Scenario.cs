using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Play;

namespace StrategySim.Simulation.Scenarios;

/// <summary>A validated scenario: actors, what they know and want, the games between them, what moves, and how to run it.</summary>
/// <remarks>
/// Immutable. Instances come from <see cref="ScenarioReader"/> only, so every scenario is valid. Maps are ordered by
/// ordinal id, so the order in which a document lists its games changes no result.
/// </remarks>
public sealed record Scenario
{
    internal Scenario()
    {
    }

    /// <summary>The id its author gave it.</summary>
    public required string Id { get; init; }

    /// <summary>Title, or the id where the document has none.</summary>
    public required string Title { get; init; }

    /// <summary>What it is about, for people; may be empty.</summary>
    public required string Description { get; init; }

    /// <summary>What it claims of itself: <c>stylised</c>, <c>calibrated</c> or <c>historical</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Rounds and their meaning.</summary>
    public required TimeSettings Time { get; init; }

    /// <summary>How payoffs may be added up.</summary>
    public required PayoffSettings Payoffs { get; init; }

    /// <summary>The actors by id.</summary>
    public required IReadOnlyDictionary<string, Actor> Actors { get; init; }

    /// <summary>The clubs by id.</summary>
    public required IReadOnlyDictionary<string, Club> Clubs { get; init; }

    /// <summary>The sources by id.</summary>
    public required IReadOnlyDictionary<string, SourceReference> Sources { get; init; }

    /// <summary>The parameters by name.</summary>
    public required IReadOnlyDictionary<string, Parameter> Parameters { get; init; }

    /// <summary>The states by name.</summary>
    public required IReadOnlyDictionary<string, StateVariable> States { get; init; }

    /// <summary>The games by id; at least one.</summary>
    public required IReadOnlyDictionary<string, GameSpecification> Games { get; init; }

    /// <summary>The shocks by id.</summary>
    public required IReadOnlyDictionary<string, ShockSpecification> Shocks { get; init; }

    /// <summary>How names are made.</summary>
    public required ReputationSettings Reputation { get; init; }

    /// <summary>How it is run.</summary>
    public required RunSettings Run { get; init; }

    internal ScenarioIdentity Identity { get; init; } = null!;

    /// <summary>What the reader tried the first round on, so that whoever plays need not compile again; of this very instance or of one that it was copied from.</summary>
    internal Play.CompiledScenario? Tried { get; set; }

    /// <summary>SHA-256 (64 hexadecimal digits) of the model: the canonical form less titles, provenance and notes.</summary>
    public string Hash => Identity.Hash;

    /// <summary>SHA-256 of the model less seed and replications: names the point of parameter space.</summary>
    public string PointId => Identity.PointId;

    /// <summary>The canonical model as compact JSON: what <see cref="Hash"/> is taken of.</summary>
    public string ToModelJson() => Identity.Model;

    /// <summary>The canonical document as compact JSON, titles and provenance included; reading it gives an equal scenario.</summary>
    public string ToCanonicalJson() => CanonicalForm.Text(this, includeProse: true);

    /// <summary>The same scenario with another seed or number of replications; null keeps the present one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one replication.</exception>
    public Scenario WithRun(ulong? seed, int? replications)
    {
        if (replications is int n) ArgumentOutOfRangeException.ThrowIfLessThan(n, 1, nameof(replications));
        return (this with { Run = Run with { Seed = seed ?? Run.Seed, Replications = replications ?? Run.Replications } }).Identified();
    }

    internal Scenario Identified() => this with { Identity = new ScenarioIdentity(this) };
}

/// <summary>The texts and hashes that name a scenario, each written when it is first asked for.</summary>
internal sealed class ScenarioIdentity(Scenario scenario)
{
    private readonly Lazy<(string Text, string Hash)> _model = new(() => CanonicalForm.Identify(scenario));
    private readonly Lazy<string> _pointId = new(() => CanonicalForm.PointId(scenario));

    public string Model => _model.Value.Text;

    public string Hash => _model.Value.Hash;

    public string PointId => _pointId.Value;
}

/// <summary>Rounds and their meaning.</summary>
/// <param name="Period">What one round stands for, such as <c>quarter</c>; for people.</param>
/// <param name="Start">What round 1 stands for, such as <c>2024-Q1</c>; for people.</param>
/// <param name="Horizon">Rounds at most, 1 to 10⁷.</param>
/// <param name="DiscountFactors">δ of each actor, in [0, 1), over parameters.</param>
public sealed record TimeSettings(string Period, string Start, int Horizon, IReadOnlyDictionary<string, Expression> DiscountFactors);

/// <summary>How payoffs may be added up.</summary>
/// <param name="ComparableAcrossActors">Whether utilities of different actors share a unit; joint surplus is reported only then.</param>
/// <param name="SumAcrossGames">Whether an actor's payoffs of different games share a unit; totals over games (<c>*</c>) are reported only then.</param>
public sealed record PayoffSettings(bool ComparableAcrossActors, bool SumAcrossGames);

/// <summary>A state or bloc.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is, such as <c>state</c>, <c>bloc</c> or <c>producer</c>; for people.</param>
public sealed record Actor(string Id, string Name, string Kind);

/// <summary>A club of actors; in expressions its id is 1 while it is active, and <c>CLUB.ACTOR</c> is 1 while it is active for a member.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its name.</param>
/// <param name="Members">Actor ids, in order.</param>
/// <param name="Active">Whether it is in force.</param>
public sealed record Club(string Id, string Title, IReadOnlyList<string> Members, bool Active);

/// <summary>Where a figure is from.</summary>
public sealed record SourceReference(string Id, string Title, string Year, string Publisher, string Doi, string Url);

/// <summary>A named number.</summary>
/// <param name="Name">Its name in expressions.</param>
/// <param name="Definition">A number, or an expression over other parameters where <paramref name="Derived"/>.</param>
/// <param name="Derived">Whether it follows from others.</param>
/// <param name="Value">Its exact value at the start.</param>
/// <param name="Unit">Unit; empty for a pure number.</param>
/// <param name="Source">Id of the source; empty where it has none.</param>
/// <param name="Year">Year or years that the figure speaks of; empty where unknown.</param>
/// <param name="Assumption">Why it is assumed; empty where it is not an assumption.</param>
/// <param name="Range">Least and greatest sensible value, for sweeps and readers; null where not given.</param>
/// <param name="Note">Anything else for readers.</param>
public sealed record Parameter(
    string Name,
    Expression Definition,
    bool Derived,
    Rational Value,
    string Unit,
    string Source,
    string Year,
    string Assumption,
    (Rational Low, Rational High)? Range,
    string Note);

/// <summary>A number that moves by itself; shocks add to it.</summary>
/// <param name="Name">Its name in expressions.</param>
/// <param name="Initial">Value in round 1, before shocks.</param>
/// <param name="Drift">Added each round from the second on; may use parameters.</param>
/// <param name="Minimum">Lower bound; null for none.</param>
/// <param name="Maximum">Upper bound; null for none.</param>
/// <param name="HalfLife">Rounds in which the distance from the initial value halves; null where it does not return.</param>
/// <param name="Path">Knots of a piecewise-linear path, constant beyond its ends; null where drift and half-life rule.</param>
/// <param name="Unit">Unit; empty for a pure number.</param>
/// <param name="Note">Anything else for readers.</param>
public sealed record StateVariable(
    string Name,
    Expression Initial,
    Expression Drift,
    Expression? Minimum,
    Expression? Maximum,
    Expression? HalfLife,
    IReadOnlyList<PathKnot>? Path,
    string Unit,
    string Note);

/// <summary>A knot of a path.</summary>
public sealed record PathKnot(int Round, Expression Value);

/// <summary>The forms in which a scenario gives a game.</summary>
public enum GameForm
{
    /// <summary>A game of the catalogue, by id and variant.</summary>
    Named,

    /// <summary>A payoff table for any number of players and strategies.</summary>
    Table,

    /// <summary>Hold or yield, with T, R, S, P from primitives.</summary>
    Concession,

    /// <summary>A demand or none, conceded or resisted, the threat executed or not; payoffs from primitives.</summary>
    Threat,
}

/// <summary>A stage game between actors and the rules by which they play it.</summary>
public sealed record GameSpecification
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name for people, or the id.</summary>
    public required string Title { get; init; }

    /// <summary>Its form.</summary>
    public required GameForm Form { get; init; }

    /// <summary>The seats in order, such as A, B; the first seat is the row player.</summary>
    public required IReadOnlyList<string> Seats { get; init; }

    /// <summary>The actor in each seat.</summary>
    public required IReadOnlyList<string> Players { get; init; }

    /// <summary>The strategies of each player, in order.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Strategies { get; init; }

    /// <summary>Which strategy of each player counts as cooperating, yielding; null where the game does not say.</summary>
    public required IReadOnlyList<int>? Cooperate { get; init; }

    /// <summary>The player who moves first; null where all move at once.</summary>
    public required int? FirstMover { get; init; }

    /// <summary>The rule of each player.</summary>
    public required IReadOnlyList<RuleReference> Rules { get; init; }

    /// <summary>Payoffs by cell and player: cell · players + player, the first player's strategy varying slowest.</summary>
    public required IReadOnlyList<Expression> Payoffs { get; init; }

    /// <summary>Named games: the game's id; otherwise empty.</summary>
    public string NamedGame { get; init; } = "";

    /// <summary>Named games: the variant's id; otherwise empty.</summary>
    public string Variant { get; init; } = "";

    /// <summary>Concession games: the primitives of each player; otherwise null.</summary>
    public IReadOnlyList<ConcessionExpressions>? Primitives { get; init; }

    /// <summary>Threat games: the primitives; otherwise null.</summary>
    public ThreatExpressions? Threat { get; init; }

    /// <summary>Anything for readers.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether two players with two strategies each hold or yield, so that the table has a game type.</summary>
    public bool HasGameType => Players.Count == 2 && Cooperate is not null && Strategies[0].Count == 2 && Strategies[1].Count == 2;

    /// <summary>The game type of a table; null where the game has none.</summary>
    /// <param name="payoffs">As in <see cref="Payoffs"/>.</param>
    public GameType? TypeOf(ReadOnlySpan<Rational> payoffs)
    {
        if (!HasGameType) return null;
        (HoldYieldPayoffs a, HoldYieldPayoffs b) = StageTable.HoldYieldOf(payoffs, [.. Cooperate!]);
        return GameTypes.Of(a, b);
    }

    /// <summary>Cells of the table.</summary>
    public int Cells => Strategies.Aggregate(1, (n, s) => n * s.Count);
}

/// <summary>The primitives of a concession game for one player: T = σV, R = V/2 − c, S = (1 − σ)V − ρ, P = D − κ.</summary>
/// <param name="Surplus">V, payoff units.</param>
/// <param name="WinnerShare">σ, share of V taken by the side whose scheme is used.</param>
/// <param name="CompromiseCost">c, payoff units.</param>
/// <param name="OutsideOption">D, payoff units.</param>
/// <param name="ConcessionCost">ρ, payoff units.</param>
/// <param name="ClashDamage">κ, payoff units.</param>
public sealed record ConcessionExpressions(
    Expression Surplus, Expression WinnerShare, Expression CompromiseCost, Expression OutsideOption, Expression ConcessionCost, Expression ClashDamage);

/// <summary>The primitives of a threat game; payoffs, the threatener's first: 0, 0 without a demand; d, −d conceded; −k, −h executed; −r, b backed down.</summary>
/// <param name="Demand">d, payoff units.</param>
/// <param name="ExecutionCost">k, payoff units.</param>
/// <param name="BackDownCost">r, payoff units.</param>
/// <param name="Harm">h, payoff units.</param>
/// <param name="BackDownGain">b, payoff units.</param>
public sealed record ThreatExpressions(Expression Demand, Expression ExecutionCost, Expression BackDownCost, Expression Harm, Expression BackDownGain);

/// <summary>A decision rule with its parameters.</summary>
/// <param name="Id">Id in the rule catalogue.</param>
/// <param name="Parameters">Every parameter with its text: defaults filled in, numbers in canonical form.</param>
/// <param name="Else">The rule used where this one has no answer; null where it always has.</param>
public sealed record RuleReference(string Id, IReadOnlyDictionary<string, string> Parameters, RuleReference? Else = null);

/// <summary>How the sizes of shocks are drawn.</summary>
public enum ShockSizeKind
{
    /// <summary>Always the first number.</summary>
    Fixed,

    /// <summary>Exponential with the first number as mean; a negative mean gives negative sizes.</summary>
    Exponential,

    /// <summary>Uniform between the two numbers.</summary>
    Uniform,

    /// <summary>Normal with mean and standard deviation.</summary>
    Normal,
}

/// <summary>A disturbance of a state or parameter.</summary>
/// <param name="Id">Its id; its stream is <c>shock/ID</c>.</param>
/// <param name="Title">Its name for people, or the id.</param>
/// <param name="Rate">Poisson: expected arrivals a round, over parameters; null where the rounds are scheduled.</param>
/// <param name="Rounds">Scheduled: the rounds in which it strikes; empty where it is a Poisson process.</param>
/// <param name="Target">The state or parameter it adds to.</param>
/// <param name="SizeKind">How sizes are drawn.</param>
/// <param name="First">First number of the size.</param>
/// <param name="Second">Second number of the size; 0 where there is none.</param>
/// <param name="HalfLife">Rounds in which its effect halves; null where it lasts.</param>
/// <param name="Note">Anything for readers.</param>
public sealed record ShockSpecification(
    string Id,
    string Title,
    Expression? Rate,
    IReadOnlyList<int> Rounds,
    string Target,
    ShockSizeKind SizeKind,
    Expression First,
    Expression Second,
    Expression? HalfLife,
    string Note);

/// <summary>Whose conduct counts towards a name.</summary>
public enum ReputationScope
{
    /// <summary>No names: beliefs stay at the prior.</summary>
    Off,

    /// <summary>Each game has its own names.</summary>
    Pair,

    /// <summary>An actor has one name, made in all its games.</summary>
    General,
}

/// <summary>How names are made: a Beta belief that an actor is firm (holds).</summary>
/// <param name="PriorFirm">α of the Beta prior, greater than 0.</param>
/// <param name="PriorYielding">β of the Beta prior, greater than 0.</param>
/// <param name="Memory">λ in (0, 1]: the weight of a round falls by λ each later round; 1 never forgets.</param>
/// <param name="Scope">Whose conduct counts.</param>
/// <param name="FeedbackCost">What carrying the chicken label adds to ρ, payoff units; null where it does not feed back.</param>
public sealed record ReputationSettings(Expression PriorFirm, Expression PriorYielding, Expression Memory, ReputationScope Scope, Expression? FeedbackCost);

/// <summary>How a scenario is run.</summary>
/// <param name="ExecutionNoise">Probability in [0, 1) that an intended action slips to another one.</param>
/// <param name="Continuation">Probability in [0, 1] of another round; 1 plays to the horizon.</param>
/// <param name="Replications">Units, at least 1.</param>
/// <param name="Seed">The seed; 0 is a seed.</param>
/// <param name="Quantum">State that feeds payoffs is rounded half-even to a multiple of this after each draw or decay.</param>
public sealed record RunSettings(Expression ExecutionNoise, Expression Continuation, int Replications, ulong Seed, Rational Quantum);
