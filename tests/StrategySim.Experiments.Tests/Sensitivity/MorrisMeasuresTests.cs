using StrategySim.Experiments.Designs;
using StrategySim.Experiments.Sensitivity;

namespace StrategySim.Experiments.Tests.Sensitivity;

public class MorrisMeasuresTests
{
    [Fact]
    public void IshigamiOnTheWholeGridOfFourLevels_HasItsKnownMeasures()
    {
        var design = new MorrisGrid(3, 4);
        IReadOnlyList<MorrisMeasure> measures = MorrisMeasures.Of(design, [.. design.Points().Select(TestModels.Ishigami)]);

        // Levels −π, −π/3, π/3, π. Factor 2: 7·sin²x₂ goes from 0 to 21/4 or back, over Δ = 2/3: ±7.875, mean 0.
        double[] muStar = [7.704054, 7.875, 6.248796], sigma = [6.248796, 7.875, 8.837132], mu = [7.704054, 0, 0];
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(i, measures[i].Factor);
            Assert.Equal(32, measures[i].Effects);
            Assert.Equal(muStar[i], measures[i].MuStar.Mean, 5e-7);
            Assert.Equal(sigma[i], measures[i].Sigma!.Value, 5e-7);
            Assert.Equal(mu[i], measures[i].Mu, 5e-7);
            Assert.Null(measures[i].MuStar.Lower);
        }
    }

    [Fact]
    public void Trajectories_EstimateWhatTheWholeGridSays_WithHonestIntervals()
    {
        // 400 studies of 200 trajectories; factor 2 has |effect| 7.875 throughout, without spread.
        double[] muStar = [7.704054, 7.875, 6.248796], sigma = [6.248796, 7.875, 8.837132], means = new double[3], sigmas = new double[3];
        int[] held = new int[3];
        for (ulong seed = 0; seed < 400; seed++)
        {
            var design = new MorrisTrajectories(3, 200, 4, seed, "morris");
            IReadOnlyList<MorrisMeasure> measures = MorrisMeasures.Of(design, [.. design.Points().Select(TestModels.Ishigami)]);
            for (int i = 0; i < 3; i++)
            {
                Assert.Equal(200, measures[i].Effects);
                means[i] += measures[i].MuStar.Mean / 400;
                sigmas[i] += measures[i].Sigma!.Value / 400;
                if (measures[i].MuStar.Lower <= muStar[i] && muStar[i] <= measures[i].MuStar.Upper) held[i]++;
            }
        }

        for (int i = 0; i < 3; i++)
        {
            // One study's standard error is 6.25/√200 = 0.44, that of 400 studies 0.022.
            Assert.Equal(muStar[i], means[i], 0.07);
            Assert.Equal(sigma[i], sigmas[i], 0.07);
        }

        Assert.InRange((held[0] + held[2]) / 800.0, 0.935, 0.965);
    }

    [Fact]
    public void ALinearModel_HasItsCoefficients_WithoutSpread()
    {
        var design = new MorrisTrajectories(2, 10, 8, 1, "morris");
        IReadOnlyList<MorrisMeasure> measures = MorrisMeasures.Of(design, [.. design.Points().Select(p => (3 * p[0]) - (2 * p[1]))]);
        Assert.Equal(3, measures[0].Mu, 1e-12);
        Assert.Equal(-2, measures[1].Mu, 1e-12);
        Assert.Equal(2, measures[1].MuStar.Mean, 1e-12);
        Assert.Equal(0, measures[1].Sigma!.Value, 1e-12);
    }

    [Fact]
    public void OneTrajectory_HasNoSpread()
    {
        var design = new MorrisTrajectories(1, 1, 4, 1, "morris");
        MorrisMeasure measure = MorrisMeasures.Of(design, [1, 2])[0];
        Assert.Null(measure.Sigma);
        Assert.Equal(1.5, measure.MuStar.Mean, 1e-12);
    }

    [Fact]
    public void AnotherNumberOfOutputs_IsRefused() =>
        Assert.Contains("3 outputs; expected one for each of 4", Assert.Throws<ArgumentException>(() => MorrisMeasures.Of(new MorrisGrid(1, 4), new double[3])).Message);
}
