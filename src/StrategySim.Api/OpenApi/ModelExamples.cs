using System.Text.Json.Nodes;
using StrategySim.Api.Documents;

namespace StrategySim.Api.OpenApi;

/// <summary>Bodies of <c>POST /models/{id}</c>; a test posts each of them to the model whose id it has.</summary>
internal sealed class ModelExamples
{
    /// <summary>The bodies.</summary>
    public IReadOnlyList<BodyExample> All { get; } =
    [
        Json("chain-store", "Chain store: an incumbent who may be tough, with probability 1/10", """{ "parameters": { "b": "1/2", "prior": "1/10", "entrants": 6 }, "simulate": { "replications": 10000, "seed": 1 } }"""),
        Json("alternating-offers", "Alternating offers: unlike patience", """{ "parameters": { "delta1": "9/10", "delta2": "8/10" } }"""),
        Json("critical-risk", "Critical risk: when does a victim comply?", """{ "parameters": { "comply": -20, "refuse-punished": -100, "refuse-unpunished": 0 } }"""),
        Json("demand-under-uncertain-cost", "A demand whose victim may prefer to fight", """{ "parameters": { "p": "1/2", "cost-a": "1/10", "largest-cost-b": "3/10" } }"""),
        Json("glove-market", "One refinery and two mines", """{ "parameters": { "left": 1, "right": 2 } }"""),
        Json("hostage", "Ransom for a hostage", """{ "parameters": { "a": "1/2", "w": 100 } }"""),
        Json("kalai-smorodinsky", "Kalai-Smorodinsky: the first player fears risk", """{ "parameters": { "exponent1": "1/2", "exponent2": 1 } }"""),
        Json("name-of-yielding", "How soon do concessions make a name?", """{ "parameters": { "critical-belief": "1/4", "hold": "1/4", "rounds": 10 }, "simulate": { "replications": 10000 } }"""),
        Json("nash-bargaining", "Nash: the first player fears risk", """{ "parameters": { "exponent1": "1/2", "exponent2": 1 } }"""),
        Json("threat-of-unknown-harm", "How often are embargoes carried out?", """{ "parameters": { "execution-cost": "1/2", "back-down-cost": 1, "largest-harm": 4 }, "simulate": { "replications": 10000 } }"""),
        Json("treaty", "How many states sign a treaty?", """{ "parameters": { "states": 10 } }"""),
        Json("voting-power", "Power in the Security Council", """{ "parameters": { "vetoes": 5, "others": 10, "needed": 4 } }"""),
    ];

    private static BodyExample Json(string id, string summary, string body) => new(id, summary, RequestBody.Json, JsonNode.Parse(body)!);
}
