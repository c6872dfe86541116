using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;

namespace StrategySim.Experiments.Packages;

/// <summary>Writes studies as packages, and compares packages with studies that were played from them.</summary>
public sealed class StudyPackages(IStudyStore store, StudyResults results)
{
    /// <summary>Whether a study can be packaged: nobody plays it.</summary>
    public static bool CanWrite(RunStatus status) => status is RunStatus.Completed or RunStatus.Cancelled or RunStatus.Failed or RunStatus.Paused;

    /// <summary>Writes the package of a study: what it has, and of one that was not completed what is missing.</summary>
    /// <remarks>The same study gives the same bytes. Everything that can be wrong with a stored study is found before the first byte is written, unless it goes on meanwhile.</remarks>
    /// <param name="progress">The study as it stands.</param>
    /// <param name="destination">Where to; written forwards and asynchronously, left open.</param>
    /// <param name="cancellationToken">Cancels the call; what was written until then is no package.</param>
    /// <exception cref="ArgumentException">The study is queued or running.</exception>
    /// <exception cref="ModelVersionException">The study belongs to another model version.</exception>
    /// <exception cref="IntegrityException">The stored units are not those that the study was completed with.</exception>
    /// <exception cref="StoreException">The study went on while it was packaged.</exception>
    public async Task<PackageReceipt> WriteAsync(StudyProgress progress, Stream destination, CancellationToken cancellationToken)
    {
        StudyRecord study = progress.Study;
        if (!CanWrite(study.Status)) throw new ArgumentException($"Study {study.Id} is {study.Status.ToString().ToLowerInvariant()}; expected one that is at rest.", nameof(progress));
        StoredContent content = await StoredContent.OpenAsync(store, results, progress, cancellationToken);
        return await PackageWriter.WriteAsync(content, destination, content.RequireUnchangedAsync, cancellationToken);
    }

    /// <summary>Compares a package with the study that was played from its sweep and seed, value by value.</summary>
    /// <param name="package">The package.</param>
    /// <param name="progress">The study, completed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The study is not completed, or is not one of this sweep and seed.</exception>
    public async Task<Reproduction> CompareAsync(Package package, StudyProgress progress, CancellationToken cancellationToken)
    {
        StudyRecord study = progress.Study;
        if (study.Status != RunStatus.Completed || study.SweepId != package.Sweep.Id || study.Seed != package.Seed)
            throw new ArgumentException($"Study {study.Id} is of the sweep '{study.SweepId}' with seed {study.Seed}, {study.Status.ToString().ToLowerInvariant()}; expected a completed one of '{package.Sweep.Id}' with seed {package.Seed}.", nameof(progress));
        return await PackageComparison.CompareAsync(package, await StoredContent.OpenAsync(store, results, progress, cancellationToken), cancellationToken);
    }
}
