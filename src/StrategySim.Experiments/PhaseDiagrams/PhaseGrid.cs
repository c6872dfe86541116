using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Algebra;

namespace StrategySim.Experiments.PhaseDiagrams;

/// <summary>Lines of phases for values of a second factor, more where the list of phases changes.</summary>
/// <remarks>
/// Neighbouring values whose phases differ are parted until they are close. Then the values between are looked at where a boundary comes
/// to an end of the range, or meets one that stands still: those are boundaries along the second factor, with the first one held at the
/// place, and are found exactly as any others. Where there is none, the simplest number between is looked at, for where a list changes
/// at a number that people would name, it is that one.
/// </remarks>
internal sealed class PhaseGrid
{
    private readonly ResolvedQuestion _asked;
    private readonly PhaseFactor _by;
    private readonly Rational _width;
    private readonly Func<Rational?, bool, PhaseLine> _line;
    private readonly CancellationToken _cancellationToken;
    private readonly SortedDictionary<Rational, PhaseLine> _lines = [];
    private readonly Dictionary<Rational, Rational[]> _meetings = [];
    private readonly HashSet<Rational> _exact = [];

    private PhaseGrid(ResolvedQuestion asked, Rational width, Func<Rational?, bool, PhaseLine> line, CancellationToken cancellationToken)
    {
        (_asked, _by, _width, _line, _cancellationToken) = (asked, asked.By!, width, line, cancellationToken);
        Rational range = _by.To - _by.From;
        for (int i = 0; i < asked.Points; i++) Add(_by.From + (range * Rational.Create(i, asked.Points - 1)), false);
    }

    /// <summary>The lines, by ascending value of the second factor.</summary>
    public IReadOnlyList<PhaseLine> Lines => [.. _lines.Values];

    /// <summary>Finds the lines.</summary>
    /// <param name="asked">The question, of two factors.</param>
    /// <param name="width">The widest enclosure of a boundary that has no closed form.</param>
    /// <param name="limits">How many lines there may be.</param>
    /// <param name="line">Makes the line at a value, which was added or not.</param>
    /// <param name="notes">Collects what a reader should know.</param>
    /// <param name="cancellationToken">Polled by the lines.</param>
    public static PhaseGrid Refine(ResolvedQuestion asked, Rational width, PhaseLimits limits, Func<Rational?, bool, PhaseLine> line, List<string> notes, CancellationToken cancellationToken)
    {
        var grid = new PhaseGrid(asked, width, line, cancellationToken);
        if (!grid.Refine(limits.MaximumLines)) notes.Add($"Refinement in '{asked.By!.Name}' ended at {limits.MaximumLines} values; changes of the list of phases are known less closely than asked.");
        return grid;
    }

    /// <summary>Where the list of phases changes. Two changes side by side are one at the value between them, where that was singled out by refinement or stands on the grid.</summary>
    public IReadOnlyList<PhaseTransition> Transitions()
    {
        IReadOnlyList<PhaseLine> lines = Lines;
        var transitions = new List<PhaseTransition>();
        for (int i = 1; i < lines.Count; i++)
        {
            if (lines[i].LooksLike(lines[i - 1])) continue;
            Rational low = lines[i - 1].By!.Value, high = lines[i].By!.Value;
            if (i + 1 < lines.Count && !lines[i + 1].LooksLike(lines[i]))
            {
                transitions.Add(new PhaseTransition(low, lines[i + 1].By!.Value, high));
                i++;
                continue;
            }

            transitions.Add(new PhaseTransition(low, high, _exact.Contains(high) ? high : _exact.Contains(low) ? low : null));
        }

        return transitions;
    }

    // Breadth first, so that where the limit ends the work every change is known about equally well.
    private bool Refine(int most)
    {
        Rational byWidth = _asked.Width ?? (_by.To - _by.From) / 1000;
        Rational[] values = [.. _lines.Keys];
        var waiting = new Queue<(Rational Low, Rational High)>();
        for (int i = 1; i < values.Length; i++) waiting.Enqueue((values[i - 1], values[i]));
        while (waiting.TryDequeue(out (Rational Low, Rational High) part))
        {
            if (_lines[part.Low].LooksLike(_lines[part.High])) continue;
            if (_lines.Count >= most) return false;
            if (part.High - part.Low > byWidth)
            {
                Rational middle = (part.Low + part.High) * Rational.Half;
                Add(middle, true);
                waiting.Enqueue((part.Low, middle));
                waiting.Enqueue((middle, part.High));
                continue;
            }

            Rational[] found = [.. Meetings(part.Low, part.High)];
            _exact.UnionWith(found);
            foreach (Rational inside in found.Where(value => value > part.Low && value < part.High)) Add(inside, true);
            if (found.Length == 0) Add(RealAlgebraic.Simplest(part.Low, part.High), true);
        }

        return true;
    }

    private void Add(Rational value, bool refined) => _lines[value] = _line(value, refined);

    // Values, both ends included, at which something changes at a place that is the same on both lines.
    private IEnumerable<Rational> Meetings(Rational low, Rational high)
    {
        if (!_asked.Game.HasGameType) return [];
        IEnumerable<Rational> still = Places(_lines[low]).Intersect(Places(_lines[high]));
        return still.Append(_asked.Factor.From).Append(_asked.Factor.To).Distinct().SelectMany(place => Meetings(place)).Where(value => value >= low && value <= high).Distinct().Order();
    }

    // Along the second factor, with the first one held at the place.
    private Rational[] Meetings(Rational place)
    {
        if (_meetings.TryGetValue(place, out Rational[]? known)) return known;
        var set = new Dictionary<string, Rational>(_asked.Set, StringComparer.Ordinal) { [_asked.Factor.Name] = place };
        return _meetings[place] = [.. Places(new ExactLine(_asked.Scenario, _asked.Game, _by.Name, set).Find(_by.From, _by.To, _width, null, false, _cancellationToken))];
    }

    private static IEnumerable<Rational> Places(PhaseLine line) => line.Boundaries.Concat(line.FinerBoundaries).Where(boundary => boundary.At.Form == PhaseNumberForm.Rational).Select(boundary => boundary.At.Low);
}
