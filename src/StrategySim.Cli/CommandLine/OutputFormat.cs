using System.CommandLine;
using StrategySim.Cli.Terminals;

namespace StrategySim.Cli.CommandLine;

/// <summary>How results are written.</summary>
internal enum OutputFormat
{
    /// <summary>Tables for people.</summary>
    Table,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>Comma-separated values with a header.</summary>
    Csv,

    /// <summary>Tables in LaTeX.</summary>
    Latex,
}

/// <summary>The options that choose the format. Without one a person sees tables and a pipe sees JSON.</summary>
internal sealed class OutputOptions
{
    private readonly Option<bool> _json = new("--json") { Description = "Write JSON (what a pipe gets without any of these options)." };
    private readonly Option<bool> _table = new("--table") { Description = "Write tables for people, also into a pipe." };
    private readonly Option<bool>? _csv;

    private readonly Option<bool>? _latex;

    private OutputOptions(bool csv, bool latex)
    {
        _csv = csv ? new Option<bool>("--csv") { Description = "Write CSV with a header." } : null;
        _latex = latex ? new Option<bool>("--latex") { Description = "Write tables in LaTeX, for the package booktabs." } : null;
    }

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="csv">Whether its results can be written as CSV.</param>
    /// <param name="latex">Whether they can be written in LaTeX.</param>
    public static OutputOptions AddTo(Command command, bool csv = false, bool latex = false)
    {
        var options = new OutputOptions(csv, latex);
        Option<bool>[] all = [.. new[] { options._json, options._csv, options._latex, options._table }.OfType<Option<bool>>()];
        foreach (Option<bool> option in all) command.Add(option);
        command.Validators.Add(result =>
        {
            string[] given = [.. all.Where(result.GetValue).Select(option => option.Name)];
            if (given.Length > 1) result.AddError($"{string.Join(" and ", given)} exclude each other; give one of them.");
        });
        return options;
    }

    /// <summary>The format asked for, or the one that suits the reader.</summary>
    public OutputFormat Choose(ParseResult parsed, Terminal terminal)
    {
        if (parsed.GetValue(_json)) return OutputFormat.Json;
        if (parsed.GetValue(_table)) return OutputFormat.Table;
        if (_csv is not null && parsed.GetValue(_csv)) return OutputFormat.Csv;
        if (_latex is not null && parsed.GetValue(_latex)) return OutputFormat.Latex;
        return terminal.OutIsTerminal ? OutputFormat.Table : OutputFormat.Json;
    }
}
