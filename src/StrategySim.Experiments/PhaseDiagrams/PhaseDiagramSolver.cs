using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Algebra;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.PhaseDiagrams;

/// <summary>The one door to phase diagrams: which game is played over one factor or two, exactly where the game has a type.</summary>
public static class PhaseDiagramSolver
{
    private const string
        ByAlgebra = "boundaries are roots of differences of payoffs and of Nash products, which are piecewise rational functions of the factor; every piece was checked at a rational point inside",
        BySamples = "the game is not one of two players who hold or yield, so it has no type: the equilibria were found at samples, exactly there, and every change between neighbouring samples was enclosed; what comes and goes between two samples that agree is missed";

    /// <summary>Checks a question and answers it.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="limits">How much work may be spent; by default <see cref="PhaseLimits.Default"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidInputException">The question does not fit its scenario; lists every fault, with pointers into the question.</exception>
    /// <exception cref="PhaseWorkException">It would take more work than is allowed.</exception>
    /// <exception cref="GameTooLargeException">The game has no type and is too large for the solvers.</exception>
    public static PhaseDiagram Solve(PhaseQuestion question, PhaseLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        limits ??= PhaseLimits.Default;
        ResolvedQuestion asked = new PhaseQuestionReader(question, limits).Read();
        try
        {
            return Solve(asked, limits, cancellationToken);
        }
        catch (AlgebraLimitException limit)
        {
            throw new PhaseWorkException(limit.Found, limit.Expected);
        }
    }

    /// <summary>Checks a question without answering it.</summary>
    /// <returns>Every fault, with pointers into the question; empty where it can be answered.</returns>
    public static IReadOnlyList<Fault> Check(PhaseQuestion question, PhaseLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(question);
        try
        {
            new PhaseQuestionReader(question, limits ?? PhaseLimits.Default).Read();
            return [];
        }
        catch (InvalidInputException invalid)
        {
            return invalid.Faults;
        }
    }

    private static PhaseDiagram Solve(ResolvedQuestion asked, PhaseLimits limits, CancellationToken cancellationToken)
    {
        List<string> notes = [.. asked.Notes];
        Rational range = asked.Factor.To - asked.Factor.From;
        Rational width = asked.Width ?? range / (asked.Game.HasGameType ? 1_000_000 : 1000);
        IReadOnlyList<PhaseLine> lines = asked.By is { } by
            ? Grid(asked, by, width, limits, notes, cancellationToken)
            : [Line(asked, null, false, width, limits, cancellationToken)];
        return new PhaseDiagram(
            asked.Scenario,
            asked.Game,
            asked.Game.HasGameType,
            asked.Game.HasGameType ? ByAlgebra : BySamples,
            asked.Factor,
            asked.By,
            Held(asked),
            lines,
            Transitions(lines),
            notes);
    }

    private static PhaseLine Line(ResolvedQuestion asked, Rational? by, bool refined, Rational width, PhaseLimits limits, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, Rational> set = asked.Set;
        if (by is Rational value) set = new Dictionary<string, Rational>(asked.Set, StringComparer.Ordinal) { [asked.By!.Name] = value };
        (Rational low, Rational high) = (asked.Factor.From, asked.Factor.To);
        return asked.Game.HasGameType
            ? new ExactLine(asked.Scenario, asked.Game, asked.Factor.Name, set).Find(low, high, width, by, refined, cancellationToken)
            : new SampledLine(asked.Scenario, asked.Game, asked.Factor.Name, set, limits).Find(low, high, width, by, refined, cancellationToken);
    }

    // Neighbouring values whose phases differ are parted until they are close; then the simplest number between is looked at, for where a
    // list changes at a number that people would name, it is that one.
    private static IReadOnlyList<PhaseLine> Grid(ResolvedQuestion asked, PhaseFactor by, Rational width, PhaseLimits limits, List<string> notes, CancellationToken cancellationToken)
    {
        Rational range = by.To - by.From, byWidth = asked.Width ?? range / 1000;
        var lines = new SortedDictionary<Rational, PhaseLine>();
        for (int i = 0; i < asked.Points; i++) Add(by.From + (range * Rational.Create(i, asked.Points - 1)), false);
        Rational[] values = [.. lines.Keys];
        var waiting = new Queue<(Rational Low, Rational High)>();
        for (int i = 1; i < values.Length; i++) waiting.Enqueue((values[i - 1], values[i]));
        // Breadth first, so that where the limit ends the work every change is known about equally well.
        while (waiting.TryDequeue(out (Rational Low, Rational High) part))
        {
            if (lines[part.Low].LooksLike(lines[part.High])) continue;
            if (lines.Count >= limits.MaximumLines)
            {
                notes.Add($"Refinement in '{by.Name}' ended at {limits.MaximumLines} values; changes of the list of phases are known less closely than asked.");
                break;
            }

            bool narrow = part.High - part.Low <= byWidth;
            Rational middle = narrow ? RealAlgebraic.Simplest(part.Low, part.High) : (part.Low + part.High) * Rational.Half;
            Add(middle, true);
            if (narrow) continue;
            waiting.Enqueue((part.Low, middle));
            waiting.Enqueue((middle, part.High));
        }

        return [.. lines.Values];

        void Add(Rational value, bool refined) => lines[value] = Line(asked, value, refined, width, limits, cancellationToken);
    }

    // Two changes side by side are one at the value between them, where that value was singled out by refinement or stands on the grid.
    private static List<PhaseTransition> Transitions(IReadOnlyList<PhaseLine> lines)
    {
        var transitions = new List<PhaseTransition>();
        for (int i = 1; i < lines.Count; i++)
        {
            if (lines[i].LooksLike(lines[i - 1])) continue;
            Rational low = lines[i - 1].By!.Value, high = lines[i].By!.Value;
            if (i + 1 < lines.Count && !lines[i + 1].LooksLike(lines[i]))
            {
                transitions.Add(new PhaseTransition(low, lines[i + 1].By!.Value, high));
                i++;
                continue;
            }

            transitions.Add(new PhaseTransition(low, high, null));
        }

        return transitions;
    }

    private static List<HeldValue> Held(ResolvedQuestion asked)
    {
        var world = new PointArithmetic(asked.Scenario, "", default, asked.Set);
        HashSet<string> read = PhaseQuestionReader.Reads(asked.Scenario, asked.Game.Payoffs);
        return
        [
            .. asked.Scenario.States.Keys.Concat(asked.Set.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Where(name => name != asked.Factor.Name && name != asked.By?.Name && (read.Contains(name) || asked.Set.ContainsKey(name)))
                .Select(name => new HeldValue(name, world.Name(name), asked.Set.ContainsKey(name))),
        ];
    }
}
