using StrategySim.Api.Contracts;
using StrategySim.Api.GameDocuments;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Shocks;

namespace StrategySim.Api.Problems;

/// <summary>The one place where exceptions and bare error statuses become problem documents.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, TimeProvider time, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
            if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            await WriteAsync(context, Of(error));
            return;
        }

        HttpResponse response = context.Response;
        if (response.StatusCode >= 400 && !response.HasStarted && response.ContentType is null) await WriteAsync(context, OfStatus(context));
    }

    /// <summary>Writes a problem as the response.</summary>
    private static Task WriteAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.WriteAsJsonAsync(problem, ApiJson.Options, Problem.MediaType, context.RequestAborted);
    }

    private Problem Of(Exception error)
    {
        switch (error)
        {
            case ProblemException { Problem: var problem }:
                return problem;
            case InvalidInputException { Faults: var faults }:
                return ProblemKinds.Invalid(faults);
            case GameTooLargeException tooLarge:
                return ProblemKinds.TooMuchWork(ProblemFault.From(GameDocumentReader.TooLarge(tooLarge, "", null)));
            case WorkBudgetException budget:
                return ProblemKinds.TooMuchWork(new ProblemFault(budget.Pointer, null, $"work of at most {budget.Budget.TotalSeconds:0.###} s", budget.Message));
            case ModelVersionException version:
                return ProblemKinds.WrongState(version.Message, null);
            case ScenarioPlayException play:
                return ProblemKinds.WrongState(play.Message, null);
            case OperationCanceledException:
                // The client is still there, so it is the service that ends.
                return ProblemKinds.Unavailable("The service is stopping.");
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } large:
                return ProblemKinds.TooLarge(large.Message);
            case BadHttpRequestException bad:
                return ProblemKinds.OfStatus(bad.StatusCode) with { Detail = bad.Message };
            case StoreException:
                // Its message names files of this machine: that is for the log.
                return Internal(error, "The store could not be read or written; the log has the cause.");
            case IntegrityException integrity:
                return Internal(error, integrity.Message);
            default:
                return Internal(error, "An internal error; the log has its cause.");
        }
    }

    private Problem Internal(Exception error, string detail)
    {
        string id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        Log.Failed(logger, id, error);
        return ProblemKinds.Internal(detail, id);
    }

    private static Problem OfStatus(HttpContext context)
    {
        HttpRequest request = context.Request;
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ProblemKinds.NotFound($"There is nothing at {request.Method} {request.Path}. /swagger lists what there is."),
            StatusCodes.Status405MethodNotAllowed => ProblemKinds.MethodNotAllowed($"{request.Path} does not take {request.Method}; it takes {context.Response.Headers.Allow}."),
            int status => ProblemKinds.OfStatus(status),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Request failed; its problem document carries the error id {ErrorId}.")]
        public static partial void Failed(ILogger logger, string errorId, Exception error);
    }
}
