using System.Text.Json;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Geometry;
using StrategySim.GameTheory.Repeated;
using StrategySim.GameTheory.Tests.Equilibria;

namespace StrategySim.GameTheory.Tests.Repeated;

public class PayoffSetTests
{
    /// <summary>The rows of equilibrium-payoff-sets.json: game, discount factor, stage payoffs and vertices.</summary>
    public static TheoryData<string, string> Known
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (JsonElement row in Rows()) rows.Add(row.GetProperty("game").GetString()!, row.GetProperty("discount").GetString()!);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void KnownSets_AreFound(string game, string discount)
    {
        JsonElement row = Rows().Single(r => r.GetProperty("game").GetString() == game && r.GetProperty("discount").GetString() == discount);
        EquilibriumPayoffSet found = AbreuSannikov.Solve(new RepeatedGame(StageGames.Bimatrix(Matrix(row, "row"), Matrix(row, "col")), Rational.Parse(discount)), cancellationToken: TestContext.Current.CancellationToken);
        RationalPoint[] expected = [.. row.GetProperty("vertices").EnumerateArray().Select(v => new RationalPoint(Number(v[0]), Number(v[1])))];
        if (row.GetProperty("vertices")[0][0].ValueKind == JsonValueKind.String)
        {
            Assert.Equal(ConvexPolygon.Hull(expected), found.Set);
            Assert.True(found.Gap < Rational.Parse("1e-30"));
        }
        else
        {
            Assert.Equal(PayoffSetProof.Enclosed, found.Proof);
            Assert.True(found.Gap < Rational.Parse("1e-9"));
            Assert.All(expected, e => Assert.Contains(found.Set.Vertices, v => Math.Abs((v.X - e.X).ToDouble()) < 1e-6 && Math.Abs((v.Y - e.Y).ToDouble()) < 1e-6));
        }
    }

    [Fact]
    public void WithoutAnEquilibriumInPureActions_TheSetIsEmpty()
    {
        EquilibriumPayoffSet found = Solve(StageGames.MatchingPennies, "9/10");
        Assert.True(found.Exact && found.Set.IsEmpty);
        Assert.Null(found.Punishments);
    }

    [Fact]
    public void PayoffsBeyondTheWords_ChangeNothing()
    {
        EquilibriumPayoffSet found = Solve(StageGames.Symmetric("3000000000000000000", "0", "5000000000000000000", "1000000000000000000"), "1/2");
        Assert.Contains(new RationalPoint(Rational.Parse("13000000000000000000/3"), Rational.Parse("1e18")), found.Set.Vertices);
        Assert.True(found.Exact);
    }

    [Fact]
    public void RandomGames_AreEnclosed_ByBothMethodsAlike()
    {
        var random = new RandomGames(20_261_122);
        for (int k = 0; k < 40; k++)
        {
            NormalFormGame stage = random.Bimatrix(2 + (k % 2), 2 + (k / 2 % 2), 3);
            string discount = $"{1 + (k % 4)}/5";
            EquilibriumPayoffSet found = Solve(stage, discount);
            EquilibriumPayoffSet bounds = JuddYeltekinConklin.Solve(found.Game, 12, cancellationToken: TestContext.Current.CancellationToken);
            string at = $"game {k}: {stage} at {discount}";

            // Whatever supports itself is inside of whatever holds every equilibrium payoff, by whichever method.
            Assert.True(PayoffSetOperators.IsSelfGenerating(found.Game, found.Inner), at);
            Assert.True(found.Outer.Contains(bounds.Inner), at);
            Assert.True(bounds.Outer.Contains(found.Inner), at);
            foreach (int a in Enumerable.Range(0, stage.ProfileCount).Where(a => found.Game.DeviationGains(a) is { X.Sign: <= 0, Y.Sign: <= 0 }))
            {
                Assert.True(found.Outer.Contains(found.Game.Payoffs(a)), at);
            }

            foreach (RationalPoint vertex in found.Inner.Vertices)
            {
                Assert.Null(OneShotDeviations.Check(Assert.IsType<SustainingMachine>(SustainingMachine.For(found, vertex))));
            }
        }
    }

    [Fact]
    public void TheSet_GrowsWithPatience()
    {
        var random = new RandomGames(7);
        for (int k = 0; k < 40; k++)
        {
            NormalFormGame stage = random.Bimatrix(2, 3, 3);
            ConvexPolygon before = ConvexPolygon.Empty;
            foreach (string discount in (string[])["1/10", "3/10", "1/2", "7/10", "9/10"])
            {
                EquilibriumPayoffSet found = Solve(stage, discount);
                Assert.True(found.Outer.Contains(before), $"game {k} at {discount}");
                before = found.Inner;
            }
        }
    }

    [Fact]
    public void MutualCooperation_IsPlayedByAMachine()
    {
        SustainingMachine machine = SustainingMachine.For(Solve(StageGames.PrisonersDilemma, "1/2"), new RationalPoint(3, 3))!;
        Assert.Null(OneShotDeviations.Check(machine));
        MachineState first = machine.States[Assert.Single(machine.Start).State];
        Assert.Equal(0, first.Profile);
        Assert.Equal(new LotteryPrize(0, Rational.One), Assert.Single(first.Next));
        Assert.All(first.AfterDeviation, s => Assert.Equal(new RationalPoint(1, 1), machine.States[s].Payoffs));
        Assert.Null(SustainingMachine.For(Solve(StageGames.PrisonersDilemma, "2/5"), new RationalPoint(3, 3)));
    }

    [Fact]
    public void AMachineThatIsNoEquilibrium_FailsItsCheck()
    {
        SustainingMachine machine = SustainingMachine.For(Solve(StageGames.PrisonersDilemma, "1/2"), new RationalPoint(3, 3))!;
        var impatient = new RepeatedGame(StageGames.PrisonersDilemma, Rational.Parse("49/100"));
        Assert.Equal("in state 0 A gains 1/25 by playing D", OneShotDeviations.Check(machine with { Game = impatient }));
        Assert.NotNull(OneShotDeviations.Check(machine with { Payoffs = new RationalPoint(4, 3) }));
        Assert.NotNull(OneShotDeviations.Check(machine with { Start = [new LotteryPrize(0, Rational.Half)] }));
    }

    private static EquilibriumPayoffSet Solve(NormalFormGame stage, string discount) =>
        AbreuSannikov.Solve(new RepeatedGame(stage, Rational.Parse(discount)), cancellationToken: TestContext.Current.CancellationToken);

    private static List<JsonElement> Rows()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Repeated", "equilibrium-payoff-sets.json")));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    private static Rational[,] Matrix(JsonElement row, string name)
    {
        JsonElement lines = row.GetProperty(name);
        var matrix = new Rational[lines.GetArrayLength(), lines[0].GetArrayLength()];
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++) matrix[i, j] = Number(lines[i][j]);
        }

        return matrix;
    }

    private static Rational Number(JsonElement element) => Rational.Parse(element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText());
}
