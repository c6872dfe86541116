using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Algebra;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.PhaseDiagrams;

/// <summary>The phases of a 2 × 2 game of holding or yielding along one factor, exactly.</summary>
/// <remarks>
/// Type, equilibria and risk dominance depend on nothing but the signs of fourteen functions: the six differences of T, R, S, P of
/// each player, and the two differences of Nash products. On a piece where payoffs are rational functions these change sign at roots
/// of their numerators only; so between neighbouring roots and ends of pieces everything is constant, and one rational sample there
/// tells what. The sample is put into the scenario's expressions themselves, not into the functions derived from them.
/// </remarks>
internal sealed class ExactLine(Scenario scenario, GameSpecification game, string factor, IReadOnlyDictionary<string, Rational> set)
{
    private readonly PayoffFunctions _payoffs = new(scenario, game, factor, set);
    private readonly int[] _yield = [.. game.Cooperate!];

    /// <summary>Finds the phases.</summary>
    /// <param name="low">Lower end of the range.</param>
    /// <param name="high">Upper end, greater.</param>
    /// <param name="width">The widest enclosure of a boundary that has no closed form.</param>
    /// <param name="by">The value of the second factor, for the result.</param>
    /// <param name="refined">Whether it was added, for the result.</param>
    /// <param name="cancellationToken">Polled between pieces and places.</param>
    public PhaseLine Find(Rational low, Rational high, Rational width, Rational? by, bool refined, CancellationToken cancellationToken)
    {
        IReadOnlyList<PayoffPiece> pieces = _payoffs.Pieces(low, high, cancellationToken);
        var stretches = new List<Stretch>();
        foreach (PayoffPiece piece in pieces)
        {
            RealAlgebraic from = piece.From;
            foreach (RealAlgebraic place in piece.Payoffs is null ? [] : Places(piece, low, high, cancellationToken))
            {
                stretches.Add(Between(from, place, piece));
                from = place;
            }

            stretches.Add(Between(from, piece.To, piece));
        }

        return Assemble(stretches, width, by, refined, cancellationToken);
    }

    private Stretch Between(RealAlgebraic from, RealAlgebraic to, PayoffPiece piece)
    {
        Rational sample = RealAlgebraic.Between(from, to);
        return new Stretch(from, to, sample, piece.Payoffs is null ? null : FactsAt(sample), piece);
    }

    private PhaseFacts? FactsAt(Rational x)
    {
        if (_payoffs.At(x) is not { } payoffs) return null;
        (HoldYieldPayoffs a, HoldYieldPayoffs b) = HoldYield(payoffs);
        return PhaseFacts.Of(a, b);
    }

    // At an irrational number the payoffs are irrational too; but signs of differences say all.
    private PhaseFacts? FactsAt(RealAlgebraic x, PayoffPiece piece)
    {
        if (x.IsRational) return FactsAt(x.Low);
        if (piece.Payoffs is null || piece.Poles.Any(pole => x.SignOf(pole) == 0)) return null;
        HoldYieldFunctions a = Functions(piece.Payoffs, 0), b = Functions(piece.Payoffs, 1);
        var type = GameTypes.Of(Levels(a, x), Levels(b, x));
        (int gA, int hA, int gB, int hB) = (type.OrderA.SignG, type.OrderA.SignH, type.OrderB.SignG, type.OrderB.SignH);
        OutcomeSet? risk = (gA, hA, gB, hB) switch
        {
            (1, 1, 1, 1) => Dominant(OutcomeSet.HY, OutcomeSet.YH, Products(a, b).Opposed.SignAt(x)),
            (-1, -1, -1, -1) => Dominant(OutcomeSet.HH, OutcomeSet.YY, Products(a, b).Matched.SignAt(x)),
            _ => null,
        };
        return PhaseFacts.Of(type, risk);
    }

    private static OutcomeSet Dominant(OutcomeSet first, OutcomeSet second, int sign) => sign > 0 ? first : sign < 0 ? second : first | second;

    private static HoldYieldPayoffs Levels(HoldYieldFunctions of, RealAlgebraic x)
    {
        RationalFunction[] f = [of.T, of.R, of.S, of.P];
        int[] levels = new int[4];
        for (int i = 0; i < 4; i++)
        {
            for (int j = i + 1; j < 4; j++)
            {
                int sign = (f[i] - f[j]).SignAt(x);
                if (sign > 0) levels[i]++;
                if (sign < 0) levels[j]++;
            }
        }

        return new HoldYieldPayoffs(levels[0], levels[1], levels[2], levels[3]);
    }

