using StrategySim.Simulation.Play;
using StrategySim.Simulation.Randomness;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>One match at a time of any two rules, by the players that scenarios use: rules that follow payoffs or names, and machines that look at a public draw.</summary>
/// <remarks>
/// A player sees what scenarios would show it: the table, the last round as it perceives it, and the public names (Beta(1, 1) beliefs of
/// full memory, made by executed moves), which are those of the other players of a scenario without settings of its own.
/// </remarks>
internal sealed class PlayerKernel(Match match, ulong seed, string stream)
{
    private readonly double _noise = match.Settings.Noise.ToDouble(), _perception = match.Settings.PerceptionNoise.ToDouble();
    private readonly StreamId[] _decisions = [StreamId.Of($"{stream}/decision/row"), StreamId.Of($"{stream}/decision/column")];
    private readonly StreamId _public = StreamId.Of($"{stream}/public");
    private readonly StreamId[] _slips = [StreamId.Of($"{stream}/noise/row"), StreamId.Of($"{stream}/noise/column")];
    private readonly StreamId[] _errors = [StreamId.Of($"{stream}/perception/row"), StreamId.Of($"{stream}/perception/column")];

    /// <summary>Plays rounds.</summary>
    /// <param name="repetition">The repetition.</param>
    /// <param name="rounds">Rounds, at least 1.</param>
    /// <param name="counts">Receives the rounds with each cell.</param>
    /// <param name="opening">Receives the cells of the first rounds; empty where nobody asks.</param>
    /// <param name="cancellationToken">Polled now and then.</param>
    public void Play(int repetition, int rounds, Span<long> counts, Span<int> opening, CancellationToken cancellationToken)
    {
        MatchGame game = match.Game;
        StageTable table = game.NewTable();
        var names = new Names(game.Specification.Cooperate);
        RulePlayer[] players = [match.NewPlayer(0), match.NewPlayer(1)];
        int[] moves = new int[2];
        int[][] last = [new int[2], new int[2]];
        for (int round = 1; round <= rounds; round++)
        {
            for (int seat = 0; seat < 2; seat++)
            {
                int move = players[seat].Decide(new Situation
                {
                    Table = table,
                    Player = seat,
                    Round = round,
                    Last = round == 1 ? [] : last[seat],
                    Observed = -1,
                    FirstMover = -1,
                    Reputation = names,
                    Draws = new RandomStream(seed, repetition, _decisions[seat], round),
                    PublicDraws = new RandomStream(seed, repetition, _public, round),
                });
                moves[seat] = _noise > 0 ? Astray(move, game.StrategyCount(seat), _noise, new RandomStream(seed, repetition, _slips[seat], round)) : move;
            }

            int cell = (moves[0] * game.Columns) + moves[1];
            counts[cell]++;
            if (round <= opening.Length) opening[round - 1] = cell;
            for (int seat = 0; seat < 2; seat++)
            {
                last[seat][seat] = moves[seat];
                last[seat][1 - seat] = _perception > 0 ? Astray(moves[1 - seat], game.StrategyCount(1 - seat), _perception, new RandomStream(seed, repetition, _errors[seat], round)) : moves[1 - seat];
                players[seat].Learn(last[seat]);
            }

            names.See(moves);
            if (round % 4096 == 0) cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static int Astray(int move, int strategies, double probability, RandomStream draws)
    {
        if (strategies == 1) return move;
        (double whether, double which) = draws.Uniforms(0);
        if (whether >= probability) return move;
        int other = (int)(which * (strategies - 1));
        return other < move ? other : other + 1;
    }

    private sealed class Names(IReadOnlyList<int>? cooperate) : IReputationView
    {
        private readonly long[] _held = new long[2];
        private long _rounds;

        public Belief FirmBelief(int player) => new(1 + _held[player], 2 + _rounds);

        public void See(int[] moves)
        {
            if (cooperate is null) return;
            for (int seat = 0; seat < 2; seat++)
            {
                if (moves[seat] != cooperate[seat]) _held[seat]++;
            }

            _rounds++;
        }
    }
}
