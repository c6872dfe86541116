using System.Reflection;
using Microsoft.OpenApi;
using StrategySim.Api.Concepts;
using StrategySim.Api.Contracts;
using StrategySim.Experiments.Manifests;
using StrategySim.GameTheory.Concepts;
using StrategySim.Simulation.Interventions;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace StrategySim.Api.OpenApi;

/// <summary>The OpenAPI 3.1 document and its page at <c>/swagger</c>.</summary>
internal static class OpenApiSetup
{
    /// <summary>Name of the document; it stands at <c>/swagger/v1/openapi.json</c>.</summary>
    public const string DocumentName = "v1";

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        // Names and words in the document are those that responses are written with.
        services.AddSingleton<ISerializerDataContractResolver>(new JsonSerializerDataContractResolver(ApiJson.Options));
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(DocumentName, new OpenApiInfo
            {
                Title = "StrategySim",
                Version = DocumentName,
                Description =
                    "Strategic games over critical-mineral supply: exact equilibria, seeded simulation over many rounds, payoffs with honest statistics.\n\n" +
                    "Exact numbers travel as text (`\"3/7\"`) with a decimal beside them. Errors are problem documents (RFC 9457) that list **every** fault with a JSON pointer, the value found, and what was expected. " +
                    "Bodies are read as JSON or YAML. Results come as JSON, or as CSV with `Accept: text/csv` or `?format=csv`.",
            });
            options.SupportNonNullableReferenceTypes();
            options.NonNullableReferenceTypesAsRequired();
            MapInputs(options);
            foreach (Assembly assembly in new[] { typeof(OpenApiSetup).Assembly, typeof(Manifest).Assembly, typeof(Intervention).Assembly })
            {
                options.IncludeXmlComments(Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml"));
            }

            options.SchemaFilter<ContractSchemas>();
            options.OperationFilter<OperationDocumentation>();
            options.DocumentFilter<WholeDocument>();
        });
        return services;
    }

    public static void UseOpenApiPage(this WebApplication app)
    {
        app.UseSwagger(options =>
        {
            options.RouteTemplate = "swagger/{documentName}/openapi.json";
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        });
        app.UseSwaggerUI(options =>
        {
            options.DocumentTitle = "StrategySim";
            options.SwaggerEndpoint($"{DocumentName}/openapi.json", "StrategySim v1");
            options.DisplayRequestDuration();
            options.EnableDeepLinking();
            options.DefaultModelsExpandDepth(0);
            options.EnableTryItOutByDefault();
        });
    }

    private static void MapInputs(SwaggerGenOptions options)
    {
        options.MapType<GameInput>(() => new OpenApiSchemaReference(WholeDocument.Game));
        options.MapType<ExactInput>(() => new OpenApiSchema
        {
            Type = JsonSchemaType.Number | JsonSchemaType.String,
            Description = "An exact number: a JSON number, read from its text (0.1 is one tenth), or text such as \"3/7\".",
        });
        options.MapType<SeedInput>(() => new OpenApiSchema { Type = JsonSchemaType.Integer | JsonSchemaType.String, Description = "0 to 18446744073709551615, as a number or as decimal digits in text." });
        options.MapType<NestedPayoffs>(() => new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Description = "A list for the next player, or one exact number for each player." } });
        options.MapType<PlayerInput>(() => new OpenApiSchema
        {
            OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.String, Description = "The player's id." },
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string>(StringComparer.Ordinal) { "id" },
                    AdditionalPropertiesAllowed = false,
                    Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                    {
                        ["id"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The player's id." },
                        ["strategies"] = new OpenApiSchema
                        {
                            OneOf =
                            [
                                new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String }, MinItems = 1, Description = "The strategies' ids, in order." },
                                new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Description = "Their number; they are called 1, 2, …" },
                            ],
                        },
                    },
                },
            ],
        });
        options.MapType<TreePayoffsInput>(() => new OpenApiSchema { Description = "One exact number for each player: a list in their order, or a map by player id. Payoff units." });
        options.MapType<TreeNodeInput>(() => new OpenApiSchema
        {
            Description =
                "A node: { player, infoset?, actions: { ACTION: node } } where a player moves (nodes with the same player and infoset are one information set); " +
                "{ chance: { \"1/3\": node, … } } or { chance: { BRANCH: \"1/3\", … }, actions: { BRANCH: node, … } } where chance moves, probabilities summing to exactly 1; " +
                "{ payoffs } or { outcome: NAME } where the game ends; a list of payoffs; or the name of one of the nodes beside the root. " +
                "A node may have a name, and payoffs or an outcome where play goes on, which add to what comes later.",
        });
        options.MapType<StrategyChoice>(() => new OpenApiSchema
        {
            OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.String, Description = "A strategy id of both players." },
                new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String }, Description = "A strategy id under each player's id." },
            ],
        });
        options.MapType<ConceptParametersInput>(() => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalPropertiesAllowed = false,
            Properties = ConceptCatalog.All.SelectMany(concept => concept.Parameters).GroupBy(parameter => parameter.Name, StringComparer.Ordinal).OrderBy(named => named.Key, StringComparer.Ordinal).ToDictionary(
                named => named.Key,
                named => (IOpenApiSchema)new OpenApiSchema { Description = string.Join(" ", named.Select(parameter => $"{char.ToUpperInvariant(parameter.Kind[0])}{parameter.Kind[1..]}. {parameter.Description}").Distinct()) },
                StringComparer.Ordinal),
        });
        options.MapType<EquilibriaAnswer>(() => new OpenApiSchemaReference(WholeDocument.Answer));
        options.MapType<RunStreamEvent>(() => new OpenApiSchemaReference(WholeDocument.StreamEvent));
        options.MapType<ScenarioInput>(() => new OpenApiSchemaReference(WholeDocument.Scenario));
        options.MapType<SweepInput>(() => new OpenApiSchemaReference(WholeDocument.Sweep));
        options.MapType<SweepChoice>(() => new OpenApiSchema
        {
            OneOf = [new OpenApiSchema { Type = JsonSchemaType.String, Description = "The id of a sweep that ships with the program." }, new OpenApiSchemaReference(WholeDocument.Sweep)],
        });
        options.MapType<ReplicationsInput>(() => new OpenApiSchema
        {
            OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Description = "Always this number." },
                new OpenApiSchema { Type = JsonSchemaType.Object, Description = "Until an interval is narrow enough: initial, until with outcome and halfWidth, and max, as in a sweep document." },
            ],
        });
        options.MapType<RuleInput>(() => new OpenApiSchema
        {
            OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.String, Description = "The id of a decision rule." },
                new OpenApiSchema { Type = JsonSchemaType.Object, Required = new HashSet<string>(StringComparer.Ordinal) { "use" }, Description = "The id of the rule under use, and its parameters." },
            ],
        });
        options.MapType<SliceInput>(() => new OpenApiSchema
        {
            OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.Number | JsonSchemaType.String, Description = "The value: a number, exact text such as \"3/7\", or an option." },
                new OpenApiSchema { Type = JsonSchemaType.Object, Description = "A band of numbers: from, to or both, ends included; or an option that is a map." },
            ],
        });
        options.MapType<TournamentRulesInput>(() => new OpenApiSchema
        {
            OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["all", "machines"], Description = "The rules of the library that fit both roles and need no parameter, or those of them that are machines." },
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    MinItems = 1,
                    Items = new OpenApiSchema
                    {
                        OneOf =
                        [
                            new OpenApiSchema { Type = JsonSchemaType.String, Description = "The id of a decision rule." },
                            new OpenApiSchema
                            {
                                Type = JsonSchemaType.Object,
                                Required = new HashSet<string>(StringComparer.Ordinal) { "rule" },
                                Description = "The id of the rule under rule, its parameters under parameters, its fallback under else; what the results call it under name, and under role whom it plays: row, column, a player's id, or both.",
                            },
                        ],
                    },
                },
            ],
        });
        options.MapType<MatchRuleInput>(() => new OpenApiSchema
        {
            OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.String, Description = "The id of a decision rule." },
                new OpenApiSchema { Type = JsonSchemaType.Object, Required = new HashSet<string>(StringComparer.Ordinal) { "rule" }, Description = "The id of the rule under rule, its parameters under parameters, and for a rule that falls back on another one that rule under else." },
            ],
        });
        options.MapType<MatchNumber>(() => new OpenApiSchema { Type = JsonSchemaType.Number | JsonSchemaType.String, Description = "Exact text such as \"41/11\" where it is known exactly; a number where it is counted or simulated." });
        options.MapType<ScenarioChoice>(() => new OpenApiSchema
        {
            OneOf = [new OpenApiSchema { Type = JsonSchemaType.String, Description = "The id of a shipped or kept scenario." }, new OpenApiSchemaReference(WholeDocument.Scenario)],
        });
    }
}
