using StrategySim.Api.Contracts;
using StrategySim.Api.Problems;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;

namespace StrategySim.Api.Results;

/// <summary>Finds started sweeps for the addresses that tell of them.</summary>
internal sealed class SweepFinder(StudyService studies, SweepPaces paces)
{
    /// <summary>A sweep that has to be there.</summary>
    /// <exception cref="ProblemException">404.</exception>
    public async Task<StudyProgress> RequireAsync(string id, CancellationToken cancellationToken) =>
        await studies.FindAsync(id, cancellationToken) ?? throw Unknown(id);

    /// <summary>Whether a started sweep has an id.</summary>
    public async Task<bool> IsKnownAsync(string id, CancellationToken cancellationToken) => await studies.FindAsync(id, cancellationToken) is not null;

    /// <summary>A sweep as it travels, and when to ask again in the header.</summary>
    public SweepDescription Describe(StudyProgress progress, HttpRequest request)
    {
        if (!progress.Study.IsFinal) request.HttpContext.Response.Headers.RetryAfter = progress.Study.Status == RunStatus.Paused ? "10" : "1";
        return SweepDescription.From(progress, paces.Note(progress), $"{request.PathBase}{StrategySimHost.BasePath}/sweeps");
    }

    /// <summary>404 for an id that nothing has.</summary>
    public static ProblemException Unknown(string id) => new(ProblemKinds.NotFound($"There is no started sweep '{id}'."));
}
