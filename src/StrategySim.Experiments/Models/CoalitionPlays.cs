using StrategySim.Experiments.Randomness;

namespace StrategySim.Experiments.Models;

/// <summary>Play of the models of coalitions: members who come together one after another.</summary>
internal static class CoalitionPlays
{
    /// <summary>A random order of owners; what the first on each side adds.</summary>
    public static Action<DrawSequence, ModelObservations> GloveMarket(ModelSetting setting)
    {
        (int left, int right) = (setting.Count("left"), setting.Count("right"));
        int[] order = new int[left + right];
        return (draws, seen) =>
        {
            Shuffle(order, draws);
            seen.Event("left", Adds(0));
            seen.Event("right", Adds(left));
        };

        bool Adds(int owner)
        {
            int before = Array.IndexOf(order, owner), own = 0;
            for (int i = 0; i < before; i++) own += order[i] < left == owner < left ? 1 : 0;
            return before - own > own;
        }
    }

    /// <summary>A random order of members; whether the one who decides is the first with a veto, or the first without.</summary>
    public static Action<DrawSequence, ModelObservations> VotingPower(ModelSetting setting)
    {
        (int vetoes, int others, int needed) = (setting.Count("vetoes"), setting.Count("others"), setting.Count("needed"));
        int[] order = new int[vetoes + others];
        return (draws, seen) =>
        {
            Shuffle(order, draws);
            int decides = Decides();
            if (vetoes > 0) seen.Event("veto", decides == 0);
            if (others > 0) seen.Event("other", decides == vetoes);
        };

        int Decides()
        {
            (int agreed, int with) = (0, 0);
            foreach (int member in order)
            {
                if (member < vetoes) with++;
                else agreed++;
                if (with == vetoes && agreed >= needed) return member;
            }

            throw new InvalidOperationException("Nobody decided although all members agree.");
        }
    }

    /// <summary>A random number of signatories; states in random order leave or join while that gains.</summary>
    public static Action<DrawSequence, ModelObservations> Treaty(ModelSetting setting)
    {
        int states = setting.Count("states");
        bool[] leaves = [.. Enumerable.Range(0, states + 1).Select(k => k > 0 && GameTheory.Models.Treaty.Leaves(setting.Values, k) > 0)];
        bool[] joins = [.. Enumerable.Range(0, states + 1).Select(k => k > 0 && GameTheory.Models.Treaty.Joins(setting.Values, k) > 0)];
        bool[] signed = new bool[states];
        return (draws, seen) =>
        {
            int signatories = draws.NextBelow(states) + 1;
            for (int i = 0; i < states; i++) signed[i] = i < signatories;
            while (leaves[signatories] || joins[signatories])
            {
                int state = draws.NextBelow(states);
                if (signed[state] ? !leaves[signatories] : !joins[signatories]) continue;
                signed[state] = !signed[state];
                signatories += signed[state] ? 1 : -1;
            }

            seen.Number("settled", signatories);
        };
    }

    private static void Shuffle(int[] order, DrawSequence draws)
    {
        for (int i = 0; i < order.Length; i++) order[i] = i;
        draws.Shuffle(order);
    }
}
