using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Results;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/stochastic-games</c>: states, stage games and transitions or a scenario in, Markov-perfect equilibria out.</summary>
internal static class StochasticGameEndpoints
{
    public static void MapStochasticGames(this IEndpointRouteBuilder routes, StochasticGameExamples examples) => routes
        .MapPost("/stochastic-games", (HttpRequest request, Query query, GameQuestions questions, ScenarioLibrary library, StrategySimSettings settings, CancellationToken cancellationToken) =>
            questions.AnswerAsync(request, settings.Limits.ScenarioDocument, body => ReadAsync(body, library, settings.Limits, cancellationToken), cancellationToken))
        .Describe(
            "SolveStochasticGame",
            "Repeated games",
            "Equilibria of a game that moves between states",
            "Takes a two-player game with finitely many states, such as calm and crisis, whose transitions depend on what the players do, and answers with Markov-perfect equilibria: the one that logit play leads to from uniform play, " +
            "all pure ones where they can all be tried, and others from supports and stage games. Each comes with its value in every state and a proven bound on the largest profitable deviation. More mixed equilibria may exist. " +
            "States may take their stage games from a scenario at given values; a scenario alone gives its own states and law of motion, where these are finitely many: what moves in it, bounded and by steps, and otherwise the answer names what stands in the way.")
        .WithBody<StochasticGameRequest>("States with their games and transitions, and the discount factor, or a scenario, as JSON or YAML.", examples.All)
        .WithProblems(400, 413, 415, 422);

    private static async Task<IQuestion<StochasticGameResponse>> ReadAsync(RequestBody body, ScenarioLibrary library, ApiLimits limits, CancellationToken cancellationToken)
    {
        List<Fault> faults = [.. body.Faults];
        Scenario? scenario = body.Root is MapNode map && map["scenario"] is not null ? await RunSubmissionReader.ScenarioAsync(map, library, faults, cancellationToken) : null;
        return StochasticGameRequestReader.Read(body.Root, faults, limits.Games, scenario);
    }
}
