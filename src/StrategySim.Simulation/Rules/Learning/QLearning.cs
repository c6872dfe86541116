namespace StrategySim.Simulation.Rules.Learning;

/// <summary>Learns the worth of each strategy after each outcome from the payoffs it receives.</summary>
public sealed class QLearning : DecisionRule
{
    /// <inheritdoc/>
    public override string Id => "q-learning";

    /// <inheritdoc/>
    public override string Name => "Q-learning";

    /// <inheritdoc/>
    public override string Description =>
        "Keeps a value Q(s, a) for each of its strategies a after each outcome s of the round before (and before round one), all 0 at first. After each round Q(s, a) moves by 'learningRate' towards u + 'future'·max Q(s', ·), u being the payoff received and s' the outcome. With probability 'exploration' it draws a strategy uniformly, otherwise it plays one of the highest value: the one it played last where it is among them, else the first listed.";

    /// <inheritdoc/>
    public override string Source => "Watkins and Dayan, \"Q-learning\", Machine Learning 8 (1992) 279–292; Sandholm and Crites, \"Multiagent reinforcement learning in the iterated prisoner's dilemma\", Biosystems 37 (1996) 147–166.";

    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters { get; } =
    [
        new("learningRate", RuleParameterKind.Probability, "1/10", "How far a value moves towards what a round showed, 0 to 1."),
        new("future", RuleParameterKind.Probability, "9/10", "Weight of the best value after the next outcome, 0 to 1."),
        new("exploration", RuleParameterKind.Probability, "1/10", "Probability of a uniform draw, 0 to 1."),
    ];

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: null, UsesPayoffs: true, NeedsCooperate: false, RuleMemory.Learning);

    /// <inheritdoc/>
    public override RulePlayer Create(in RuleSetup setup) => new Player(new OwnPayoffs(setup.Counts, setup.Player), setup.Player, setup.Number("learningRate").ToDouble(), setup.Number("future").ToDouble(), setup.Number("exploration").ToDouble());

    private sealed class Player : RulePlayer
    {
        private readonly OwnPayoffs _payoffs;
        private readonly int _seat;
        private readonly double _rate, _future, _exploration;
        private readonly double[] _q, _values;
        private int _state;
        private int _last = -1;

        public Player(OwnPayoffs payoffs, int seat, double rate, double future, double exploration)
        {
            (_payoffs, _seat, _rate, _future, _exploration) = (payoffs, seat, rate, future, exploration);
            int cells = payoffs.Counts.Aggregate(1, (n, k) => n * k);
            _state = cells;
            _q = new double[(cells + 1) * payoffs.Actions];
            _values = new double[payoffs.Actions];
        }

        public override int Decide(in Situation situation)
        {
            _payoffs.Look(situation.Table);
            (double explores, double which) = situation.Draws.Uniforms(0);
            return explores < _exploration ? (int)(which * _payoffs.Actions) : Choice.Best(Of(_state), _last);
        }

        public override void Learn(ReadOnlySpan<int> actions)
        {
            int next = 0;
            for (int i = 0; i < actions.Length; i++) next = (next * _payoffs.Counts[i]) + actions[i];
            _last = actions[_seat];
            _payoffs.Against(actions, _values);
            double best = double.NegativeInfinity;
            foreach (double value in Of(next)) best = Math.Max(best, value);
            ref double q = ref _q[(_state * _payoffs.Actions) + _last];
            q += _rate * (_values[_last] + (_future * best) - q);
            _state = next;
        }

        private ReadOnlySpan<double> Of(int state) => _q.AsSpan(state * _payoffs.Actions, _payoffs.Actions);
    }
}
