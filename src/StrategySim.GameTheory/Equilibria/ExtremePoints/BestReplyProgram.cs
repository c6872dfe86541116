using System.Numerics;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Pivoting;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.ExtremePoints;

/// <summary>One player's best-reply polytope { x ≥ 0 : Σ_i x_i·M_ij ≤ 1 for every j } in integers.</summary>
/// <remarks>
/// M is the rival's payoff where this player plays i and the rival j. A number added to what the rival gets against i changes
/// none of its best replies, and a positive factor only rescales x_i; so each row of M is shifted to start at 0 and
/// made of integers without a common factor (a row of equal numbers becomes ones), which keeps determinants short. A vertex
/// stands for the mixed strategy in proportion to x, and inequality j is tight exactly where j is a best reply.
/// Labels are the game's strategies, the first player's first. Source: von Stengel, "Computing equilibria for two-person
/// games", Handbook of Game Theory 3 (2002), section 2.
/// </remarks>
internal sealed class BestReplyProgram
{
    // Beyond this size elimination on long integers takes longer than lifting.
    private const int LongestElimination = 16;

    private readonly BigInteger[,] _matrix;
    private readonly Rational[] _factors;
    private readonly int[] _strategies;
    private readonly int _all;

    /// <param name="game">A two-player game.</param>
    /// <param name="player">Whose mixed strategies, 0 or 1.</param>
    /// <param name="kept">The strategies of each player that count; the game is that among them.</param>
    public BestReplyProgram(NormalFormGame game, int player, int[][] kept)
    {
        int rival = 1 - player;
        _strategies = kept[player];
        _all = game.StrategyCount(player);
        Own = kept[player].Length;
        Rival = kept[rival].Length;
        _matrix = new BigInteger[Rival, Own];
        _factors = new Rational[Own];
        var row = new Rational[Rival];
        for (int i = 0; i < Own; i++)
        {
            for (int j = 0; j < Rival; j++) row[j] = player == 0 ? game.Payoff(rival, kept[0][i], kept[1][j]) : game.Payoff(rival, kept[0][j], kept[1][i]);
            _factors[i] = IntegersFrom0(row, out BigInteger[] integers);
            for (int j = 0; j < Rival; j++) _matrix[j, i] = integers[j];
        }

        FirstOwn = player == 0 ? 0 : Rival;
        FirstRival = player == 0 ? Own : 0;
        Labels = [.. Enumerable.Range(FirstOwn, Own), .. Enumerable.Range(FirstRival, Rival)];
    }

    /// <summary>The number of the player's strategies.</summary>
    public int Own { get; }

    /// <summary>The number of the rival's strategies.</summary>
    public int Rival { get; }

    /// <summary>The label of the player's first strategy.</summary>
    public int FirstOwn { get; }

    /// <summary>The label of the rival's first strategy.</summary>
    public int FirstRival { get; }

    /// <summary>The label of each variable: the own strategies, then the slacks of the rival's.</summary>
    public int[] Labels { get; }

    /// <summary>M with the shifts and factors above, at the rival's strategy j and the own strategy i.</summary>
    public BigInteger Entry(int j, int i) => _matrix[j, i];

    /// <summary>The basis of the slacks: the origin, which stands for no strategy.</summary>
    public SimplexDictionary Root() => SimplexDictionary.Create(_matrix, [.. Enumerable.Repeat(BigInteger.One, Rival)]);

    /// <summary>The mixed strategy in proportion to a point of the polytope.</summary>
    /// <param name="support">The strategies that it plays, by their numbers among those kept.</param>
    /// <param name="x">Their coordinates, in proportion; all of one sign, or 0.</param>
    private MixedStrategy Strategy(ReadOnlySpan<int> support, ReadOnlySpan<Rational> x)
    {
        var weights = new Rational[support.Length];
        Rational sum = default;
        for (int k = 0; k < weights.Length; k++)
        {
            weights[k] = x[k] * _factors[support[k]];
            sum += weights[k];
        }

        var probabilities = new Rational[_all];
        for (int k = 0; k < weights.Length; k++) probabilities[_strategies[support[k]]] = weights[k] / sum;
        return new MixedStrategy(probabilities);
    }

