using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Tests.Repeated;

/// <summary>Stage games of the tests.</summary>
internal static class StageGames
{
    public static NormalFormGame PrisonersDilemma { get; } = Symmetric("3", "0", "5", "1");

    public static NormalFormGame Chicken { get; } = Symmetric("3", "2", "4", "1");

    public static NormalFormGame MatchingPennies { get; } = Bimatrix(new Rational[,] { { 1, -1 }, { -1, 1 } }, new Rational[,] { { -1, 1 }, { 1, -1 } });

    public static NormalFormGame Bimatrix(Rational[,] row, Rational[,] column) =>
        NormalFormGame.Bimatrix(Player.Numbered("A", row.GetLength(0)), Player.Numbered("B", row.GetLength(1)), row, column);

    /// <summary>A symmetric 2×2 game with the strategies C and D, by the row player's payoffs at CC, CD, DC, DD.</summary>
    public static NormalFormGame Symmetric(string cc, string cd, string dc, string dd)
    {
        (Rational r, Rational s, Rational t, Rational p) = (Rational.Parse(cc), Rational.Parse(cd), Rational.Parse(dc), Rational.Parse(dd));
        return NormalFormGame.Bimatrix(new Player("A", ["C", "D"]), new Player("B", ["C", "D"]), new[,] { { r, s }, { t, p } }, new[,] { { r, t }, { s, p } });
    }
}
