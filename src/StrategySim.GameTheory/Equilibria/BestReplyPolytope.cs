using System.Numerics;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria;

/// <summary>A vertex of one player's best-reply polytope.</summary>
/// <param name="Strategy">The player's mixed strategy.</param>
/// <param name="Support">Bit i: the strategy plays i.</param>
/// <param name="BestReplies">Bit j: the rival's strategy j is a best reply to it.</param>
internal sealed record BestReplyVertex(MixedStrategy Strategy, BigInteger Support, BigInteger BestReplies);

/// <summary>All vertices of the polytope { y ≥ 0 : Σ_i y_i·M_ij ≤ 1 for every j }, but the origin.</summary>
/// <remarks>
/// M_ij &gt; 0 is the rival's payoff where this player plays i and the rival j, shifted and scaled, which changes no best
/// reply. A point y stands for the mixed strategy y/Σy, against which the best reply earns 1/Σy; inequality j is tight
/// exactly where j is a best reply. A vertex with support I has tied sets J of the same size whose system
/// Σ_{i∈I} y_i·M_ij = 1, j ∈ J, has y as its only solution: so all vertices come up when every support is paired with
/// every tied set of its size, C(m + n, m) − 1 pairs. Ties beyond J are no special case: the vertex then comes up
/// several times and is kept once. Source: von Stengel, "Computing equilibria for two-person games", Handbook of Game
/// Theory 3 (2002), section 2.
/// </remarks>
internal sealed class BestReplyPolytope
{
    private readonly Rational[,] _m;
    private readonly int _rows;
    private readonly int _columns;
    private readonly Dictionary<(BigInteger Support, BigInteger BestReplies), BestReplyVertex> _vertices = [];
    private readonly NormalFormGame _game;
    private readonly SolverLimits _limits;
    private readonly CancellationToken _cancellationToken;

    // Of the support at hand: its strategies, and the chosen equations in echelon form, each with its pivot.
    private int[] _support = [];
    private Rational[][] _equations = [];
    private int[] _pivots = [];

    private BestReplyPolytope(NormalFormGame game, int player, SolverLimits limits, CancellationToken cancellationToken)
    {
        _game = game;
        _m = Positive(game, player);
        _rows = _m.GetLength(0);
        _columns = _m.GetLength(1);
        _limits = limits;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The number of pairs of a support and a tied set of the same size: C(m + n, m) − 1.</summary>
    public static BigInteger Pairs(int m, int n)
    {
        BigInteger pairs = 1;
        for (int i = 1; i <= Math.Min(m, n); i++) pairs = pairs * (Math.Max(m, n) + i) / i;
        return pairs - 1;
    }

    /// <summary>The vertices of a player's polytope, in descending order of the strategies.</summary>
    /// <param name="game">A two-player game.</param>
    /// <param name="player">Whose mixed strategies, 0 or 1.</param>
    /// <param name="limits">How many probabilities the vertices may have in all.</param>
    /// <param name="cancellationToken">Polled at every step of the search.</param>
    /// <exception cref="GameTooLargeException">The vertices exceed the limits.</exception>
    public static BestReplyVertex[] Vertices(NormalFormGame game, int player, SolverLimits limits, CancellationToken cancellationToken)
    {
        var polytope = new BestReplyPolytope(game, player, limits, cancellationToken);
        for (int size = 1; size <= Math.Min(polytope._rows, polytope._columns); size++) polytope.ChooseSupport(new int[size], 0, 0);
        return [.. polytope._vertices.Values.OrderByDescending(vertex => vertex.Strategy)];
    }

    /// <summary>The rival's payoffs, own strategies × the rival's, made positive integers.</summary>
    private static Rational[,] Positive(NormalFormGame game, int player)
    {
        int rival = 1 - player, rows = game.StrategyCount(player), columns = game.StrategyCount(rival);
        var m = new Rational[rows, columns];
        BigInteger scale = 1;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                m[i, j] = player == 0 ? game.Payoff(rival, i, j) : game.Payoff(rival, j, i);
                BigInteger denominator = m[i, j].Denominator;
                scale *= denominator / BigInteger.GreatestCommonDivisor(scale, denominator);
            }
        }

