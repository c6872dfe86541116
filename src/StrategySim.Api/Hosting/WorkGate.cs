using StrategySim.Api.Problems;

namespace StrategySim.Api.Hosting;

/// <summary>Does work for requests on threads of its own: a bounded number at a time, each within a budget, and ended when the client leaves.</summary>
internal sealed class WorkGate(StrategySimSettings settings, TimeProvider time, IHostApplicationLifetime lifetime) : IDisposable
{
    private readonly SemaphoreSlim _places = new(settings.Limits.ConcurrentWork);

    /// <summary>Waits for a place and does the work.</summary>
    /// <param name="what">What is being done, for the problem document, such as "Solving the 9×9 game".</param>
    /// <param name="pointer">The part of the request that asks for it.</param>
    /// <param name="seconds">The budget; waiting for a place does not count.</param>
    /// <param name="work">The work; polls its token.</param>
    /// <param name="cancellationToken">The client left.</param>
    /// <exception cref="WorkBudgetException">The budget is used up.</exception>
    /// <exception cref="OperationCanceledException">The client left, or the service stops.</exception>
    public Task<T> RunAsync<T>(string what, string pointer, double seconds, Func<CancellationToken, T> work, CancellationToken cancellationToken) =>
        // A thread of its own: work of seconds on the pool would hold up the requests of others.
        RunAsync(what, pointer, seconds, stop => Task.Factory.StartNew(() => work(stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default), cancellationToken);

    /// <summary>Waits for a place and does the work on this thread, for those who have threads of their own.</summary>
    /// <param name="work">The work; it has an end.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public void Run(Action work, CancellationToken cancellationToken)
    {
        _places.Wait(cancellationToken);
        try
        {
            work();
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Waits for a place and does work that is not all computing.</summary>
    /// <inheritdoc cref="RunAsync{T}(string, string, double, Func{CancellationToken, T}, CancellationToken)"/>
    public async Task<T> RunAsync<T>(string what, string pointer, double seconds, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await _places.WaitAsync(ended.Token);
        try
        {
            using var budget = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ended.Token, budget.Token);
            try
            {
                return await work(either.Token);
            }
            catch (OperationCanceledException) when (budget.IsCancellationRequested && !ended.IsCancellationRequested)
            {
                throw new WorkBudgetException(what, TimeSpan.FromSeconds(seconds), pointer);
            }
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
