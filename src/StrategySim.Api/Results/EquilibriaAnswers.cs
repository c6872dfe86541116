using System.Globalization;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Api.Hosting;
using StrategySim.Api.Metrics;
using StrategySim.Api.Problems;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;

namespace StrategySim.Api.Results;

/// <summary>Answers questions for equilibria within the limits of the service: one by one, in batches, and as jobs.</summary>
internal sealed class EquilibriaAnswers(StrategySimSettings settings, ApiMetrics metrics, TimeProvider time)
{
    /// <summary>Solves a game on this thread, and on others where it is large.</summary>
    /// <param name="question">The game and the method.</param>
    /// <param name="budget">How long it may take; a solve that is still at work then ends with what it has.</param>
    /// <param name="progress">Told now and then how far it has come; null for nobody.</param>
    /// <param name="cancellationToken">Nobody wants the answer any more.</param>
    /// <exception cref="ProblemException">422: the work would exceed the limits.</exception>
    public EquilibriaResponse Answer(EquilibriaQuestion question, TimeSpan budget, IProgress<SolverProgress>? progress, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        using var ended = new CancellationTokenSource(budget, time);
        SolverLimits limits = settings.Limits.Solver with
        {
            Progress = progress,
            Budget = new SolverBudget(ended.Token, string.Create(CultureInfo.InvariantCulture, $"{budget.TotalSeconds:0.###} s")),
        };
        try
        {
            NashResult result = question.Solver.Solve(question.Game, limits, cancellationToken);
            TimeSpan elapsed = time.GetElapsedTime(start);
            metrics.Solved(result.Method, elapsed);
            return new EquilibriaResponse(NashSolution.From(question.Game, result), elapsed);
        }
        catch (GameTooLargeException tooLarge)
        {
            string pointer = question.Method == NashSolvers.AllMethod ? "/game" : "/method";
            throw new ProblemException(ProblemKinds.TooMuchWork(ProblemFault.From(GameDocumentReader.TooLarge(tooLarge, pointer, null))));
        }
    }
}