        Rational least = m.Cast<Rational>().Min();
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) m[i, j] = ((m[i, j] - least) * (Rational)scale) + Rational.One;
        }

        return m;
    }

    private void ChooseSupport(int[] support, int chosen, int next)
    {
        if (chosen == support.Length)
        {
            _support = support;
            _equations = new Rational[chosen][];
            _pivots = new int[chosen];
            ChooseTies(0, 0, BigInteger.Zero);
            return;
        }

        for (int i = next; i <= _rows - (support.Length - chosen); i++)
        {
            support[chosen] = i;
            ChooseSupport(support, chosen + 1, i + 1);
        }
    }

    /// <summary>Adds one equation after another; a set whose equations depend on each other has no single solution and is left.</summary>
    private void ChooseTies(int chosen, int next, BigInteger ties)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        int size = _support.Length;
        if (chosen == size)
        {
            AddVertex(ties);
            return;
        }

        for (int j = next; j <= _columns - (size - chosen); j++)
        {
            var equation = new Rational[size + 1];
            for (int i = 0; i < size; i++) equation[i] = _m[_support[i], j];
            equation[size] = Rational.One;
            for (int r = 0; r < chosen; r++) Eliminate(equation, _equations[r], _pivots[r]);
            int pivot = Array.FindIndex(equation, 0, size, value => !value.IsZero);
            if (pivot < 0) continue;
            Rational inverse = equation[pivot].Reciprocal();
            for (int k = 0; k <= size; k++) equation[k] *= inverse;
            _equations[chosen] = equation;
            _pivots[chosen] = pivot;
            ChooseTies(chosen + 1, j + 1, ties | (BigInteger.One << j));
        }
    }

    private static void Eliminate(Rational[] equation, Rational[] above, int pivot)
    {
        Rational factor = equation[pivot];
        if (factor.IsZero) return;
        for (int k = 0; k < equation.Length; k++) equation[k] -= factor * above[k];
    }

    private void AddVertex(BigInteger ties)
    {
        int size = _support.Length;
        var y = new Rational[size];
        for (int r = size - 1; r >= 0; r--)
        {
            Rational value = _equations[r][size];
            for (int k = 0; k < size; k++)
            {
                if (k != _pivots[r]) value -= _equations[r][k] * y[k];
            }

            // A zero belongs to a smaller support, which finds the same vertex.
            if (value.Sign <= 0) return;
            y[_pivots[r]] = value;
        }

        BigInteger best = ties;
        for (int j = 0; j < _columns; j++)
        {
            if (!((ties >> j) & BigInteger.One).IsZero) continue;
            Rational earned = default;
            for (int i = 0; i < size; i++) earned += y[i] * _m[_support[i], j];
            int order = earned.CompareTo(Rational.One);
            if (order > 0) return;
            if (order == 0) best |= BigInteger.One << j;
        }

        BigInteger support = BigInteger.Zero;
        foreach (int i in _support) support |= BigInteger.One << i;
        // Support and best replies determine the vertex: its system has one solution.
        if (_vertices.ContainsKey((support, best))) return;
        long total = (_vertices.Count + 1L) * _rows;
        if (total > _limits.MaximumProbabilities)
        {
            throw new GameTooLargeException($"A best-reply polytope of the {_game}", "probabilities or more", total, _limits.MaximumProbabilities);
        }

        Rational sum = default;
        foreach (Rational value in y) sum += value;
        var probabilities = new Rational[_rows];
        for (int i = 0; i < size; i++) probabilities[_support[i]] = y[i] / sum;
        _vertices.Add((support, best), new BestReplyVertex(new MixedStrategy(probabilities), support, best));
    }
}
