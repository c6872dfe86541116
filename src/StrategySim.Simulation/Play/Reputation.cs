using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Play;

/// <summary>Public names: Beta beliefs that each player is firm, from what was seen.</summary>
/// <remarks>
/// After a round in which i was seen n times, H of them holding: h ← round(λ h) + H and m ← round(λ m) + n; the belief is
/// b = (α + h)/(α + β + m). The sums are rounded to the quantum, b itself is not, so with λ = 1 the label bites
/// at the exact round (Beta(1,1): after n straight concessions b = 1/(n + 2)).
/// </remarks>
internal sealed class Reputation
{
    private readonly CompiledScenario _scenario;
    private readonly int[][] _name;
    private readonly Rational[] _held, _seen;
    private readonly int[] _heldNow, _seenNow;
    private readonly bool _forgets;
    private readonly Rational _prior;

    public Reputation(CompiledScenario scenario)
    {
        _scenario = scenario;
        int next = 0;
        ReputationScope scope = scenario.Scenario.Reputation.Scope;
        _name =
        [
            .. scenario.Games.Select(game => game.Actors.Select(actor => scope switch
            {
                _ when game.Yield is null => -1,
                ReputationScope.Off => -1,
                ReputationScope.General => actor,
                _ => next++,
            }).ToArray()),
        ];
        int names = scope == ReputationScope.General ? scenario.ActorIds.Length : next;
        _held = new Rational[names];
        _seen = new Rational[names];
        _heldNow = new int[names];
        _seenNow = new int[names];
        _forgets = scenario.Memory != Rational.One;
        _prior = scenario.PriorFirm + scenario.PriorYielding;
    }

    /// <summary>The belief that a player of a game is firm.</summary>
    public Rational Belief(int game, int player)
    {
        int name = _name[game][player];
        return name < 0 ? _scenario.PriorFirm / _prior : (_scenario.PriorFirm + _held[name]) / (_prior + _seen[name]);
    }

    /// <summary>Whether a player carries the chicken label: its rival, for whom g and h are positive, would press it, b &lt; g/(g+h).</summary>
    public bool IsLabelled(int game, int player, StageTable table)
    {
        HoldYieldPayoffs rival = table.HoldYield(1 - player);
        Rational g = rival.G, h = rival.H;
        if (g.Sign <= 0 || h.Sign <= 0) return false;
        int name = _name[game][player];
        Rational firm = name < 0 ? _scenario.PriorFirm : _scenario.PriorFirm + _held[name];
        Rational all = name < 0 ? _prior : _prior + _seen[name];
        return firm * (g + h) < g * all;
    }

    /// <summary>Takes note of one player's executed action.</summary>
    public void See(int game, int player, bool held)
    {
        int name = _name[game][player];
        if (name < 0) return;
        _seenNow[name]++;
        if (held) _heldNow[name]++;
    }

    /// <summary>Ends a round: earlier rounds fade, this one enters.</summary>
    public void EndRound()
    {
        Rational memory = _scenario.Memory, quantum = _scenario.Scenario.Run.Quantum;
        for (int i = 0; i < _held.Length; i++)
        {
            if (_forgets)
            {
                _held[i] = (_held[i] * memory).RoundTo(quantum);
                _seen[i] = (_seen[i] * memory).RoundTo(quantum);
            }

            _held[i] += _heldNow[i];
            _seen[i] += _seenNow[i];
            _heldNow[i] = _seenNow[i] = 0;
        }
    }

    /// <summary>The names of one game, as its players see them.</summary>
    public IReputationView ViewOf(int game) => new View(this, game);

    private sealed class View(Reputation reputation, int game) : IReputationView
    {
        public Rational FirmBelief(int player) => reputation.Belief(game, player);
    }
}
