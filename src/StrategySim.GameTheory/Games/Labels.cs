namespace StrategySim.GameTheory.Games;

/// <summary>Names that can serve as ids.</summary>
internal static class Labels
{
    /// <summary>Numbers blank and repeated labels as Gambit does: x, x becomes x_1, x_2.</summary>
    public static List<string> Distinct(IReadOnlyList<string> labels)
    {
        Dictionary<string, int> counts = labels.CountBy(label => label).ToDictionary(StringComparer.Ordinal), given = new(StringComparer.Ordinal);
        HashSet<string> used = new(labels, StringComparer.Ordinal);
        return [.. labels.Select(Number)];

        string Number(string label)
        {
            if (counts[label] == 1 && !string.IsNullOrWhiteSpace(label)) return label;
            string candidate;
            do
            {
                given[label] = given.GetValueOrDefault(label) + 1;
                candidate = $"{label}_{given[label]}";
            }
            while (!used.Add(candidate));
            return candidate;
        }
    }
}
