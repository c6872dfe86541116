using StrategySim.Experiments.Randomness;
using StrategySim.Experiments.Studies;

namespace StrategySim.Experiments.EmpiricalGames;

/// <summary>Draws tables of mean payoffs by resampling replications, the same ones for all profiles.</summary>
internal sealed class ReplicationResampler
{
    private readonly ulong _seed;

    // Replications that the same profiles have, as places in the list of all replications; each group is drawn by itself.
    private readonly int[][] _groups;
    private readonly int[] _weights;

    // By profile: the places of its replications, what each is divided by, and by player what is divided.
    private readonly int[][] _places;
    private readonly double[][][] _divisors, _dividends;
    private readonly double[][] _drawn;

    public ReplicationResampler(IReadOnlyList<ObservedProfile> table, ulong seed)
    {
        _seed = seed;
        int[] all = [.. table.SelectMany(profile => profile.Payoffs[0].Replications).Distinct().Order()];
        Dictionary<int, int> placeOf = Enumerable.Range(0, all.Length).ToDictionary(place => all[place]);
        _places = [.. table.Select(profile => profile.Payoffs[0].Replications.Select(replication => placeOf[replication]).ToArray())];
        _dividends = [.. table.Select(profile => profile.Payoffs.Select(Dividends).ToArray())];
        _divisors = [.. table.Select(profile => profile.Payoffs.Select(Divisors).ToArray())];
        _weights = new int[all.Length];
        _drawn = [.. Enumerable.Range(0, table[0].Payoffs.Count).Select(_ => new double[table.Count])];
        _groups = Groups(all.Length);
    }

    /// <summary>Mean payoffs by player and profile in one resample; the arrays are used again for the next one.</summary>
    /// <param name="resample">Which resample, from 0.</param>
    public double[][] Draw(int resample)
    {
        var draws = new DrawSequence(_seed, "empirical-game/bootstrap", resample);
        Array.Clear(_weights);
        foreach (int[] group in _groups)
        {
            for (int i = 0; i < group.Length; i++) _weights[group[draws.NextBelow(group.Length)]]++;
        }

        for (int profile = 0; profile < _places.Length; profile++)
        {
            int[] places = _places[profile];
            for (int player = 0; player < _drawn.Length; player++)
            {
                double[] dividends = _dividends[profile][player], divisors = _divisors[profile][player];
                double above = 0, below = 0;
                for (int i = 0; i < places.Length; i++)
                {
                    int weight = _weights[places[i]];
                    above += weight * dividends[i];
                    below += weight * divisors[i];
                }

                _drawn[player][profile] = above / below;
            }
        }

        return _drawn;
    }

    private static double[] Dividends(OutcomeSample sample) => sample.IsRatio ? [.. sample.Values.Zip(sample.Rounds, (value, rounds) => value * rounds)] : [.. sample.Values];

    private static double[] Divisors(OutcomeSample sample)
    {
        bool ratio = sample.IsRatio;
        return [.. sample.Rounds.Select(rounds => ratio ? rounds : 1.0)];
    }

    // Refined profile by profile: two replications part where one profile has one of them and not the other.
    private int[][] Groups(int count)
    {
        int[] group = new int[count];
        foreach (int[] places in _places.Where(places => places.Length < count))
        {
            bool[] has = new bool[count];
            foreach (int place in places) has[place] = true;
            var next = new Dictionary<(int, bool), int>();
            for (int place = 0; place < count; place++)
            {
                if (!next.TryGetValue((group[place], has[place]), out int number)) next[(group[place], has[place])] = number = next.Count;
                group[place] = number;
            }
        }

        return [.. Enumerable.Range(0, count).GroupBy(place => group[place]).Select(same => same.ToArray())];
    }
}
