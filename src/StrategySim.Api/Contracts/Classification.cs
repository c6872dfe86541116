using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Types;

namespace StrategySim.Api.Contracts;

/// <summary>What the theory says of one 2 × 2 game, read as one of holding (H) or yielding (Y).</summary>
public sealed record Classification
{
    /// <summary>Which strategies were read as holding and yielding, by player.</summary>
    public required IReadOnlyList<HoldYieldReading> Reading { get; init; }

    /// <summary>Where the reading is from: <c>request</c>, or <c>default</c> where the second strategy of each player was taken as yielding.</summary>
    public required string ReadingFrom { get; init; }

    /// <summary>Which game it is.</summary>
    public required GameTypeDescription GameType { get; init; }

    /// <summary>Each player's T, R, S, P, and g and h, in the order of the players.</summary>
    public required IReadOnlyList<HoldYieldNumbers> Payoffs { get; init; }

    /// <summary>Every Nash equilibrium, segments included; profiles list the strategies in the order of the request.</summary>
    public required NashSolution Equilibria { get; init; }

    /// <summary>The two strict pure equilibria weighed against each other; null where the game does not have exactly two.</summary>
    public required RiskDominance? RiskDominance { get; init; }

    /// <summary>The pure equilibrium that pays both players more than every other pure one; null where there is none, or fewer than two.</summary>
    public required Outcome? PayoffDominance { get; init; }

    /// <summary>What happens when one player moves first and is seen, for each player as the first mover.</summary>
    public required IReadOnlyList<OrderOfMoves> OrderOfMoves { get; init; }

    /// <summary>Classifies a 2 × 2 game.</summary>
    /// <param name="game">Two players with two strategies each.</param>
    /// <param name="yields">Which strategy of each player yields, 0 or 1; null where the request does not say.</param>
    /// <exception cref="ArgumentException">The game is not 2 × 2.</exception>
    public static Classification Of(NormalFormGame game, IReadOnlyList<int>? yields)
    {
        HoldYieldGame reading = HoldYieldGame.Of(game, yields) ?? throw new ArgumentException("Expected two players with two strategies each.", nameof(game));
        (HoldYieldPayoffs a, HoldYieldPayoffs b) = (reading.A, reading.B);
        string idA = game.Players[0].Id, idB = game.Players[1].Id;
        return new Classification
        {
            Reading = [.. game.Players.Select((player, i) => new HoldYieldReading(player.Id, reading.Strategy(i, holds: true), reading.Strategy(i, holds: false)))],
            ReadingFrom = reading.YieldsGiven ? "request" : "default",
            GameType = GameTypeDescription.From(GameTypes.Of(a, b), idA, idB),
            Payoffs = [HoldYieldNumbers.From(idA, a), HoldYieldNumbers.From(idB, b)],
            Equilibria = NashSolution.From(game, NashSolvers.Solve(game)),
            RiskDominance = TwoByTwo.RiskDominance(a, b) is { } risk ? Contracts.RiskDominance.From(risk, Describe) : null,
            PayoffDominance = TwoByTwo.PayoffDominance(a, b) is var best and not OutcomeSet.None ? Describe(best) : null,
            OrderOfMoves =
            [
                .. game.Players.Select((player, first) => new OrderOfMoves(
                    player.Id,
                    [.. Single(TwoByTwo.Sequential(a, b, first)).Select(Describe)],
                    ExactRange.From(TwoByTwo.ValueOfMovingFirst(a, b, first)))),
            ],
        };

        Outcome Describe(OutcomeSet outcome)
        {
            bool holdsA = outcome is OutcomeSet.HH or OutcomeSet.HY, holdsB = outcome is OutcomeSet.HH or OutcomeSet.YH;
            return new Outcome(
                outcome.ToString(),
                [reading.Strategy(0, holdsA), reading.Strategy(1, holdsB)],
                [ExactNumber.From(TwoByTwo.Payoff(a, b, 0, outcome)), ExactNumber.From(TwoByTwo.Payoff(a, b, 1, outcome))]);
        }
    }

    internal static IEnumerable<OutcomeSet> Single(OutcomeSet set) =>
        new[] { OutcomeSet.HH, OutcomeSet.HY, OutcomeSet.YH, OutcomeSet.YY }.Where(outcome => set.Includes(outcome));
}

