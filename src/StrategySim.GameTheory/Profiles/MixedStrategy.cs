using System.Collections.Immutable;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Profiles;

/// <summary>A probability distribution over one player's strategies; exact and immutable.</summary>
public sealed class MixedStrategy : IEquatable<MixedStrategy>, IComparable<MixedStrategy>
{
    /// <param name="probabilities">One for each strategy, each at least 0; their sum is exactly 1.</param>
    /// <exception cref="ArgumentException">There is none, one is negative, or the sum is not 1.</exception>
    public MixedStrategy(IEnumerable<Rational> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        Probabilities = [.. probabilities];
        if (Probabilities.IsEmpty) throw new ArgumentException("Found no probability; expected one for each strategy.", nameof(probabilities));
        var support = ImmutableArray.CreateBuilder<int>();
        Rational sum = default;
        for (int i = 0; i < Probabilities.Length; i++)
        {
            Rational p = Probabilities[i];
            if (p.Sign < 0) throw new ArgumentException($"Probability {i} is {p}; expected at least 0.", nameof(probabilities));
            if (p.Sign > 0) support.Add(i);
            sum += p;
        }

        if (sum != Rational.One) throw new ArgumentException($"The probabilities sum to {sum}; expected exactly 1.", nameof(probabilities));
        Support = support.ToImmutable();
    }

    /// <summary>The probabilities, one for each strategy.</summary>
    public ImmutableArray<Rational> Probabilities { get; }

    /// <summary>The strategies with positive probability, ascending.</summary>
    public ImmutableArray<int> Support { get; }

    /// <summary>The number of strategies.</summary>
    public int Count => Probabilities.Length;

    /// <summary>Whether one strategy has probability 1.</summary>
    public bool IsPure => Support.Length == 1;

    /// <summary>The probability of a strategy.</summary>
    public Rational this[int strategy] => Probabilities[strategy];

    /// <summary>The distribution that plays one strategy for certain.</summary>
    /// <param name="count">The number of strategies, at least 1.</param>
    /// <param name="strategy">0 to <paramref name="count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The strategy does not exist.</exception>
    public static MixedStrategy Pure(int count, int strategy)
    {
        if ((uint)strategy >= (uint)Math.Max(count, 0))
        {
            throw new ArgumentOutOfRangeException(nameof(strategy), strategy, $"Expected a strategy from 0 to {count - 1}.");
        }

        var probabilities = new Rational[count];
        probabilities[strategy] = Rational.One;
        return new MixedStrategy(probabilities);
    }

    /// <summary>The distribution that plays every strategy alike.</summary>
    /// <param name="count">The number of strategies, at least 1.</param>
    public static MixedStrategy Uniform(int count) =>
        count >= 1
            ? new MixedStrategy(Enumerable.Repeat(Rational.Create(1, count), count))
            : throw new ArgumentOutOfRangeException(nameof(count), count, "Expected at least 1 strategy.");

    /// <summary>Lexicographic, by the first probability that differs.</summary>
    public int CompareTo(MixedStrategy? other)
    {
        if (other is null) return 1;
        for (int i = 0; i < Count && i < other.Count; i++)
        {
            int order = Probabilities[i].CompareTo(other.Probabilities[i]);
            if (order != 0) return order;
        }

        return Count.CompareTo(other.Count);
    }

    /// <inheritdoc/>
    public bool Equals(MixedStrategy? other) => other is not null && Probabilities.AsSpan().SequenceEqual(other.Probabilities.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MixedStrategy);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (Rational p in Probabilities) hash.Add(p);
        return hash.ToHashCode();
    }

    /// <summary>"(1/4, 3/4)".</summary>
    public override string ToString() => $"({string.Join(", ", Probabilities)})";
}
