using StrategySim.Experiments.Runs;

namespace StrategySim.Experiments.Tests.Runs;

/// <summary>A lease owner of a given name who knows of some others that they are gone.</summary>
internal sealed class FixedOwner(string id, params string[] gone) : ILeaseOwner
{
    public string Id => id;

    public bool IsGone(string owner) => gone.Contains(owner);
}
