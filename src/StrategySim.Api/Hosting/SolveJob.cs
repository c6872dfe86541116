using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Results;
using StrategySim.GameTheory.Equilibria;

namespace StrategySim.Api.Hosting;

/// <summary>The solve of a game.</summary>
/// <param name="question">The game and the method.</param>
/// <param name="budget">How long it may work before it ends with what it has.</param>
/// <param name="answers">What answers.</param>
/// <param name="createdAt">When it was accepted.</param>
internal sealed class SolveJob(EquilibriaQuestion question, TimeSpan budget, EquilibriaAnswers answers, DateTimeOffset createdAt) : Job(budget, createdAt), IProgress<SolverProgress>
{
    public override long Weight => Result is not EquilibriaResponse found ? 0 : found.Equilibria.Count * question.Game.Players.Sum(player => (long)player.Strategies.Length);

    public override object Work(CancellationToken stop) => answers.Answer(question, Budget, this, stop);

    public void Report(SolverProgress value) => Note(new SolveProgress(value.Done, value.AtMost, value.Unit));

    /// <summary>The job as it travels.</summary>
    /// <param name="keptFor">How long it is kept after it has ended.</param>
    /// <param name="withResult">Whether what it found is part of it.</param>
    public SolveJobDescription Describe(TimeSpan keptFor, bool withResult)
    {
        JobState state = State(keptFor);
        return new SolveJobDescription(
            state.Id, state.Status, question.Concept, question.Method, question.Subject, state.BudgetSeconds, state.CreatedAt, state.StartedAt, state.FinishedAt, state.KeptUntil, state.Progress,
            withResult ? state.Result : null, state.Problem);
    }
}
