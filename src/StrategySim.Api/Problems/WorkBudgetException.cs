namespace StrategySim.Api.Problems;

/// <summary>Work for one request was stopped because it took longer than the settings allow.</summary>
/// <param name="what">What was being done, such as "Solving the 9×9 game by vertex-enumeration".</param>
/// <param name="budget">How long it was allowed to take.</param>
/// <param name="pointer">The part of the request that asks for it.</param>
internal sealed class WorkBudgetException(string what, TimeSpan budget, string pointer)
    : Exception($"{what} was stopped after {budget.TotalSeconds:0.###} s.")
{
    public TimeSpan Budget { get; } = budget;

    public string Pointer { get; } = pointer;
}
