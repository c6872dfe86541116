using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.Experiments.Tournaments;

namespace StrategySim.Api.Hosting;

/// <summary>A tournament that is played by itself; its result is a <see cref="PlayedTournament"/>.</summary>
/// <param name="question">The tournament.</param>
/// <param name="budget">How long it may be played.</param>
/// <param name="threads">Threads at most.</param>
/// <param name="time">The clock.</param>
internal sealed class TournamentJob(TournamentQuestion question, TimeSpan budget, int threads, TimeProvider time) : Job(budget, time.GetUtcNow()), IProgress<TournamentProgress>
{
    // Numbers of a match beside its shares of outcomes.
    private const int NumbersOfAMatch = 12;

    public override long Weight => Result is null ? 0 : (long)question.Plan.Matches.Count * (question.Plan.Tournament.Game.Cells + NumbersOfAMatch);

    public override object Work(CancellationToken stop)
    {
        using var ended = new CancellationTokenSource(Budget, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended.Token, stop);
        try
        {
            return PlayedTournament.Of(question, threads, this, time, either.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new WorkBudgetException($"Playing {question.Plan.Matches.Count} matches", Budget, "/repetitions");
        }
    }

    public void Report(TournamentProgress value) => Note(new SolveProgress(value.Done, value.Matches, "matches"));

    /// <summary>The job as it travels.</summary>
    /// <param name="keptFor">How long it is kept after it has ended.</param>
    /// <param name="withResult">Whether what came of it is part of it.</param>
    public TournamentJobDescription Describe(TimeSpan keptFor, bool withResult)
    {
        JobState state = State(keptFor);
        return new TournamentJobDescription(
            state.Id, state.Status, question.Title, TournamentAnswers.Plan(question, state.BudgetSeconds), state.CreatedAt, state.StartedAt, state.FinishedAt, state.KeptUntil, state.Progress,
            withResult && state.Result is PlayedTournament played ? TournamentAnswers.Of(played) : null, state.Problem);
    }
}
