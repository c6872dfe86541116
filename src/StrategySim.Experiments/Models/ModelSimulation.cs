using StrategySim.Experiments.Randomness;
using StrategySim.Experiments.Statistics;
using StrategySim.GameTheory.Models;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Experiments.Models;

/// <summary>A number of a model as play shows it, beside the one of its closed form.</summary>
/// <param name="Number">The number of the closed form.</param>
/// <param name="Mean">What was observed: a mean or a rate.</param>
/// <param name="Lower">Lower end of the 95 % interval; null where <paramref name="N"/> is 1 and it is a mean.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="N">Observations.</param>
/// <param name="IsRate">Whether it is the rate of an event, with Wilson's interval, or a mean, with Student's.</param>
public sealed record SimulatedNumber(ModelNumber Number, double Mean, double? Lower, double? Upper, int N, bool IsRate);

/// <summary>Plays the models: players who follow the equilibrium, and what comes of it by chance.</summary>
/// <remarks>Replication r draws from sequence r of the stream <c>model/ID</c>: equal seeds give equal numbers, on any machine.</remarks>
public static class ModelSimulation
{
    /// <summary>The most replications.</summary>
    public const int MaximumReplications = 1_000_000;

    /// <summary>Plays a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="values">All its parameters.</param>
    /// <param name="solution">Its solution with them.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="replications">How often, 1 to <see cref="MaximumReplications"/>.</param>
    /// <param name="cancellationToken">Polled before each replication.</param>
    /// <returns>The numbers that play shows, in the order of the solution; one that was never observed is left out.</returns>
    public static IReadOnlyList<SimulatedNumber> Play(
        StrategicModel model, IReadOnlyDictionary<string, Rational> values, ModelSolution solution, ulong seed, int replications, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(solution);
        ArgumentOutOfRangeException.ThrowIfLessThan(replications, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(replications, MaximumReplications);
        Action<DrawSequence, ModelObservations> play = ModelPlays.Find(model.Id)(new ModelSetting(values, solution));
        var seen = new ModelObservations();
        string path = $"model/{model.Id}";
        for (int replication = 0; replication < replications; replication++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            play(new DrawSequence(seed, path, replication), seen);
        }

        return [.. solution.Numbers.Select(seen.Of).OfType<SimulatedNumber>()];
    }
}

/// <summary>What players know: the parameters, and the numbers of the solution that they act on.</summary>
/// <param name="Values">Parameters by name.</param>
/// <param name="Solution">The solution.</param>
internal sealed record ModelSetting(IReadOnlyDictionary<string, Rational> Values, ModelSolution Solution)
{
    /// <summary>A parameter.</summary>
    public double this[string parameter] => Values[parameter].ToDouble();

    /// <summary>A parameter that is a whole number.</summary>
    public int Count(string parameter) => (int)Values[parameter].Numerator;

    /// <summary>A number of the solution.</summary>
    public double Solved(string number) => Solution.Numbers.Single(n => n.Name == number).Value.ToDouble();
}

/// <summary>What is seen in play, by the names of the numbers of the solution.</summary>
internal sealed class ModelObservations
{
    private readonly Dictionary<string, MeanAccumulator> _means = [];
    private readonly Dictionary<string, (int Happened, int Trials)> _rates = [];

    /// <summary>The names seen.</summary>
    public IEnumerable<string> Names => _means.Keys.Concat(_rates.Keys);

    /// <summary>A quantity.</summary>
    public void Number(string name, double value)
    {
        if (!_means.TryGetValue(name, out MeanAccumulator? mean)) _means[name] = mean = new MeanAccumulator();
        mean.Add(value);
    }

    /// <summary>An event that happened or did not.</summary>
    public void Event(string name, bool happened)
    {
        (int before, int trials) = _rates.GetValueOrDefault(name);
        _rates[name] = (before + (happened ? 1 : 0), trials + 1);
    }

    /// <summary>What was seen of a number; null where nothing was.</summary>
    public SimulatedNumber? Of(ModelNumber number)
    {
        if (_rates.TryGetValue(number.Name, out (int Happened, int Trials) rate))
        {
            Interval wilson = WilsonInterval.Of(rate.Happened, rate.Trials);
            return new SimulatedNumber(number, (double)rate.Happened / rate.Trials, wilson.Lower, wilson.Upper, rate.Trials, true);
        }

        return _means.TryGetValue(number.Name, out MeanAccumulator? mean) && mean.ToEstimate() is var estimate
            ? new SimulatedNumber(number, estimate.Mean, estimate.Lower, estimate.Upper, estimate.N, false)
            : null;
    }
}
