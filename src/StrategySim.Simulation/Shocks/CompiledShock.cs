using MathNet.Numerics.Distributions;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Randomness;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Shocks;

/// <summary>A shock process ready to strike: when it comes, and how hard.</summary>
/// <remarks>
/// Poisson counts come by inversion of one uniform number (block 0 of the round), and the size of arrival k from
/// block k, so a changed rate moves no other draw: with common random numbers a higher rate only adds arrivals.
/// Inversion: Devroye, Non-Uniform Random Variate Generation, 1986, section X.3.3.
/// </remarks>
public sealed class CompiledShock
{
    /// <summary>Largest expected number of arrivals in a round.</summary>
    public const int MaximumRate = 100;

    private readonly StreamId _stream;
    private readonly CompiledExpression? _rate;
    private readonly double _constantRate;
    private readonly HashSet<int> _rounds;
    private readonly double _first, _second;
    private readonly ShockSizeKind _kind;
    private readonly double _perQuantum;
    private readonly Rational _scaledSize;

    internal CompiledShock(ShockSpecification shock, int target, CompiledExpression? rate, Rational first, Rational second, Rational? halfLife, Rational quantum, Rational scale)
    {
        Specification = shock;
        Target = target;
        _stream = StreamId.Of("shock/" + shock.Id);
        _rate = rate;
        _constantRate = rate is { IsConstant: true } ? rate.Evaluate([]).ToDouble() : -1;
        _rounds = [.. shock.Rounds];
        _kind = shock.SizeKind;
        _scaledSize = first * scale;
        (_first, _second) = (first.ToDouble(), second.ToDouble());
        _perQuantum = 1 / quantum.ToDouble();
        Decay = halfLife is Rational h ? Math.Pow(2, -1 / h.ToDouble()) : null;
    }

    /// <summary>The shock as the scenario gives it.</summary>
    public ShockSpecification Specification { get; }

    /// <summary>Slot of the target.</summary>
    internal int Target { get; }

    /// <summary>The factor by which its effect falls each round; null where it lasts.</summary>
    internal double? Decay { get; }

    /// <summary>The arrivals of a round; rates read the (scaled) slots as they stand at the end of the round before.</summary>
    internal int Arrivals(ulong seed, int replication, int round, Rational[] slots)
    {
        if (_rate is null) return _rounds.Contains(round) ? 1 : 0;
        double rate = _constantRate >= 0 ? _constantRate : RateNow(slots, round);
        if (rate is < 0 or > MaximumRate)
        {
            throw new ScenarioPlayException($"/shocks/{Specification.Id}/rate", round, $"the rate became {rate}; expected 0 to {MaximumRate} arrivals a round");
        }

        double u = new RandomStream(seed, replication, _stream, round).Uniform();
        int count = 0;
        double probability = Math.Exp(-rate), cumulative = probability;
        // The sum reaches 1 only up to rounding; past 1000 arrivals (rate at most 100) no mass is left.
        while (u >= cumulative && count < 1000)
        {
            count++;
            probability *= rate / count;
            cumulative += probability;
        }

        return count;
    }

    private double RateNow(Rational[] slots, int round)
    {
        try
        {
            return _rate!.Evaluate(slots).ToDouble();
        }
        catch (DivideByZeroException)
        {
            throw new ScenarioPlayException($"/shocks/{Specification.Id}/rate", round, "division by zero");
        }
    }

    /// <summary>The size of arrival k = 1, 2, … of a round on the scale of the target, rounded half-even to the quantum where it is drawn.</summary>
    internal Rational ScaledSize(ulong seed, int replication, int round, int arrival, ScaledQuantum quantum)
    {
        if (_kind == ShockSizeKind.Fixed) return _scaledSize;
        double u = new RandomStream(seed, replication, _stream, round).Uniform((uint)arrival);
        double size = _kind switch
        {
            ShockSizeKind.Exponential => -_first * Math.Log(1 - u),
            ShockSizeKind.Uniform => _first + ((_second - _first) * u),
            // u is a multiple of 2⁻⁵³ that may be 0, where the normal quantile is infinite: take the middle of its cell.
            _ => Normal.InvCDF(_first, _second, u + (0.5 / (1UL << 53))),
        };
        double count = Math.Round(size * _perQuantum, MidpointRounding.ToEven);
        if (!(Math.Abs(count) < 9e18)) throw new ScenarioPlayException($"/shocks/{Specification.Id}/size", round, $"a size of {size} was drawn; expected less than {9e18 / _perQuantum} in absolute value");
        return (Rational)(long)count * quantum.Unit;
    }
}

/// <summary>Thrown where a valid scenario cannot go on: a division by zero in some round, a rate out of range.</summary>
/// <param name="pointer">JSON pointer to the place.</param>
/// <param name="round">The round, from 1.</param>
/// <param name="detail">What happened.</param>
public sealed class ScenarioPlayException(string pointer, int round, string detail) : Exception($"{pointer}, round {round}: {detail}.")
{
    /// <summary>JSON pointer to the place in the scenario.</summary>
    public string Pointer { get; } = pointer;

    /// <summary>The round, from 1.</summary>
    public int Round { get; } = round;
}
