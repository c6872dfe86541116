using StrategySim.Api.Contracts;

namespace StrategySim.Api.Problems;

/// <summary>The one place where exceptions and bare error statuses become problem documents.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, Failures failures)
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
            await WriteAsync(context, failures.Describe(error));
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
}
