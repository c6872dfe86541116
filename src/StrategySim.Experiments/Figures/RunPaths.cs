using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Store;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Figures;

/// <summary>What happened round by round in the units of a run: the units are played again, and each is held against what is stored of it.</summary>
internal sealed class RunPaths
{
    private readonly int _step;
    private readonly Dictionary<string, List<List<double>>> _states;
    private readonly Dictionary<(string Game, string Actor, bool Belief), List<MeanAccumulator>> _seats = [];
    private readonly Dictionary<string, List<Dictionary<string, int>>> _families = new(StringComparer.Ordinal);

    private RunPaths(Scenario scenario, int step)
    {
        _step = step;
        _states = scenario.States.Keys.ToDictionary(name => name, _ => new List<List<double>>(), StringComparer.Ordinal);
        foreach (GameSpecification game in scenario.Games.Values)
        {
            _families[game.Id] = [];
            foreach (string actor in game.Players)
            {
                _seats[(game.Id, actor, false)] = [];
                _seats[(game.Id, actor, true)] = [];
            }
        }
    }

    /// <summary>Units that were played.</summary>
    public int Units { get; private set; }

    /// <summary>Plays units of a run again.</summary>
    /// <param name="scenario">The compiled scenario of the run.</param>
    /// <param name="run">The run.</param>
    /// <param name="stored">Its first units.</param>
    /// <param name="step">Every which round is kept, from the first.</param>
    /// <param name="cancellationToken">Polled between rounds.</param>
    /// <exception cref="IntegrityException">A unit played again is not the stored one.</exception>
    public static RunPaths Play(CompiledScenario scenario, RunRecord run, IReadOnlyList<(int Replication, UnitSummary Summary)> stored, int step, CancellationToken cancellationToken)
    {
        var paths = new RunPaths(scenario.Scenario, step);
        foreach ((int replication, UnitSummary summary) in stored)
        {
            var stepper = new UnitStepper(scenario, run.Seed, replication, run.Interventions);
            while (stepper.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if ((stepper.Round - 1) % step == 0) paths.Add(RoundRecord.Of(stepper));
            }

            UnitAgreement.Require(run.KeyOf(replication), summary, stepper.Finish());
            paths.Units++;
        }

        return paths;
    }

    /// <summary>A state: the median of each round, with a band from the 5 % to the 95 % quantile.</summary>
    public IReadOnlyList<TrajectoryRow> State(string name) =>
        [.. _states[name].Select((values, i) => Quantiles.Of(values, 0.05, 0.5, 0.95) is var q ? new TrajectoryRow(name, RoundAt(i), new IntervalValue(q[1], q[0], q[2])) : null!)];

    /// <summary>The mean payoff of an actor in a game in each round, with its t-interval.</summary>
    public IReadOnlyList<TrajectoryRow> Payoff(string game, string actor) => Means(_seats[(game, actor, false)], actor);

    /// <summary>The mean public belief that an actor is firm; empty where the game knows none.</summary>
    public IReadOnlyList<TrajectoryRow> Belief(string game, string actor) => Means(_seats[(game, actor, true)], actor);

    /// <summary>The share of units in which a game is of each family that it ever is, with Wilson's interval.</summary>
    public IReadOnlyList<TrajectoryRow> Families(string game)
    {
        List<Dictionary<string, int>> rounds = _families[game];
        // In the order of the catalogue of families, so that a family has its colour in every run.
        IEnumerable<string> families = Enum.GetValues<GameFamily>().Select(family => family.Name()).Where(family => rounds.Exists(round => round.ContainsKey(family)));
        return
        [
            .. from family in families
               from round in rounds.Index()
               let all = round.Item.Values.Sum()
               where all > 0
               let of = round.Item.GetValueOrDefault(family)
               let interval = WilsonInterval.Of(of, all)
               select new TrajectoryRow(family, RoundAt(round.Index), Units > 1 ? new IntervalValue((double)of / all, interval.Lower, interval.Upper) : new IntervalValue(of)),
        ];
    }

    private void Add(RoundRecord round)
    {
        int at = (round.Round - 1) / _step;
        foreach ((string name, List<List<double>> values) in _states) At(values, at).Add(round.States[name].ToDouble());
        foreach (GameRound game in round.Games)
        {
            Dictionary<string, int> families = At(_families[game.Game], at);
            if (game.Family is { } family) families[family] = families.GetValueOrDefault(family) + 1;
            foreach (SeatRound seat in game.Seats)
            {
                At(_seats[(game.Game, seat.Actor, false)], at).Add(seat.Value);
                if (seat.FirmBelief is double belief) At(_seats[(game.Game, seat.Actor, true)], at).Add(belief);
            }
        }
    }

    private int RoundAt(int index) => 1 + (index * _step);

    private IReadOnlyList<TrajectoryRow> Means(List<MeanAccumulator> rounds, string series) =>
        [.. rounds.Select((mean, i) => new TrajectoryRow(series, RoundAt(i), IntervalValue.Of(mean.ToEstimate())))];

    private static T At<T>(List<T> list, int index)
        where T : new()
    {
        if (index == list.Count) list.Add(new T());
        return list[index];
    }
}
