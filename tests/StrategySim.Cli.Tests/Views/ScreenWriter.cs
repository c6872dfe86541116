using System.Text;

namespace StrategySim.Cli.Tests.Views;

/// <summary>Text in memory that says what encoding it has, as a terminal does, and can be read while it is written.</summary>
internal sealed class ScreenWriter(Encoding? encoding = null) : TextWriter
{
    private readonly StringBuilder _text = new();

    public override Encoding Encoding { get; } = encoding ?? new UTF8Encoding(false);

    public override void Write(char value)
    {
        lock (_text) _text.Append(value);
    }

    public override void Write(string? value)
    {
        lock (_text) _text.Append(value);
    }

    public override string ToString()
    {
        lock (_text) return _text.ToString();
    }
}
