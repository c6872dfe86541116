using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Api.Hosting;
using StrategySim.Api.Problems;
using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Results;

/// <summary>Answers questions about games at once: reads the body, works within the budget, and gives what is at fault its place in the body.</summary>
internal sealed class GameQuestions(StrategySimSettings settings, WorkGate gate, TimeProvider time)
{
    /// <summary>Reads the body as a question and answers it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">The reader, which the terminal uses too.</param>
    /// <param name="cancellationToken">The client left.</param>
    public Task<Ok<TAnswer>> AnswerAsync<TAnswer>(HttpRequest request, Func<DocumentNode, IReadOnlyList<Fault>, GameDocumentLimits, IQuestion<TAnswer>> read, CancellationToken cancellationToken) =>
        AnswerAsync(request, settings.Limits.GameDocument, body => Task.FromResult(read(body.Root, body.Faults, settings.Limits.Games)), cancellationToken);

    /// <summary>As above, for a question that needs more than its document.</summary>
    /// <param name="request">The request.</param>
    /// <param name="document">Bounds on the body.</param>
    /// <param name="read">The reader.</param>
    /// <param name="cancellationToken">The client left.</param>
    public async Task<Ok<TAnswer>> AnswerAsync<TAnswer>(HttpRequest request, DocumentLimits document, Func<RequestBody, Task<IQuestion<TAnswer>>> read, CancellationToken cancellationToken)
    {
        RequestBody body = await RequestBody.ReadAsync(request, settings.Limits.MaximumBodyBytes, document);
        string pointer = "";
        try
        {
            IQuestion<TAnswer> question = await read(body);
            pointer = question.Pointer;
            return TypedResults.Ok(await body.PlacingFaultsAsync(() =>
                gate.RunAsync(question.Work, pointer, settings.Limits.SolveSeconds, stop => question.Answer(time, stop), cancellationToken)));
        }
        catch (GameTooLargeException tooLarge)
        {
            throw new ProblemException(ProblemKinds.TooMuchWork(ProblemFault.From(GameDocumentReader.TooLarge(tooLarge, pointer, null))));
        }
    }
}
