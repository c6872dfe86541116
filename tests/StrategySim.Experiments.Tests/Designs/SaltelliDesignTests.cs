using StrategySim.Experiments.Designs;

namespace StrategySim.Experiments.Tests.Designs;

public class SaltelliDesignTests
{
    [Fact]
    public void ARow_GivesAAndBAndTheirMixtures()
    {
        var rows = new MonteCarloDesign(6, 4, 1, "rows");
        var design = new SaltelliDesign(rows, secondOrder: true);
        Assert.Equal(4 * 8, design.Count);
        double[] r = rows.Point(2);
        Assert.Equal(
            [
                [r[0], r[1], r[2]], [r[3], r[4], r[5]],
                [r[3], r[1], r[2]], [r[0], r[4], r[2]], [r[0], r[1], r[5]],
                [r[0], r[4], r[5]], [r[3], r[1], r[5]], [r[3], r[4], r[2]],
            ],
            Enumerable.Range(16, 8).Select(index => design.Point(index)));
        Assert.Equal(4 * 5, new SaltelliDesign(rows, secondOrder: false).Count);
    }

    [Fact]
    public void Outputs_AreSortedByMatrix()
    {
        var design = new SaltelliDesign(new MonteCarloDesign(4, 2, 1, "rows"), secondOrder: true);
        SaltelliOutputs<double> outputs = design.Split([.. Enumerable.Range(0, 12).Select(i => (double)i)]);
        Assert.Equal([0, 6], outputs.A);
        Assert.Equal([1, 7], outputs.B);
        Assert.Equal([[2, 8], [3, 9]], outputs.AB);
        Assert.Equal([[4, 10], [5, 11]], outputs.BA);
        Assert.Contains("11 outputs; expected one for each of 12", Assert.Throws<ArgumentException>(() => design.Split(new double[11])).Message);
    }

    [Fact]
    public void ScrambledDesigns_AreDifferentAndReproducible()
    {
        IReadOnlyList<SaltelliDesign> designs = SaltelliDesign.Scrambled(2, 8, 3, false, 1, "saltelli");
        Assert.Equal(3, designs.Select(design => design.Point(0)[0]).Distinct().Count());
        Assert.Equal(designs[2].Points(), SaltelliDesign.Scrambled(2, 8, 3, false, 1, "saltelli")[2].Points());
    }

    [Fact]
    public void NumbersOutOfRange_AreRefused()
    {
        Assert.Contains("expected a power of two", Assert.Throws<ArgumentException>(() => SaltelliDesign.Scrambled(2, 100, 3, false, 1, "s")).Message);
        Assert.Contains("expected at least 2", Assert.Throws<ArgumentException>(() => SaltelliDesign.Scrambled(2, 64, 1, false, 1, "s")).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => SaltelliDesign.Scrambled(51, 64, 4, false, 1, "s"));
        Assert.Throws<ArgumentException>(() => new SaltelliDesign(new MonteCarloDesign(3, 4, 1, "rows"), false));
    }
}
