using StrategySim.Experiments.Store;
using StrategySim.Experiments.Sweeps;

namespace StrategySim.Experiments.Studies;

/// <summary>The sweeps of studies that this process accepted and has not begun to play: reading one again from its document takes as long as playing dozens of small units.</summary>
/// <remarks>A few, and only until they are played: what waits longer, or comes from another process, is read from the store. Safe for several threads.</remarks>
internal sealed class AcceptedSweeps
{
    // Long designs may take much memory, and reading them is nothing beside playing them.
    private const int Most = 8, MostPoints = 10_000;

    private readonly Lock _lock = new();
    private readonly List<(string DocumentHash, Sweep Sweep)> _sweeps = [];

    /// <summary>Keeps the sweep of a document for the next one that asks for it, unless it is long.</summary>
    public void Keep(string documentHash, Sweep sweep)
    {
        if (sweep.Count > MostPoints) return;
        lock (_lock)
        {
            _sweeps.Add((documentHash, sweep));
            if (_sweeps.Count > Most) _sweeps.RemoveAt(0);
        }
    }

    /// <summary>The sweep of a study, which is not kept any longer.</summary>
    /// <exception cref="IntegrityException">The document does not read back as a sweep, or is not the one that the study was accepted with.</exception>
    public Sweep Take(StudyRecord study)
    {
        // Also where the sweep is at hand.
        StudyDocument.RequireUnchanged(study);
        lock (_lock)
        {
            int place = _sweeps.FindIndex(kept => kept.DocumentHash == study.DocumentHash);
            if (place >= 0)
            {
                Sweep sweep = _sweeps[place].Sweep;
                _sweeps.RemoveAt(place);
                return sweep;
            }
        }

        return StudyDocument.Read(study);
    }
}
