using System.CommandLine;
using System.Text.Json.Nodes;
using StrategySim.Api.Contracts;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.GameTheory.Catalog;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Equilibria;
using StrategySim.Minerals;
using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Cli.Commands;

/// <summary>The commands that list what the program knows.</summary>
internal static class Catalogues
{
    public static IEnumerable<Command> Create(Terminal terminal) =>
    [
        new CatalogueCommand<Scenario>(
            "scenarios", "shipped scenario", "Lists the scenarios that ship with the program, or shows what one assumes.",
            ShippedConfigs.Scenarios, scenario => scenario.Id, ScenarioView.List, ScenarioView.Show,
            scenarios => scenarios.Select(Summary), Canonical).Create(terminal),
        new CatalogueCommand<GameDefinition>(
            "games", "named game", "Lists the named games, or shows one with its tables and equilibria.",
            () => GameCatalog.All, game => game.Id, GameCatalogView.List, GameCatalogView.Show,
            games => games.Select(NamedGame.From), NamedGame.From).Create(terminal),
        new CatalogueCommand<SolutionConcept>(
            "concepts", "solution concept", "Lists the solution concepts that 'equilibria' answers, or says what one promises and takes.",
            () => ConceptCatalog.All, concept => concept.Id, ConceptView.List, ConceptView.Show,
            concepts => concepts.Select(Concept.From), Concept.From).Create(terminal),
        new CatalogueCommand<INashSolver>(
            "solvers", "method", "Lists the methods that find Nash equilibria, or says what one promises and takes.",
            () => SolverCatalog.All, solver => solver.Id, SolverView.List, SolverView.Show,
            solvers => solvers.Select(Solver.From), Solver.From).Create(terminal),
        new CatalogueCommand<DecisionRule>(
            "rules", "decision rule", "Lists the decision rules, or says precisely what one does.",
            () => RuleCatalog.All, rule => rule.Id, RuleCatalogView.List, RuleCatalogView.Show,
            rules => rules.Select(Rule.From), Rule.From).Create(terminal),
        new CatalogueCommand<Mineral>(
            "minerals", "mineral", "Lists the minerals, or shows who holds one, with years and sources.",
            () => MineralCatalog.All, mineral => mineral.Id, MineralView.List, MineralView.Show,
            minerals => minerals.Select(MineralSummary.From), MineralDetails.From).Create(terminal),
    ];

    private static ScenarioSummary Summary(Scenario scenario) =>
        new(scenario.Id, ScenarioOrigin.Shipped, scenario.Id, scenario.Title, scenario.Status, scenario.Description, CreatedAt: null);

    private static JsonNode Canonical(Scenario scenario) => JsonNode.Parse(scenario.ToCanonicalJson())!;
}
