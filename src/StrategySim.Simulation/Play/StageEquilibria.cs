using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Play;

/// <summary>Selects an equilibrium of a stage table; the part of the rule <see cref="EquilibriumRule"/> that is solving.</summary>
internal static class StageEquilibria
{
    /// <summary>Finds a player's part of the selected equilibrium.</summary>
    /// <param name="table">The stage game.</param>
    /// <param name="select">A checked selector.</param>
    /// <param name="favoured">The seat that <c>favours:</c> means, or −1.</param>
    /// <param name="seat">The player asked for.</param>
    /// <param name="mix">Receives the player's probabilities where the part is mixed.</param>
    /// <param name="pure">The player's strategy where the part is pure; −1 otherwise.</param>
    /// <returns>Whether the table has the equilibrium asked for.</returns>
    public static bool TrySelect(StageTable table, string select, int favoured, int seat, double[] mix, out int pure)
    {
        pure = -1;
        if (table.Type is null || char.IsAsciiDigit(select[0])) return StageSolver.TrySelect(table, select, favoured, seat, mix, out pure);
        if (table.Type.Family == GameFamily.Threshold) return false;
        HoldYieldPayoffs a = table.ScaledHoldYield(0), b = table.ScaledHoldYield(1);
        OutcomeSet strict = TwoByTwo.StrictEquilibria(a, b);
        OutcomeSet chosen = strict.Count() switch
        {
            // Off the thresholds: no pure equilibrium leaves the mixed one, one is the only equilibrium.
            0 => OutcomeSet.None,
            1 => strict,
            _ when select == EquilibriumRule.Mixed => OutcomeSet.None,
            _ when favoured >= 0 => Favoured(a, b, strict, favoured),
            _ => TwoByTwo.RiskDominance(a, b)!.Value.Dominant,
        };
        if (chosen.Count() == 1)
        {
            bool holds = seat == 0 ? chosen is OutcomeSet.HH or OutcomeSet.HY : chosen is OutcomeSet.HH or OutcomeSet.YH;
            pure = table.Strategy(seat, holds);
            return true;
        }

        // Two equally good ones for the favoured actor: the selector does not decide.
        if (favoured >= 0 && strict.Count() == 2) return false;
        if (!TwoByTwo.TryMixed(a, b, out var p, out var q)) return false;
        double hold = (seat == 0 ? p : q).ToDouble();
        mix[table.Strategy(seat, holds: true)] = hold;
        mix[table.Strategy(seat, holds: false)] = 1 - hold;
        return true;
    }

    private static OutcomeSet Favoured(in HoldYieldPayoffs a, in HoldYieldPayoffs b, OutcomeSet strict, int favoured)
    {
        OutcomeSet first = (OutcomeSet)((int)strict & -(int)strict), second = strict & ~first;
        int order = TwoByTwo.Payoff(a, b, favoured, first).CompareTo(TwoByTwo.Payoff(a, b, favoured, second));
        return order > 0 ? first : order < 0 ? second : strict;
    }
}
