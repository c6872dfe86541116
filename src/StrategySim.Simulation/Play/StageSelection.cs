namespace StrategySim.Simulation.Play;

/// <summary>The equilibrium of a stage table that a selector names, or that there is none.</summary>
/// <param name="Version">The version of the table.</param>
/// <param name="Select">The selector.</param>
/// <param name="Favoured">The seat that <c>favours:</c> means, or −1.</param>
/// <param name="Pure">By player the strategy, −1 where the player mixes; null where there is no such equilibrium.</param>
/// <param name="Mixed">By player the probabilities where the player mixes; null where nobody does.</param>
internal sealed record StageSelection(long Version, string Select, int Favoured, int[]? Pure, double[][]? Mixed = null);
