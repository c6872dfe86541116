using System.Collections.Immutable;

namespace StrategySim.GameTheory.Populations;

/// <summary>A way in which populations learn or are selected.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Description">What it does, and what is answered.</param>
/// <param name="Parameters">The parameters that it takes beside the game.</param>
/// <param name="Source">Where it is from.</param>
public sealed record PopulationDynamics(string Id, string Title, string Description, ImmutableArray<string> Parameters, string Source)
{
    /// <summary>The ids.</summary>
    public const string AlphaRank = "alpha-rank", BestReply = "best-reply", Logit = "logit", Moran = "moran", Pairwise = "pairwise", Replicator = "replicator";

    /// <summary>All of them, in the order of their ids.</summary>
    public static ImmutableArray<PopulationDynamics> All { get; } =
    [
        new(AlphaRank, "α-rank", "Share of time that finite populations under pairwise imitation and rare mutations spend at each pure profile: one population where a symmetric game is played within it, otherwise one for each player.",
            ["populations", "population", "strength"], "Omidshafiei et al., Scientific Reports 9 (2019) 9937"),
        new(BestReply, "Best-reply dynamics", "In each unit of time a share of every population switches to a best reply: dx/dt = BR(x) - x, followed from switch to switch.",
            ["populations", "start", "times"], "Gilboa and Matsui, Econometrica 59 (1991) 859-867"),
        new(Logit, "Logit dynamics", "As best-reply dynamics, with the logit choice of noise η in payoff units; its rest points are logit equilibria with λ = 1/η.",
            ["populations", "start", "times", "noise"], "Fudenberg and Levine, The Theory of Learning in Games, 1998, chapter 4"),
        new(Moran, "Moran process", "In a finite population one member has a child in proportion to fitness 1 - w + w·payoff, which replaces a member at random. Exact fixation probabilities, the limit of rare mutations, the distribution with mutations for two types, and simulation.",
            ["population", "selection", "mutation", "simulation"], "Nowak, Sasaki, Taylor and Fudenberg, Nature 428 (2004) 646-650"),
        new(Pairwise, "Pairwise imitation", "In a finite population one member imitates another with probability 1/(1 + e^(-β·difference of payoffs)). Fixation probabilities, the limit of rare mutations, the distribution with mutations for two types, and simulation.",
            ["population", "strength", "mutation", "simulation"], "Traulsen, Nowak and Pacheco, Physical Review E 74 (2006) 011909"),
        new(Replicator, "Replicator dynamics", "Shares grow with the difference between their payoff and the population's mean; one population of a symmetric game, or one for each role.",
            ["populations", "start", "times"], "Taylor and Jonker, Mathematical Biosciences 40 (1978) 145-156; Taylor, Journal of Applied Probability 16 (1979) 76-83"),
    ];

    /// <summary>The entry of that id.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static PopulationDynamics Get(string id) => All.Single(dynamics => dynamics.Id == id);
}
