using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Models;

/// <summary>Power in a body some of whose members can block: Shapley and Shubik, American Political Science Review 48 (1954) 787–792.</summary>
public static class VotingPower
{
    /// <summary>The model.</summary>
    public static StrategicModel Model { get; } = new(
        "voting-power",
        "Voting power with vetoes",
        "A body decides where every member with a veto and enough of the others agree, as the Security Council does or a club of producers. Power is the probability of being the one whose vote decides, where members come to agree in an order that may be any with equal probability.",
        "Shapley-Shubik index",
        "a simple coalitional game, played once",
        "Shapley and Shubik, American Political Science Review 48 (1954) 787-792",
        [
            StrategicModel.Whole("vetoes", "Members who can block.", 0, 50, 5),
            StrategicModel.Whole("others", "Members who cannot.", 0, 50, 10),
            StrategicModel.Whole("needed", "How many of the others have to agree; at most as many as there are.", 0, 50, 4),
        ],
        values =>
        {
            (int vetoes, int others, int needed) = ((int)values["vetoes"].Numerator, (int)values["others"].Numerator, (int)values["needed"].Numerator);
            if (needed > others) throw new InvalidGameException([new GameFault("/parameters/needed", $"{needed}", $"at most others, {others}; otherwise nothing is ever decided")]);
            if (vetoes + needed == 0) throw new InvalidGameException([new GameFault("/parameters/needed", "0", "at least 1 where nobody has a veto; otherwise nobody has to agree")]);
            // One of the others decides where all vetoes and just needed − 1 others came before.
            Rational other = others == 0 ? Rational.Zero : Orders.Before(vetoes + others, vetoes + needed - 1) * Orders.Choose(others - 1, needed - 1);
            return new ModelSolution(
                [
                    new("veto", "Power of a member with a veto; 0 where there is none.", vetoes == 0 ? Rational.Zero : (1 - (others * other)) / vetoes),
                    new("other", "Power of another member; 0 where there is none.", other),
                ], []);
        });
}
