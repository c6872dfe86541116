using StrategySim.Experiments.Randomness;
using StrategySim.GameTheory.Models;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Experiments.Models;

/// <summary>Play of the models of reputation.</summary>
internal static class ReputationPlays
{
    /// <summary>An incumbent of a random type meets the entrants; so does one who is weak.</summary>
    public static Action<DrawSequence, ModelObservations> ChainStore(ModelSetting setting)
    {
        Store first = Store.Of(ChainStorePosition.First(setting.Values), []);
        double prior = setting["prior"], gain = setting["a"];
        return (draws, seen) =>
        {
            (int entries, int fights, bool revealed, _) = Meet(first, draws.NextUniform() < prior, gain, draws);
            seen.Number("entries", entries);
            seen.Number("fights", fights);
            seen.Event("revealed", revealed);
            seen.Number("weak-payoff", Meet(first, tough: false, gain, draws).Payoff);
        };
    }

    /// <summary>Rounds of holding or yielding, and the belief after each.</summary>
    public static Action<DrawSequence, ModelObservations> NameOfYielding(ModelSetting setting)
    {
        double hold = setting["hold"];
        int rounds = setting.Count("rounds");
        // The closed form compares exactly; so does this: the belief is below p/q where (1 + held)q is less than (2 + rounds)p.
        Rational critical = setting.Values["critical-belief"];
        int[] least = [.. Enumerable.Range(0, rounds + 1).Select(round => Enumerable.Range(0, round + 2).First(held => held > round || Rational.Create(1 + held, 2 + round) >= critical))];
        return (draws, seen) =>
        {
            int held = 0;
            bool named = held < least[0];
            for (int round = 1; round <= rounds; round++)
            {
                if (draws.NextUniform() < hold) held++;
                named |= held < least[round];
            }

            seen.Number("belief", (1.0 + held) / (2 + rounds));
            seen.Event("named-at-end", held < least[rounds]);
            seen.Event("ever-named", named);
        };
    }

    private static (int Entries, int Fights, bool Revealed, double Payoff) Meet(Store first, bool tough, double gain, DrawSequence draws)
    {
        (int entries, int fights, bool revealed, double payoff) = (0, 0, false, 0.0);
        for (Store? now = first; now is not null;)
        {
            bool enters = draws.NextUniform() < now.Enters, fought = false;
            if (!enters)
            {
                payoff += gain;
            }
            else
            {
                entries++;
                fought = tough || draws.NextUniform() < now.WeakFights;
                if (fought) (fights, payoff) = (fights + 1, payoff - 1);
                else revealed = true;
            }

            now = !enters ? now.StayedOut : fought ? now.Fought : now.Yielded;
        }

        return (entries, fights, revealed, payoff);
    }

    // The positions in floating point, for play.
    private sealed record Store(double Enters, double WeakFights, Store? StayedOut, Store? Fought, Store? Yielded)
    {
        public static Store Of(ChainStorePosition position, Dictionary<ChainStorePosition, Store> known)
        {
            if (known.TryGetValue(position, out Store? store)) return store;
            return known[position] = new Store(position.Enters.ToDouble(), position.WeakFights.ToDouble(), Next(false, false), Next(true, true), Next(true, false));

            Store? Next(bool entered, bool fought) => position.After(entered, fought) is { } next ? Of(next, known) : null;
        }
    }
}
