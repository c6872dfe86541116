using StrategySim.GameTheory.Types;
namespace StrategySim.Simulation.Scenarios;
/// <summary>tmp</summary>
internal static class NamedGames
{
    public static IReadOnlyList<string> Ids => ["chicken"];
    public static IReadOnlyList<string>? Variants(string id) => id == "chicken" ? ["ordinal"] : null;
    public static (HoldYieldPayoffs A, HoldYieldPayoffs B) Payoffs(string id, string variant) => (new(4,3,2,1), new(4,3,2,1));
}