    /// <summary>The strategy of a basis, and the sign of its matrix with strategies in ascending order.</summary>
    /// <param name="cobasis">The labels of the variables that are not basic.</param>
    public (MixedStrategy Strategy, int Sign) Solve(ReadOnlySpan<ulong> cobasis)
    {
        int[] support = Where(cobasis, FirstOwn, Own, contained: false), ties = Where(cobasis, FirstRival, Rival, contained: true);
        BigInteger determinant = FractionFree.Solve(support.Length, (r, c) => _matrix[ties[r], support[c]], out BigInteger[] numerators);
        return (Strategy(support, [.. numerators.Select(value => (Rational)value)]), determinant.Sign);
    }

    /// <summary>The mixed strategy of the point at which a dictionary of the polytope stands.</summary>
    public MixedStrategy StrategyAt(SimplexDictionary dictionary)
    {
        int[] all = [.. Enumerable.Range(0, Own)];
        return Strategy(all, [.. all.Select(dictionary.ValueOf)]);
    }

    /// <summary>The point of the polytope that plays some strategies and makes as many of the rival's its best replies.</summary>
    /// <param name="support">The own strategies, by their numbers among those kept.</param>
    /// <param name="ties">As many of the rival's.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Its strategy; null where there is no single such point, or a probability would be negative.</returns>
    /// <remarks>Not bounded in size: supports of hundreds take milliseconds while payoffs are short.</remarks>
    public MixedStrategy? TryStrategy(int[] support, int[] ties, CancellationToken cancellationToken)
    {
        if (support.Length == 0 || support.Length != ties.Length) return null;
        if (support.Length <= LongestElimination || !PadicLifting.TrySolve(support.Length, Coefficient, out BigInteger[] x, cancellationToken))
        {
            BigInteger determinant = FractionFree.Solve(support.Length, Coefficient, out x);
            if (determinant.IsZero) return null;
        }

        int sign = x.Select(value => value.Sign).FirstOrDefault(value => value != 0);
        return sign != 0 && x.All(value => value.Sign * sign >= 0) ? Strategy(support, [.. x.Select(value => (Rational)value)]) : null;

        BigInteger Coefficient(int r, int c) => _matrix[ties[r], support[c]];
    }

    private static int[] Where(ReadOnlySpan<ulong> set, int first, int count, bool contained)
    {
        List<int> found = [];
        for (int k = 0; k < count; k++)
        {
            int label = first + k;
            if (((set[label >> 6] >> (label & 63)) & 1) != 0 == contained) found.Add(k);
        }

        return [.. found];
    }

    /// <summary>What the numbers exceed the least of them by, times the factor that makes these whole and without a common divisor.</summary>
    /// <returns>The factor; greater than 0.</returns>
    private static Rational IntegersFrom0(Rational[] row, out BigInteger[] integers)
    {
        Rational least = row.Min();
        integers = new BigInteger[row.Length];
        BigInteger denominator = BigInteger.One, divisor = BigInteger.Zero;
        foreach (Rational payoff in row)
        {
            BigInteger own = (payoff - least).Denominator;
            if (!own.IsOne) denominator *= own / BigInteger.GreatestCommonDivisor(denominator, own);
        }

        for (int j = 0; j < row.Length; j++)
        {
            integers[j] = ((row[j] - least) * (Rational)denominator).Numerator;
            divisor = BigInteger.GreatestCommonDivisor(divisor, integers[j]);
        }

        if (divisor.IsZero)
        {
            Array.Fill(integers, BigInteger.One);
            return Rational.One;
        }

        for (int j = 0; j < row.Length; j++) integers[j] /= divisor;
        return Rational.Create(denominator, divisor);
    }
}
