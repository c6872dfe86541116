using StrategySim.Api.Documents;
using StrategySim.Experiments.Tournaments;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Results;

/// <summary>A tournament of a request, played: the one way of HTTP and the terminal.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record PlayedTournament(TournamentQuestion Question, TournamentResult Result, TimeSpan Elapsed)
{
    /// <summary>Plays one.</summary>
    /// <param name="question">The tournament.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="progress">Told of matches; null for nobody.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidInputException">A match is too large for an exact answer.</exception>
    public static PlayedTournament Of(TournamentQuestion question, int threads, IProgress<TournamentProgress>? progress, TimeProvider time, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        try
        {
            TournamentResult result = TournamentPlayer.Play(question.Plan, threads, progress, cancellationToken);
            return new PlayedTournament(question, result, time.GetElapsedTime(start));
        }
        catch (TournamentMatchTooLargeException tooLarge)
        {
            IReadOnlyList<TournamentEntry> entries = question.Plan.Tournament.Entries;
            throw new InvalidInputException(
                [new Fault("/mode", tooLarge.Error.Found, tooLarge.Error.Expected, $"The match of '{entries[tooLarge.Planned.Row].Name}' against '{entries[tooLarge.Planned.Column].Name}' is too large for an exact answer. {tooLarge.Error.Because} Modes auto and simulate have no such limit.")]);
        }
    }
}
