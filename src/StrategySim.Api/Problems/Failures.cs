using StrategySim.Api.Contracts;
using StrategySim.Api.GameDocuments;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Shocks;

namespace StrategySim.Api.Problems;

/// <summary>Says what went wrong: the problem that an exception is, for a request as a whole, a line of a batch, or a job.</summary>
internal sealed partial class Failures(TimeProvider time, ILogger<Failures> logger)
{
    /// <summary>The problem; a failure of the service itself is logged under the id that the problem gives.</summary>
    public Problem Describe(Exception error)
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

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Request failed; its problem document carries the error id {ErrorId}.")]
        public static partial void Failed(ILogger logger, string errorId, Exception error);
    }
}
