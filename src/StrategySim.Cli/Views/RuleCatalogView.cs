using Spectre.Console;
using StrategySim.Simulation.Rules;

namespace StrategySim.Cli.Views;

/// <summary>The decision rules.</summary>
internal static class RuleCatalogView
{
    /// <summary>All rules.</summary>
    public static void List(Page page, IReadOnlyList<DecisionRule> rules)
    {
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("rule"));
        table.AddColumn(Page.Column("name", wrap: true));
        table.AddColumn(Page.Column("remembers"));
        table.AddColumn(Page.Column("draws"));
        table.AddColumn(Page.Column("parameters", wrap: true));
        foreach (DecisionRule rule in rules)
        {
            table.AddRow(
                Page.Cell(rule.Id, Page.Strong),
                Page.Cell(rule.Name),
                Page.Cell(Memory(rule)),
                Page.Cell(rule.Traits.Deterministic ? "never" : "may"),
                Page.Cell(string.Join(", ", rule.Parameters.Select(parameter => parameter.Name).Concat(rule.TakesElse ? ["else"] : Array.Empty<string>()))));
        }

        page.Write(table);
        page.Say("'strategysim rules ID' says precisely what a rule does, and where it is from.", Page.Quiet);
    }

    /// <summary>One rule.</summary>
    public static void Show(Page page, DecisionRule rule)
    {
        page.Title(rule.Name, rule.Id);
        page.Say(rule.Description);
        page.Blank();
        page.Facts(
        [
            ("remembers", Memory(rule)),
            ("exact matches", Exact(rule)),
            ("draws", rule.Traits.Deterministic ? "never: the same history gives the same move" : "may draw, from a stream of its own"),
            ("payoffs", rule.Traits.UsesPayoffs ? "looks at the payoff table" : "does not look at the payoff table"),
            ("cooperate", rule.Traits.NeedsCooperate ? "the game must say which strategy cooperates" : "need not be said"),
            .. rule.TakesElse ? [("else", "takes another rule for when it has no answer")] : Array.Empty<(string, string)>(),
            ("source", rule.Source),
        ]);
        if (rule.Parameters.Count == 0) return;
        page.Heading("Parameters");
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("parameter"));
        table.AddColumn(Page.Column("default"));
        table.AddColumn(Page.Column("meaning", wrap: true));
        foreach (RuleParameter parameter in rule.Parameters) table.AddRow(Page.Cell(parameter.Name, Page.Strong), Page.Cell(parameter.Default), Page.Cell(parameter.Description));
        page.Write(table);
    }

    private static string Exact(DecisionRule rule) => rule.Traits.Memory switch
    {
        RuleMemory.FiniteState => "in every respect: it is a machine of finitely many states",
        RuleMemory.Counting => "for a number of rounds: it is a machine that counts without bound",
        _ => "none: it follows payoffs or names, and its matches are simulated",
    };

    private static string Memory(DecisionRule rule) => rule.Traits.MemoryDepth switch
    {
        null => "all rounds",
        0 => "nothing",
        1 => "one round",
        int rounds => $"{rounds} rounds",
    };
}
