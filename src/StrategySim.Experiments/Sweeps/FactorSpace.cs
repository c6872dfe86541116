using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Sweeps;

/// <summary>The factors of a sweep with what they say of each other: how a point of a design becomes their values, and which values go together.</summary>
internal sealed class FactorSpace
{
    private readonly DocumentNode _document;
    private readonly Dictionary<string, int> _index;
    private readonly int[] _derivedInOrder;

    public FactorSpace(DocumentNode document, IReadOnlyList<SweepFactor> factors, IReadOnlyList<IReadOnlyList<int>> axes, IReadOnlyList<SweepConstraint> constraints)
    {
        _document = document;
        Factors = factors;
        Axes = axes;
        Constraints = constraints;
        _index = factors.Select((factor, i) => (factor.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i, StringComparer.Ordinal);
        _derivedInOrder = InOrder();
    }

    /// <summary>What is varied, in order of names.</summary>
    public IReadOnlyList<SweepFactor> Factors { get; }

    /// <summary>The dimensions of the design: for each the factors that move together on it.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Axes { get; }

    public IReadOnlyList<SweepConstraint> Constraints { get; }

    /// <summary>The values that the points of a list give; derived factors are left open.</summary>
    public FactorValue[] Given(IReadOnlyDictionary<string, FactorValue> given, out long[] levels)
    {
        var values = new FactorValue[Factors.Count];
        levels = NoLevels();
        foreach ((string name, FactorValue value) in given) values[_index[name]] = value;
        return values;
    }

    /// <summary>The values at a level of each dimension.</summary>
    public FactorValue[] AtLevels(int[] grid, out long[] levels)
    {
        var values = new FactorValue[Factors.Count];
        levels = NoLevels();
        for (int axis = 0; axis < Axes.Count; axis++)
        {
            foreach (int i in Axes[axis])
            {
                levels[i] = grid[axis];
                values[i] = ((LevelSource)Factors[i].Source).Level(grid[axis]);
            }
        }

        return values;
    }

    /// <summary>The values at a point of the unit cube.</summary>
    public FactorValue[] AtCube(double[] cube, out long[] levels)
    {
        var values = new FactorValue[Factors.Count];
        levels = NoLevels();
        for (int axis = 0; axis < Axes.Count; axis++)
        {
            foreach (int i in Axes[axis])
            {
                if (Factors[i].Source is LevelSource source)
                {
                    levels[i] = source.LevelAt(cube[axis]);
                    values[i] = source.Level(levels[i]);
                }
                else
                {
                    values[i] = ((ContinuousSource)Factors[i].Source).At(cube[axis]);
                }
            }
        }

        return values;
    }

    /// <summary>Fills in what is derived.</summary>
    /// <param name="values">The values, derived ones open; filled in place.</param>
    /// <param name="where">Which point it is, for faults.</param>
    /// <exception cref="InvalidInputException">A derived factor divides by zero there.</exception>
    public FactorValue[] Derive(FactorValue[] values, string where)
    {
        foreach (int i in _derivedInOrder)
        {
            try
            {
                values[i] = FactorValue.Of(((DerivedSource)Factors[i].Source).Expression.Evaluate(name => values[_index[name]].Number!.Value));
            }
            catch (DivideByZeroException)
            {
                string at = string.Join(", ", Factors.Zip(values).Where(pair => pair.Second is not null).Select(pair => $"{pair.First.Name} = {pair.Second}"));
                throw new InvalidInputException(
                    [new Fault($"{Factors[i].Pointer}/derived", $"{at} ({where})", "an expression that can be evaluated at every point", "The expression divides by zero at a point.", Factors[i].Line, Factors[i].Column)]);
            }
        }

        return values;
    }

    /// <summary>The constraints that do not hold, by their place in the list.</summary>
    /// <exception cref="InvalidInputException">A constraint divides by zero.</exception>
    public IEnumerable<int> Broken(IReadOnlyList<FactorValue> values)
    {
        for (int i = 0; i < Constraints.Count; i++)
        {
            bool holds;
            try
            {
                holds = Constraints[i].Holds(name => values[_index[name]].Number!.Value);
            }
            catch (DivideByZeroException)
            {
                DocumentNode node = DocumentEdit.Find(_document, ["constraints", $"{i}"])!;
                throw new InvalidInputException([ShapeChecker.At(node, $"/constraints/{i}", Show(values), "a constraint that can be evaluated at every point", "The constraint divides by zero at a point.")]);
            }

            if (!holds) yield return i;
        }
    }

    /// <summary>Whether every constraint holds at a point of the unit cube.</summary>
    /// <exception cref="InvalidInputException">Something divides by zero there.</exception>
    public bool Allows(double[] cube) => !Broken(Derive(AtCube(cube, out _), "a point that was tried")).Any();

    /// <summary>"k = 3, s = 1/2".</summary>
    public string Show(IReadOnlyList<FactorValue> values) => string.Join(", ", Factors.Zip(values, (factor, value) => $"{factor.Name} = {value}"));

    private long[] NoLevels()
    {
        long[] levels = new long[Factors.Count];
        Array.Fill(levels, -1);
        return levels;
    }

    private int[] InOrder()
    {
        var order = new List<int>();
        var waiting = new List<int>(Enumerable.Range(0, Factors.Count).Where(i => Factors[i].Source is DerivedSource));
        while (waiting.Count > 0)
        {
            int[] ready = [.. waiting.Where(i => !((DerivedSource)Factors[i].Source).Expression.Names.Any(name => waiting.Contains(_index[name])))];
            order.AddRange(ready);
            waiting.RemoveAll(ready.Contains);
        }

        return [.. order];
    }
}
