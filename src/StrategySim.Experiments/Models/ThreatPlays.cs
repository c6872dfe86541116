using StrategySim.Experiments.Randomness;

namespace StrategySim.Experiments.Models;

/// <summary>Play of the models of threats and demands.</summary>
internal static class ThreatPlays
{
    /// <summary>A victim who refuses where the risk is critical.</summary>
    public static Action<DrawSequence, ModelObservations> CriticalRisk(ModelSetting setting)
    {
        (double punished, double unpunished, double risk) = (setting["refuse-punished"], setting["refuse-unpunished"], setting.Solved("critical-risk"));
        return (draws, seen) => seen.Number("refusing", draws.NextUniform() < risk ? punished : unpunished);
    }

    /// <summary>B draws his cost and accepts or fights; once with A's demand, once with the boldest.</summary>
    public static Action<DrawSequence, ModelObservations> DemandUnderUncertainCost(ModelSetting setting)
    {
        (double p, double costOfA, double largest) = (setting["p"], setting["cost-a"], setting["largest-cost-b"]);
        (double demand, double bold) = (setting.Solved("demand"), Math.Min(1, p + largest));
        return (draws, seen) =>
        {
            (bool war, double value) = Demanded(demand, draws);
            seen.Event("war", war);
            seen.Number("value", value);
            seen.Number("bold-value", Demanded(bold, draws).Value);
        };

        (bool War, double Value) Demanded(double share, DrawSequence draws)
        {
            double cost = draws.NextUniform() * largest;
            // Accepting leaves B 1 − x, a war 1 − p − c of the good on average.
            bool war = 1 - share < 1 - p - cost;
            return (war, war ? (draws.NextUniform() < p ? 1 : 0) - costOfA : share);
        }
    }

    /// <summary>The kidnapper answers the family's offer, and offers of half the demand and of nothing.</summary>
    public static Action<DrawSequence, ModelObservations> Hostage(ModelSetting setting)
    {
        (double a, double life, double demand, double offer) = (setting["a"], setting["w"], setting.Solved("demand"), setting.Solved("offer"));
        return (draws, seen) =>
        {
            (bool death, double loss) = Offered(offer, draws);
            seen.Event("death", death);
            seen.Number("loss", loss);
            seen.Number("loss-at-half", Offered(demand / 2, draws).Loss);
            seen.Number("loss-at-nothing", Offered(0, draws).Loss);
        };

        (bool Death, double Loss) Offered(double offered, DrawSequence draws)
        {
            bool death = draws.NextUniform() < a * (1 - (offered / demand));
            return (death, death ? life : offered);
        }
    }

    /// <summary>B draws his harm and concedes or resists.</summary>
    public static Action<DrawSequence, ModelObservations> UnknownHarm(ModelSetting setting)
    {
        (double cost, double largest, double demand) = (setting["execution-cost"], setting["largest-harm"], setting.Solved("demand"));
        return (draws, seen) =>
        {
            // Only a credible threat comes with a demand; it is carried out against one who resists.
            bool concedes = demand > 0 && draws.NextUniform() * largest > demand, executes = demand > 0 && !concedes;
            seen.Event("concession", concedes);
            seen.Event("execution", executes);
            seen.Number("value", concedes ? demand : executes ? -cost : 0);
        };
    }
}
