using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Documents;

/// <summary>A question about a game, read and found valid; the service and the terminal answer it alike.</summary>
/// <typeparam name="TAnswer">The record of the contract that answers it.</typeparam>
public interface IQuestion<out TAnswer>
{
    /// <summary>What answering it is, for people who wait and for refusals, such as "Solving the repeated 2×2 game".</summary>
    string Work { get; }

    /// <summary>JSON pointer to the part of the document that decides how much work it is.</summary>
    string Pointer { get; }

    /// <summary>Answers it.</summary>
    /// <param name="time">Measures the time taken.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidInputException">What shows only now: values that do not fit each other.</exception>
    /// <exception cref="GameTooLargeException">It takes more work than the limits allow.</exception>
    TAnswer Answer(TimeProvider time, CancellationToken cancellationToken);
}
