namespace StrategySim.Api.Contracts;

/// <summary>What this service is.</summary>
/// <param name="Product">Its name: <c>StrategySim</c>.</param>
/// <param name="Version">Version of the program, with the source revision where the build knew it.</param>
/// <param name="ModelVersion">Version of the rules of play; it rises whenever the same seed would give other results.</param>
/// <param name="Engine">The engine that plays runs, such as <c>local</c>.</param>
/// <param name="Store">Product and file of the store.</param>
/// <param name="Generator">The random generator and how it is keyed.</param>
/// <param name="Runtime">Product and version of the runtime.</param>
/// <param name="OperatingSystem">Name and version of the operating system.</param>
/// <param name="Architecture">Processor architecture; equal bits are promised on one runtime and architecture.</param>
public sealed record About(
    string Product,
    string Version,
    int ModelVersion,
    string Engine,
    string Store,
    string Generator,
    string Runtime,
    string OperatingSystem,
    string Architecture);

/// <summary>Whether the service is well.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
public sealed record Health(string Status);
