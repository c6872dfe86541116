using System.Collections.Immutable;
using System.Numerics;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Pivoting;

namespace StrategySim.GameTheory.Concepts;

/// <summary>Walks through the (coarse) correlated equilibria of a two-player game from one direction of payoffs to the next.</summary>
/// <remarks>
/// The payoffs are rows of the dictionary, bounded by more than they can be, so that any combination of them is an objective
/// whose rates stand in those two rows. A new direction starts where the last one ended, and its digits, which grow with those
/// of the corners, never enter the dictionary.
/// </remarks>
internal sealed class CorrelatedPayoffs
{
    private readonly NormalFormGame _game;
    private readonly DictionaryPool _pool = new();
    private readonly int _payoffRows;
    private SimplexDictionary _dictionary;

    /// <param name="game">Two players.</param>
    /// <param name="gains">What each deviation gains in each profile.</param>
    /// <param name="cancellationToken">Polled once a pivot.</param>
    public CorrelatedPayoffs(NormalFormGame game, Rational[,] gains, CancellationToken cancellationToken)
    {
        _game = game;
        int profiles = game.ProfileCount;
        _payoffRows = gains.GetLength(0) + 1;
        var a = new BigInteger[_payoffRows + 2, profiles];
        var b = new BigInteger[_payoffRows + 2];
        for (int k = 0; k < gains.GetLength(0); k++) Fill(k, Integers(profile => gains[k, profile]));
        for (int profile = 0; profile < profiles; profile++) a[_payoffRows - 1, profile] = BigInteger.One;
        b[_payoffRows - 1] = BigInteger.One;
        // Both payoffs over one denominator, so that the two rows have one unit.
        BigInteger[] payoffs = ToIntegers([.. Enumerable.Range(0, profiles * 2).Select(k => game.PayoffAt(k / 2, k % 2))]);
        for (int i = 0; i < 2; i++)
        {
            BigInteger[] own = [.. Enumerable.Range(0, profiles).Select(profile => payoffs[(profile * 2) + i])];
            BigInteger least = own.Min();
            Fill(_payoffRows + i, [.. own.Select(payoff => payoff - least)]);
            b[_payoffRows + i] = own.Max() - least + 1;
        }

        _dictionary = SimplexDictionary.Create(a, b);
        for (int column = _dictionary.SteepestColumn(); column >= 0; column = _dictionary.SteepestColumn()) Enter(column, cancellationToken);

        void Fill(int row, BigInteger[] values)
        {
            for (int profile = 0; profile < profiles; profile++) a[row, profile] = values[profile];
        }

        BigInteger[] Integers(Func<int, Rational> value) => ToIntegers([.. Enumerable.Range(0, profiles).Select(value)]);
    }

    /// <summary>An equilibrium distribution whose payoffs lie farthest in a direction.</summary>
    public ImmutableArray<RecommendedProfile> Farthest(PlanePoint direction, CancellationToken cancellationToken)
    {
        BigInteger[] weights = ToIntegers([direction.X, direction.Y]);
        for (int column = Steepest(weights); column >= 0; column = Steepest(weights)) Enter(column, cancellationToken);
        return
        [
            .. Enumerable.Range(0, _game.ProfileCount)
                .Select(profile => new RecommendedProfile(profile, _dictionary.ValueOf(profile)))
                .Where(recommended => !recommended.Probability.IsZero),
        ];
    }

    private void Enter(int column, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SimplexDictionary next = _dictionary.Pivot(_dictionary.LeavingRow(column), column, _pool);
        _dictionary.Release(_pool);
        _dictionary = next;
    }

    private int Steepest(BigInteger[] weights)
    {
        int slack = _game.ProfileCount + _payoffRows;
        int first = Array.IndexOf(_dictionary.Basic, slack), second = Array.IndexOf(_dictionary.Basic, slack + 1), best = -1;
        BigInteger greatest = default;
        for (int column = 0; column < _dictionary.Columns; column++)
        {
            // Probabilities sum to 1 by now, and stay so: that slack does not come back.
            if (_dictionary.Cobasic[column] == slack - 1) continue;
            BigInteger rate = (weights[0] * _dictionary.EntryAt(first, column)) + (weights[1] * _dictionary.EntryAt(second, column));
            if (rate > greatest) (best, greatest) = (column, rate);
        }

        return best;
    }

    private static BigInteger[] ToIntegers(Rational[] values)
    {
        BigInteger unit = BigInteger.One;
        foreach (Rational value in values) unit *= value.Denominator / BigInteger.GreatestCommonDivisor(unit, value.Denominator);
        return [.. values.Select(value => value.Numerator * (unit / value.Denominator))];
    }
}
