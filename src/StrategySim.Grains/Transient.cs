using Orleans.Runtime;

namespace StrategySim.Grains;

/// <summary>Failures of calls that may go well when they are made again: a silo that went away, a message that found nobody in time.</summary>
internal static class Transient
{
    public static bool Is(Exception exception) => exception is OrleansException or TimeoutException;
}
