using System.Numerics;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>A game's payoffs as the search needs them: differences in doubles, each within one rounding, and whole numbers for proofs.</summary>
internal sealed class PayoffTables
{
    /// <param name="game">The game; at most 64 strategies a player.</param>
    /// <param name="cancellationToken">Polled once a player.</param>
    public PayoffTables(NormalFormGame game, CancellationToken cancellationToken)
    {
        Game = game;
        Players = game.PlayerCount;
        Counts = [.. Enumerable.Range(0, Players).Select(game.StrategyCount)];
        Differences = new double[Players][];
        Largest = new double[Players][];
        Whole = new BigInteger[Players][];
        Scales = new Rational[Players];
        PayoffBits = 1;
        for (int i = 0; i < Players; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Fill(i);
        }
    }

    /// <summary>The game.</summary>
    public NormalFormGame Game { get; }

    /// <summary>The number of players.</summary>
    public int Players { get; }

    /// <summary>Each player's number of strategies.</summary>
    public int[] Counts { get; }

    /// <summary>
    /// For each player and each pair s before r, <c>u(s) − u(r)</c> for each profile of the others, the last varying fastest; scaled
    /// for each player so that the largest is about 1. Signs are exact, and so is each value up to one rounding.
    /// </summary>
    public double[][] Differences { get; }

    /// <summary>For each player and pair s, r (at s·count + r, both ways) the largest difference in size.</summary>
    public double[][] Largest { get; }

    /// <summary>For each player the payoffs as whole numbers, in the player's own unit, at each profile number of the game.</summary>
    public BigInteger[][] Whole { get; }

    /// <summary>For each player what 1 in <see cref="Differences"/> is worth; payoff units.</summary>
    public Rational[] Scales { get; }

    /// <summary>
    /// By how much each entry of <see cref="Differences"/> may differ in the games that are meant: 0 for this game alone; otherwise what
    /// is excluded with these tables is excluded for all games within it.
    /// </summary>
    public double Margin { get; init; }

    /// <summary>How many bits the largest difference of whole payoffs takes; at least 1.</summary>
    public int PayoffBits { get; private set; }

    private void Fill(int player)
    {
        int count = Counts[player], stride = Game.Stride(player), profiles = Game.ProfileCount;
        BigInteger common = BigInteger.One;
        for (int p = 0; p < profiles; p++)
        {
            BigInteger own = Game.PayoffAt(p, player).Denominator;
            if (!own.IsOne && !(common % own).IsZero) common *= own / BigInteger.GreatestCommonDivisor(common, own);
        }

        BigInteger[] whole = Whole[player] = new BigInteger[profiles];
        for (int p = 0; p < profiles; p++)
        {
            Rational payoff = Game.PayoffAt(p, player);
            whole[p] = payoff.Numerator * (common / payoff.Denominator);
        }

        int[] others = [.. Enumerable.Range(0, profiles).Where(p => Game.StrategyAt(p, player) == 0)];
        BigInteger largest = BigInteger.One;
        foreach (int p in others)
        {
            BigInteger least = whole[p], most = whole[p];
            for (int s = 1; s < count; s++)
            {
                least = BigInteger.Min(least, whole[p + (s * stride)]);
                most = BigInteger.Max(most, whole[p + (s * stride)]);
            }

            largest = BigInteger.Max(largest, most - least);
        }

        int bits = (int)largest.GetBitLength();
        PayoffBits = Math.Max(PayoffBits, bits);
        Scales[player] = Rational.Create(BigInteger.One << bits, common);
        double[] differences = Differences[player] = new double[others.Length * count * (count - 1) / 2];
        double[] sizes = Largest[player] = new double[count * count];
        int at = 0;
        for (int s = 0; s < count; s++)
        {
            for (int r = s + 1; r < count; r++)
            {
                double size = 0;
                foreach (int p in others)
                {
                    double value = Scaled(whole[p + (s * stride)] - whole[p + (r * stride)], bits);
                    differences[at++] = value;
                    size = Math.Max(size, Math.Abs(value));
                }

                sizes[(s * count) + r] = sizes[(r * count) + s] = size;
            }
        }
    }

    /// <summary>value / 2^bits, rounded once, and never to 0 unless it is 0.</summary>
    private static double Scaled(BigInteger value, int bits)
    {
        if (bits <= 53) return Math.ScaleB((double)(long)value, -bits);
        int excess = Math.Max(0, (int)BigInteger.Abs(value).GetBitLength() - 62);
        double scaled = Math.ScaleB((double)(long)(value >> excess), excess - bits);
        // Payoffs a thousand bits apart: the smallest double keeps the sign.
        return scaled == 0 && !value.IsZero ? Math.CopySign(double.Epsilon, value.Sign) : scaled;
    }
}
