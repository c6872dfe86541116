using StrategySim.Simulation.Interventions;

namespace StrategySim.Simulation.Play;

/// <summary>The changes of family of all games when no shock strikes; without feedback they are the same in every unit.</summary>
/// <remarks>Found as far as they are asked for, kept sparsely, and shared by all threads of a run.</remarks>
internal sealed class BaselineTypes(CompiledScenario scenario) : IChangeOracle
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(int Round, int Game), (int From, int To)> _changes = [];
    private World? _world;
    private StageTable[] _tables = [];
    private int[] _filledIn = [], _keys = [];
    private int _rounds;

    public bool Changes(int game, int round, int from, int to)
    {
        // Changes are rare, so one lock for all threads is not felt.
        lock (_lock)
        {
            while (_rounds < round) Advance();
            return _changes.TryGetValue((round, game), out (int From, int To) change) && change == (from, to);
        }
    }

    private void Advance()
    {
        if (_world is null)
        {
            _world = new World(scenario.World, WorldPlan.AllShocks, []);
            _tables = [.. scenario.Games.Select(g => g.NewTable())];
            _filledIn = new int[_tables.Length];
            _keys = new int[_tables.Length];
        }

        _rounds++;
        // No shock strikes, so neither seed nor replication matters.
        _world.Advance(0, 0, _rounds);
        for (int g = 0; g < _tables.Length; g++)
        {
            CompiledGame game = scenario.Games[g];
            if (game.Fixed is null && (_rounds == 1 || game.IsStale(_world, _filledIn[g])))
            {
                game.Fill(_tables[g], _world, _rounds);
                _filledIn[g] = _rounds;
            }

            int key = GamePlay.KeyOf(_tables[g].Type);
            if (_rounds > 1 && key != _keys[g]) _changes[(_rounds, g)] = (_keys[g], key);
            _keys[g] = key;
        }
    }
}

/// <summary>The families of all games of one unit when no shock strikes, found by playing it again: needed where names feed back on payoffs, and where a unit was intervened in.</summary>
internal sealed class ReplayedChanges(CompiledScenario scenario, ulong seed, int replication, InterventionLog log) : IChangeOracle
{
    private UnitStepper? _replay;
    private int[] _before = [], _now = [];

    // Changes are asked for in round order, so one replay in step is enough.
    public bool Changes(int game, int round, int from, int to)
    {
        _replay ??= new UnitStepper(scenario, seed, replication, log, WorldPlan.AllShocks, countOnly: true);
        while (_replay.Round < round)
        {
            _before = _now;
            if (!_replay.Step()) return false;
            _now = [.. _replay.State.Games.Select(g => g.FamilyKey)];
        }

        return _before[game] == from && _now[game] == to;
    }
}
