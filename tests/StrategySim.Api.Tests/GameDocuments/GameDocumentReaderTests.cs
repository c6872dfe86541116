using StrategySim.Api.GameDocuments;
using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Tests.GameDocuments;

/// <summary>The reader by itself, as the terminal uses it.</summary>
public sealed class GameDocumentReaderTests
{
    [Fact]
    public void AGameFile_ReadsTheSameFromYamlAndJson()
    {
        NormalFormGame yaml = GameDocumentReader.Read("format: table\nplayers: [A, {id: B, strategies: [l, r]}]\npayoffs: [[[1, 2/3], [0.5, -1]]]\n", DocumentFormat.Yaml);
        NormalFormGame json = GameDocumentReader.Read("""{"format":"table","players":["A",{"id":"B","strategies":["l","r"]}],"payoffs":[[["1","2/3"],[0.5,-1]]]}""", DocumentFormat.Json);
        Assert.Equal(Payoffs(yaml), Payoffs(json));
        Assert.Equal("1 2/3 1/2 -1", Payoffs(yaml));
    }

    [Fact]
    public void Payoffs_StandInTheOrderOfThePlayers_FirstPlayerOutermost()
    {
        NormalFormGame game = GameDocumentReader.Read("""{"format":"table","payoffs":[[[11,0],[12,0],[13,0]],[[21,0],[22,0],[23,0]]]}""", DocumentFormat.Json);
        for (int row = 0; row < 2; row++)
        {
            for (int column = 0; column < 3; column++) Assert.Equal(((row + 1) * 10) + column + 1, game.Payoff(0, row, column));
        }
    }

    [Fact]
    public void Concession_GivesTheTablesOfItsPrimitives()
    {
        // V = 7, σ = 4/7, c = 3/2, D = 1, ρ = κ = 0 give T, R, S, P = 4, 2, 3, 1.
        NormalFormGame game = GameDocumentReader.Read(
            "format: concession\nprimitives: { common: { surplus: 7, winnerShare: 4/7, compromiseCost: 1.5, outsideOption: 1, concessionCost: 0, clashDamage: 0 } }", DocumentFormat.Yaml);
        Assert.True(game.TryGetHoldYield(out var a, out var b));
        Assert.Equal("(4, 2, 3, 1)", a.ToString());
        Assert.Equal(a, b);
    }

    [Fact]
    public void ALargeTableFullOfFaults_ListsAHundred_AndSaysThatThereAreMore()
    {
        string payoffs = string.Join(',', Enumerable.Repeat("[null,null]", 1000));
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => GameDocumentReader.Read($$"""{"format":"table","payoffs":[[{{payoffs}}]]}""", DocumentFormat.Json));
        Assert.Equal(100, error.Faults.Count);
        Assert.Contains("more faults than are listed", error.Faults[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryShippedGame_IsRead()
    {
        string[] files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "configs", "games"));
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            string text = File.ReadAllText(file);
            NormalFormGame game = file.EndsWith(".nfg", StringComparison.Ordinal) ? GameDocumentReader.ReadNfg(text) : GameDocumentReader.Read(text, DocumentFormat.Yaml);
            Assert.NotEqual("", game.Title);
        }
    }

    [Fact]
    public void Nfg_IsReadWithItsPlaces()
    {
        Assert.Equal("2×2", GameDocumentReader.ReadNfg("NFG 1 R \"x\" { \"A\" \"B\" } { 2 2 } 1 2 3 4 5 6 7 8").Shape);
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => GameDocumentReader.ReadNfg("NFG 2 R \"x\""));
        Assert.Equal((1, 5), (error.Faults[0].Line, error.Faults[0].Column));
    }

    private static string Payoffs(NormalFormGame game) =>
        string.Join(' ', Enumerable.Range(0, game.ProfileCount).SelectMany(profile => Enumerable.Range(0, game.PlayerCount).Select(player => game.PayoffAt(profile, player))));
}
