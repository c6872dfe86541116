using StrategySim.Experiments.Randomness;
using StrategySim.GameTheory.Models;

namespace StrategySim.Experiments.Models;

/// <summary>Play of the models of bargaining: of what a refusal leads to, which is what makes the first offer accepted.</summary>
internal static class BargainingPlays
{
    /// <summary>A refusal, then an offer that is accepted; the discount factor is the probability that the pie is still there for the one who refused.</summary>
    public static Action<DrawSequence, ModelObservations> AlternatingOffers(ModelSetting setting)
    {
        (double delta1, double delta2, double first, double second) = (setting["delta1"], setting["delta2"], setting.Solved("first"), setting.Solved("if-second-offers"));
        return (draws, seen) =>
        {
            seen.Number("second-refusing", draws.NextUniform() < delta2 ? second : 0);
            seen.Number("first-refusing", draws.NextUniform() < delta1 ? first : 0);
        };
    }

    /// <summary>A refusal that may end the bargaining, then an offer that is accepted.</summary>
    public static Action<DrawSequence, ModelObservations> Nash(ModelSetting setting)
    {
        BreakdownOffers offers = BreakdownOffers.Of(setting.Values);
        double own1 = Math.Pow(offers.First, setting["exponent1"]), own2 = Math.Pow(1 - offers.Second, setting["exponent2"]);
        return (draws, seen) =>
        {
            seen.Number("refusing1", draws.NextUniform() < offers.Survives1 ? own1 : 0);
            seen.Number("refusing2", draws.NextUniform() < offers.Survives2 ? own2 : 0);
        };
    }

    /// <summary>Both bid the solution's fraction; one who refuses dictates with that probability, and takes all, which he values at 1.</summary>
    public static Action<DrawSequence, ModelObservations> KalaiSmorodinsky(ModelSetting setting)
    {
        double bid = setting.Solved("utility");
        return (draws, seen) => seen.Number("refusing", draws.NextUniform() < bid ? 1 : 0);
    }
}
