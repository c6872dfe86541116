namespace StrategySim.Simulation.Play;

/// <summary>The families of all games round by round when no shock strikes; without feedback they are the same in every unit.</summary>
/// <remarks>Grown as far as it is asked for, and shared by all threads of a run.</remarks>
internal sealed class BaselineTypes(CompiledScenario scenario) : IChangeOracle
{
    private readonly Lock _lock = new();
    private readonly World _world = new(scenario.World, WorldPlan.AllShocks);
    private StageTable[]? _tables;
    private int[] _filledIn = [];
    private volatile sbyte[] _keys = [];
    private int _rounds;

    public bool Changes(int game, int round, int from, int to)
    {
        int games = scenario.Games.Length;
        sbyte[] keys = _keys;
        if (keys.Length < round * games) keys = Grow(round);
        return keys[((round - 2) * games) + game] == from && keys[((round - 1) * games) + game] == to;
    }

    private sbyte[] Grow(int round)
    {
        lock (_lock)
        {
            if (_keys.Length >= round * scenario.Games.Length) return _keys;
            int games = scenario.Games.Length;
            _tables ??= [.. scenario.Games.Select(g => g.NewTable())];
            if (_filledIn.Length == 0) _filledIn = new int[games];
            int to = Math.Min(scenario.Scenario.Time.Horizon, Math.Max(round, _rounds * 2));
            var keys = new sbyte[to * games];
            _keys.CopyTo(keys, 0);
            while (_rounds < to)
            {
                _rounds++;
                // No shock strikes, so neither seed nor replication matters.
                _world.Advance(0, 0, _rounds);
                for (int g = 0; g < games; g++)
                {
                    CompiledGame game = scenario.Games[g];
                    if (game.Fixed is null && (_rounds == 1 || game.IsStale(_world, _filledIn[g])))
                    {
                        game.Fill(_tables[g], _world, _rounds);
                        _filledIn[g] = _rounds;
                    }

                    keys[((_rounds - 1) * games) + g] = (sbyte)GamePlay.KeyOf(_tables[g].Type);
                }
            }

            _keys = keys;
            return keys;
        }
    }
}

/// <summary>The families of all games of one unit when no shock strikes, found by playing it again: needed where names feed back on payoffs.</summary>
internal sealed class ReplayedChanges(CompiledScenario scenario, ulong seed, int replication) : IChangeOracle
{
    private UnitStepper? _replay;
    private int[] _before = [], _now = [];

    // Changes are asked for in round order, so one replay in step is enough.
    public bool Changes(int game, int round, int from, int to)
    {
        _replay ??= new UnitStepper(scenario, seed, replication, WorldPlan.AllShocks, countOnly: true);
        while (_replay.Round < round)
        {
            _before = _now;
            if (!_replay.Step()) return false;
            _now = [.. _replay.Games.Select(g => g.FamilyKey)];
        }

        return _before[game] == from && _now[game] == to;
    }
}
