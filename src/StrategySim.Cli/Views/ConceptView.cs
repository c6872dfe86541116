using System.Globalization;
using Spectre.Console;
using StrategySim.Api.Concepts;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Cli.Views;

/// <summary>The answer of a solution concept, and the list of concepts.</summary>
internal static class ConceptView
{
    // A longer list is not read on a terminal; the last line says how to get it.
    private const int MostRows = 60;

    /// <summary>The answer.</summary>
    public static void Write(Page page, ConceptAnswer answer, TimeSpan elapsed)
    {
        SolutionConcept concept = ConceptCatalog.Get(answer.Concept);
        page.Heading(concept.Name);
        page.Say(answer.Summary);
        foreach (ConceptTable table in answer.Tables.Where(table => table.Rows.Count > 0))
        {
            page.Heading(table.Title);
            int[] shown = Shown(table);
            Table drawn = Page.NewTable();
            foreach (int c in shown) drawn.AddColumn(Page.Column(table.Columns[c], right: table.Rows.All(row => row[c] is null or int or double or long), wrap: true));
            foreach (object?[] row in table.Rows.Take(MostRows)) drawn.AddRow(shown.Select(c => Page.Cell(Text(row[c]))));
            page.Write(drawn);
            if (table.Rows.Count > MostRows) page.Say($"… and {Numbers.Count(table.Rows.Count - MostRows)} more; --json lists them all.", Page.Quiet);
        }

        page.Blank();
        page.Facts(
        [
            ("promise", $"{(answer.Exact ? "exact" : "floating point")}: {concept.Guarantee}"),
            ("source", concept.Source),
            ("time", Numbers.Duration(elapsed)),
        ]);
    }

    /// <summary>The columns that are shown: exact numbers have their decimals beside them in JSON and CSV; one of the two is enough for a reader.</summary>
    public static int[] Shown(ConceptTable table) =>
        [.. Enumerable.Range(0, table.Columns.Count).Where(c => !table.Columns[c].EndsWith("Decimal", StringComparison.Ordinal))];

    /// <summary>All concepts.</summary>
    public static void List(Page page, IReadOnlyList<SolutionConcept> concepts)
    {
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("concept"));
        table.AddColumn(Page.Column("name", wrap: true));
        table.AddColumn(Page.Column("takes", wrap: true));
        table.AddColumn(Page.Column("exact"));
        table.AddColumn(Page.Column("parameters", wrap: true));
        foreach (SolutionConcept concept in concepts)
        {
            table.AddRow(
                Page.Cell(concept.Id, Page.Strong),
                Page.Cell(concept.Name),
                Page.Cell(concept.Takes),
                Page.Cell(concept.Exact ? "yes" : "no"),
                Page.Cell(string.Join(", ", concept.Parameters.Select(parameter => parameter.Name))));
        }

        page.Write(table);
        page.Say("'strategysim equilibria FILE --concept CONCEPT' asks for one; 'strategysim concepts CONCEPT' says what it promises.", Page.Quiet);
    }

    /// <summary>One concept.</summary>
    public static void Show(Page page, SolutionConcept concept)
    {
        page.Title(concept.Name, concept.Id);
        page.Facts(
        [
            ("takes", concept.Takes),
            ("promise", concept.Guarantee),
            ("exact", concept.Exact ? "yes" : "no: floating point"),
            ("cost", concept.Cost),
            ("source", concept.Source),
        ]);
        if (concept.Parameters.IsEmpty) return;
        page.Heading("Parameters");
        Table table = Page.NewTable();
        table.AddColumn(Page.Column("parameter"));
        table.AddColumn(Page.Column("may be", wrap: true));
        table.AddColumn(Page.Column("default", wrap: true));
        table.AddColumn(Page.Column("meaning", wrap: true));
        foreach (ConceptParameter parameter in concept.Parameters)
        {
            table.AddRow(Page.Cell(parameter.Name, Page.Strong), Page.Cell(parameter.Kind), Page.Cell(parameter.Default), Page.Cell(parameter.Description));
        }

        page.Write(table);
    }

    /// <summary>A cell in words.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "yes" : "no",
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        string text when text.Length > 12 && !text.Contains(' ', StringComparison.Ordinal) && Rational.TryParse(text, out Rational exact) => Numbers.Exact(exact),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
