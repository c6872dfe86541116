using System.Globalization;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Sweeps;

/// <summary>What a slice of a sweep asks of a factor: one value, or of a number that it lies in a band.</summary>
/// <param name="Value">The value; null for a band.</param>
/// <param name="From">Lower end of the band, included; null where it has none.</param>
/// <param name="To">Upper end of the band, included; null where it has none.</param>
public sealed record SliceCondition(FactorValue? Value, Rational? From = null, Rational? To = null)
{
    private const int LongestNumber = 12;

    private const string Band = "{ from: 1, to: 2 }, ends included, of which one may be left out";

    /// <summary>Whether a value fulfils it.</summary>
    public bool Holds(FactorValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        // A value from a request need not have the kind of the factor's own; texts tell.
        if (Value is { } one) return one.Text == value.Text;
        return value.Number is Rational number && (From is not Rational from || number >= from) && (To is not Rational to || number <= to);
    }

    /// <summary>"k = 3", "k ≥ 2", "2 ≤ k ≤ 5"; of a number with many digits "k ≈ 7.73502".</summary>
    /// <param name="factor">Name of the factor.</param>
    public string Show(string factor) => (Value, From, To) switch
    {
        ({ Number: Rational number, Text.Length: > LongestNumber }, _, _) => string.Create(CultureInfo.InvariantCulture, $"{factor} ≈ {number.ToDouble():G6}"),
        ({ } value, _, _) => $"{factor} = {value.Text}",
        (_, { } from, { } to) => $"{Short(from)} ≤ {factor} ≤ {Short(to)}",
        (_, { } from, _) => $"{factor} ≥ {Short(from)}",
        _ => $"{factor} ≤ {Short(To!.Value)}",
    };

    // What a design samples has more digits than a name of a slice can bear.
    private static string Short(Rational number) => number.ToString() is { Length: <= LongestNumber } exact ? exact : string.Create(CultureInfo.InvariantCulture, $"≈{number.ToDouble():G6}");

    /// <summary>Reads a condition.</summary>
    /// <param name="factor">The factor that it is of.</param>
    /// <param name="node">A value; of a factor with numbers also a map with from, to or both.</param>
    /// <param name="pointer">Its place.</param>
    /// <param name="faults">Collects faults.</param>
    /// <returns>The condition; null with faults.</returns>
    internal static SliceCondition? Read(SweepFactor factor, DocumentNode node, string pointer, List<Fault> faults)
    {
        if (!factor.IsNumeric) return new SliceCondition(FactorValue.Option(node));
        if (node is not MapNode band)
        {
            var value = FactorValue.Of(node);
            if (value.Number is not null) return new SliceCondition(value);
            faults.Add(ShapeChecker.At(node, pointer, ShapeChecker.Show(node), $"an exact number such as 3, 0.25 or 3/2, or a band {Band}", $"The values of '{factor.Name}' are numbers."));
            return null;
        }

        int before = faults.Count;
        if (band.Entries.Count == 0) faults.Add(ShapeChecker.At(node, pointer, "{}", $"a band {Band}", "A band has an end."));
        var ends = new Dictionary<string, Rational>(StringComparer.Ordinal);
        foreach (MapEntry entry in band.Entries)
        {
            string at = JsonPointer.Append(pointer, entry.Key);
            if (entry.Key is not ("from" or "to")) faults.Add(new Fault(at, $"'{entry.Key}'", $"a band {Band}", "A band has no such end.", entry.Line, entry.Column));
            else if (FactorValue.Constant(entry.Value) is { } end) ends[entry.Key] = end;
            else faults.Add(ShapeChecker.At(entry.Value, at, ShapeChecker.Show(entry.Value), "an exact number such as 3, 0.25 or 3/2", $"The values of '{factor.Name}' are numbers."));
        }

        Rational? from = ends.TryGetValue("from", out Rational low) ? low : null, to = ends.TryGetValue("to", out Rational high) ? high : null;
        if (from > to) faults.Add(ShapeChecker.At(node, pointer, $"from {from} to {to}", "a lower end that is at most the upper", "The band is upside down."));
        return faults.Count == before ? new SliceCondition(null, from, to) : null;
    }
}
