using System.Text.Json.Serialization;
using StrategySim.Api.Documents;
using StrategySim.Experiments.Statistics;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Populations;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Populations;

namespace StrategySim.Api.Contracts;

/// <summary>A game played in populations, and how they learn or are selected. Which fields a kind of dynamics takes stands in <c>GET /dynamics</c>.</summary>
/// <param name="Game">The stage game; two players, more for <c>alpha-rank</c>. <c>moran</c> and <c>pairwise</c> take a symmetric game.</param>
/// <param name="Dynamics">The id of the dynamics: <c>replicator</c>, <c>best-reply</c>, <c>logit</c>, <c>moran</c>, <c>pairwise</c> or <c>alpha-rank</c>.</param>
/// <param name="Populations">1, where a symmetric game is played within one population; or one for each player. 1 for a symmetric game where it is left out.</param>
/// <param name="Start">Shares at time 0, a list for each population, each adding up to 1; equal shares where it is left out.</param>
/// <param name="Times">When the shares are asked for: increasing from 0 on, at most 1,000; 0, 1, 2, 5, 10, 20, 50, 100, 200 where it is left out.</param>
/// <param name="Noise">η of the logit choice, greater than 0, in payoff units; 1/10 where it is left out.</param>
/// <param name="Population">How many members a finite population has, 2 to 1,000; 20 where it is left out.</param>
/// <param name="Selection">w of the Moran process, 0 to 1; 1/10 where it is left out.</param>
/// <param name="Strength">β of imitation (α of α-rank), at least 0, in 1/payoff; 1/10 where it is left out.</param>
/// <param name="Mutation">Probability that a step is a mutation, 0 to 1. Where it is above 0, the distribution over the numbers of members is answered for two strategies. 0 where it is left out.</param>
/// <param name="Simulation">A simulation beside the exact answers; none where it is left out.</param>
[RequestContract]
public sealed record PopulationRequest(
    GameInput Game,
    string Dynamics,
    int? Populations,
    IReadOnlyList<IReadOnlyList<ExactInput>>? Start,
    IReadOnlyList<ExactInput>? Times,
    ExactInput? Noise,
    int? Population,
    ExactInput? Selection,
    ExactInput? Strength,
    ExactInput? Mutation,
    PopulationSimulationInput? Simulation);

/// <summary>A simulation of a finite population.</summary>
/// <param name="Seed">The 64-bit seed, as a number or as decimal digits in text; 0 where it is left out.</param>
/// <param name="Replications">How often it is played, 1 to 1,000,000; 1,000 where it is left out. Replications times steps are at most 2,000,000,000.</param>
/// <param name="Steps">Steps of each replication, 1 to 1,000,000,000; 100,000 where it is left out. Without mutations a replication ends when one strategy has taken over.</param>
/// <param name="Mutant">The strategy of which there is one member at first; the first one where it is left out.</param>
/// <param name="Resident">The strategy of all other members at first; the second one where it is left out.</param>
[RequestContract]
public sealed record PopulationSimulationInput(SeedInput? Seed, int? Replications, int? Steps, string? Mutant, string? Resident);

/// <summary>How populations that play a stage game change. Not a statement about equilibria of the repeated game.</summary>
public sealed record PopulationResponse
{
    /// <summary>The id of the dynamics.</summary>
    public required string Dynamics { get; init; }

    /// <summary>Where the dynamics come from.</summary>
    public required string Source { get; init; }

    /// <summary>The stage game.</summary>
    public required GameShape Game { get; init; }

    /// <summary>How many populations there are.</summary>
    public required int Populations { get; init; }

    /// <summary>The path of shares; null for finite populations.</summary>
    public required TrajectoryDescription? Trajectory { get; init; }

    /// <summary>Probability that one mutant takes over, for each resident and mutant; null where none were asked for.</summary>
    public required IReadOnlyList<FixationDescription>? Fixation { get; init; }

    /// <summary>Share of time at each strategy, or at each pure profile where there are several populations, as mutations become rare; null for infinite populations, and where it is not unique.</summary>
    public required IReadOnlyList<ShareDescription>? RareMutations { get; init; }

    /// <summary>Share of time with each number of members of the first strategy, from none to all; null without mutations, and with more than two strategies.</summary>
    public required IReadOnlyList<double>? Counts { get; init; }

