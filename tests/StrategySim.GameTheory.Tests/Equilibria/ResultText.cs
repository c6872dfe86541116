using StrategySim.GameTheory.Equilibria;

namespace StrategySim.GameTheory.Tests.Equilibria;

/// <summary>A result as text, all but the method: two solvers agree where the texts are equal.</summary>
internal static class ResultText
{
    public static string Of(NashResult result) =>
        string.Join("; ", result.Equilibria.Select(e =>
            $"{e.Id} {e.Profile} pays ({string.Join(", ", e.Payoffs)}) index {e.Index?.ToString() ?? "-"} in {e.Component}")) +
        string.Concat(result.Components.Select(component =>
            $" | {component.Id} dim {component.Dimension} index {component.Index} [{string.Join(' ', component.Equilibria)}]" +
            string.Concat(component.MaximalNashSubsets.Select(subset => $" {string.Join(' ', subset.X)} × {string.Join(' ', subset.Y)}"))));
}
