using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

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
    // Determinants beyond this size take longer than the equilibrium itself.
    private const int LargestSupport = 64;

    /// <summary>Whether supports are of one size and nothing outside them is a best reply.</summary>
    /// <param name="equilibrium">An equilibrium of a two-player game.</param>
    /// <param name="bestReplies">How many best replies each player has to it.</param>
    public static bool HasNoFurtherTies(MixedStrategyProfile equilibrium, ImmutableArray<int> bestReplies)
    {
        int size = equilibrium[0].Support.Length;
        // The support is a subset of the best replies, so equal counts mean equal sets.
        return equilibrium[1].Support.Length == size && bestReplies[0] == size && bestReplies[1] == size;
    }

    /// <summary>The index of an equilibrium of a two-player game where it is regular; otherwise, or where supports are long, null.</summary>
    /// <param name="game">The game.</param>
    /// <param name="equilibrium">The equilibrium.</param>
    /// <param name="bestReplies">How many best replies each player has to it.</param>
    /// <remarks>Regular: supports of one size, no best reply outside them, and both determinants nonzero.</remarks>
    public static int? OfRegular(NormalFormGame game, MixedStrategyProfile equilibrium, ImmutableArray<int> bestReplies)
    {
        ImmutableArray<int> rows = equilibrium[0].Support, columns = equilibrium[1].Support;
        if (!HasNoFurtherTies(equilibrium, bestReplies) || rows.Length > LargestSupport) return null;
        // Pure and without ties, so strict: both determinants are positive numbers.
        if (rows.Length == 1) return 1;
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
