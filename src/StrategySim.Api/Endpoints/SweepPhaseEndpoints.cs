using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/sweeps/{id}/phase-diagram</c>: the exact diagram and the simulated outcome on the same axes.</summary>
internal static class SweepPhaseEndpoints
{
    private static readonly TextParameter Game = new("game", "The game; that of the outcome where it is left out.");
    private static readonly TextParameter Factor = new("factor", "The factor of the sweep along which phases lie: one that sets a state or a parameter to several numbers. May be left out where there are no more than two; of two the one that sets a state.");
    private static readonly TextParameter By = new("by", "The second factor; the other one where it is left out and there are two.");
    private static readonly TextParameter Width = new("width", "How closely what has no closed form is enclosed, in the factor's unit, such as 1/1000.", 100);
    private static readonly FactorParameters Others = new("Values at which the other factors of the sweep are shown, each given as a parameter of its own name, such as ?rise=0. A factor that takes several values and is no axis has to be given.");

    public static void MapSweepPhases(this IEndpointRouteBuilder routes) => routes
        .MapGet("/sweeps/{id}/phase-diagram", DrawAsync)
        .Describe(
            "GetSweepPhaseDiagram",
            "Sweep results",
            "Which game is played where, exactly, beside what was simulated there",
            "The exact phase diagram over one factor or two of the sweep, computed from the payoffs of one of its stage games as by POST /phase-diagrams, and an outcome of the sweep's points on the same axes, so that theory and play can be laid over each other.")
        .WithQuery(SweepOutcomes.One, Game, Factor, By, Width, Others)
        .WithProblems(404, 409, 422);

    private static async Task<Ok<SweepPhaseDiagram>> DrawAsync(
        string id, Query query, SweepFinder finder, StudyResults results, WorkGate gate, StrategySimSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        StudyRecord study = (await finder.RequireAsync(id, cancellationToken)).Study;
        Sweep sweep = results.Read(study);
        SweepOutcome? outcome = null;
        FactorFilter? filter = null;
        Rational? width = null;
        Filters.ReadAll(() => outcome = SweepOutcomes.Require(query, sweep), () => filter = FactorFilter.Of(query, sweep), () => width = WidthOf(query));
        var asked = new SweepPhaseRequest(query.Text(Game) ?? (outcome!.Key.Game == "*" ? null : outcome.Key.Game), query.Text(Factor), query.Text(By), width);
        PhaseLimits limits = PhaseLimits.Default with { Solver = settings.Limits.Solver };
        try
        {
            return TypedResults.Ok(await gate.RunAsync(
                "The phase diagram of the sweep",
                "",
                settings.Limits.AnalysisSeconds,
                async stop =>
                {
                    StudyData data = await results.LoadAsync(study, [outcome!], stop);
                    return await Task.Factory.StartNew(() => Solve(data, filter!, asked, limits, time, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                },
                cancellationToken));
        }
        catch (InvalidInputException invalid)
        {
            throw new ProblemException(ProblemKinds.Invalid([.. invalid.Faults.Select(fault => ProblemFault.From(fault) with { Pointer = "", Parameter = ParameterOf(fault.Pointer) })]));
        }
        catch (PhaseWorkException work)
        {
            throw new ProblemException(ProblemKinds.TooMuchWork(new ProblemFault("", work.Found, work.Expected, work.Message, Parameter: Factor.Name)));
        }
        catch (GameTooLargeException tooLarge)
        {
            throw new ProblemException(ProblemKinds.TooMuchWork(new ProblemFault("", null, "a smaller game", tooLarge.Message, Parameter: Game.Name)));
        }
    }

    private static SweepPhaseDiagram Solve(StudyData data, FactorFilter filter, SweepPhaseRequest asked, PhaseLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        StudyPoint[] points = [.. data.Points.Where(point => point.PointId is not null && filter.Fits(point.Values))];
        SweepPhaseQuestion question = SweepPhases.Ask(data.Sweep, [.. points.Select(point => (point.Index, point.Values))], asked);
        long start = time.GetTimestamp();
        PhaseDiagram diagram = PhaseDiagramSolver.Solve(question.Question, limits, cancellationToken);
        return SweepPhaseDiagram.Of(data, points, question, PhaseDiagramResponse.From(diagram, time.GetElapsedTime(start)));
    }

    private static string? ParameterOf(string pointer) => JsonPointer.Split(pointer) switch
    {
        ["values", var factor] => factor,
        ["points"] => Others.Name,
        [var name, ..] => name,
        _ => null,
    };

    private static Rational? WidthOf(Query query)
    {
        if (query.Text(Width) is not { } text) return null;
        return Rational.TryParse(text, out Rational width)
            ? width
            : throw new ProblemException(ProblemKinds.Invalid([new ProblemFault("", $"'{text}'", "an exact number such as 1/1000", "This is not a number.", Parameter: Width.Name)]));
    }
}
