using System.Collections.Immutable;
using System.Globalization;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Stochastic;

/// <summary>A discounted game of two players that moves between finitely many states, with probabilities that depend on what they do.</summary>
/// <remarks>Shapley, PNAS 39 (1953) 1095–1100; Fink, Journal of Science of the Hiroshima University A-I 28 (1964) 89–93, for games that are not of constant sum.</remarks>
public sealed class StochasticGame
{
    /// <summary>The most states.</summary>
    public const int MaximumStates = 50;

    /// <summary>The most pairs of a state and a strategy of one of the players.</summary>
    public const int MaximumChoices = 200;

    /// <summary>A game.</summary>
    /// <param name="states">The ids of the states; at least one.</param>
    /// <param name="stages">The stage game of each state; the same two players everywhere, whose strategies may differ from state to state.</param>
    /// <param name="transitions">For each state and profile of its stage game, the probabilities of the next states; each list adds up to 1.</param>
    /// <param name="discount">δ, greater than 0 and less than 1; payoffs are sums Σ δ^t u_t.</param>
    /// <exception cref="InvalidGameException">Lists every fault.</exception>
    /// <exception cref="GameTooLargeException">There are more states or choices than the limits.</exception>
    public StochasticGame(IEnumerable<string> states, IEnumerable<NormalFormGame> stages, IReadOnlyList<IReadOnlyList<IReadOnlyList<Rational>>> transitions, Rational discount)
    {
        ArgumentNullException.ThrowIfNull(transitions);
        States = [.. states];
        Stages = [.. stages];
        Discount = discount;
        int n = States.Length;
        if (n == 0 || Stages.Length != n || transitions.Count != n) throw new ArgumentException($"Found {n} states, {Stages.Length} stage games and {transitions.Count} tables of transitions; expected as many of each, at least 1.");
        if (n > MaximumStates) throw new GameTooLargeException("A stochastic game", "states", n, MaximumStates);
        var faults = new List<GameFault>();
        if (discount.Sign <= 0 || discount >= Rational.One) faults.Add(new GameFault("/discount", discount.ToString(), "a number greater than 0 and less than 1"));
        for (int s = 0; s < n; s++)
        {
            NormalFormGame stage = Stages[s];
            string at = $"/states/{s}";
            if (stage.PlayerCount != 2 || !stage.Players.Select(p => p.Id).SequenceEqual(Stages[0].Players.Select(p => p.Id))) faults.Add(new GameFault($"{at}/game", $"the players {string.Join(", ", stage.Players.Select(p => p.Id))}", "the same two players in every state"));
            if (transitions[s].Count != stage.ProfileCount)
            {
                faults.Add(new GameFault($"{at}/transitions", $"{transitions[s].Count} profiles", $"{stage.ProfileCount}, one for each profile of the {stage}"));
                continue;
            }

            for (int profile = 0; profile < transitions[s].Count; profile++)
            {
                IReadOnlyList<Rational> next = transitions[s][profile];
                Rational sum = next.Aggregate(Rational.Zero, (a, b) => a + b);
                if (next.Count != n || sum != Rational.One || next.Any(p => p.Sign < 0)) faults.Add(new GameFault($"{at}/transitions/{profile}", $"{next.Count} numbers that add up to {sum}", string.Create(CultureInfo.InvariantCulture, $"{n} probabilities that add up to 1")));
            }
        }

        if (faults.Count > 0) throw new InvalidGameException(faults);
        int choices = Stages.Sum(stage => Math.Max(stage.StrategyCount(0), stage.StrategyCount(1)));
        if (choices > MaximumChoices) throw new GameTooLargeException("A stochastic game", "pairs of a state and a strategy", choices, MaximumChoices);
        Transitions = [.. transitions.Select(table => table.Select(row => row.ToImmutableArray()).ToImmutableArray())];
    }

    /// <summary>The ids of the states.</summary>
    public ImmutableArray<string> States { get; }

    /// <summary>The stage game of each state.</summary>
    public ImmutableArray<NormalFormGame> Stages { get; }

    /// <summary>For each state and profile, the probabilities of the next states.</summary>
    public ImmutableArray<ImmutableArray<ImmutableArray<Rational>>> Transitions { get; }

    /// <summary>δ.</summary>
    public Rational Discount { get; }

    /// <summary>Whether exchanging the players changes nothing: strategies, payoffs and transitions are alike in every state.</summary>
    public bool IsSymmetric
    {
        get
        {
            for (int s = 0; s < States.Length; s++)
            {
                NormalFormGame stage = Stages[s];
                if (!Populations.PopulationGame.IsSymmetric(stage)) return false;
                for (int i = 0; i < stage.StrategyCount(0); i++)
                {
                    for (int j = 0; j < i; j++)
                    {
                        if (!Transitions[s][stage.ProfileOf(i, j)].AsSpan().SequenceEqual(Transitions[s][stage.ProfileOf(j, i)].AsSpan())) return false;
                    }
                }
            }

            return true;
        }
    }
}
