using System.Reflection;
using System.Text.Json;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;

namespace StrategySim.Api.Tests.OpenApi;

/// <summary>The records that describe bodies to OpenAPI have the fields that the readers take, no more and no fewer.</summary>
public sealed class RequestContractTests
{
    public static TheoryData<Type, string[]> Contracts => new()
    {
        { typeof(EquilibriaRequest), [.. EquilibriaRequestReader.Fields] },
        { typeof(ClassifyRequest), [.. ClassifyRequestReader.Fields] },
        { typeof(MatchRequest), [.. MatchRequestReader.Fields, "matches"] },
        { typeof(TournamentRequest), [.. TournamentRequestReader.Fields, "tournament"] },
        { typeof(RunSubmission), [.. RunSubmissionReader.Fields] },
        { typeof(SweepSubmission), [.. SweepSubmissionReader.Fields] },
        { typeof(SweepExtensionInput), [.. SweepExtensionReader.Fields] },
        { typeof(PhaseDiagramRequest), [.. PhaseQuestionDocument.Fields] },
        { typeof(PhaseFactorInput), [.. PhaseQuestionDocument.FactorFields] },
        { typeof(SecondPhaseFactorInput), [.. PhaseQuestionDocument.SecondFactorFields] },
        { typeof(ComparisonRequest), [.. ComparisonRequestReader.Fields] },
        { typeof(ComparisonSideInput), [.. ComparisonRequestReader.SideFields] },
        { typeof(StochasticGameRequest), [.. StochasticGameRequestReader.Fields] },
        { typeof(StochasticStateInput), [.. StochasticGameRequestReader.StateFields] },
        { typeof(ModelRequest), [.. ModelRequestReader.Fields] },
        { typeof(PopulationRequest), [.. PopulationRequestReader.Fields] },
        { typeof(PopulationSimulationInput), [.. PopulationRequestReader.SimulationFields] },
        { typeof(EmpiricalGameInput), [.. EmpiricalGameRequestReader.Fields] },
        { typeof(StepRequest), [.. RunControlReader.StepFields] },
        { typeof(InterventionInput), [.. RunControlReader.InterventionFields] },
        { typeof(ConcessionGameInput), ["format", .. GameDocumentReader.Formats["concession"]] },
        { typeof(NamedGameInput), ["format", .. GameDocumentReader.Formats["named"]] },
        { typeof(NfgGameInput), ["format", .. GameDocumentReader.Formats["nfg"]] },
        { typeof(EfgGameInput), ["format", .. GameDocumentReader.Formats["efg"]] },
        { typeof(ThreatGameInput), ["format", .. GameDocumentReader.Formats["threat"]] },
        { typeof(ThreatPrimitivesInput), ["demand", "executionCost", "backDownCost", "harm", "backDownGain"] },
        { typeof(TreeGameInput), ["format", .. GameDocumentReader.Formats["tree"]] },
        { typeof(TableGameInput), ["format", .. GameDocumentReader.Formats["table"]] },
        { typeof(PrimitivesInput), ["surplus", "winnerShare", "compromiseCost", "outsideOption", "concessionCost", "clashDamage"] },
    };

    [Theory]
    [MemberData(nameof(Contracts))]
    public void EveryRequestContract_HasTheFieldsThatItsReaderTakes(Type contract, string[] fields)
    {
        Assert.NotNull(contract.GetCustomAttribute<RequestContractAttribute>());
        Assert.Equal(fields.Order(StringComparer.Ordinal), contract.GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Order(StringComparer.Ordinal));
    }
}
