using System.Globalization;

namespace StrategySim.Simulation.Documents;

/// <summary>Finds and replaces parts of documents by the steps of a JSON pointer. Documents are immutable: an edit shares what it leaves alone.</summary>
public static class DocumentEdit
{
    /// <summary>The node at a place, or null where there is none.</summary>
    public static DocumentNode? Find(DocumentNode root, IEnumerable<string> steps)
    {
        DocumentNode? node = root;
        foreach (string step in steps)
        {
            node = node switch
            {
                MapNode map => map[step],
                ListNode list when Index(list, step) is int index => list.Items[index],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>The document with another node at a place; maps that are missing on the way are made.</summary>
    /// <param name="root">The document.</param>
    /// <param name="steps">The place.</param>
    /// <param name="value">What shall stand there.</param>
    /// <exception cref="ArgumentException">The way leads through a single value, or past the end of a list.</exception>
    public static DocumentNode Set(DocumentNode root, ReadOnlySpan<string> steps, DocumentNode value)
    {
        if (steps.IsEmpty) return value;
        string step = steps[0];
        switch (root)
        {
            case MapNode map:
                return With(map, step, Set(map[step] ?? new MapNode([], value.Line, value.Column), steps[1..], value));
            case ListNode list when Index(list, step) is int index:
                DocumentNode[] items = [.. list.Items];
                items[index] = Set(items[index], steps[1..], value);
                return list with { Items = items };
            default:
                throw new ArgumentException($"There is no '{step}' below {ShapeChecker.Show(root)}.", nameof(steps));
        }
    }

    /// <summary>A map with one entry set; a new one comes last.</summary>
    public static MapNode With(MapNode map, string key, DocumentNode value)
    {
        MapEntry[] entries = [.. map.Entries];
        int at = Array.FindIndex(entries, entry => entry.Key == key);
        if (at < 0) return map with { Entries = [.. entries, new MapEntry(key, value, value.Line, value.Column)] };
        entries[at] = entries[at] with { Value = value };
        return map with { Entries = entries };
    }

    /// <summary>A map without some entries.</summary>
    public static MapNode Without(MapNode map, params IReadOnlyCollection<string> keys) =>
        map with { Entries = [.. map.Entries.Where(entry => !keys.Contains(entry.Key))] };

    private static int? Index(ListNode list, string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < list.Items.Count ? index : null;
}
