using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Engines;

/// <summary>Replications of one point to be played.</summary>
/// <param name="Point">The point.</param>
/// <param name="Seed">The seed of the units.</param>
/// <param name="Replications">Which replications, each once.</param>
public sealed record UnitOrder(PlayedPoint Point, ulong Seed, ReadOnlyMemory<int> Replications)
{
    /// <summary>The key of one of the units.</summary>
    public UnitKey KeyOf(int replication) => new(SimulationModel.Version, Point.PointId, Seed, replication, "");
}

/// <summary>A point as engines take it: its scenario is compiled once, by whoever needs it first.</summary>
public sealed class PlayedPoint
{
    private readonly Lazy<CompiledScenario> _compiled;
    private readonly Lazy<string> _json;

    /// <summary>A point.</summary>
    public PlayedPoint(Scenario scenario)
    {
        PointId = scenario.PointId;
        _compiled = new Lazy<CompiledScenario>(() => CompiledScenario.Compile(scenario));
        _json = new Lazy<string>(scenario.ToCanonicalJson);
    }

    /// <summary>A point that is compiled already.</summary>
    public PlayedPoint(CompiledScenario compiled)
    {
        PointId = compiled.Scenario.PointId;
        _compiled = new Lazy<CompiledScenario>(compiled);
        _json = new Lazy<string>(compiled.Scenario.ToCanonicalJson);
    }

    /// <summary>Names the point; see <see cref="UnitKey"/>.</summary>
    public string PointId { get; }

    /// <summary>The compiled scenario; safe for several threads.</summary>
    public CompiledScenario Compiled => _compiled.Value;

    /// <summary>The scenario as canonical JSON, for engines that play elsewhere.</summary>
    public string CanonicalJson => _json.Value;
}
