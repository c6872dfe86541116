using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Populations;

namespace StrategySim.GameTheory.Tests.Populations;

public class MutationChainTests
{
    // Rock, paper, scissors in which rock wins twice as much.
    private static readonly Rational[,] Uneven = { { 0, -1, 2 }, { 1, 0, -1 }, { -1, 1, 0 } };

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.5)]
    public void OfTwoTypes_SharesAreThoseOfTheBirthDeathChain(double mutation)
    {
        Rational[,] payoffs = { { 3, 2 }, { 4, 1 } };
        var types = new TwoTypePayoffs(3, 2, 4, 1);
        const int Size = 12;
        double Mean(BirthDeathChain chain) => chain.Stationary.Select((share, k) => share * k).Sum() / Size;
        Assert.Equal(Mean(BirthDeathChain.Moran(types, Size, 0.5, mutation)), MutationChain.Moran(payoffs, Size, 0.5, mutation)![0], 1e-12);
        Assert.Equal(Mean(BirthDeathChain.Pairwise(types, Size, 0.7, mutation)), MutationChain.Pairwise(payoffs, Size, 0.7, mutation)![0], 1e-12);
    }

    [Fact]
    public void AsMutationsBecomeRare_SharesTendToTheirLimit()
    {
        double[] rare = MutationChain.Pairwise(Uneven, 10, 0.3, 1e-9)!, limit = RareMutations.Pairwise(Uneven, 10, 0.3).Stationary;
        for (int i = 0; i < 3; i++) Assert.Equal(limit[i], rare[i], 1e-6);
        Assert.All(MutationChain.Moran(new Rational[,] { { 0, -1, 1 }, { 1, 0, -1 }, { -1, 1, 0 } }, 15, 0.1, 0.02)!, share => Assert.Equal(1.0 / 3, share, 1e-12));
    }

    [Fact]
    public void TooManyStates_GiveNothing_AndNegativeFitnessIsRefused()
    {
        Assert.NotNull(MutationChain.Pairwise(Uneven, 42, 0.3, 0.1));
        Assert.Null(MutationChain.Pairwise(Uneven, 44, 0.3, 0.1));
        Assert.Equal("/selection", Assert.Throws<InvalidGameException>(() => MutationChain.Moran(Uneven, 5, 1, 0.1)).Faults[0].Pointer);
    }
}
