using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Models;

/// <summary>Counts of orders and sets.</summary>
internal static class Orders
{
    /// <summary>Probability that just the members of a certain set come before a member outside it, where all orders are as likely: k!(n − 1 − k)!/n!.</summary>
    /// <param name="n">Members.</param>
    /// <param name="before">k: members of the set.</param>
    public static Rational Before(int n, int before) => 1 / (n * Choose(n - 1, before));

    /// <summary>The binomial coefficient, 0 where there are not so many.</summary>
    public static Rational Choose(int n, int k)
    {
        if (k < 0 || k > n) return Rational.Zero;
        Rational product = Rational.One;
        for (int i = 1; i <= k; i++) product = product * (n - k + i) / i;
        return product;
    }
}