/// <summary>How a player's strategies were read.</summary>
/// <param name="Player">The player's id.</param>
/// <param name="Hold">The strategy read as holding.</param>
/// <param name="Yield">The strategy read as yielding.</param>
public sealed record HoldYieldReading(string Player, string Hold, string Yield);

/// <summary>One player's payoffs in a game of holding or yielding, exact; payoff units.</summary>
/// <param name="Player">The player's id.</param>
/// <param name="T">I hold, the rival yields: my scheme wins.</param>
/// <param name="R">Both yield: compromise.</param>
/// <param name="S">I yield, the rival holds: I concede.</param>
/// <param name="P">Both hold: clash.</param>
/// <param name="G">g = T − R, the gain from pressing a rival who yields.</param>
/// <param name="H">h = S − P, what conceding saves against a clash.</param>
/// <param name="CriticalBelief">g/(g + h), the probability of the rival's holding up to which holding is best; null unless g and h are both positive.</param>
public sealed record HoldYieldNumbers(
    string Player, ExactNumber T, ExactNumber R, ExactNumber S, ExactNumber P, ExactNumber G, ExactNumber H, ExactNumber? CriticalBelief)
{
    internal static HoldYieldNumbers From(string player, in HoldYieldPayoffs payoffs) => new(
        player,
        ExactNumber.From(payoffs.T),
        ExactNumber.From(payoffs.R),
        ExactNumber.From(payoffs.S),
        ExactNumber.From(payoffs.P),
        ExactNumber.From(payoffs.G),
        ExactNumber.From(payoffs.H),
        payoffs.G.Sign > 0 && payoffs.H.Sign > 0 ? ExactNumber.From(payoffs.G / (payoffs.G + payoffs.H)) : null);
}

/// <summary>A pure outcome.</summary>
/// <param name="Label">The players' letters, the first player's first: HH, HY, YH or YY.</param>
/// <param name="Strategies">What each player plays, in the order of the players.</param>
/// <param name="Payoffs">What each player gets, in the order of the players; payoff units.</param>
public sealed record Outcome(string Label, IReadOnlyList<string> Strategies, IReadOnlyList<ExactNumber> Payoffs);

/// <summary>Two strict pure equilibria weighed by the products of what each player would lose by deviating alone (Harsanyi and Selten 1988, section 3.9).</summary>
/// <param name="Dominant">The label of the equilibrium with the larger product; both at a tie.</param>
/// <param name="Products">The two equilibria with their products.</param>
public sealed record RiskDominance(IReadOnlyList<string> Dominant, IReadOnlyList<NashProduct> Products)
{
    internal static RiskDominance From(RiskComparison risk, Func<OutcomeSet, Outcome> describe) => new(
        [.. Classification.Single(risk.Dominant).Select(outcome => outcome.ToString())],
        [new NashProduct(describe(risk.First), ExactNumber.From(risk.FirstProduct)), new NashProduct(describe(risk.Second), ExactNumber.From(risk.SecondProduct))]);
}

/// <summary>An equilibrium with its product of deviation losses.</summary>
/// <param name="Outcome">The equilibrium.</param>
/// <param name="Product">The first player's loss from deviating times the second's; payoff units squared.</param>
public sealed record NashProduct(Outcome Outcome, ExactNumber Product);

/// <summary>What happens when one player moves first and the other sees it.</summary>
/// <param name="First">The id of the player who moves first.</param>
/// <param name="Outcomes">The outcomes of subgame-perfect equilibria in pure strategies; several where the second mover is indifferent.</param>
/// <param name="ValueOfMovingFirst">What that player gains by moving first rather than second; payoff units; a range where ties leave several outcomes.</param>
public sealed record OrderOfMoves(string First, IReadOnlyList<Outcome> Outcomes, ExactRange ValueOfMovingFirst);

/// <summary>A closed range of exact numbers.</summary>
/// <param name="Least">The least.</param>
/// <param name="Greatest">The greatest; equal to the least where there is no choice.</param>
public sealed record ExactRange(ExactNumber Least, ExactNumber Greatest)
{
    internal static ExactRange From(RationalRange range) => new(ExactNumber.From(range.Least), ExactNumber.From(range.Greatest));
}
