using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.Studies;

/// <summary>The outcomes that the points of a sweep have. Points whose factors change no outcome share them: few scenarios are read.</summary>
internal sealed class PointLayouts(Sweep sweep)
{
    private readonly Dictionary<string, OutcomeLayout> _known = new(StringComparer.Ordinal);
    private readonly int[] _structural = [.. Enumerable.Range(0, sweep.Factors.Count).Where(i => IsStructural(sweep.Factors[i]))];

    /// <summary>The outcomes of a point whose scenario is valid.</summary>
    /// <param name="index">Its place in the design.</param>
    public OutcomeLayout At(long index)
    {
        string key = "";
        if (_structural.Length > 0)
        {
            IReadOnlyList<FactorValue> values = sweep.ValuesAt(index);
            key = string.Join('\u001f', _structural.Select(i => values[i].Text));
        }

        if (!_known.TryGetValue(key, out OutcomeLayout? layout))
            _known[key] = layout = OutcomeLayout.Of(_structural.Length > 0 ? sweep.At(index)!.Scenario : sweep.Scenario);
        return layout;
    }

    // Values of parameters and states change no outcome that a scenario has; anything else may.
    private static bool IsStructural(SweepFactor factor) =>
        factor.Place.Length > 0 && !factor.Place.StartsWith("/parameters/", StringComparison.Ordinal) && !factor.Place.StartsWith("/states/", StringComparison.Ordinal);
}
