using System.Text.Json.Serialization;

namespace StrategySim.Api.Contracts;

/// <summary>Where a solve stands that was asked for with <c>Prefer: respond-async</c>.</summary>
public enum SolveJobStatus
{
    /// <summary>Accepted; waits for a place.</summary>
    Queued,

    /// <summary>At work.</summary>
    Running,

    /// <summary>Ended with a result, which may be incomplete: where its time budget was used up it says so.</summary>
    Completed,

    /// <summary>Cancelled, or ended with the service.</summary>
    Cancelled,

    /// <summary>Ended without a result; <c>problem</c> says why.</summary>
    Failed,
}

/// <summary>A solve that goes on by itself, and how far it has come.</summary>
/// <param name="Id">Opaque id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Concept">The solution concept.</param>
/// <param name="Method">The method asked for.</param>
/// <param name="Game">The game in words, such as <c>2×2 game 'Chicken'</c>.</param>
/// <param name="BudgetSeconds">How long it may work before it ends with what it has, seconds; waiting does not count.</param>
/// <param name="CreatedAt">When it was accepted, UTC.</param>
/// <param name="StartedAt">When work began, UTC; null before.</param>
/// <param name="FinishedAt">When it ended, UTC; null before.</param>
/// <param name="KeptUntil">Until when it can be asked for, at most, UTC; null before it has ended.</param>
/// <param name="Progress">How far it has come; null before a solver has said so, and for methods that do not.</param>
/// <param name="Result">What it found, as the same question is answered at once; null until completed, and in the list.</param>
/// <param name="Problem">Why it failed; absent otherwise.</param>
public sealed record SolveJobDescription(
    string Id,
    SolveJobStatus Status,
    string Concept,
    string Method,
    string Game,
    double BudgetSeconds,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? KeptUntil,
    SolveProgress? Progress,
    object? Result,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Problem? Problem);

/// <summary>How far a solve has come.</summary>
/// <param name="Done">How many are done.</param>
/// <param name="AtMost">How many there can be at most; usually there are fewer.</param>
/// <param name="Unit">What is counted, such as <c>bases</c>.</param>
public sealed record SolveProgress(long Done, long AtMost, string Unit);
