namespace StrategySim.Api.Contracts;

/// <summary>Marks a record that describes a request: what may be null here may be left out, and null itself is refused.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequestContractAttribute : Attribute;

// These records describe request bodies to the OpenAPI document. Bodies are read from their text by the readers in
// Documents and GameDocuments, which know the place of every value; a test holds the two together field by field.

/// <summary>A game, and what is asked of it.</summary>
/// <param name="Game">The game.</param>
/// <param name="Concept">The solution concept's id (see <c>/concepts</c>); <c>nash</c> where it is left out.</param>
/// <param name="Method">A solver's id (see <c>/solvers</c>), or <c>all</c>: every equilibrium; where the search over three or more players ends early, the answer says that it is not complete, and which supports are open. <c>all</c> where it is left out. Only of the concept <c>nash</c>.</param>
/// <param name="Label">The label at which the method <c>lemke-howson</c> starts, from 0: a strategy, the first player's counted first. Several are tried where it is left out; not for other methods.</param>
/// <param name="Parameters">What the concept is told, by the names that <c>/concepts</c> lists.</param>
[RequestContract]
public sealed record EquilibriaRequest(GameInput Game, string? Concept, string? Method, int? Label, ConceptParametersInput? Parameters);

/// <summary>The parameters of a solution concept, by name.</summary>
public abstract record ConceptParametersInput;

/// <summary>A 2 × 2 game to classify.</summary>
/// <param name="Game">Two players with two strategies each.</param>
/// <param name="Cooperate">Which strategy yields (cooperates): one strategy id for both players, or a map from player id to strategy id. The second strategy of each player where it is left out, and the answer says so.</param>
[RequestContract]
public sealed record ClassifyRequest(GameInput Game, StrategyChoice? Cooperate);

/// <summary>A run to start. A scenario document by itself is taken too.</summary>
/// <param name="Scenario">The id of a shipped or kept scenario, or a scenario document.</param>
/// <param name="Seed">The 64-bit seed of all random numbers, 0 included, as a number or as decimal digits in text; the scenario's own where it is left out.</param>
/// <param name="Replications">Units of play, at least 1; the scenario's own where it is left out.</param>
/// <param name="Execution">How units are played: <c>batch</c>, whole units in parallel on all cores; or <c>actors</c>, at most 100 units, one after another and round by round, each state deciding for itself, to be watched, paced, paused, stepped and intervened in. <c>batch</c> where it is left out.</param>
/// <param name="StartPaused">Whether the run waits, before its first round, to be resumed or stepped; no where it is left out.</param>
/// <param name="RoundsPerSecond">The pace of a run of the execution <c>actors</c>, 1/3600 to 1000 rounds a second, as a number or as exact text; as fast as it goes where it is left out.</param>
[RequestContract]
public sealed record RunSubmission(ScenarioChoice Scenario, SeedInput? Seed, int? Replications, string? Execution, bool? StartPaused, ExactInput? RoundsPerSecond);

/// <summary>How far to step.</summary>
/// <param name="Rounds">Rounds to play before the run pauses again, at least 1; 1 where it is left out.</param>
[RequestContract]
public sealed record StepRequest(int? Rounds);

/// <summary>An intervention: a value for a state or parameter, or an action for an actor.</summary>
/// <param name="Address">What to intervene in: <c>/states/NAME</c>, <c>/parameters/NAME</c> or <c>/games/GAME/actions/ACTOR</c>.</param>
/// <param name="Value">What the state or parameter is set to, in its own unit; only at the address of one.</param>
/// <param name="Action">The id of the strategy that the actor plays in that one round, whatever its rule says; only at the address of an actor's actions.</param>
/// <param name="Round">The round in which it takes effect, one that is still to come; the next round of the unit where it is left out.</param>
/// <param name="Replication">The unit, from 0; the present one where it is left out.</param>
[RequestContract]
public sealed record InterventionInput(string Address, ExactInput? Value, string? Action, int? Round, int? Replication);