    /// <summary>Mean share of each strategy in the long run with mutations; null without mutations, and where there are more than 1,000 ways to divide the members among more than two strategies.</summary>
    public required IReadOnlyList<ShareDescription>? MeanShares { get; init; }

    /// <summary>The simulation; null where none was asked for.</summary>
    public required PopulationSimulationDescription? Simulation { get; init; }

    /// <summary>Time that it took, milliseconds; varies from call to call.</summary>
    [JsonPropertyOrder(1)]
    public required double ElapsedMs { get; init; }

    /// <summary>Answers a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="time">Measures the time taken.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidInputException">The parameters do not fit the payoffs.</exception>
    /// <exception cref="GameTooLargeException">It takes more work than the limits allow.</exception>
    public static PopulationResponse Of(PopulationQuestion question, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(time);
        long start = time.GetTimestamp();
        try
        {
            PopulationResponse answer = question.Dynamics switch
            {
                PopulationDynamics.AlphaRank => Ranked(question),
                PopulationDynamics.Moran or PopulationDynamics.Pairwise => Finite(question, cancellationToken),
                _ => Followed(question, cancellationToken),
            };
            return answer with { ElapsedMs = Math.Round(time.GetElapsedTime(start).TotalMilliseconds, 3) };
        }
        catch (InvalidGameException unfit)
        {
            // Whether a fitness is negative shows only with the payoffs of every state of the population.
            throw new InvalidInputException([.. unfit.Faults.Select(f => new Fault(f.Pointer, f.Found, f.Expected, "The parameter does not fit the payoffs."))]);
        }
    }

    private static PopulationResponse Empty(PopulationQuestion question) => new()
    {
        Dynamics = question.Dynamics,
        Source = PopulationDynamics.Get(question.Dynamics).Source,
        Game = GameShape.From(question.Game),
        Populations = question.Populations,
        Trajectory = null,
        Fixation = null,
        RareMutations = null,
        Counts = null,
        MeanShares = null,
        Simulation = null,
        ElapsedMs = 0,
    };

    private static PopulationResponse Followed(PopulationQuestion question, CancellationToken cancellationToken)
    {
        var game = new PopulationGame(question.Game, question.Populations);
        Trajectory path = question.Dynamics switch
        {
            PopulationDynamics.Replicator => SmoothDynamics.Replicator(game, question.Start, question.Times, cancellationToken),
            PopulationDynamics.Logit => SmoothDynamics.Logit(game, question.Noise, question.Start, question.Times, cancellationToken),
            _ => BestReplyDynamics.Follow(game, question.Start, question.Times, cancellationToken),
        };
        return Empty(question) with { Trajectory = TrajectoryDescription.From(game, path) };
    }

    private static PopulationResponse Ranked(PopulationQuestion question)
    {
        NormalFormGame game = question.Game;
        if (question.Populations == 1) return Empty(question) with { RareMutations = Shares(game, Limit(question).Stationary) };
        double[] ranked = AlphaRank.Of(game, question.Population, question.Strength);
        return Empty(question) with
        {
            RareMutations = [.. ranked.Select((share, profile) => new ShareDescription([.. game.Players.Select((player, i) => player.Strategies[game.StrategyAt(profile, i)])], null, share))],
        };
    }

    private static RareMutations Limit(PopulationQuestion question) =>
        GameTheory.Populations.RareMutations.Pairwise(new PopulationGame(question.Game, 1).Exact(), question.Population, question.Strength);

