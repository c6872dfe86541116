using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Algebra;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

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
        PhaseGrid? grid = asked.By is null ? null : PhaseGrid.Refine(asked, width, limits, Line, notes, cancellationToken);
        IReadOnlyList<PhaseLine> lines = grid?.Lines ?? [Line(null, false)];
        return new PhaseDiagram(
            asked.Scenario,
            asked.Game,
            asked.Game.HasGameType,
            asked.Game.HasGameType ? ByAlgebra : BySamples,
            asked.Factor,
            asked.By,
            Held(asked),
            lines,
            grid?.Transitions() ?? [],
            notes);

        PhaseLine Line(Rational? by, bool refined)
        {
            IReadOnlyDictionary<string, Rational> set = asked.Set;
            if (by is Rational value) set = new Dictionary<string, Rational>(asked.Set, StringComparer.Ordinal) { [asked.By!.Name] = value };
            (Rational low, Rational high) = (asked.Factor.From, asked.Factor.To);
            return asked.Game.HasGameType
                ? new ExactLine(asked.Scenario, asked.Game, asked.Factor.Name, set).Find(low, high, width, by, refined, cancellationToken)
                : new SampledLine(asked.Scenario, asked.Game, asked.Factor.Name, set, limits).Find(low, high, width, by, refined, cancellationToken);
        }
    }

    private static List<HeldValue> Held(ResolvedQuestion asked)
    {
        var world = new PointArithmetic(asked.Scenario, "", default, asked.Set);
        HashSet<string> read = PhaseQuestionReader.Reads(asked.Scenario, asked.Game.Payoffs);
        return
        [
            .. asked.Scenario.States.Keys.Concat(asked.Set.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Where(name => name != asked.Factor.Name && name != asked.By?.Name && (asked.Set.ContainsKey(name) || (read.Contains(name) && !Follows(name))))
                .Select(name => new HeldValue(name, world.Name(name), asked.Set.ContainsKey(name))),
        ];

        // A state that starts at a value that follows from a factor moves with it.
        bool Follows(string name)
        {
            StateVariable state = asked.Scenario.States[name];
            HashSet<string> from = PhaseQuestionReader.Reads(asked.Scenario, [state.Path?[0].Value ?? state.Initial]);
            return from.Contains(asked.Factor.Name) || (asked.By is { } by && from.Contains(by.Name));
        }
    }
}
