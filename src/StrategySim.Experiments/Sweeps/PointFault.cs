using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Sweeps;

/// <summary>A fault of the scenario of a point, and the factor that it comes from.</summary>
internal sealed record PointFault(Fault Scenario, long Index, IReadOnlyList<FactorValue> Values)
{
    /// <summary>The same fault with a place in the sweep.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="others">Further points with it.</param>
    public Fault In(Sweep sweep, long others = 0)
    {
        int factor = Factor(sweep);
        string found = Scenario.Found is null ? "" : $": {Scenario.Found}";
        string where = others > 0 ? $"(point {Index} and {others} more)" : $"(point {Index})";
        string place = Scenario.Pointer.Length == 0 ? "" : $" at {Scenario.Pointer}";
        string detail = $"The scenario of a point has a fault{place}: {Scenario.Detail}";
        if (factor < 0)
        {
            DocumentNode? node = DocumentEdit.Find(sweep.Document, ["factors"]);
            return new Fault("/factors", $"{sweep.Show(Values)} {where}{found}", Scenario.Expected, detail, node?.Line, node?.Column);
        }

        string pointer = Pointer(sweep, factor);
        DocumentNode? at = DocumentEdit.Find(sweep.Document, JsonPointer.Split(pointer));
        // A factor with one value does not tell points apart.
        string what = sweep.Factors[factor].Source is LevelSource { Count.IsOne: true } ? sweep.Show(Values) : $"{sweep.Factors[factor].Name} = {Values[factor]}";
        return new Fault(pointer, $"{what} {where}{found}", Scenario.Expected, detail, at?.Line ?? sweep.Factors[factor].Line, at?.Column ?? sweep.Factors[factor].Column);
    }

    /// <summary>What faults are the same: those with one place in the sweep, one in the scenario and one reason.</summary>
    public (string, string, string) Kind(Sweep sweep)
    {
        int factor = Factor(sweep);
        return (factor < 0 ? "/factors" : Pointer(sweep, factor), Scenario.Pointer, Scenario.Detail);
    }

    private string Pointer(Sweep sweep, int factor)
    {
        SweepFactor own = sweep.Factors[factor];
        long level = sweep.LevelOf(Index, factor);
        string pointer = own.Source switch
        {
            LevelSource source => own.Pointer + source.PointerOf(level),
            GivenSource => $"/design/points/{Index}/{own.Name}",
            _ => $"{own.Pointer}/{own.Source.Field}",
        };
        // Faults inside of a value that was put in have their place inside of it here as well.
        string inside = Scenario.Pointer.StartsWith(own.Place + "/", StringComparison.Ordinal) ? Scenario.Pointer[own.Place.Length..] : "";
        return inside.Length > 0 && DocumentEdit.Find(sweep.Document, JsonPointer.Split(pointer + inside)) is not null ? pointer + inside : pointer;
    }

    // The factor whose place holds the fault, or lies within what the fault is about; −1 where there is none or more than one.
    private int Factor(Sweep sweep)
    {
        int best = -1;
        for (int i = 0; i < sweep.Factors.Count; i++)
        {
            string place = sweep.Factors[i].Place;
            if (place.Length == 0) continue;
            if (Scenario.Pointer == place || Scenario.Pointer.StartsWith(place + "/", StringComparison.Ordinal)) return i;
            if (Scenario.Pointer.Length == 0 || !place.StartsWith(Scenario.Pointer + "/", StringComparison.Ordinal)) continue;
            if (best >= 0) return -1;
            best = i;
        }

        return best;
    }
}
