using System.Text.Json.Serialization;
using StrategySim.Api.Documents;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Profiles;
using StrategySim.GameTheory.Stochastic;

namespace StrategySim.Api.Contracts;

/// <summary>A game of two players that moves between states.</summary>
/// <param name="States">The states by their ids, 1 to 50.</param>
/// <param name="Discount">The discount factor, greater than 0 and less than 1.</param>
/// <param name="Starts">From how many values stage games are solved in search of further equilibria, 0 to 1,000; 40 where it is left out.</param>
[RequestContract]
public sealed record StochasticGameRequest(IReadOnlyDictionary<string, StochasticStateInput> States, ExactInput Discount, int? Starts);

/// <summary>A state.</summary>
/// <param name="Game">Its stage game; the same two players in every state.</param>
/// <param name="Transitions">For each strategy of the first player and each of the second, a map from the ids of next states to their probabilities, which add up to 1.</param>
[RequestContract]
public sealed record StochasticStateInput(GameInput Game, IReadOnlyList<IReadOnlyList<IReadOnlyDictionary<string, ExactInput>>> Transitions);

/// <summary>Markov-perfect equilibria of a stochastic game: subgame-perfect equilibria whose strategies depend on the state alone.</summary>
/// <param name="Concept">The equilibrium concept, <c>markov-perfect</c>; of the stochastic game, not of its stage games.</param>
/// <param name="Symmetric">Whether exchanging the players changes nothing.</param>
/// <param name="Equilibria">Those found.</param>
/// <param name="AllPure">Whether all equilibria in pure strategies are among them: every pair was tried.</param>
/// <param name="Complete">Whether no other equilibrium exists; never known for mixed ones.</param>
/// <param name="ElapsedMs">Time that solving took, milliseconds; varies from call to call.</param>
public sealed record StochasticGameResponse(
    string Concept, bool Symmetric, IReadOnlyList<MarkovEquilibriumDescription> Equilibria, bool AllPure, bool Complete, [property: JsonPropertyOrder(1)] double ElapsedMs)
{
    /// <summary>Answers a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="time">Measures the time taken.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static StochasticGameResponse Of(StochasticGameQuestion question, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(time);
        long start = time.GetTimestamp();
        MarkovResult result = MarkovPerfectSolver.Solve(question.Game, question.Starts, cancellationToken);
        return new StochasticGameResponse(
            "markov-perfect", question.Game.IsSymmetric, [.. result.Equilibria.Select((e, id) => MarkovEquilibriumDescription.From(question.Game, e, id))], result.AllPure, false,
            Math.Round(time.GetElapsedTime(start).TotalMilliseconds, 3));
    }
}

/// <summary>A Markov-perfect equilibrium.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Method">How it was found: <c>homotopy</c>, <c>pure</c>, <c>supports</c> or <c>stage-games</c>.</param>
/// <param name="Symmetric">Whether both players play alike, in a symmetric game.</param>
/// <param name="States">What is played in each state, and what it is worth.</param>
/// <param name="LargestDeviation">The certificate: no strategy of any kind gains either player more than this in any state, in the units of the values. Proven in exact arithmetic for the exact strategies, of which decimals are shown.</param>
public sealed record MarkovEquilibriumDescription(int Id, MarkovMethod Method, bool Symmetric, IReadOnlyList<MarkovStateDescription> States, double LargestDeviation)
{
    internal static MarkovEquilibriumDescription From(StochasticGame game, MarkovEquilibrium equilibrium, int id) => new(
        id, equilibrium.Method, equilibrium.Symmetric, [.. game.States.Select((state, s) => new MarkovStateDescription(state, [.. equilibrium.Profiles[s].Strategies.Select((x, p) => Mix(game.Stages[s].Players[p], x))], equilibrium.Values[s]))],
        Math.BitIncrement(equilibrium.LargestDeviation.ToDouble()));

    private static Dictionary<string, double> Mix(Player player, MixedStrategy mix) => player.Strategies.Select((strategy, a) => (strategy, mix[a].ToDouble())).ToDictionary();
}

/// <summary>An equilibrium in a state.</summary>
/// <param name="State">The state.</param>
/// <param name="Profile">For each player, the probability of each strategy.</param>
/// <param name="Values">For each player, Σ δ^t u_t expected from this state on.</param>
public sealed record MarkovStateDescription(string State, IReadOnlyList<IReadOnlyDictionary<string, double>> Profile, IReadOnlyList<double> Values);
