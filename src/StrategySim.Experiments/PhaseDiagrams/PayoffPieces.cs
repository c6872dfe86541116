using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Algebra;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.PhaseDiagrams;

/// <summary>An open interval of the factor on which every payoff is one rational function.</summary>
/// <param name="From">Its lower end.</param>
/// <param name="To">Its upper end.</param>
/// <param name="Payoffs">The payoffs in the order of the game's specification; null where a payoff divides by 0 throughout.</param>
/// <param name="Poles">Polynomials that are 0 at an end of the piece where a payoff divides by 0 there.</param>
internal sealed record PayoffPiece(RealAlgebraic From, RealAlgebraic To, IReadOnlyList<RationalFunction>? Payoffs, IReadOnlyList<Polynomial> Poles);

/// <summary>The payoffs of a game as piecewise rational functions of one factor.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="game">The game.</param>
/// <param name="factor">The name of the factor, a parameter or state.</param>
/// <param name="set">Values of other names that differ from the scenario's.</param>
internal sealed class PayoffFunctions(Scenario scenario, GameSpecification game, string factor, IReadOnlyDictionary<string, Rational> set)
{
    /// <summary>The most pieces that are told apart.</summary>
    public const int MaximumPieces = 2000;

    /// <summary>The payoffs at a point, from the scenario's expressions themselves; null where one divides by 0.</summary>
    public Rational[]? At(Rational x)
    {
        var arithmetic = new PointArithmetic(scenario, factor, x, set);
        try
        {
            return [.. game.Payoffs.Select(payoff => payoff.Evaluate(arithmetic))];
        }
        catch (DivideByZeroException)
        {
            return null;
        }
    }

    /// <summary>The pieces between two numbers, in order; they meet end to end.</summary>
    /// <remarks>
    /// The piece around a sample ends at the roots next to it of all guards met there; what is left on both sides is taken up in
    /// turn. A root of a guard need not be a change, so two neighbours may hold the same functions.
    /// </remarks>
    /// <exception cref="PhaseWorkException">There are too many, or of too high a degree.</exception>
    public IReadOnlyList<PayoffPiece> Pieces(Rational low, Rational high, CancellationToken cancellationToken)
    {
        var pieces = new List<PayoffPiece>();
        var roots = new Dictionary<string, IReadOnlyList<RealAlgebraic>>(StringComparer.Ordinal);
        var waiting = new Stack<(RealAlgebraic From, RealAlgebraic To)>();
        waiting.Push((new RealAlgebraic(low), new RealAlgebraic(high)));
        while (waiting.TryPop(out (RealAlgebraic From, RealAlgebraic To) open))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (pieces.Count >= MaximumPieces) throw new PhaseWorkException($"payoffs fall into more than {MaximumPieces} pieces", $"at most {MaximumPieces}");
            (Rational sample, FunctionArithmetic arithmetic, RationalFunction[]? payoffs) = Around(open.From, open.To);
            (RealAlgebraic from, RealAlgebraic to) = open;
            foreach (Polynomial guard in arithmetic.Guards)
            {
                string key = guard.MadePrimitive().ToString();
                if (!roots.TryGetValue(key, out IReadOnlyList<RealAlgebraic>? found)) roots[key] = found = RealRoots.In(guard, low, high);
                foreach (RealAlgebraic root in found)
                {
                    if (root.ComparedWith(sample) < 0)
                    {
                        if (root.ComparedWith(from) > 0) from = root;
                    }
                    else if (root.ComparedWith(to) < 0) to = root;
                }
            }

            pieces.Add(new PayoffPiece(from, to, payoffs, arithmetic.Poles));
            if (!ReferenceEquals(to, open.To)) waiting.Push((to, open.To));
            if (!ReferenceEquals(from, open.From)) waiting.Push((open.From, from));
        }

        pieces.Sort(static (a, b) => a.From.ComparedWith(b.From));
        return pieces;
    }

    private (Rational Sample, FunctionArithmetic Arithmetic, RationalFunction[]? Payoffs) Around(RealAlgebraic from, RealAlgebraic to)
    {
        RealAlgebraic upper = to;
        while (true)
        {
            Rational sample = RealAlgebraic.Between(from, upper);
            var arithmetic = new FunctionArithmetic(scenario, factor, sample, set);
            try
            {
                return (sample, arithmetic, [.. game.Payoffs.Select(payoff => payoff.Evaluate(arithmetic))]);
            }
            catch (DivideByZeroException)
            {
                // The guards met so far bound where the divisor is 0.
                return (sample, arithmetic, null);
            }
            catch (FunctionArithmetic.UnluckySampleException)
            {
                // Guards have finitely many roots.
                upper = new RealAlgebraic(sample);
            }
        }
    }
}
