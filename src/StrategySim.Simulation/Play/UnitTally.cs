using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Play;

/// <summary>Says whether a change of family also comes without shocks.</summary>
internal interface IChangeOracle
{
    /// <summary>Whether the family of a game goes from one key to another in a round when no shock strikes.</summary>
    bool Changes(int game, int round, int from, int to);
}

/// <summary>Adds up the outcomes of a unit, in round order.</summary>
internal sealed class UnitTally
{
    private const int Concession = 0, Clash = 1, Compromise = 2, Label = 3, Fallback = 4, Counters = 5;

    private static readonly int Families = Enum.GetValues<GameFamily>().Length, ThreatPaths = Enum.GetValues<ThreatPath>().Length;

    private readonly CompiledScenario _scenario;
    private readonly IChangeOracle? _oracle;
    private readonly double[][] _total, _discounted;
    private readonly double[] _joint, _weight;
    private readonly int[][] _counts, _families;
    private readonly int[] _changes, _changesByShock, _key, _credible;
    private readonly int[][] _paths;

    public UnitTally(CompiledScenario scenario, IChangeOracle? oracle)
    {
        _scenario = scenario;
        _oracle = oracle;
        CompiledGame[] games = scenario.Games;
        _total = Array.ConvertAll(games, static g => new double[g.Players]);
        _discounted = Array.ConvertAll(games, static g => new double[g.Players]);
        _counts = Array.ConvertAll(games, static g => new int[g.Players * Counters]);
        _families = Array.ConvertAll(games, static _ => new int[Families]);
        _joint = new double[games.Length];
        _paths = Array.ConvertAll(games, static g => g.IsThreat ? new int[ThreatPaths] : []);
        _credible = new int[games.Length];
        _changes = new int[games.Length];
        _changesByShock = new int[games.Length];
        _key = new int[games.Length];
        _weight = new double[scenario.ActorIds.Length];
        Array.Fill(_weight, 1);
    }

    /// <summary>Counts one game of one round.</summary>
    public void Count(GamePlay game, int round)
    {
        int g = game.Index;
        // The weights of a round are set by its first game.
        if (g == 0 && round > 1)
        {
            for (int actor = 0; actor < _weight.Length; actor++) _weight[actor] *= _scenario.Discounts[actor];
        }

        double joint = 0;
        for (int player = 0; player < game.Actions.Length; player++)
        {
            double payoff = game.Table.Value(game.Cell, player);
            _total[g][player] += payoff;
            _discounted[g][player] += _weight[game.Compiled.Actors[player]] * payoff;
            joint += payoff;
        }

        _joint[g] += joint;
        int[] counts = _counts[g];
        if (game.Compiled.Yield is { Length: 2 } yield)
        {
            bool aHolds = game.Actions[0] != yield[0], bHolds = game.Actions[1] != yield[1];
            if (aHolds == bHolds)
            {
                int kind = aHolds ? Clash : Compromise;
                counts[kind]++;
                counts[Counters + kind]++;
            }
            else
            {
                counts[(aHolds ? Counters : 0) + Concession]++;
            }
        }

        if (game.Compiled.IsThreat)
        {
            _paths[g][(int)ThreatRound.Path(game.Actions[0], game.Actions[1])]++;
            if (ThreatRound.IsEffective(game.Table)) _credible[g]++;
        }

        for (int player = 0; player < game.Actions.Length; player++)
        {
            if (game.Labelled[player]) counts[(player * Counters) + Label]++;
            if (game.FellBack[player]) counts[(player * Counters) + Fallback]++;
        }

        if (game.Table.Type is not { } type) return;
        _families[g][(int)type.Family]++;
        int key = GamePlay.KeyOf(type);
        if (round > 1 && key != _key[g])
        {
            _changes[g]++;
            if (_oracle is not null && !_oracle.Changes(g, round, _key[g], key)) _changesByShock[g]++;
        }

        _key[g] = key;
    }

    /// <summary>The outcomes, in the order of the layout.</summary>
    public double[] Values(int rounds)
    {
        double[] outcomes = new double[_scenario.Layout.Keys.Count];
        var values = new Row(outcomes);
        double perRound = rounds;
        Scenario scenario = _scenario.Scenario;
        for (int g = 0; g < _scenario.Games.Length; g++)
        {
            CompiledGame compiled = _scenario.Games[g];
            GameSpecification game = compiled.Specification;
            for (int player = 0; player < compiled.Players; player++)
            {
                values.Add(_total[g][player]);
                values.Add(_total[g][player] / perRound);
                values.Add(Discounted(g, player));
                ReadOnlySpan<int> counts = _counts[g].AsSpan(player * Counters, Counters);
                if (OutcomeLayout.HasRates(game))
                {
                    values.Add(counts[Concession] / perRound);
                    values.Add(counts[Clash] / perRound);
                    values.Add(counts[Compromise] / perRound);
                    values.Add((rounds - counts[Clash]) / perRound);
                }

                if (compiled.IsThreat) AddThreat(ref values, _paths[g], player, rounds);
                if (game.HasGameType) values.Add(counts[Label] / perRound);
                if (game.Rules[player].Else is not null) values.Add(counts[Fallback] / perRound);
            }

            if (scenario.Payoffs.ComparableAcrossActors) values.Add(_joint[g] / perRound);
            if (compiled.IsThreat) values.Add(_credible[g] / perRound);
            if (!game.HasGameType) continue;
            values.Add(_changes[g]);
            values.Add(_changesByShock[g]);
            foreach (int count in _families[g]) values.Add(count / perRound);
        }

        if (scenario.Payoffs.SumAcrossGames)
        {
            for (int actor = 0; actor < _scenario.ActorIds.Length; actor++) AddAcrossGames(ref values, actor, perRound);
        }

        values.Add(rounds);
        return outcomes;
    }

    private static void AddThreat(ref Row values, int[] paths, int player, double rounds)
    {
        if (player == 1)
        {
            values.Add(paths[(int)ThreatPath.Conceded] / rounds);
            return;
        }

        values.Add((rounds - paths[(int)ThreatPath.NoDemand]) / rounds);
        values.Add(paths[(int)ThreatPath.Executed] / rounds);
        values.Add(paths[(int)ThreatPath.BackedDown] / rounds);
    }

    private double Discounted(int game, int player) =>
        (1 - _scenario.Discounts[_scenario.Games[game].Actors[player]]) * _discounted[game][player];

    private void AddAcrossGames(ref Row values, int actor, double perRound)
    {
        double total = 0, discounted = 0;
        bool plays = false;
        for (int g = 0; g < _total.Length; g++)
        {
            int player = Array.IndexOf(_scenario.Games[g].Actors, actor);
            if (player < 0) continue;
            plays = true;
            total += _total[g][player];
            discounted += Discounted(g, player);
        }

        if (!plays) return;
        values.Add(total);
        values.Add(total / perRound);
        values.Add(discounted);
    }

    // The outcomes of the layout, filled in its order.
    private ref struct Row(double[] values)
    {
        private int _next;

        public void Add(double value) => values[_next++] = value;
    }
}
