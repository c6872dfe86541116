using System.Globalization;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Repeated;

/// <summary>The certificate of a machine: its payoffs add up, and nobody gains by leaving it once, in any state; exact.</summary>
/// <remarks>
/// By the one-shot deviation principle such a machine is a subgame-perfect equilibrium. It reads the payoff table alone and shares
/// nothing with what finds machines.
/// </remarks>
public static class OneShotDeviations
{
    /// <summary>Checks a machine.</summary>
    /// <returns>The first fault in words; null where there is none.</returns>
    public static string? Check(SustainingMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        NormalFormGame stage = machine.Game.Stage;
        Rational later = machine.Game.Discount, now = Rational.One - later;
        for (int player = 0; player < 2; player++)
        {
            if (Mean(machine, machine.Start, player) != machine.Payoffs[player]) return string.Create(CultureInfo.InvariantCulture, $"the first lottery does not give {stage.Players[player].Id} the payoff {machine.Payoffs[player]}");
            for (int s = 0; s < machine.States.Length; s++)
            {
                MachineState state = machine.States[s];
                Rational value = (now * stage.PayoffAt(state.Profile, player)) + (later * Mean(machine, state.Next, player));
                if (value != state.Payoffs[player]) return string.Create(CultureInfo.InvariantCulture, $"state {s} gives {stage.Players[player].Id} the payoff {value}, not {state.Payoffs[player]}");
                Rational punished = later * machine.States[state.AfterDeviation[player]].Payoffs[player];
                int own = stage.StrategyAt(state.Profile, player), stride = stage.Stride(player);
                for (int other = 0; other < stage.StrategyCount(player); other++)
                {
                    if (other == own) continue;
                    Rational gain = (now * stage.PayoffAt(state.Profile + ((other - own) * stride), player)) + punished - value;
                    if (gain.Sign > 0) return string.Create(CultureInfo.InvariantCulture, $"in state {s} {stage.Players[player].Id} gains {gain} by playing {stage.Players[player].Strategies[other]}");
                }
            }
        }

        return null;
    }

    private static Rational Mean(SustainingMachine machine, IReadOnlyList<LotteryPrize> lottery, int player)
    {
        Rational mean = Rational.Zero, total = Rational.Zero;
        foreach (LotteryPrize prize in lottery)
        {
            if (prize.Probability.Sign <= 0) return Rational.Zero;
            total += prize.Probability;
            mean += prize.Probability * machine.States[prize.State].Payoffs[player];
        }

        return total == Rational.One ? mean : Rational.Zero;
    }
}
