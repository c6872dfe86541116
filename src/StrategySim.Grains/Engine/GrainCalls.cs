using Microsoft.Extensions.Logging;
using StrategySim.Experiments.Engines;

namespace StrategySim.Grains.Engine;

/// <summary>Makes calls of grains again where a silo went away: every call of this program may be made twice.</summary>
internal sealed partial class GrainCalls(TimeSpan patience, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50), LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Makes a call until it is answered.</summary>
    /// <exception cref="EngineUnavailableException">It was not for a long while.</exception>
    public async Task<T> MakeAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        TimeSpan pause = FirstPause;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await call();
            }
            catch (Exception exception) when (Transient.Is(exception))
            {
                if (time.GetElapsedTime(started) is var tried && tried >= patience)
                    throw new EngineUnavailableException($"No silo of the cluster answered for {tried.TotalSeconds:0} s: {exception.Message}", exception);
                Log.Again(logger, pause.TotalMilliseconds, exception);
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(50, LogLevel.Warning, "A silo did not answer; the call is made again in {Pause} ms")]
        public static partial void Again(ILogger logger, double pause, Exception exception);
    }
}