/// <summary>A sweep to start. A sweep document by itself is taken too.</summary>
/// <param name="Sweep">The id of a shipped sweep, or a sweep document.</param>
/// <param name="Seed">The 64-bit seed of all units, 0 included, as a number or as decimal digits in text; the scenario's own where it is left out.</param>
/// <param name="Replications">Units of each point, as in a sweep document: a number, or until an interval is narrow enough; the sweep's own where it is left out.</param>
/// <param name="StartPaused">Whether the sweep waits, before its first unit, to be resumed; no where it is left out.</param>
[RequestContract]
public sealed record SweepSubmission(SweepChoice Sweep, SeedInput? Seed, ReplicationsInput? Replications, bool? StartPaused);

/// <summary>What to add to a started sweep; what is left out stays as it is.</summary>
/// <param name="Replications">The new number of replications of each point, at least as many as it has; not the number to add. Not for a sweep that goes on until an interval is narrow.</param>
/// <param name="Max">The new highest number of replications of a sweep that goes on until an interval is narrow.</param>
/// <param name="HalfWidth">The half-width to which its interval is to come, in the unit of the outcome; greater than 0.</param>
/// <param name="Sweep">The same sweep with another design: its id, its scenario, and the same factors in the same places. Points that it no longer has leave the sweep; their units stay stored.</param>
[RequestContract]
public sealed record SweepExtensionInput(int? Replications, int? Max, ExactInput? HalfWidth, SweepChoice? Sweep);

/// <summary>A game in one of several formats: <see cref="ConcessionGameInput"/>, <see cref="NamedGameInput"/>, <see cref="NfgGameInput"/> or <see cref="TableGameInput"/>, or in a tree: <see cref="EfgGameInput"/>, <see cref="ThreatGameInput"/>, <see cref="TreeGameInput"/>.</summary>
public sealed class GameInput;

/// <summary>A game of holding or yielding from its primitives: T = σV, R = V/2 − c, S = (1 − σ)V − ρ, P = D − κ.</summary>
/// <param name="Format">The word <c>concession</c>.</param>
/// <param name="Title">A title for people; may be left out.</param>
/// <param name="Players">The ids of the two players; A and B where left out.</param>
/// <param name="Primitives">Primitives: under <c>common</c> for both, under a player's id for that player; a player's own entries override the common ones. Each player needs all six.</param>
[RequestContract]
public sealed record ConcessionGameInput(string Format, string? Title, IReadOnlyList<string>? Players, IReadOnlyDictionary<string, PrimitivesInput> Primitives);

/// <summary>Primitives of a concession game.</summary>
/// <param name="Surplus">V, the joint surplus of one integrated chain; payoff units.</param>
/// <param name="WinnerShare">σ, the share of V taken by the side whose scheme is used; 0 to 1.</param>
/// <param name="CompromiseCost">c, the cost of a fuzzy compromise; payoff units.</param>
/// <param name="OutsideOption">D, the worth of going it alone; payoff units.</param>
/// <param name="ConcessionCost">ρ, the cost of conceding; payoff units.</param>
/// <param name="ClashDamage">κ, the damage of a clash; payoff units.</param>
[RequestContract]
public sealed record PrimitivesInput(
    ExactInput? Surplus, ExactInput? WinnerShare, ExactInput? CompromiseCost, ExactInput? OutsideOption, ExactInput? ConcessionCost, ExactInput? ClashDamage);

/// <summary>A game of the catalogue; see <c>/games</c>. Strategies are H (hold) and Y (yield).</summary>
/// <param name="Format">The word <c>named</c>.</param>
/// <param name="Id">The game's id, such as <c>chicken</c>.</param>
/// <param name="Game">The same, under the word that scenarios use; give one of the two.</param>
/// <param name="Variant">The variant's id, such as <c>cardinal</c>; the first variant where left out.</param>
/// <param name="Players">The ids of the two players; A and B where left out.</param>
[RequestContract]
public sealed record NamedGameInput(string Format, string? Id, string? Game, string? Variant, IReadOnlyList<string>? Players);

/// <summary>A game in Gambit's .nfg strategic-form format, version 1, payoff or outcome form.</summary>
/// <param name="Format">The word <c>nfg</c>.</param>
/// <param name="Text">The content of the file. Numbers are read exactly.</param>
[RequestContract]
public sealed record NfgGameInput(string Format, string Text);

