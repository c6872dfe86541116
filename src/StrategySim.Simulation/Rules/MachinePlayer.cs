using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules;

/// <summary>Plays a machine in scenarios: the state is its private memory.</summary>
internal sealed class MachinePlayer : RulePlayer
{
    private readonly RuleMachine _machine;
    private readonly SeatMachine _seat;
    private readonly int _player;

    // For each way of playing, the probabilities of the first, the first two, … letters.
    private readonly double[][] _cumulative;

    // Of states that it was in; most machines have none.
    private Dictionary<long, (double[] Below, long[] States)>? _lotteries;
    private long _state;

    public MachinePlayer(SeatMachine seat, int player)
    {
        (_seat, _machine, _player, _state) = (seat, seat.Machine, player, seat.Machine.Start);
        _cumulative = [.. _machine.Behaviours.Select(Cumulative)];
    }

    private MachinePlayer(MachinePlayer other) =>
        (_seat, _machine, _player, _cumulative, _state) = (other._seat, other._machine, other._player, other._cumulative, other._machine.Start);

    /// <summary>Another player of the same machine, before its first round.</summary>
    public MachinePlayer Another() => new(this);

    public override int Decide(in Situation situation)
    {
        StandBy(situation);
        int behaviour = _machine.Behaviour(_state), letter = _machine.PureLetters[behaviour];
        // No draw is made for a certain move; draws are addressed, so skipping one moves no other.
        if (letter < 0)
        {
            double u = situation.Draws.Uniform();
            double[] cumulative = _cumulative[behaviour];
            letter = 0;
            while (letter < cumulative.Length - 1 && u >= cumulative[letter]) letter++;
        }

        return _seat.Strategies[letter];
    }

    public override void StandBy(in Situation situation)
    {
        if (!_machine.DrawsPublicly || _machine.Lottery(_state) is not { } lottery) return;
        _lotteries ??= [];
        if (!_lotteries.TryGetValue(_state, out (double[] Below, long[] States) prizes))
        {
            _lotteries[_state] = prizes = ([.. lottery.Select(prize => prize.Below.ToDouble())], [.. lottery.Select(prize => prize.State)]);
        }

        double u = situation.PublicDraws.Uniform();
        int won = 0;
        while (won < prizes.Below.Length - 1 && u >= prizes.Below[won]) won++;
        _state = prizes.States[won];
    }

    public override void Learn(ReadOnlySpan<int> actions)
    {
        int own = _seat.OwnLetters[actions[_player]], rival = _seat.RivalLetters.Length == 0 ? 0 : _seat.RivalLetters[actions[1 - _player]];
        _state = _machine.Next(_state, own, rival);
    }

    private static double[] Cumulative(IReadOnlyList<Rational> behaviour)
    {
        var sums = new double[behaviour.Count];
        Rational sum = Rational.Zero;
        for (int i = 0; i < sums.Length; i++) sums[i] = (sum += behaviour[i]).ToDouble();
        return sums;
    }
}
