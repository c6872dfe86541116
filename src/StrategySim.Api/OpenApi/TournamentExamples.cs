using System.Text.Json.Nodes;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;

namespace StrategySim.Api.OpenApi;

/// <summary>Bodies of <c>POST /tournaments</c>; a test posts each of them.</summary>
internal sealed class TournamentExamples(IReadOnlyCollection<ShippedTournament> shipped)
{
    /// <summary>The bodies.</summary>
    public IReadOnlyList<BodyExample> All { get; } =
    [
        .. shipped.Select(tournament => new BodyExample($"by-id-{tournament.Id}", $"{tournament.Title}, by id", RequestBody.Json, new JsonObject { ["tournament"] = tournament.Id })),
        new("without-chance", "Four rules in the prisoner's dilemma: every match exact, played once", RequestBody.Json, JsonNode.Parse("""
            { "game": { "format": "named", "id": "prisoners-dilemma" }, "rules": ["tit-for-tat", "grudger", "cooperator", "defector"], "rounds": 200 }
            """)!),
        new("slips", "Twelve machines in chicken, one slip in twenty moves, simulated", RequestBody.Json, JsonNode.Parse("""
            {
              "title": "Machines in chicken",
              "game": { "format": "named", "id": "chicken" },
              "rules": ["tit-for-tat", "tit-for-two-tats", "win-stay-lose-shift", "grudger", "gradual", "forgiver", "gtft-1-3", "zd-extort-2", "bully", "alternator", "cooperator", "defector"],
              "rounds": 200,
              "noise": "1/20",
              "mode": "simulate",
              "repetitions": 50,
              "seed": 1
            }
            """)!),
        new("roles", "Blackmail: rules of the bully against rules of the victim, discounted", RequestBody.Json, JsonNode.Parse("""
            {
              "game": { "format": "named", "id": "blackmail", "variant": "bully" },
              "rules": [
                { "rule": "defector", "role": "row" },
                { "rule": "memory-one", "name": "relents", "parameters": { "first": "0", "CC": "1", "CD": "0", "DC": "0", "DD": "1/2" }, "role": "row" },
                { "rule": "cooperator", "role": "column" },
                { "rule": "tit-for-tat", "role": "column" },
                { "rule": "grudger", "role": "column" }
              ],
              "discount": "9/10",
              "noise": "1/50"
            }
            """)!),
    ];
}
