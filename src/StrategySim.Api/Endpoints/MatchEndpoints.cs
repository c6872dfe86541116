using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Results;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/matches</c>: two decision rules on one game.</summary>
internal static class MatchEndpoints
{
    public static void MapMatches(this IEndpointRouteBuilder routes) => routes
        .MapPost("/matches", PlayAsync)
        .Describe(
            "PlayMatches",
            "Repeated play",
            "Two decision rules on one stage game, exactly or simulated",
            "Takes a stage game of two players, a rule for each and how they play: rounds or a continuation probability, discounting, slips and misperception. " +
            "Mode exact answers in rationals wherever both rules are machines: outcome probabilities of single rounds, expected and discounted payoffs, long-run frequencies and payoffs with their asymptotic variances, and whether the long run is unique and settles; " +
            "a match without chance is played move by move. Mode simulate plays any rule, as often as asked, with 95 % intervals. The first rule is the row player's, whatever the order of anything else; nothing is cached from one match to another. " +
            "A batch stands under matches and answers with the list of answers.")
        .Produces<MatchAnswer>()
        .WithBody<MatchRequest>("A match, or a batch of matches, as JSON or YAML.", MatchExamples.All)
        .WithProblems(400, 413, 415, 422);

    private static async Task<IResult> PlayAsync(HttpRequest request, Query query, StrategySimSettings settings, WorkGate gate, TimeProvider time, CancellationToken cancellationToken)
    {
        ApiLimits limits = settings.Limits;
        RequestBody body = await RequestBody.ReadAsync(request, limits.MaximumBodyBytes, limits.GameDocument);
        MatchQuestions questions = MatchRequestReader.Read(body.Root, body.Faults, limits.Games);
        long start = time.GetTimestamp();
        string less = questions.Matches.Any(question => question.Exact is not null) ? " (fewer rounds, or \"mode\": \"simulate\", take less)" : "";
        string what = (questions.IsBatch ? $"Playing {questions.Matches.Count} matches" : "Playing the match") + less;
        IReadOnlyList<MatchAnswer> answers = await body.PlacingFaultsAsync(() =>
            gate.RunAsync(what, questions.IsBatch ? "/matches" : "", limits.SolveSeconds, stop => MatchAnswers.Of(questions, stop), cancellationToken));
        double elapsed = Math.Round(time.GetElapsedTime(start).TotalMilliseconds, 3);
        return questions.IsBatch ? TypedResults.Ok(new MatchBatchAnswer(answers, elapsed)) : TypedResults.Ok(answers[0]);
    }
}
