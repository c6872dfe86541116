using System.Collections.Immutable;

namespace StrategySim.GameTheory.Models;

/// <summary>The models, in alphabetical order of their ids. A new model is one file and one line here.</summary>
public static class ModelCatalog
{
    /// <summary>All models.</summary>
    public static ImmutableArray<StrategicModel> All { get; } =
    [
        AlternatingOffers.Model,
        ChainStore.Model,
        CriticalRisk.Model,
        DemandUnderUncertainCost.Model,
        GloveMarket.Model,
        Hostage.Model,
        KalaiSmorodinskyDivision.Model,
        NameOfYielding.Model,
        NashDivision.Model,
        ThreatOfUnknownHarm.Model,
        Treaty.Model,
        VotingPower.Model,
    ];

    /// <summary>The model of that id, or null.</summary>
    public static StrategicModel? Find(string id) => All.FirstOrDefault(model => model.Id == id);
}
