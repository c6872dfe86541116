namespace StrategySim.Experiments.Runs;

/// <summary>Who holds the leases of this service, and what can be known of other owners.</summary>
public interface ILeaseOwner
{
    /// <summary>The name under which this service holds leases; no other service, past or future, has the same.</summary>
    string Id { get; }

    /// <summary>Whether an owner is known for certain to be gone, so that its leases need not run out; false where in doubt.</summary>
    /// <param name="owner">The id of any owner, of any machine.</param>
    bool IsGone(string owner);
}
