using System.Text.Json;
using System.Text.Json.Serialization;
using StrategySim.Api.Contracts;
using StrategySim.Api.Results;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Statistics;
using StrategySim.GameTheory.Equilibria;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;

namespace StrategySim.Cli.Outputs;

/// <summary>What <c>run --json</c> writes: the parts in which the web service answers, in one document.</summary>
/// <remarks>
/// What differs between equal runs stands only in <see cref="Id"/>, <see cref="StartedAt"/>, <see cref="FinishedAt"/>,
/// <see cref="ElapsedMs"/>, <see cref="Environment"/> and <see cref="Manifest"/>.
/// </remarks>
internal sealed record RunReport
{
    /// <summary>The run in the store.</summary>
    public required string Id { get; init; }

    /// <summary>The scenario's own id.</summary>
    public required string ScenarioId { get; init; }

    /// <summary>Its title.</summary>
    public required string ScenarioTitle { get; init; }

    /// <summary>SHA-256 of the canonical model, seed and replications as played.</summary>
    public required string ScenarioHash { get; init; }

    /// <summary>SHA-256 of the model less seed and replications.</summary>
    public required string PointId { get; init; }

    /// <summary>Version of the rules of play.</summary>
    public required int ModelVersion { get; init; }

    /// <summary>The 64-bit seed, as decimal digits.</summary>
    public required string Seed { get; init; }

    /// <summary>Units played.</summary>
    public required int Replications { get; init; }

    /// <summary>SHA-256 over the trajectory hashes of all units in order.</summary>
    public required string? ResultsHash { get; init; }

    /// <summary>Confidence of the intervals.</summary>
    public required double Confidence { get; init; }

    /// <summary>One row an outcome.</summary>
    [JsonPropertyName("payoffs")]
    public required IReadOnlyList<PayoffRow> Rows { get; init; }

    /// <summary>What the outcomes of the rows mean.</summary>
    public required IReadOnlyList<OutcomeDescription> Outcomes { get; init; }

    /// <summary>The game types that one unit passed through, and their shares over all.</summary>
    public required UnitPart<GameTypesOfGame> GameTypes { get; init; }

    /// <summary>The equilibria of the stage games of one unit; left out unless asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required StageEquilibriaPart? Equilibria { get; init; }

    /// <summary>When the first unit was started, UTC.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the run was completed, UTC.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How long the command took, milliseconds.</summary>
    public required double ElapsedMs { get; init; }

    /// <summary>Program and machine that played it.</summary>
    public required RunEnvironment? Environment { get; init; }

    /// <summary>Everything needed to play it again.</summary>
    public required JsonElement Manifest { get; init; }

    /// <summary>The outcomes of a run as the web service answers with them.</summary>
    public static PayoffsResponse Payoffs(RunRecord run, IReadOnlyList<OutcomeRow> rows) => new(
        run.Id,
        run.ResultsHash,
        Confidence: 0.95,
        [.. rows.Select(PayoffRow.From)],
        [.. rows.Select(row => row.Outcome).Distinct(StringComparer.Ordinal).Select(outcome => OutcomeDescription.From(OutcomeCatalog.Find(outcome)))]);

    /// <summary>Puts the results of a run together.</summary>
    /// <param name="run">The completed run.</param>
    /// <param name="rows">Its outcomes.</param>
    /// <param name="histories">The phases of replication 0.</param>
    /// <param name="equilibria">Whether to solve the stage games.</param>
    /// <param name="elapsed">How long the command took so far.</param>
    /// <param name="cancellationToken">Stops solving.</param>
    public static RunReport Of(
        RunRecord run, IReadOnlyList<OutcomeRow> rows, IReadOnlyList<GameTypeHistory> histories, bool equilibria, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        using JsonDocument manifest = JsonDocument.Parse(Experiments.Manifests.Manifest.Of(run).ToJson());
        PayoffsResponse payoffs = Payoffs(run, rows);
        return new RunReport
        {
            Id = run.Id,
            ScenarioId = run.ScenarioId,
            ScenarioTitle = run.ScenarioTitle,
            ScenarioHash = run.ScenarioHash,
            PointId = run.PointId,
            ModelVersion = run.ModelVersion,
            Seed = run.Seed.ToString(),
            Replications = run.Replications,
            ResultsHash = run.ResultsHash,
            Confidence = payoffs.Confidence,
            Rows = payoffs.Rows,
            Outcomes = payoffs.Outcomes,
            GameTypes = new UnitPart<GameTypesOfGame>(0, StageGames.Types(run, 0, histories, rows).Games),
            Equilibria = equilibria
                ? new StageEquilibriaPart(0, RunEquilibriaResponse.StageGames, StageGames.Equilibria(run, 0, histories, SolverLimits.Default, cancellationToken).Games)
                : null,
            StartedAt = run.StartedAt,
            FinishedAt = run.FinishedAt,
            ElapsedMs = Math.Round(elapsed.TotalMilliseconds, 3),
            Environment = run.Environment,
            Manifest = manifest.RootElement.Clone(),
        };
    }
}

/// <summary>Results of one unit, game by game.</summary>
/// <param name="Replication">The unit, from 0.</param>
/// <param name="Games">The games, by id.</param>
internal sealed record UnitPart<T>(int Replication, IReadOnlyList<T> Games);

/// <summary>Equilibria of the stage games of one unit.</summary>
/// <param name="Replication">The unit, from 0.</param>
/// <param name="Meaning">What these are equilibria of, and of what they are not.</param>
/// <param name="Games">The games, by id.</param>
internal sealed record StageEquilibriaPart(int Replication, string Meaning, IReadOnlyList<EquilibriaOfGame> Games);
