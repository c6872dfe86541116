namespace StrategySim.Experiments.Work;

/// <summary>What <see cref="LeasedWorker"/> tends: one kind of work, its leases in the store, and how it is played.</summary>
internal interface ILeasedWork
{
    /// <summary>What one of them is called in messages.</summary>
    string Name { get; }

    /// <summary>Places of each kind, for plays at the same time.</summary>
    IReadOnlyDictionary<WorkPlace, int> Places { get; }

    /// <summary>What waits for somebody to play it: its lease is free or has run out; oldest first.</summary>
    Task<IReadOnlyList<(string Id, WorkPlace Place)>> ListOrphanedAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes or renews a lease; false where another living owner holds it, or nothing is left to play.</summary>
    Task<bool> TryLeaseAsync(string id, string owner, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Every owner of a lease on work that has not ended.</summary>
    Task<IReadOnlyList<string>> ListLeaseOwnersAsync(CancellationToken cancellationToken);

    /// <summary>Gives up the leases of an owner.</summary>
    Task ReleaseLeasesAsync(string owner, CancellationToken cancellationToken);

    /// <summary>Whether somebody asked for a pause, perhaps through another process.</summary>
    Task<bool> IsPauseRequestedAsync(string id, CancellationToken cancellationToken);

    /// <summary>Plays until the end, or until it is stopped or paused; throws nothing.</summary>
    Task PlayAsync(ActivePlay play);

    /// <summary>Nothing will be played here any more.</summary>
    void Close();
}
