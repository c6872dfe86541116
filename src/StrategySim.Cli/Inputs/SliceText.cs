using StrategySim.Cli.CommandLine;
using StrategySim.Simulation.Documents;

namespace StrategySim.Cli.Inputs;

/// <summary>Reads a slice of a sweep as it is written on the command line: <c>k=3,play=grudger,s&gt;=1,s&lt;=2</c>.</summary>
internal static class SliceText
{
    private static readonly string[] Operators = [">=", "<=", "="];

    /// <summary>The slice as the document that the web service takes: values, and bands with from and to.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="argument">The argument that it is part of, for faults.</param>
    /// <param name="form">What was expected, for faults.</param>
    /// <exception cref="InputException">A part is no condition, or a factor has two of one kind.</exception>
    public static MapNode Parse(string slice, string argument, string form)
    {
        var values = new Dictionary<string, DocumentNode>(StringComparer.Ordinal);
        foreach (string part in Parts(slice))
        {
            (string op, int at) = Operators.Select(op => (op, part.IndexOf(op, StringComparison.Ordinal))).Where(found => found.Item2 > 0).OrderBy(found => found.Item2).ThenByDescending(found => found.op.Length).FirstOrDefault();
            if (op is null) throw new InputException($"{argument}: '{part}' is no condition; expected {form}.");
            string name = part[..at].Trim(), text = part[(at + op.Length)..].Trim();
            if (DocumentParser.Parse(text, DocumentFormat.Yaml).Root is not { } value) throw new InputException($"{argument}: '{part}' has no value; expected {form}.");
            if (op != "=") value = Band(values.GetValueOrDefault(name), op == ">=" ? "from" : "to", value);
            else if (values.ContainsKey(name)) value = null;
            values[name] = value ?? throw new InputException($"{argument}: '{name}' is asked for twice; expected one value, or a band with one lower and one upper end.");
        }

        return new MapNode([.. values.Select(pair => new MapEntry(pair.Key, pair.Value, 1, 1))], 1, 1);
    }

    private static MapNode? Band(DocumentNode? before, string end, DocumentNode value) => before switch
    {
        null => new MapNode([new MapEntry(end, value, 1, 1)], 1, 1),
        MapNode band when band[end] is null => new MapNode([.. band.Entries, new MapEntry(end, value, 1, 1)], 1, 1),
        _ => null,
    };

    // Options may be maps and lists, whose commas part nothing here.
    private static IEnumerable<string> Parts(string slice)
    {
        int depth = 0, start = 0;
        for (int i = 0; i < slice.Length; i++)
        {
            depth += slice[i] switch { '{' or '[' => 1, '}' or ']' => -1, _ => 0 };
            if (slice[i] != ',' || depth > 0) continue;
            yield return slice[start..i];
            start = i + 1;
        }

        yield return slice[start..];
    }
}
