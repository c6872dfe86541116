using System.Collections.Immutable;
using System.Text.Json.Serialization;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Stochastic;

/// <summary>How an equilibrium was found.</summary>
public enum MarkovMethod
{
    /// <summary>By trying every pair of pure stationary strategies.</summary>
    [JsonStringEnumMemberName("pure")]
    Pure,

    /// <summary>By following logit equilibria from uniform play.</summary>
    [JsonStringEnumMemberName("homotopy")]
    Homotopy,

    /// <summary>By Newton's method within supports.</summary>
    [JsonStringEnumMemberName("supports")]
    Supports,

    /// <summary>By solving stage games from values spread over their range.</summary>
    [JsonStringEnumMemberName("stage-games")]
    StageGames,
}

/// <summary>A Markov-perfect equilibrium with its certificate.</summary>
/// <param name="Method">How it was found.</param>
/// <param name="Profiles">For each state, everybody's strategy; probabilities add up to 1 exactly.</param>
/// <param name="Values">For each state, what each player expects: Σ δ^t u_t.</param>
/// <param name="Deviation">For each player, a bound on what any other strategy, of whatever kind, could gain in any state; proven in exact arithmetic for the probabilities as they stand here.</param>
/// <param name="Symmetric">Whether both play alike in every state of a symmetric game.</param>
/// <remarks>
/// With any w near the values of the strategies, let ε be the most that a strategy earns against w above w in a state, and ε′ the most by which
/// the strategies themselves earn less than w: an optimal reply earns at most w + ε/(1 − δ), the strategies at least w − ε′/(1 − δ)
/// (Puterman, Markov Decision Processes, 1994, theorem 6.2.2), so that no deviation gains more than (ε + ε′)/(1 − δ).
/// </remarks>
public sealed record MarkovEquilibrium(
    MarkovMethod Method, ImmutableArray<MixedStrategyProfile> Profiles, ImmutableArray<ImmutableArray<double>> Values, ImmutableArray<Rational> Deviation, bool Symmetric)
{
    /// <summary>The largest profitable deviation: a bound, in the units of the values.</summary>
    public Rational LargestDeviation => Deviation.Max();

    internal static MarkovEquilibrium Of(MarkovTables tables, double[][][] mix, MarkovMethod method)
    {
        StochasticGame game = tables.Game;
        ImmutableArray<MixedStrategyProfile> profiles = [.. Enumerable.Range(0, tables.States).Select(s => new MixedStrategyProfile(Exact(mix[0][s]), Exact(mix[1][s])))];
        double[][] values = tables.Values([.. Enumerable.Range(0, 2).Select(p => profiles.Select(profile => profile[p].Probabilities.Select(x => x.ToDouble()).ToArray()).ToArray())]);
        ImmutableArray<Rational> deviation = [.. Enumerable.Range(0, 2).Select(p => Bound(game, profiles, p, values[p]))];
        bool symmetric = game.IsSymmetric && profiles.All(profile => profile[0].Probabilities.Zip(profile[1].Probabilities).All(pair => Math.Abs((pair.First - pair.Second).ToDouble()) <= 1e-10));
        return new MarkovEquilibrium(method, profiles, [.. Enumerable.Range(0, tables.States).Select(s => ImmutableArray.Create(values[0][s], values[1][s]))], deviation, symmetric);
    }

    private static MixedStrategy Exact(double[] mix)
    {
        Rational[] shares = [.. mix.Select(share => Rational.FromDouble(Math.Max(share, 0)))];
        Rational sum = shares.Aggregate(Rational.Zero, (a, b) => a + b);
        return new MixedStrategy(shares.Select(share => share / sum));
    }

    private static Rational Bound(StochasticGame game, ImmutableArray<MixedStrategyProfile> profiles, int player, double[] near)
    {
        Rational[] w = [.. near.Select(Rational.FromDouble)];
        Rational above = Rational.Zero, below = Rational.Zero;
        for (int s = 0; s < game.States.Length; s++)
        {
            MixedStrategy own = profiles[s][player], other = profiles[s][1 - player];
            Rational mean = Rational.Zero;
            for (int a = 0; a < own.Count; a++)
            {
                Rational earns = Rational.Zero;
                foreach (int b in other.Support)
                {
                    int profile = player == 0 ? game.Stages[s].ProfileOf(a, b) : game.Stages[s].ProfileOf(b, a);
                    Rational later = Rational.Zero;
                    for (int t = 0; t < w.Length; t++) later += game.Transitions[s][profile][t] * w[t];
                    earns += other[b] * (game.Stages[s].PayoffAt(profile, player) + (game.Discount * later));
                }

                above = Rational.Max(above, earns - w[s]);
                mean += own[a] * earns;
            }

            below = Rational.Max(below, w[s] - mean);
        }

        return (above + below) / (Rational.One - game.Discount);
    }
}
