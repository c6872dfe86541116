using System.Text.Json;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Populations;

namespace StrategySim.GameTheory.Tests.Populations;

public class FixationTests
{
    /// <summary>The names in fixation.json.</summary>
    public static TheoryData<string> Names => [.. Rows().Select(row => row.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void KnownProbabilities_AreFound(string name)
    {
        JsonElement row = Rows().Single(r => r.GetProperty("name").GetString() == name);
        TwoTypePayoffs payoffs = Payoffs(row.GetProperty("payoff"));
        int size = row.GetProperty("N").GetInt32();
        foreach (JsonElement known in row.GetProperty("birth_death").EnumerateArray())
        {
            Assert.Equal(Rational.Parse(known.GetProperty("one_A_takes_over").GetString()!), Fixation.BirthDeath(payoffs, size, Rational.Parse(known.GetProperty("selection").GetString()!)));
        }

        foreach (JsonElement known in row.GetProperty("pairwise").EnumerateArray())
        {
            double expected = Rational.Parse(known.GetProperty("one_A_takes_over").GetString()!).ToDouble();
            Assert.Equal(1, Fixation.Pairwise(payoffs, size, Rational.Parse(known.GetProperty("beta").GetString()!).ToDouble()) / expected, 1e-13);
        }
    }

    [Fact]
    public void OfStrongSelection_TheLogarithmIsKept_WhereTheProbabilityIsBelowDoubles()
    {
        // A constant disadvantage d: 1/Σ_{k<N} e^(βdk), of which the last term is nearly all.
        var payoffs = new TwoTypePayoffs(0, 0, 1, 1);
        Assert.Equal(0, Fixation.Pairwise(payoffs, 101, 50));
        Assert.Equal(-5000, Fixation.PairwiseLogarithm(payoffs, 101, 50), 1e-9);
    }

    [Fact]
    public void NegativeFitness_IsRefused_WithThePlaceWhereItAppears()
    {
        InvalidGameException error = Assert.Throws<InvalidGameException>(() => Fixation.BirthDeath(new TwoTypePayoffs(1, -3, 1, 1), 4, Rational.One));
        Assert.Equal("/selection", Assert.Single(error.Faults).Pointer);
        Assert.Contains("1 of 4", error.Faults[0].Expected, StringComparison.Ordinal);
        Assert.Equal(["/population", "/strength"], Assert.Throws<InvalidGameException>(() => Fixation.Pairwise(default, 1, double.NaN)).Faults.Select(f => f.Pointer));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(1)]
    public void WithMutations_TheDistributionStaysWhereItIs_AndTendsToTheLimitOfRareOnes(double mutation)
    {
        var payoffs = new TwoTypePayoffs(3, 2, 4, 1);
        const int Size = 9;
        foreach (BirthDeathChain chain in (BirthDeathChain[])[BirthDeathChain.Moran(payoffs, Size, 0.5, mutation), BirthDeathChain.Pairwise(payoffs, Size, 0.7, mutation)])
        {
            double[] pi = chain.Stationary;
            Assert.Equal(1, pi.Sum(), 1e-14);
            for (int k = 0; k <= Size; k++)
            {
                double enters = (k > 0 ? pi[k - 1] * chain.Up[k - 1] : 0) + (k < Size ? pi[k + 1] * chain.Down[k + 1] : 0);
                Assert.Equal(enters, pi[k] * (chain.Up[k] + chain.Down[k]), 1e-15);
                Assert.True(chain.Up[k] >= 0 && chain.Down[k] >= 0 && chain.Up[k] + chain.Down[k] <= 1 + 1e-15);
            }
        }

        // What lies between is visited for a share of time of the order of the mutations.
        Rational[,] table = { { 3, 2 }, { 4, 1 } };
        BirthDeathChain rare = BirthDeathChain.Moran(payoffs, Size, 0.5, 1e-13);
        Assert.Equal(RareMutations.BirthDeath(table, Size, Rational.Half).Stationary![0].ToDouble(), rare.Stationary[Size], 1e-10);
        Assert.Equal(RareMutations.Pairwise(table, Size, 0.7).Stationary[0], BirthDeathChain.Pairwise(payoffs, Size, 0.7, 1e-13).Stationary[Size], 1e-10);
        Assert.Equal(["/population", "/selection", "/mutation"], Assert.Throws<InvalidGameException>(() => BirthDeathChain.Moran(payoffs, 1, 2, 0)).Faults.Select(f => f.Pointer));
    }

    private static TwoTypePayoffs Payoffs(JsonElement payoff) => new(Number(payoff, "AA"), Number(payoff, "AB"), Number(payoff, "BA"), Number(payoff, "BB"));

    private static Rational Number(JsonElement payoff, string field) => Rational.Parse(payoff.GetProperty(field).GetString()!);

    private static JsonElement.ArrayEnumerator Rows() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Populations", "fixation.json"))).RootElement.EnumerateArray();
}
