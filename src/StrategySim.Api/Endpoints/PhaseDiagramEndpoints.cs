using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.Experiments.Figures;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/phase-diagrams</c>: a scenario and factors in, which game is played where out.</summary>
internal static class PhaseDiagramEndpoints
{
    public static void MapPhaseDiagrams(this IEndpointRouteBuilder routes, RequestExamples examples) => routes
        .MapPost("/phase-diagrams", SolveAsync)
        .Describe(
            "ComputePhaseDiagram",
            "Phase diagrams",
            "Which game is played where, exactly",
            "Takes a scenario and one factor or two (states or parameters) and answers with the phases of one of its stage games: type, equilibria and risk-dominant equilibrium, and the boundaries between them. " +
            "Nothing is simulated: boundaries are roots of differences of payoffs, given as rational numbers, as surds, or enclosed to the width asked for; with two factors there is such a line for each value of the second, and more values where the list of phases changes. " +
            "A game of another shape than two players who hold or yield has no type; its equilibria are sampled, and the answer says so. Also as a Vega-Lite figure: strips along one factor, a map over two.")
        .WithBody<PhaseDiagramRequest>("The scenario and the factors, as JSON or YAML.", examples.PhaseDiagrams)
        .WithQuery(ResultFormats.FigureOnly)
        .WithProblems(400, 406, 413, 415, 422);

    private static async Task<PhaseDiagramAnswer> SolveAsync(
        HttpRequest request, Query query, StrategySimSettings settings, ScenarioLibrary library, WorkGate gate, TimeProvider time, CancellationToken cancellationToken)
    {
        bool drawn = ResultFormats.AsksForFigure(request, query);
        ApiLimits limits = settings.Limits;
        PhaseLimits phases = PhaseLimits.Default with { Solver = limits.Solver };
        RequestBody body = await RequestBody.ReadAsync(request, limits.MaximumBodyBytes, limits.ScenarioDocument);
        PhaseQuestion question = await PhaseQuestionDocument.ReadAsync(body, library, limits, phases, cancellationToken);
        try
        {
            return await gate.RunAsync(
                $"The phase diagram of '{question.Scenario.Id}'",
                question.By is null ? "/factor" : "/by",
                limits.SolveSeconds,
                stop =>
                {
                    long start = time.GetTimestamp();
                    PhaseDiagram diagram = PhaseDiagramSolver.Solve(drawn ? PhaseFigures.Smooth(question) : question, phases, stop);
                    return drawn
                        ? new PhaseDiagramAnswer(null, FigureAnswer.Draw(() => diagram.By is null ? PhaseFigures.Along("phase-diagram", diagram) : PhaseFigures.Map("phase-diagram", diagram)))
                        : new PhaseDiagramAnswer(PhaseDiagramResponse.From(diagram, time.GetElapsedTime(start)), null);
                },
                cancellationToken);
        }
        catch (PhaseWorkException work)
        {
            throw new ProblemException(ProblemKinds.TooMuchWork(ProblemFault.From(new Fault("/factor", work.Found, work.Expected, work.Message))));
        }
        catch (GameTooLargeException tooLarge)
        {
            throw new ProblemException(ProblemKinds.TooMuchWork(ProblemFault.From(GameDocumentReader.TooLarge(tooLarge, "/game", null))));
        }
    }
}
