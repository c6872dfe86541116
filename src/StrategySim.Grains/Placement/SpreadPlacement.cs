using Orleans;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace StrategySim.Grains.Placement;

/// <summary>Spreads grains evenly over the silos by their keys: numbers go round, texts by hash.</summary>
/// <remarks>The default would put all grains of a run where the run was started, and random placement would leave cores idle among a handful of workers.</remarks>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SpreadPlacementAttribute() : PlacementAttribute(new SpreadPlacement());

/// <summary>The strategy of <see cref="SpreadPlacementAttribute"/>.</summary>
[GenerateSerializer, Immutable, Alias("strategysim.spread-placement")]
internal sealed class SpreadPlacement : PlacementStrategy;

/// <summary>Chooses the silo.</summary>
internal sealed class SpreadPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress[] silos = [.. context.GetCompatibleSilos(target).Order()];
        uint index = target.GrainIdentity.TryGetIntegerKey(out long number, out _) ? (uint)number : target.GrainIdentity.GetUniformHashCode();
        return Task.FromResult(silos[index % silos.Length]);
    }
}
