using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Play;

/// <summary>Selects an equilibrium of a stage table; the part of the rule <see cref="EquilibriumRule"/> that is solving.</summary>
internal static class StageEquilibria
{
    /// <summary>Finds the selected equilibrium.</summary>
    /// <param name="table">The stage game.</param>
    /// <param name="select">A checked selector.</param>
    /// <param name="favoured">The seat that <c>favours:</c> means, or −1.</param>
    public static StageSelection Select(StageTable table, string select, int favoured)
    {
        if (table.Type is null || char.IsAsciiDigit(select[0])) return StageSolver.Select(table, select, favoured);
        var none = new StageSelection(table.Version, select, favoured, Pure: null);
        if (table.Type.Family == GameFamily.Threshold) return none;
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
            return none with { Pure = [table.Strategy(0, chosen is OutcomeSet.HH or OutcomeSet.HY), table.Strategy(1, chosen is OutcomeSet.HH or OutcomeSet.YH)] };
        }

        // Two equally good ones for the favoured actor: the selector does not decide.
        if (favoured >= 0 && strict.Count() == 2) return none;
        if (!TwoByTwo.TryMixed(a, b, out var p, out var q)) return none;
        return none with { Pure = [-1, -1], Mixed = [Mix(table, 0, p.ToDouble()), Mix(table, 1, q.ToDouble())] };
    }

    private static double[] Mix(StageTable table, int seat, double hold)
    {
        double[] mix = new double[2];
        mix[table.Strategy(seat, holds: true)] = hold;
        mix[table.Strategy(seat, holds: false)] = 1 - hold;
        return mix;
    }

    private static OutcomeSet Favoured(in HoldYieldPayoffs a, in HoldYieldPayoffs b, OutcomeSet strict, int favoured)
    {
        OutcomeSet first = (OutcomeSet)((int)strict & -(int)strict), second = strict & ~first;
        int order = TwoByTwo.Payoff(a, b, favoured, first).CompareTo(TwoByTwo.Payoff(a, b, favoured, second));
        return order > 0 ? first : order < 0 ? second : strict;
    }
}
