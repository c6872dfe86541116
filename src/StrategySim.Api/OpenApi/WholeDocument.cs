using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using StrategySim.Api.Concepts;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace StrategySim.Api.OpenApi;

/// <summary>What belongs to the OpenAPI document as a whole: groups in reading order, and the schemas that no record describes.</summary>
internal sealed class WholeDocument : IDocumentFilter
{
    /// <summary>Key of the schema of scenario documents.</summary>
    public const string Scenario = "Scenario";

    /// <summary>Key of the schema of sweep documents.</summary>
    public const string Sweep = "Sweep";

    /// <summary>Key of the schema of games.</summary>
    public const string Game = "Game";

    /// <summary>Key of the schema of what <c>/equilibria</c> answers.</summary>
    public const string Answer = "EquilibriaAnswer";

    /// <summary>Key of the schema of the data of server-sent events.</summary>
    public const string StreamEvent = "RunStreamEvent";

    private static readonly (string Tag, string Description)[] Tags =
    [
        ("Equilibria", "A game in, all its equilibria out, exactly."),
        ("Games", "The named games, and which game a 2 × 2 table is."),
        ("Repeated play", "Decision rules against each other, two at a time or everyone against everyone."),
        ("Repeated games", "A game that is repeated for ever: the payoffs that patience can sustain."),
        ("Populations", "A game that is played within populations or between them: replicator, best-reply and logit dynamics, finite populations, α-rank."),
        ("Models", "Small models of reputation, threats and bargaining with closed forms."),
        ("Scenarios", "Documents that say who plays which games by which rules; those that ship with the program, and one's own."),
        ("Runs", "Playing a scenario over many rounds and replications."),
        ("Results", "What a run has given, as JSON or CSV."),
        ("Comparisons", "Outcomes of several runs or points of sweeps side by side."),
        ("Sweeps", "One scenario at many points: what is varied, and by which design; starting, watching, extending."),
        ("Sweep results", "What a sweep has given, point by point, and what it says: sensitivity, discovery, robustness, convergence, theory beside play."),
        ("Empirical games", "Games whose strategies are decision rules and whose payoffs are means over simulated play."),
        ("Catalogues", "What scenarios and requests may name."),
        ("Operations", "Health, metrics, versions."),
    ];

    private static readonly (string Word, Type Type)[] Games =
    [
        ("concession", typeof(ConcessionGameInput)),
        ("efg", typeof(EfgGameInput)),
        ("named", typeof(NamedGameInput)),
        ("nfg", typeof(NfgGameInput)),
        ("table", typeof(TableGameInput)),
        ("threat", typeof(ThreatGameInput)),
        ("tree", typeof(TreeGameInput)),
    ];

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Tags = new HashSet<OpenApiTag>(Tags.Select(tag => new OpenApiTag { Name = tag.Tag, Description = tag.Description }));
        Order(swaggerDoc);
        AddGames(context);
        AddAnswers(context);
        AddStreamEvents(context);
        context.SchemaRepository.Schemas[Scenario] = ReadSchema(swaggerDoc, JsonSchemaWriter.Write(ScenarioShape.Document));
        context.SchemaRepository.Schemas[Sweep] = ReadSchema(swaggerDoc, SweepSchema());
    }

    /// <summary>Addresses in the order of their groups, then by their text: the same on every machine.</summary>
    private static void Order(OpenApiDocument document)
    {
        var paths = new OpenApiPaths();
        foreach ((string path, IOpenApiPathItem item) in document.Paths.OrderBy(p => Rank(p.Value)).ThenBy(p => p.Key, StringComparer.Ordinal)) paths.Add(path, item);
        document.Paths = paths;

        static int Rank(IOpenApiPathItem item) =>
            Array.FindIndex(Tags, tag => item.Operations?.Values.Any(operation => operation.Tags?.Any(own => own.Name == tag.Tag) == true) == true);
    }

    private static void AddGames(DocumentFilterContext context)
    {
        var mapping = new Dictionary<string, OpenApiSchemaReference>(StringComparer.Ordinal);
        foreach ((string word, Type type) in Games)
        {
            context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);
            mapping[word] = new OpenApiSchemaReference(type.Name);
            if (context.SchemaRepository.Schemas[type.Name].Properties?["format"] is OpenApiSchema format) format.Const = word;
        }

        context.SchemaRepository.Schemas[Game] = new OpenApiSchema
        {
            Description = "A game in one of several formats, by the word under format.",
            OneOf = [.. mapping.Values],
            Discriminator = new OpenApiDiscriminator { PropertyName = "format", Mapping = mapping },
        };
    }

    private static void AddAnswers(DocumentFilterContext context)
    {
        var mapping = new Dictionary<string, OpenApiSchemaReference>(StringComparer.Ordinal);
        foreach ((string concept, Type type) in ConceptHandlers.All.Select(handler => (handler.Concept.Id, handler.Answer)).Concat(TreeConcepts.All.Select(handler => (handler.Concept.Id, handler.Type))).Prepend((EquilibriaRequestReader.Nash, typeof(EquilibriaResponse))))
        {
            context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);
            mapping[concept] = new OpenApiSchemaReference(type.Name);
        }

        context.SchemaRepository.Schemas[Answer] = new OpenApiSchema
        {
            Description = "The answer, in a shape of its own for each solution concept.",
            OneOf = [.. mapping.Values.DistinctBy(reference => reference.Reference.Id)],
            Discriminator = new OpenApiDiscriminator { PropertyName = "concept", Mapping = mapping },
        };
    }

    private static void AddStreamEvents(DocumentFilterContext context) => context.SchemaRepository.Schemas[StreamEvent] = new OpenApiSchema
    {
        Description = "The data of one server-sent event of a run: of progress and end how far it has come, of round what was played.",
        OneOf = [context.SchemaGenerator.GenerateSchema(typeof(RunEvent), context.SchemaRepository), context.SchemaGenerator.GenerateSchema(typeof(RoundEvent), context.SchemaRepository)],
    };

    // The scenario inside of a sweep stands in this document already.
    private static JsonObject SweepSchema()
    {
        JsonObject schema = JsonSchemaWriter.Write(SweepShape.Document);
        schema["properties"]!["scenario"]!["anyOf"]![1] = new JsonObject { ["$ref"] = $"#/components/schemas/{Scenario}" };
        return schema;
    }

    /// <summary>The schema of a kind of documents, from the one description that also checks them.</summary>
    private static OpenApiSchema ReadSchema(OpenApiDocument document, JsonObject json)
    {
        OpenApiSchema? schema = OpenApiModelFactory.Parse<OpenApiSchema>(json.ToJsonString(), OpenApiSpecVersion.OpenApi3_1, document, out OpenApiDiagnostic diagnostic, "json");
        return schema is not null && diagnostic.Errors.Count == 0
            ? schema
            : throw new InvalidOperationException($"The schema of documents is no OpenAPI schema: {string.Join("; ", diagnostic.Errors)}");
    }
}
