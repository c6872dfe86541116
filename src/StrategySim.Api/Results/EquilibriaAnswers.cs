using System.Globalization;
using StrategySim.Api.Concepts;
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
    /// <returns>An <see cref="EquilibriaResponse"/>, or the <see cref="ConceptAnswer"/> of another concept.</returns>
    /// <exception cref="ProblemException">422: the work would exceed the limits.</exception>
    /// <exception cref="WorkBudgetException">The budget is used up, and the concept has no part of an answer.</exception>
    public object Answer(EquilibriaQuestion question, TimeSpan budget, IProgress<SolverProgress>? progress, CancellationToken cancellationToken)
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
            if (question.Answer is { } other) return OfConcept(question, other, budget, ended.Token, start, cancellationToken);
            NashSolution solution = question.Nash(limits, cancellationToken);
            TimeSpan elapsed = time.GetElapsedTime(start);
            metrics.Solved(solution.Method, elapsed);
            return new EquilibriaResponse(solution, elapsed);
        }
        catch (GameTooLargeException tooLarge)
        {
            string pointer = question.Answer is not null ? "/concept" : question.Method == NashSolvers.AllMethod ? "/game" : "/method";
            throw new ProblemException(ProblemKinds.TooMuchWork(ProblemFault.From(GameDocumentReader.TooLarge(tooLarge, pointer, null))));
        }
    }

    private ConceptAnswer OfConcept(
        EquilibriaQuestion question, Func<CancellationToken, ConceptAnswer> work, TimeSpan budget, CancellationToken ended, long start, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, cancellationToken);
        try
        {
            ConceptAnswer answer = work(either.Token);
            TimeSpan elapsed = time.GetElapsedTime(start);
            metrics.Solved(question.Concept, elapsed);
            return answer.After(elapsed);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new WorkBudgetException($"Solving the {question.Subject} for {question.Concept}", budget, "/concept");
        }
    }
}
