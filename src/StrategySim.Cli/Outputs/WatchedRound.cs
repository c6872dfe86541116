using StrategySim.Api.Contracts;
using StrategySim.Cli.Running;
using StrategySim.Cli.Terminals;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Play;

namespace StrategySim.Cli.Outputs;

/// <summary>A round of a run that is watched: a round of the web service's trajectories, with its unit.</summary>
/// <param name="Replication">The unit, from 0.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="States">States, shocked parameters and what derives from them, by name.</param>
/// <param name="Arrivals">Shocks that arrived in this round.</param>
/// <param name="Games">The games, by id.</param>
internal sealed record WatchedRound(
    int Replication, int Round, IReadOnlyDictionary<string, ExactNumber> States, int Arrivals, IReadOnlyList<TrajectoryGame> Games)
{
    /// <summary>A round as it travels.</summary>
    public static WatchedRound From(int replication, RoundRecord round)
    {
        TrajectoryRound played = TrajectoryRound.From(round);
        return new WatchedRound(replication, played.Round, played.States, played.Arrivals, played.Games);
    }
}

/// <summary>Rounds as JSON lines.</summary>
internal sealed class JsonRounds(Terminal terminal) : IRoundView
{
    /// <inheritdoc/>
    public void Begin(RunRecord run)
    {
    }

    /// <inheritdoc/>
    public void Show(int replication, RoundRecord round) => JsonOutput.WriteLine(terminal, WatchedRound.From(replication, round));

    /// <inheritdoc/>
    public void Paused(string after)
    {
    }
}