    // Roots strictly within the piece, in order, each once.
    private List<RealAlgebraic> Places(PayoffPiece piece, Rational low, Rational high, CancellationToken cancellationToken)
    {
        HoldYieldFunctions a = Functions(piece.Payoffs!, 0), b = Functions(piece.Payoffs!, 1);
        (RationalFunction opposed, RationalFunction matched) = Products(a, b);
        RationalFunction[] signs =
        [
            .. new[] { a, b }.SelectMany(f => new[] { f.T - f.R, f.S - f.P, f.T - f.S, f.T - f.P, f.R - f.S, f.R - f.P }), opposed, matched,
        ];
        var places = new List<RealAlgebraic>();
        foreach (Polynomial numerator in signs.Select(f => f.Numerator).Where(n => n.Degree > 0).DistinctBy(n => n.MadePrimitive().ToString()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (RealAlgebraic root in RealRoots.In(numerator, low, high))
            {
                if (root.ComparedWith(piece.From) <= 0 || root.ComparedWith(piece.To) >= 0) continue;
                int same = places.FindIndex(known => known.ComparedWith(root) == 0);
                if (same < 0) places.Add(root);
                else if (root.Polynomial?.Degree < places[same].Polynomial?.Degree) places[same] = root;
            }
        }

        places.Sort(static (x, y) => x.ComparedWith(y));
        return places;
    }

    private PhaseLine Assemble(List<Stretch> stretches, Rational width, Rational? by, bool refined, CancellationToken cancellationToken)
    {
        var boundaries = new List<PhaseBoundary>();
        var phases = new List<Phase>();
        var gaps = new List<PhaseGap>();
        var signature = new List<PhaseFacts?>();
        // Where the phase now open began.
        RealAlgebraic from = stretches[0].From;
        Rational sample = stretches[0].Sample;
        bool includesFrom = false;
        for (int i = 0; i <= stretches.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Stretch? before = i > 0 ? stretches[i - 1] : null, after = i < stretches.Count ? stretches[i] : null;
            RealAlgebraic at = after?.From ?? before!.To;
            PhaseFacts? there = FactsAt(at, (before ?? after)!.Piece);
            if (before is not null && after is not null && Equals(before.Facts, there) && Equals(there, after.Facts)) continue;

            bool endsPhase = before is not null, opensPhase = after is not null;
            bool joinsBelow = after is null && Equals(before!.Facts, there), joinsAbove = before is null && Equals(after!.Facts, there);
            if (endsPhase)
            {
                if (before!.Facts is { } facts) phases.Add(new Phase(Number(from), includesFrom, Number(at), joinsBelow, sample, facts));
                else gaps.Add(new PhaseGap(Number(from), Number(at)));
                signature.Add(before.Facts);
            }

            if (!joinsBelow && !joinsAbove)
            {
                signature.Add(there);
                bool besideGap = (before is not null && before.Facts is null) || (after is not null && after.Facts is null);
                if (there is null && !besideGap) gaps.Add(new PhaseGap(Number(at), Number(at)));
                PhaseAspect[] changes = [.. Changes(before?.Facts, there, after?.Facts)];
                if (changes.Length > 0) boundaries.Add(new PhaseBoundary(Number(at), changes, before?.Facts, there, after?.Facts));
            }

            if (opensPhase) (from, sample, includesFrom) = (at, after!.Sample, joinsAbove);
        }

        var line = new PhaseLine(
            by,
            refined,
            [.. boundaries.Where(b => b.Changes[0] == PhaseAspect.Family)],
            [.. boundaries.Where(b => b.Changes[0] != PhaseAspect.Family)],
            phases,
            gaps);
        return line with { Signature = signature };

        PhaseNumber Number(RealAlgebraic x) => PhaseNumber.Of(x, width);
    }

    private static IEnumerable<PhaseAspect> Changes(params PhaseFacts?[] around)
    {
        PhaseFacts[] known = [.. around.OfType<PhaseFacts>()];
        if (known.Select(f => (f.Type!.Family, f.Type.By)).Distinct().Count() > 1) yield return PhaseAspect.Family;
        if (known.Select(f => f.Type!.Code).Distinct().Count() > 1) yield return PhaseAspect.Order;
        if (known.Select(f => f.RiskDominant).Distinct().Count() > 1) yield return PhaseAspect.RiskDominance;
    }

    private static (RationalFunction Opposed, RationalFunction Matched) Products(HoldYieldFunctions a, HoldYieldFunctions b)
    {
        RationalFunction gA = a.T - a.R, hA = a.S - a.P, gB = b.T - b.R, hB = b.S - b.P;
        return ((gA * hB) - (hA * gB), (hA * hB) - (gA * gB));
    }

    private HoldYieldFunctions Functions(IReadOnlyList<RationalFunction> payoffs, int player)
    {
        (int t, int r, int s, int p) = Cells(player);
        return new HoldYieldFunctions(payoffs[t], payoffs[r], payoffs[s], payoffs[p]);
    }

    private (HoldYieldPayoffs A, HoldYieldPayoffs B) HoldYield(Rational[] payoffs)
    {
        return (Of(0), Of(1));

        HoldYieldPayoffs Of(int player)
        {
            (int t, int r, int s, int p) = Cells(player);
            return new HoldYieldPayoffs(payoffs[t], payoffs[r], payoffs[s], payoffs[p]);
        }
    }

    // Where a player's T, R, S, P stand among the eight payoffs.
    private (int T, int R, int S, int P) Cells(int player)
    {
        int yields = _yield[player], holds = 1 - yields, rivalYields = _yield[1 - player], rivalHolds = 1 - rivalYields;
        return (Cell(holds, rivalYields), Cell(yields, rivalYields), Cell(yields, rivalHolds), Cell(holds, rivalHolds));

        int Cell(int own, int rival) => ((player == 0 ? (own * 2) + rival : (rival * 2) + own) * 2) + player;
    }

    private sealed record Stretch(RealAlgebraic From, RealAlgebraic To, Rational Sample, PhaseFacts? Facts, PayoffPiece Piece);

    private sealed record HoldYieldFunctions(RationalFunction T, RationalFunction R, RationalFunction S, RationalFunction P);
}