    private static PopulationResponse Finite(PopulationQuestion question, CancellationToken cancellationToken)
    {
        NormalFormGame game = question.Game;
        Rational[,] payoffs = new PopulationGame(game, 1).Exact();
        bool imitates = question.Dynamics == PopulationDynamics.Pairwise;
        PopulationResponse answer = Empty(question);
        if (imitates)
        {
            RareMutations rare = Limit(question);
            answer = answer with { Fixation = Pairs(game, (i, j) => (null, rare.Fixation[i, j])), RareMutations = Shares(game, rare.Stationary) };
        }
        else
        {
            (Rational[,] fixation, Rational[]? stationary) = GameTheory.Populations.RareMutations.BirthDeath(payoffs, question.Population, question.Selection);
            answer = answer with
            {
                Fixation = Pairs(game, (i, j) => (fixation[i, j], fixation[i, j].ToDouble())),
                RareMutations = stationary is null ? null : [.. stationary.Select((share, i) => new ShareDescription([game.Players[0].Strategies[i]], Short(share), share.ToDouble()))],
            };
        }

        if (question.Mutation > 0 && payoffs.GetLength(0) == 2)
        {
            var types = new TwoTypePayoffs(payoffs[0, 0], payoffs[0, 1], payoffs[1, 0], payoffs[1, 1]);
            BirthDeathChain chain = imitates
                ? BirthDeathChain.Pairwise(types, question.Population, question.Strength, question.Mutation)
                : BirthDeathChain.Moran(types, question.Population, question.Selection.ToDouble(), question.Mutation);
            double first = chain.Stationary.Select((share, k) => share * k).Sum() / question.Population;
            answer = answer with { Counts = chain.Stationary, MeanShares = Shares(game, [first, 1 - first]) };
        }
        else if (question.Mutation > 0)
        {
            double[]? means = imitates
                ? MutationChain.Pairwise(payoffs, question.Population, question.Strength, question.Mutation)
                : MutationChain.Moran(payoffs, question.Population, question.Selection.ToDouble(), question.Mutation);
            answer = answer with { MeanShares = means is null ? null : Shares(game, means) };
        }

        return question.Simulation is { } asked ? answer with { Simulation = PopulationSimulationDescription.Of(question, payoffs, imitates, asked, answer, cancellationToken) } : answer;
    }

    private static IReadOnlyList<ShareDescription> Shares(NormalFormGame game, double[] shares) => [.. shares.Select((share, i) => new ShareDescription([game.Players[0].Strategies[i]], null, share))];

    private static IReadOnlyList<FixationDescription> Pairs(NormalFormGame game, Func<int, int, (Rational? Exact, double Decimal)> probability)
    {
        var pairs = new List<FixationDescription>();
        for (int resident = 0; resident < game.StrategyCount(0); resident++)
        {
            for (int mutant = 0; mutant < game.StrategyCount(0); mutant++)
            {
                if (mutant == resident) continue;
                (Rational? exact, double value) = probability(resident, mutant);
                pairs.Add(new FixationDescription(game.Players[0].Strategies[resident], game.Players[0].Strategies[mutant], exact is { } number ? Short(number) : null, value));
            }
        }

        return pairs;
    }

    // Beyond this, digits serve nobody.
    private static string? Short(Rational number) => number.ToString() is { Length: <= 2000 } text ? text : null;
}

/// <summary>The path of shares.</summary>
/// <param name="Times">When.</param>
/// <param name="Shares">At each of these times, for each population, the share of each strategy.</param>
/// <param name="End">What was seen by the last time: <c>rest-point</c>, <c>cycle</c> or <c>moving</c>.</param>
/// <param name="Speed">The largest rate of change of a share at the last time, 1/time.</param>
/// <param name="Period">The length of the cycle, where one was seen; null otherwise.</param>
/// <param name="Regret">The most that a member could gain by another strategy at the last time, payoff units; 0 in a Nash equilibrium.</param>
public sealed record TrajectoryDescription(IReadOnlyList<double> Times, IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>> Shares, TrajectoryEnd End, double Speed, double? Period, double Regret)
{
    internal static TrajectoryDescription From(PopulationGame game, Trajectory path) => new(
        path.Times,
        [.. path.Shares.Select(x => (IReadOnlyList<IReadOnlyList<double>>)[.. Enumerable.Range(0, game.Count).Select(p => x[game.Offsets[p]..game.Offsets[p + 1]])])],
        path.End, path.Speed, path.Period, path.Regret);
}

/// <summary>How likely one mutant takes over.</summary>
/// <param name="Resident">The strategy of all others.</param>
/// <param name="Mutant">The mutant's strategy.</param>
/// <param name="Exact">The probability, exact; null for imitation, where it is not rational, and where it has more than 2,000 characters.</param>
/// <param name="Probability">The probability.</param>
public sealed record FixationDescription(string Resident, string Mutant, string? Exact, double Probability);

