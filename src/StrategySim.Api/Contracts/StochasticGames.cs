using System.Text.Json.Serialization;
using StrategySim.Api.Documents;
using StrategySim.Experiments.StochasticGames;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Populations;
using StrategySim.GameTheory.Profiles;
using StrategySim.GameTheory.Stochastic;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Contracts;

/// <summary>A game of two players that moves between states: with states of one's own, or those of a scenario.</summary>
/// <param name="States">The states by their ids, 1 to 50; where they are left out, a scenario's own states and law of motion make them.</param>
/// <param name="Scenario">A scenario, by id or as a document, for states that give values in it under <c>at</c>, or alone.</param>
/// <param name="Game">Which game of the scenario; may be left out where it has one.</param>
/// <param name="Discount">The discount factor, greater than 0 and less than 1; may be left out with a scenario alone, whose discount factor times continuation then holds.</param>
/// <param name="Starts">From how many values stage games are solved in search of further equilibria, 0 to 1,000; 40 where it is left out.</param>
[RequestContract]
public sealed record StochasticGameRequest(IReadOnlyDictionary<string, StochasticStateInput>? States, ScenarioChoice? Scenario, string? Game, ExactInput? Discount, int? Starts);

/// <summary>A state.</summary>
/// <param name="Game">Its stage game; the same two players in every state. Either this or <c>at</c>.</param>
/// <param name="At">Values of states and parameters of the scenario at which its game is this state's stage; what is left out is as in round 1 before any shock.</param>
/// <param name="Transitions">For each strategy of the first player and each of the second, the id of the next state, or a map from ids to their probabilities, which add up to 1.</param>
[RequestContract]
public sealed record StochasticStateInput(GameInput? Game, IReadOnlyDictionary<string, ExactInput>? At, IReadOnlyList<IReadOnlyList<IReadOnlyDictionary<string, ExactInput>>> Transitions);

/// <summary>Markov-perfect equilibria of a stochastic game: subgame-perfect equilibria whose strategies depend on the state alone.</summary>
/// <param name="Concept">The equilibrium concept, <c>markov-perfect</c>; of the stochastic game, not of its stage games.</param>
/// <param name="Players">The ids of the players.</param>
/// <param name="Discount">The discount factor.</param>
/// <param name="Scenario">What a scenario gave; null where none did.</param>
/// <param name="Symmetric">Whether exchanging the players changes nothing.</param>
/// <param name="Equilibria">Those found.</param>
/// <param name="AllPure">Whether all equilibria in pure strategies are among them: every pair was tried.</param>
/// <param name="Complete">Whether no other equilibrium exists; never known for mixed ones.</param>
/// <param name="ElapsedMs">Time that solving took, milliseconds; varies from call to call.</param>
public sealed record StochasticGameResponse(
    string Concept,
    IReadOnlyList<string> Players,
    ExactNumber Discount,
    ScenarioStatesDescription? Scenario,
    bool Symmetric,
    IReadOnlyList<MarkovEquilibriumDescription> Equilibria,
    bool AllPure,
    bool Complete,
    [property: JsonPropertyOrder(1)] double ElapsedMs)
{
    /// <summary>Answers a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="time">Measures the time taken.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidInputException">The scenario's law of motion makes no stochastic game of finitely many states; names what stands in the way.</exception>
    public static StochasticGameResponse Of(StochasticGameQuestion question, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(time);
        long start = time.GetTimestamp();
        ScenarioStochasticGame? moving = question.Game is null ? Moving(question, cancellationToken) : null;
        StochasticGame game = question.Game ?? moving!.Game;
        MarkovResult result = MarkovPerfectSolver.Solve(game, question.Starts, cancellationToken);
        return new StochasticGameResponse(
            "markov-perfect", [.. game.Stages[0].Players.Select(player => player.Id)], ExactNumber.From(game.Discount), ScenarioStatesDescription.Of(question, moving), game.IsSymmetric,
            [.. result.Equilibria.Select((e, id) => MarkovEquilibriumDescription.From(game, e, id))], result.AllPure, false,
            Math.Round(time.GetElapsedTime(start).TotalMilliseconds, 3));
    }

    private static ScenarioStochasticGame Moving(StochasticGameQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            return ScenarioStochasticGame.Of(question.Scenario!.Scenario, question.Scenario.Game, question.Discount, cancellationToken);
        }
        catch (InvalidInputException unfit)
        {
            throw new InvalidInputException([.. unfit.Faults.Select(fault => fault with { Pointer = "/scenario" + fault.Pointer })]);
        }
    }
}

/// <summary>What a scenario gave to a stochastic game.</summary>
/// <param name="Scenario">The id of the scenario.</param>
/// <param name="Game">The id of its game.</param>
/// <param name="States">The states that are from it.</param>
/// <param name="Note">What its law of motion means for equilibria; null where states have transitions of their own.</param>
public sealed record ScenarioStatesDescription(string Scenario, string Game, IReadOnlyList<ScenarioStateDescription> States, string? Note)
{
    private const string Exogenous =
        "What moves in a scenario is nobody's choice: any equilibrium of each state's stage game, one for each state, makes a Markov-perfect equilibrium. Play goes on without the scenario's horizon, rules and seed; slips of execution are in the payoffs.";

