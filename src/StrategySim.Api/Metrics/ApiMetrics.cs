using System.Diagnostics.Metrics;

namespace StrategySim.Api.Metrics;

/// <summary>What the service counts of its own; the web framework adds its request metrics.</summary>
internal sealed class ApiMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "StrategySim";

    private readonly Counter<long> _runsAccepted;
    private readonly Counter<long> _sweepsAccepted;
    private readonly Counter<long> _plays;
    private readonly UpDownCounter<long> _playing;
    private readonly Counter<long> _units;
    private readonly Counter<long> _rounds;
    private readonly Counter<long> _solved;
    private readonly Histogram<double> _solving;

    public ApiMetrics(IMeterFactory factory)
    {
        Meter meter = factory.Create(MeterName);
        _runsAccepted = meter.CreateCounter<long>("strategysim.runs.accepted", null, "Runs accepted over HTTP.");
        _sweepsAccepted = meter.CreateCounter<long>("strategysim.sweeps.accepted", null, "Sweeps accepted over HTTP.");
        _plays = meter.CreateCounter<long>("strategysim.runs.played", null, "Runs whose play ended here, by how it ended.");
        _playing = meter.CreateUpDownCounter<long>("strategysim.runs.playing", null, "Runs being played now.");
        _units = meter.CreateCounter<long>("strategysim.units.played", null, "Units of play that ended.");
        _rounds = meter.CreateCounter<long>("strategysim.rounds.played", null, "Rounds of the units that ended.");
        _solved = meter.CreateCounter<long>("strategysim.games.solved", null, "Games solved for their equilibria, by method.");
        _solving = meter.CreateHistogram<double>("strategysim.games.solving.duration", "s", "Time that solving a game took.");
    }

    public void RunAccepted() => _runsAccepted.Add(1);

    public void SweepAccepted() => _sweepsAccepted.Add(1);

    public void PlayStarted() => _playing.Add(1);

    public void PlayEnded(string how)
    {
        _playing.Add(-1);
        _plays.Add(1, new KeyValuePair<string, object?>("ended", how));
    }

    public void UnitsPlayed(int units, long rounds)
    {
        _units.Add(units);
        _rounds.Add(rounds);
    }

    public void Solved(string method, TimeSpan elapsed)
    {
        _solved.Add(1, new KeyValuePair<string, object?>("method", method));
        _solving.Record(elapsed.TotalSeconds);
    }
}
