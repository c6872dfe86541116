using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Problems;
using StrategySim.Experiments.Sweeps;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Api.Results;

/// <summary>The points of a sweep at which factors have the values that a request asks for.</summary>
internal sealed class FactorFilter
{
    private const int MostKnown = 20;

    private readonly Sweep _sweep;
    private readonly (int Factor, string Text, Rational? Number)[] _wanted;

    private FactorFilter(Sweep sweep, (int, string, Rational?)[] wanted)
    {
        _sweep = sweep;
        _wanted = wanted;
    }

    /// <summary>Reads the filter.</summary>
    /// <param name="query">The request.</param>
    /// <param name="sweep">The sweep.</param>
    /// <exception cref="ProblemException">422: the sweep has no such factor, or no number is given for one that has numbers.</exception>
    public static FactorFilter Of(Query query, Sweep sweep)
    {
        List<ProblemFault> faults = [];
        var wanted = new List<(int, string, Rational?)>();
        foreach ((string name, string text) in query.Factors)
        {
            int factor = IndexOf(sweep, name);
            if (factor < 0)
            {
                faults.Add(new ProblemFault("", $"'{name}'", $"one of {string.Join(", ", query.Names)}, or a factor of the sweep: {string.Join(", ", sweep.Factors.Select(f => f.Name))}", $"The sweep has no factor '{name}'.", Parameter: name));
            }
            else if (!sweep.Factors[factor].IsNumeric)
            {
                wanted.Add((factor, text, null));
            }
            else if (Rational.TryParse(text, out Rational number))
            {
                wanted.Add((factor, text, number));
            }
            else
            {
                faults.Add(new ProblemFault("", $"'{text}'", "an exact number such as 1/2 or 0.25", $"The values of the factor '{name}' are numbers.", Parameter: name));
            }
        }

        return faults.Count == 0 ? new FactorFilter(sweep, [.. wanted]) : throw new ProblemException(ProblemKinds.Invalid(faults));
    }

    /// <summary>The place of a factor; −1 where the sweep has none of the name.</summary>
    public static int IndexOf(Sweep sweep, string name)
    {
        for (int i = 0; i < sweep.Factors.Count; i++)
        {
            if (sweep.Factors[i].Name == name) return i;
        }

        return -1;
    }

    /// <summary>Whether anything is asked for.</summary>
    public bool IsEmpty => _wanted.Length == 0;

    /// <summary>Whether a factor is asked to have one value.</summary>
    public bool Holds(int factor) => _wanted.Any(wanted => wanted.Factor == factor);

    /// <summary>Whether a point is asked for.</summary>
    public bool Fits(IReadOnlyList<FactorValue> values) =>
        Array.TrueForAll(_wanted, wanted => wanted.Number is { } number ? values[wanted.Factor].Number is { } own && own == number : values[wanted.Factor].Text == wanted.Text);

    /// <summary>The first point from an index on that is asked for; null where there is none.</summary>
    /// <param name="from">The index.</param>
    /// <param name="cancellationToken">Polled at every point.</param>
    public long? Next(long from, CancellationToken cancellationToken)
    {
        for (long index = from; index < _sweep.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsEmpty || Fits(_sweep.ValuesAt(index))) return index;
        }

        return null;
    }

    /// <summary>Every value that is asked for and that no point has is a fault, and so is a combination of values.</summary>
    public ProblemException NothingFits(CancellationToken cancellationToken)
    {
        var known = _wanted.Select(_ => new SortedDictionary<string, Rational?>(StringComparer.Ordinal)).ToArray();
        for (long index = 0; index < _sweep.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<FactorValue> values = _sweep.ValuesAt(index);
            for (int i = 0; i < known.Length; i++)
            {
                FactorValue value = values[_wanted[i].Factor];
                if (known[i].Count <= MostKnown) known[i][value.Text] = value.Number;
            }
        }

        return new ProblemException(ProblemKinds.Invalid([.. _wanted.Zip(known, (wanted, values) => new ProblemFault(
            "",
            $"'{wanted.Text}'",
            values.Count > MostKnown ? "a value that a point of the sweep has" : $"one of {string.Join(", ", values.OrderBy(v => v.Value?.ToDouble() ?? 0).Select(v => v.Key))}",
            _wanted.Length == 1 ? "No point of the sweep has this value." : "No point of the sweep has these values together.",
            Parameter: _sweep.Factors[wanted.Factor].Name))]));
    }
}