/// <summary>A share of time.</summary>
/// <param name="Profile">The strategy, or one for each population.</param>
/// <param name="Exact">The share, exact; null where it is not rational or has more than 2,000 characters.</param>
/// <param name="Share">The share.</param>
public sealed record ShareDescription(IReadOnlyList<string> Profile, string? Exact, double Share);

/// <summary>A simulation of a finite population.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Replications">How often it was played.</param>
/// <param name="Mutant">The strategy of one member at first.</param>
/// <param name="Resident">The strategy of all others at first.</param>
/// <param name="TakenOver">How often each strategy took over, in their order; empty with mutations.</param>
/// <param name="Unfinished">How often none had at the last step.</param>
/// <param name="MeanSteps">Mean number of steps until one had; null where none did, and with mutations.</param>
/// <param name="Shares">Mean share of each strategy over the second half of the steps; empty without mutations.</param>
/// <param name="StandardErrors">Standard errors of the shares; null without mutations, and of one replication.</param>
/// <param name="Numbers">Beside the closed forms: <c>mutant-takes-over</c> without mutations, if every replication came to an end; <c>share-of-</c> and a strategy with them.</param>
public sealed record PopulationSimulationDescription(
    string Seed,
    int Replications,
    string Mutant,
    string Resident,
    IReadOnlyList<int> TakenOver,
    int Unfinished,
    double? MeanSteps,
    IReadOnlyList<double> Shares,
    IReadOnlyList<double>? StandardErrors,
    IReadOnlyList<SimulatedNumberDescription> Numbers)
{
    internal static PopulationSimulationDescription Of(
        PopulationQuestion question, Rational[,] payoffs, bool imitates, PopulationSimulationQuestion asked, PopulationResponse closed, CancellationToken cancellationToken)
    {
        var start = new int[payoffs.GetLength(0)];
        start[asked.Mutant] = 1;
        start[asked.Resident] = question.Population - 1;
        var process = new PopulationProcess(imitates, imitates ? question.Strength : question.Selection.ToDouble(), question.Mutation);
        PopulationSimulationResult played = new PopulationSimulation(payoffs, process, start).Play(asked.Seed, asked.Replications, asked.Steps, cancellationToken);
        IReadOnlyList<string> strategies = question.Game.Players[0].Strategies;
        return new PopulationSimulationDescription(
            asked.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture), asked.Replications, strategies[asked.Mutant], strategies[asked.Resident],
            played.TakenOver, played.Unfinished, played.MeanSteps, played.Shares, played.StandardErrors,
            [.. question.Mutation > 0 ? MeanShares() : played.Unfinished == 0 ? [TakesOver()] : Array.Empty<SimulatedNumberDescription>()]);

        SimulatedNumberDescription TakesOver()
        {
            double probability = closed.Fixation!.Single(pair => pair.Mutant == strategies[asked.Mutant] && pair.Resident == strategies[asked.Resident]).Probability;
            int won = played.TakenOver[asked.Mutant];
            Interval wilson = WilsonInterval.Of(won, asked.Replications);
            return SimulatedNumberDescription.Of("mutant-takes-over", probability, (double)won / asked.Replications, wilson.Lower, wilson.Upper, true, asked.Replications);
        }

        IEnumerable<SimulatedNumberDescription> MeanShares() => strategies.Select((strategy, i) =>
        {
            double? half = played.StandardErrors is { } errors ? StudentQuantile.TwoSided95(asked.Replications - 1) * errors[i] : null;
            return SimulatedNumberDescription.Of($"share-of-{strategy}", closed.MeanShares?[i].Share, played.Shares[i], played.Shares[i] - half, played.Shares[i] + half, false, asked.Replications);
        });
    }
}

/// <summary>A kind of population dynamics.</summary>
/// <param name="Id">Its id, as <c>POST /populations</c> takes it.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Description">What it does, and what is answered.</param>
/// <param name="Parameters">The fields that it takes beside game and dynamics.</param>
/// <param name="Source">Where it is from.</param>
public sealed record DynamicsDescription(string Id, string Title, string Description, IReadOnlyList<string> Parameters, string Source)
{
    internal static DynamicsDescription From(PopulationDynamics dynamics) => new(dynamics.Id, dynamics.Title, dynamics.Description, dynamics.Parameters, dynamics.Source);
}
