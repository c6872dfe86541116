using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;
using StrategySim.GameTheory.Responses;

namespace StrategySim.GameTheory.Equilibria;

/// <summary>The index of an equilibrium: +1 or −1, summing to 1 over all equilibria of a nondegenerate game.</summary>
/// <remarks>
/// Shapley, "A note on the Lemke–Howson algorithm", Mathematical Programming Study 1 (1974); in the form of von Stengel,
/// "Equilibrium computation for two-player games in strategic and extensive form", in Algorithmic Game Theory (2007),
/// chapter 3: with positive payoffs and supports I and J of one size k, the index is
/// (−1)^(k+1) · sign det A_IJ · sign det B_IJ.
/// </remarks>
internal static class EquilibriumIndex
{
    /// <summary>The index of an equilibrium of a two-player game where it is regular; otherwise null.</summary>
    /// <remarks>Regular: supports of one size, no best reply outside them, and both determinants nonzero.</remarks>
    public static int? OfRegular(NormalFormGame game, MixedStrategyProfile equilibrium)
    {
        ImmutableArray<int> rows = equilibrium[0].Support, columns = equilibrium[1].Support;
        if (rows.Length != columns.Length) return null;
        for (int player = 0; player < 2; player++)
        {
            // The support is a subset of the best replies, so equal counts mean equal sets.
            if (BestResponse.Of(game, equilibrium, player).Length != rows.Length) return null;
        }

        int sign = (rows.Length % 2 == 1 ? 1 : -1) * Sign(0) * Sign(1);
        return sign == 0 ? null : sign;

        int Sign(int player)
        {
            Rational least = game.Payoff(player, rows[0], columns[0]);
            foreach (int i in rows)
            {
                foreach (int j in columns) least = Rational.Min(least, game.Payoff(player, i, j));
            }

            // Positive payoffs: adding a constant changes no best reply, but it decides the determinant's sign.
            Rational shift = Rational.One - least;
            var matrix = new Rational[rows.Length, rows.Length];
            for (int i = 0; i < rows.Length; i++)
            {
                for (int j = 0; j < rows.Length; j++) matrix[i, j] = game.Payoff(player, rows[i], columns[j]) + shift;
            }

            return RationalMatrix.DeterminantSign(matrix);
        }
    }
}