/// <summary>A payoff table for any number of players and strategies.</summary>
/// <param name="Format">The word <c>table</c>.</param>
/// <param name="Title">A title for people; may be left out.</param>
/// <param name="Players">The players in order: ids, or maps with <c>id</c> and <c>strategies</c> (a list of ids, or their number). What is left out is taken from the payoffs and numbered from 1.</param>
/// <param name="Payoffs">Nested lists: the first player's strategies outermost, then the second's, and so on; innermost one number for each player; payoff units.</param>
[RequestContract]
public sealed record TableGameInput(string Format, string? Title, IReadOnlyList<PlayerInput>? Players, NestedPayoffs Payoffs);

/// <summary>A game in Gambit's .efg extensive-form format, version 2.</summary>
/// <param name="Format">The word <c>efg</c>.</param>
/// <param name="Text">The content of the file. Numbers are read exactly.</param>
[RequestContract]
public sealed record EfgGameInput(string Format, string Text);

/// <summary>The threat game: a demand or none; conceded or resisted; the threat executed or not. Payoffs 0, 0; d, −d; −k, −h; −r, b.</summary>
/// <param name="Format">The word <c>threat</c>.</param>
/// <param name="Title">A title for people; may be left out.</param>
/// <param name="Players">The ids of the one who threatens and of the target; A and B where left out.</param>
/// <param name="Primitives">The five primitives.</param>
[RequestContract]
public sealed record ThreatGameInput(string Format, string? Title, IReadOnlyList<string>? Players, ThreatPrimitivesInput Primitives);

/// <summary>Primitives of the threat game.</summary>
/// <param name="Demand">d, what is demanded; greater than 0; payoff units.</param>
/// <param name="ExecutionCost">k, what executing the threat costs the one who threatens; greater than 0; payoff units.</param>
/// <param name="BackDownCost">r, what backing down costs the same; greater than 0; payoff units.</param>
/// <param name="Harm">h, what an executed threat costs the target; greater than 0; payoff units.</param>
/// <param name="BackDownGain">b, what the target gains when the other backs down; at least 0; payoff units.</param>
[RequestContract]
public sealed record ThreatPrimitivesInput(ExactInput Demand, ExactInput ExecutionCost, ExactInput BackDownCost, ExactInput Harm, ExactInput BackDownGain);

/// <summary>A game in a tree, with chance and imperfect information.</summary>
/// <param name="Format">The word <c>tree</c>.</param>
/// <param name="Title">A title for people; may be left out.</param>
/// <param name="Players">The ids of the players, in order.</param>
/// <param name="Root">The node where play begins.</param>
/// <param name="Nodes">Parts of the tree that several places name; a copy stands in each. Copies share named information sets. Names lead in no circle.</param>
/// <param name="Outcomes">Named payoffs.</param>
[RequestContract]
public sealed record TreeGameInput(
    string Format, string? Title, IReadOnlyList<string> Players, TreeNodeInput Root, IReadOnlyDictionary<string, TreeNodeInput>? Nodes, IReadOnlyDictionary<string, TreePayoffsInput>? Outcomes);

/// <summary>A node of a tree; see the description of its schema.</summary>
public sealed class TreeNodeInput;

/// <summary>One number for each player.</summary>
public sealed class TreePayoffsInput;

/// <summary>A number: a JSON number, read from its text (0.1 is one tenth), or exact text such as "3/7".</summary>
public sealed class ExactInput;

/// <summary>A player: an id, or a map with <c>id</c> and <c>strategies</c>.</summary>
public sealed class PlayerInput;

/// <summary>Payoffs nested once for each player.</summary>
public sealed class NestedPayoffs;

/// <summary>One strategy id, or a map from player id to strategy id.</summary>
public sealed class StrategyChoice;

/// <summary>The id of a scenario, or a scenario document.</summary>
public sealed class ScenarioChoice;

/// <summary>A scenario document; the schema is <c>configs/scenario.schema.json</c>.</summary>
public sealed class ScenarioInput;

/// <summary>A 64-bit seed, as a number or as decimal digits in text.</summary>
public sealed class SeedInput;

/// <summary>The id of a shipped sweep, or a sweep document.</summary>
public sealed class SweepChoice;

/// <summary>Units of each point: a number, or until an interval is narrow enough.</summary>
public sealed class ReplicationsInput;
