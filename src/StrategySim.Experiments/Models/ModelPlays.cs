using StrategySim.Experiments.Randomness;
using StrategySim.GameTheory.Models;

namespace StrategySim.Experiments.Models;

/// <summary>How each model is played, in alphabetical order of their ids. A new model has one line here.</summary>
internal static class ModelPlays
{
    /// <summary>For each id, what makes from a setting the play of one replication.</summary>
    public static IReadOnlyDictionary<string, Func<ModelSetting, Action<DrawSequence, ModelObservations>>> All { get; } = new Dictionary<string, Func<ModelSetting, Action<DrawSequence, ModelObservations>>>
    {
        [AlternatingOffers.Model.Id] = BargainingPlays.AlternatingOffers,
        [ChainStore.Model.Id] = ReputationPlays.ChainStore,
        [CriticalRisk.Model.Id] = ThreatPlays.CriticalRisk,
        [DemandUnderUncertainCost.Model.Id] = ThreatPlays.DemandUnderUncertainCost,
        [GloveMarket.Model.Id] = CoalitionPlays.GloveMarket,
        [Hostage.Model.Id] = ThreatPlays.Hostage,
        [KalaiSmorodinskyDivision.Model.Id] = BargainingPlays.KalaiSmorodinsky,
        [NameOfYielding.Model.Id] = ReputationPlays.NameOfYielding,
        [NashDivision.Model.Id] = BargainingPlays.Nash,
        [ThreatOfUnknownHarm.Model.Id] = ThreatPlays.UnknownHarm,
        [Treaty.Model.Id] = CoalitionPlays.Treaty,
        [VotingPower.Model.Id] = CoalitionPlays.VotingPower,
    };

    /// <summary>The play of a model.</summary>
    public static Func<ModelSetting, Action<DrawSequence, ModelObservations>> Find(string id) => All[id];
}
