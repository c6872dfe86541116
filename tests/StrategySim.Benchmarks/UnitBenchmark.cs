using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Benchmarks;

/// <summary>Game-rounds a second of whole units on one core, beside a bare loop over the same stage games.</summary>
internal static class UnitBenchmark
{
    /// <summary>What a unit would cost if nothing but looking up and adding payoffs were left: the limit to compare with.</summary>
    private sealed class BareLoop
    {
        private readonly int[][] _cells;
        private readonly double[][][] _tables;
        private readonly double[][] _totals;

        /// <summary>Records the cells played and the tables of one unit, so that the loop plays the very same rounds.</summary>
        public BareLoop(CompiledScenario scenario, ulong seed)
        {
            var stepper = new UnitStepper(scenario, seed, 0);
            var cells = new List<int[]>();
            var tables = new List<double[][]>();
            while (stepper.Step())
            {
                RoundRecord round = RoundRecord.Of(stepper);
                cells.Add([.. round.Games.Select((game, g) => Cell(scenario.Scenario, game))]);
                tables.Add([.. round.Games.Select(game => game.Seats.Select(s => s.Value).ToArray())]);
            }

            _cells = [.. cells];
            _tables = [.. tables];
            _totals = [.. scenario.Scenario.Games.Values.Select(g => new double[g.Players.Count])];
        }

        public double Play(int units)
        {
            for (int unit = 0; unit < units; unit++)
            {
                for (int round = 0; round < _cells.Length; round++)
                {
                    int[] cells = _cells[round];
                    double[][] tables = _tables[round];
                    for (int game = 0; game < cells.Length; game++)
                    {
                        double[] payoffs = tables[game], totals = _totals[game];
                        // The cell decides what is counted, as in a unit.
                        if (cells[game] < 0) continue;
                        for (int player = 0; player < totals.Length; player++) totals[player] += payoffs[player];
                    }
                }
            }

            return _totals[0][0];
        }

        private static int Cell(Scenario scenario, GameRound game)
        {
            GameSpecification specification = scenario.Games[game.Game];
            int cell = 0;
            for (int i = 0; i < game.Seats.Count; i++)
            {
                cell = (cell * specification.Strategies[i].Count) + specification.Strategies[i].ToList().IndexOf(game.Seats[i].Executed);
            }

            return cell;
        }
    }

    public static void Run(Scenario scenario)
    {
        CompiledScenario compiled = CompiledScenario.Compile(scenario);
        int games = scenario.Games.Count, units = Math.Max(1, 1_000_000 / (scenario.Time.Horizon * games));
        var bare = new BareLoop(compiled, scenario.Run.Seed);
        long gameRounds = (long)units * scenario.Time.Horizon * games;
        int next = 0;
        (double unit, double loop, _, _, _) = PairedRuns.Measure(
            () =>
            {
                for (int i = 0; i < units; i++) UnitPlayer.Play(compiled, scenario.Run.Seed, next++ % scenario.Run.Replications, CancellationToken.None);
            },
            // The loop is so short that it is repeated to be measurable; its time is divided again below.
            () => bare.Play(units * 50),
            pairs: 7);
        loop /= 50;
        Console.WriteLine($"{scenario.Id}: {games} games, {scenario.Time.Horizon} rounds, one core");
        Console.WriteLine($"  whole units   {gameRounds / unit / 1e6,8:F2} million game-rounds a second ({unit / units * 1e6:F0} µs a unit; payoff tables derived exactly, game types, outcomes and hash included)");
        Console.WriteLine($"  bare loop     {gameRounds / loop / 1e6,8:F2} million game-rounds a second (adds the same payoffs and does nothing else)");
        Console.WriteLine($"  ratio         {loop / unit,8:F4} of the bare loop");
    }
}
