namespace StrategySim.Simulation.Interventions;

/// <summary>One interference from outside in one round of one unit: a state or parameter is set, or an actor's action is forced.</summary>
/// <param name="Replication">The unit, from 0.</param>
/// <param name="Round">The round in which it takes effect, from 1.</param>
/// <param name="Address"><c>/states/NAME</c>, <c>/parameters/NAME</c> or <c>/games/GAME/actions/ACTOR</c>.</param>
/// <param name="Value">An exact number in canonical form; for an action the strategy's id.</param>
/// <remarks>Instances that <see cref="InterventionReader"/> returned fit the scenario they were read for.</remarks>
public sealed record Intervention(int Replication, int Round, string Address, string Value);
