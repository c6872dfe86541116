namespace StrategySim.GameTheory.Equilibria;

/// <summary>When a solve is to end with what it has found; a caller who wants no answer any more cancels instead.</summary>
/// <remarks>
/// A token rather than a span of time, because this floor has no clock: whoever has one ends the token when the time is up. A solver
/// whose budget is used up returns what it has certified so far, with <see cref="NashResult.Complete"/> false and a reason
/// that starts with <see cref="UsedUp"/>.
/// </remarks>
/// <param name="Ended">Ends when the budget is used up.</param>
/// <param name="Says">The budget in words, such as "30 s".</param>
public sealed record SolverBudget(CancellationToken Ended, string Says)
{
    /// <summary>The budget that is never used up.</summary>
    public static SolverBudget Unbounded { get; } = new(CancellationToken.None, "any time");

    /// <summary>Whether the budget is used up.</summary>
    public bool IsUsedUp => Ended.IsCancellationRequested;

    /// <summary>How a result says that the budget ended it, such as "the budget of 30 s was used up".</summary>
    public string UsedUp => $"the budget of {Says} was used up";
}
