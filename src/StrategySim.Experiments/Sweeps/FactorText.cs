using StrategySim.Simulation.Documents;

namespace StrategySim.Experiments.Sweeps;

/// <summary>Where the values of a factor are from, for people.</summary>
public static class FactorText
{
    private const int Longest = 120;

    /// <summary>In words, with the numbers as the document has them: <c>0 to 3 by 1/20</c>, <c>uniform from 0 to 1</c>, <c>grudger, random</c>.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="factor">One of its factors.</param>
    public static string Values(Sweep sweep, SweepFactor factor)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(factor);
        if (DocumentEdit.Find(sweep.Document, ["factors", factor.Name]) is not MapNode map || map[factor.Kind] is not { } node) return "given by the points of the design";
        string[] items = node is ListNode list ? [.. list.Items.Select(Text)] : [];
        return factor.Kind switch
        {
            "range" when node is MapNode range => $"{Text(range["from"])} to {Text(range["to"])} {(range["step"] is { } step ? $"by {Text(step)}" : Text(range["steps"]) is "1" ? "in 1 step" : $"in {Text(range["steps"])} steps")}",
            "integers" => $"whole numbers from {items[0]} to {items[1]}",
            "uniform" or "loguniform" => $"{factor.Kind} from {items[0]} to {items[1]}",
            "normal" => $"normal with mean {items[0]} and standard deviation {items[1]}{(map["bounds"] is ListNode ends ? $", from {Text(ends.Items[0])} to {Text(ends.Items[1])}" : "")}",
            "triangular" => $"triangular from {items[0]} to {items[2]}, likeliest {items[1]}",
            "derived" => $"derived: {Text(node)}",
            _ => Listed(items),
        };
    }

    private static string Text(DocumentNode? node) => node is null ? "" : FactorValue.Option(node).Text;

    private static string Listed(string[] items)
    {
        string all = string.Join(", ", items);
        if (all.Length <= Longest) return all;
        int fits = 0;
        for (int length = 0; length + items[fits].Length <= Longest; fits++) length += items[fits].Length + 2;
        return fits == 0 ? $"{items.Length} values" : $"{string.Join(", ", items[..fits])}, … ({items.Length} values)";
    }
}