    internal static ScenarioStatesDescription? Of(StochasticGameQuestion question, ScenarioStochasticGame? moving)
    {
        if (question.Scenario is not { } of) return null;
        (string a, string b) = (of.Game.Players[0], of.Game.Players[1]);
        return moving is null
            ? new ScenarioStatesDescription(of.Scenario.Id, of.Game.Id, [.. question.Types.Select(type => new ScenarioStateDescription(type.Key, type.Value.Label(a, b), null, null, null))], null)
            : new ScenarioStatesDescription(
                of.Scenario.Id,
                of.Game.Id,
                [
                    .. moving.States.Select(state => new ScenarioStateDescription(
                        state.Id, state.Type?.Label(a, b), state.Values.ToDictionary(value => value.Key, value => ExactNumber.From(value.Value)), state.Start,
                        moving.States.Select((next, i) => (next.Id, Probability: state.Next[i].ToDouble())).Where(next => next.Probability > 0).ToDictionary(next => next.Id, next => next.Probability))),
                ],
                Exogenous);
    }
}

/// <summary>A state that is from a scenario.</summary>
/// <param name="State">Its id.</param>
/// <param name="GameType">Which game is played there; null where the game has no type.</param>
/// <param name="Values">Values of what moves in the scenario; null where the request gives the state.</param>
/// <param name="Start">Probability of starting there; null where the request gives the state.</param>
/// <param name="Next">Probability of each state in the next round, to twelve digits; null where the request gives transitions.</param>
public sealed record ScenarioStateDescription(string State, string? GameType, IReadOnlyDictionary<string, ExactNumber>? Values, double? Start, IReadOnlyDictionary<string, double>? Next);

/// <summary>A Markov-perfect equilibrium.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Method">How it was found: <c>homotopy</c>, <c>pure</c>, <c>supports</c> or <c>stage-games</c>.</param>
/// <param name="Symmetric">Whether both players play alike, in a symmetric game.</param>
/// <param name="States">What is played in each state, and what it is worth.</param>
/// <param name="LargestDeviation">The certificate: no strategy of any kind gains either player more than this in any state, in the units of the values. Proven in exact arithmetic for the exact strategies, of which decimals are shown.</param>
public sealed record MarkovEquilibriumDescription(int Id, MarkovMethod Method, bool Symmetric, IReadOnlyList<MarkovStateDescription> States, double LargestDeviation)
{
    internal static MarkovEquilibriumDescription From(StochasticGame game, MarkovEquilibrium equilibrium, int id)
    {
        double[]? shares = Shares(game, equilibrium);
        return new(
            id, equilibrium.Method, equilibrium.Symmetric,
            [.. game.States.Select((state, s) => new MarkovStateDescription(state, [.. equilibrium.Profiles[s].Strategies.Select((x, p) => Mix(game.Stages[s].Players[p], x))], equilibrium.Values[s], shares?[s]))],
            Math.BitIncrement(equilibrium.LargestDeviation.ToDouble()));
    }

    private static Dictionary<string, double> Mix(Player player, MixedStrategy mix) => player.Strategies.Select((strategy, a) => (strategy, mix[a].ToDouble())).ToDictionary();

    private static double[]? Shares(StochasticGame game, MarkovEquilibrium equilibrium)
    {
        int n = game.States.Length;
        var chain = new double[n, n];
        for (int s = 0; s < n; s++)
        {
            NormalFormGame stage = game.Stages[s];
            for (int profile = 0; profile < stage.ProfileCount; profile++)
            {
                double played = equilibrium.Profiles[s][0][stage.StrategyAt(profile, 0)].ToDouble() * equilibrium.Profiles[s][1][stage.StrategyAt(profile, 1)].ToDouble();
                for (int t = 0; t < n; t++) chain[s, t] += played * game.Transitions[s][profile][t].ToDouble();
            }
        }

        for (int s = 0; s < n; s++)
        {
            for (int t = 0; t < n; t++) chain[s, t] = Math.Log(chain[s, t]);
        }

        return StationaryDistribution.OfLogarithms(chain);
    }
}

/// <summary>An equilibrium in a state.</summary>
/// <param name="State">The state.</param>
/// <param name="Profile">For each player, the probability of each strategy.</param>
/// <param name="Values">For each player, Σ δ^t u_t expected from this state on.</param>
/// <param name="Share">Share of rounds in this state in the long run; null where that depends on the state at first.</param>
public sealed record MarkovStateDescription(string State, IReadOnlyList<IReadOnlyDictionary<string, double>> Profile, IReadOnlyList<double> Values, double? Share);
