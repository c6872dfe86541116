using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;
using StrategySim.Storage.Sqlite;

namespace StrategySim.Storage;

/// <summary>Registers this floor with a host.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>Adds the experiment store on one SQLite file. The file is opened, created or upgraded when the store is first asked for, which is when the host starts.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="path">Path of the file; its folder is created where it is missing.</param>
    public static IServiceCollection AddStrategySimStorage(this IServiceCollection services, string path)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => SqliteExperimentStore.Open(path, provider.GetRequiredService<TimeProvider>()));
        // A container disposes of what a registration gave in the reverse order in which it gave it, once for each. So one leads to the other: the file is
        // not closed under the feet of whoever has the store by either name.
        services.AddSingleton<IStudyStore>(static provider => provider.GetRequiredService<SqliteExperimentStore>());
        services.AddSingleton<IExperimentStore>(static provider => (SqliteExperimentStore)provider.GetRequiredService<IStudyStore>());
        return services;
    }
}
