using Spectre.Console;
using Spectre.Console.Rendering;

namespace StrategySim.Cli.Views;

/// <summary>What a result looks like on the terminal: headings, paragraphs and tables of one make.</summary>
/// <remarks>Text comes from users' files, so nothing is read as markup.</remarks>
internal sealed class Page(IAnsiConsole console)
{
    // The page starts as if after an empty line, and two never follow each other.
    private bool _afterBlank = true;

    /// <summary>Titles and what matters most.</summary>
    public static Style Strong { get; } = new(decoration: Decoration.Bold);

    /// <summary>What explains.</summary>
    public static Style Quiet { get; } = new(decoration: Decoration.Dim);

    /// <summary>Best replies and equilibria.</summary>
    public static Style Good { get; } = new(Color.Green, decoration: Decoration.Bold);

    /// <summary>Columns that the window has.</summary>
    public int Width => console.Profile.Width;

    /// <summary>Whether lines and blocks can be drawn; where not, tables have borders of plus signs.</summary>
    public bool Unicode => console.Profile.Capabilities.Unicode;

    /// <summary>A table with the borders of this program; add columns with <see cref="Column"/>.</summary>
    public static Table NewTable() => new() { Border = TableBorder.Square, BorderStyle = Quiet };

    /// <summary>A column.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="right">Whether it holds numbers.</param>
    /// <param name="wrap">Whether its text may be broken over lines.</param>
    public static TableColumn Column(string header, bool right = false, bool wrap = false)
    {
        var column = new TableColumn(new Text(header, Strong)) { NoWrap = !wrap };
        return right ? column.RightAligned() : column;
    }

    /// <summary>A cell.</summary>
    public static IRenderable Cell(string text, Style? style = null) => new Text(text, style);

    /// <summary>The title of the whole result, with what it is about in a quieter voice behind it.</summary>
    public void Title(string title, string about)
    {
        var line = new Paragraph(title, Strong);
        if (about.Length > 0) line.Append("  " + about, Quiet);
        Write(line);
        Blank();
    }

    /// <summary>The title of a part.</summary>
    public void Heading(string heading, string about = "")
    {
        Blank();
        var line = new Paragraph(heading, Strong);
        if (about.Length > 0) line.Append("  " + about, Quiet);
        Write(line);
    }

    /// <summary>A paragraph.</summary>
    public void Say(string text, Style? style = null) => Write(new Text(text, style));

    /// <summary>A paragraph set in by two columns.</summary>
    public void SayIndented(string text, Style? style = null) => Write(new Padder(new Text(text, style), new Padding(2, 0, 0, 0)));

    /// <summary>Facts by name, in two columns.</summary>
    public void Facts(IEnumerable<(string Name, string Value)> facts)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        grid.AddColumn(new GridColumn { Padding = new Padding(0) });
        foreach ((string name, string value) in facts) grid.AddRow(Cell(name, Quiet), Cell(value));
        Write(grid);
    }

    /// <summary>Anything that Spectre renders, with the end of its line.</summary>
    public void Write(IRenderable renderable)
    {
        if (renderable is Table table && !Unicode) table.Border = TableBorder.Ascii2;
        console.Write(renderable);
        // Blocks end their own last line.
        if (renderable is Text or Paragraph) console.WriteLine();
        _afterBlank = false;
    }

    /// <summary>An empty line, unless there is one already.</summary>
    public void Blank()
    {
        if (_afterBlank) return;
        console.WriteLine();
        _afterBlank = true;
    }
}
