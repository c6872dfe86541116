namespace StrategySim.Api.Contracts;

/// <summary>A phase diagram to compute: which game is played where, over one factor or two.</summary>
/// <param name="Scenario">The id of a shipped or kept scenario, or a scenario document.</param>
/// <param name="Game">The id of the game; the only one where it is left out.</param>
/// <param name="Factor">The factor along which phases are sought; the state that follows a path, or the only state that the game reads, where it is left out.</param>
/// <param name="By">A second factor; none where it is left out.</param>
/// <param name="Width">How closely what has no closed form is enclosed, in the factor's unit; a millionth of its range where it is left out, and a thousandth in the second factor and where phases are sampled.</param>
/// <param name="At">Values at which further parameters and states stand still, by name; the scenario's own, of round 1, where they are left out.</param>
[RequestContract]
public sealed record PhaseDiagramRequest(
    ScenarioChoice Scenario, string? Game, PhaseFactorInput? Factor, SecondPhaseFactorInput? By, ExactInput? Width, IReadOnlyDictionary<string, ExactInput>? At);

/// <summary>A factor: a state, or a parameter with a value of its own.</summary>
/// <param name="Name">Its name; the state that follows a path where it is left out.</param>
/// <param name="Range">Lower and upper end; what the scenario says (ends of a path, range of a parameter, bounds of a state) where it is left out. It may reach beyond that, and the answer says so.</param>
[RequestContract]
public sealed record PhaseFactorInput(string? Name, IReadOnlyList<ExactInput>? Range);

/// <summary>A second factor: a state, or a parameter with a value of its own.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Range">Lower and upper end; what the scenario says where it is left out.</param>
/// <param name="Points">Values, evenly spaced, ends included, 2 to 500; 11 where it is left out. More are added where the list of phases changes.</param>
[RequestContract]
public sealed record SecondPhaseFactorInput(string Name, IReadOnlyList<ExactInput>? Range, int? Points);
