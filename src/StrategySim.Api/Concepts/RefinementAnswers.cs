using StrategySim.Api.Contracts;
using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.Api.Concepts;

/// <summary>Which equilibria of a two-player game are trembling-hand perfect.</summary>
public sealed record PerfectAnswer : ConceptAnswer
{
    private PerfectAnswer(NormalFormGame game, IEnumerable<PerfectionTest> tests)
        : base(PerfectEquilibria.Concept, game) => Equilibria = [.. tests.Select(test => TestedEquilibrium.From(game, test))];

    /// <summary>The equilibria tested.</summary>
    public IReadOnlyList<TestedEquilibrium> Equilibria { get; }

    /// <summary>The answer in a sentence or two.</summary>
    public override string Summary => $"{Equilibria.Count(e => e.Perfect)} of {ConceptWords.Count(Equilibria.Count, "equilibrium", "equilibria")} tested {(Equilibria.Count(e => e.Perfect) == 1 ? "is" : "are")} perfect.";

    /// <inheritdoc/>
    public override IReadOnlyList<ConceptTable> Tables =>
    [
        new(
            "Equilibria tested",
            [.. Game.Players.Select(player => player.Id), "payoffs", "perfect", "dominatedBy"],
            [.. Equilibria.Select(e => (object?[])[.. e.Words, ConceptWords.List(e.Payoffs), e.Perfect, ConceptWords.List(e.Dominators.OfType<string>())])]),
    ];

    internal static Func<CancellationToken, ConceptAnswer> Read(NormalFormGame game, ParameterReader parameters) =>
        ReadProfile(game, parameters) is { } profile
            ? stop => new PerfectAnswer(game, [PerfectEquilibria.Test(game, profile, stop)])
            : stop => new PerfectAnswer(game, PerfectEquilibria.Of(game, stop));

    /// <summary>The equilibrium to test; null where none is given or where there is a fault.</summary>
    internal static MixedStrategyProfile? ReadProfile(NormalFormGame game, ParameterReader parameters)
    {
        if (parameters.Profile("profile", game) is not { } profile) return null;
        if (NashCertificate.Of(game, profile).Regret is { IsZero: false } regret)
        {
            parameters.Unwanted("profile", "a Nash equilibrium, of regret 0", $"The profile is no equilibrium: somebody can gain {regret}.");
            return null;
        }

        return profile;
    }
}

/// <summary>An equilibrium, and whether it is perfect.</summary>
/// <param name="Profile">For each player the exact probability of each strategy.</param>
/// <param name="Words">The same in words.</param>
/// <param name="Payoffs">What each player expects, exact; payoff units.</param>
/// <param name="Perfect">Whether it is perfect.</param>
/// <param name="Beliefs">For each player a strategy of the other that plays everything and to which the own one is a best reply; null where it is dominated.</param>
/// <param name="Dominators">For each player what weakly dominates the own strategy, in words; null where nothing does.</param>
public sealed record TestedEquilibrium(
    IReadOnlyList<IReadOnlyList<string>> Profile, IReadOnlyList<string> Words, IReadOnlyList<string> Payoffs, bool Perfect, IReadOnlyList<IReadOnlyList<string>?> Beliefs, IReadOnlyList<string?> Dominators)
{
    internal static TestedEquilibrium From(NormalFormGame game, PerfectionTest test) => new(
        Wire.Profile(test.Profile),
        ConceptWords.Of(game, test.Profile),
        [.. test.Payoffs.Select(p => p.ToString())],
        test.Perfect,
        [.. test.Tests.Select(t => t.Belief is { } belief ? Wire.Strategy(belief) : null)],
        [.. test.Tests.Select((t, player) => t.Dominator is { } dominator ? ConceptWords.Of(game.Players[player], dominator) : null)]);
}

/// <summary>Which equilibria of a two-player game are proper.</summary>
public sealed record ProperAnswer : ConceptAnswer
{
    private ProperAnswer(NormalFormGame game, IEnumerable<PropernessTest> tests)
        : base(ProperEquilibria.Concept, game) =>
        Equilibria =
        [
            .. tests.Select(test => new ProperProfile(
                Wire.Profile(test.Profile),
                ConceptWords.Of(game, test.Profile),
                [.. test.Payoffs.Select(p => p.ToString())],
                test.Proper,
                test.Orders is not { } orders ? null : [.. orders.Select((order, player) => string.Join(" > ", order.Select(tied => string.Join(" = ", tied.Select(s => game.Players[player].Strategies[s])))))])),
        ];

    /// <summary>The equilibria tested.</summary>
    public IReadOnlyList<ProperProfile> Equilibria { get; }

    /// <summary>The answer in a sentence or two.</summary>
    public override string Summary =>
        $"{Equilibria.Count(e => e.Proper == true)} of {ConceptWords.Count(Equilibria.Count, "equilibrium", "equilibria")} tested {(Equilibria.Count(e => e.Proper == true) == 1 ? "is" : "are")} proper" +
        (Equilibria.Any(e => e.Proper is null) ? $"; {Equilibria.Count(e => e.Proper is null)} undecided, because ties leave too many orders to try." : ".");

    /// <inheritdoc/>
    public override IReadOnlyList<ConceptTable> Tables =>
    [
        new(
            "Equilibria tested",
            [.. Game.Players.Select(player => player.Id), "payoffs", "proper", "mistakes"],
            [.. Equilibria.Select(e => (object?[])[.. e.Words, ConceptWords.List(e.Payoffs), e.Proper is { } proper ? proper ? "yes" : "no" : "undecided", e.Orders is null ? null : string.Join("; ", e.Orders)])]),
    ];

    internal static Func<CancellationToken, ConceptAnswer> Read(NormalFormGame game, ParameterReader parameters) =>
        PerfectAnswer.ReadProfile(game, parameters) is { } profile
            ? stop => new ProperAnswer(game, [ProperEquilibria.Test(game, profile, stop)])
            : stop => new ProperAnswer(game, ProperEquilibria.Of(game, stop));
}

/// <summary>An equilibrium, and whether it is proper.</summary>
/// <param name="Profile">For each player the exact probability of each strategy.</param>
/// <param name="Words">The same in words.</param>
/// <param name="Payoffs">What each player expects, exact; payoff units.</param>
/// <param name="Proper">Whether it is proper; null where that was not decided.</param>
/// <param name="Orders">The certificate of a proper one: for each player the strategies by payoff under the trembles that prove it, best first; null otherwise.</param>
public sealed record ProperProfile(IReadOnlyList<IReadOnlyList<string>> Profile, IReadOnlyList<string> Words, IReadOnlyList<string> Payoffs, bool? Proper, IReadOnlyList<string>? Orders);

/// <summary>Evolutionarily and neutrally stable strategies, of one population or of two roles.</summary>
public sealed record StabilityAnswer : ConceptAnswer
{
    private StabilityAnswer(NormalFormGame game, IEnumerable<StabilityTest>? tests, IEnumerable<StrictEquilibrium>? strict)
        : base(EvolutionaryStability.Concept, game)
    {
        Roles = tests is null ? "two" : "one";
        Strategies = [.. (tests ?? []).Select(test => StableStrategy.From(game, test))];
        Pairs = [.. (strict ?? []).Select(e => new StrictProfile(ConceptWords.Strategies(game, e.Profile), [.. e.Payoffs.Select(p => p.ToString())], e.Margin?.ToString()))];
    }

    /// <summary>One role, in which both players are drawn from one population, or two.</summary>
    public string Roles { get; }

    /// <summary>With one role: the extreme symmetric equilibria, each tested.</summary>
    public IReadOnlyList<StableStrategy> Strategies { get; }

    /// <summary>With two roles: the evolutionarily stable pairs, which are the strict equilibria.</summary>
    public IReadOnlyList<StrictProfile> Pairs { get; }

    /// <summary>The answer in a sentence or two.</summary>
    public override string Summary => Roles == "two"
        ? $"With two roles {ConceptWords.Count(Pairs.Count, "pair is", "pairs are")} evolutionarily stable: the strict equilibria."
        : $"Of {ConceptWords.Count(Strategies.Count, "extreme symmetric equilibrium", "extreme symmetric equilibria")} {ConceptWords.Count(Strategies.Count(s => s.EvolutionarilyStable), "is", "are")} evolutionarily stable and {Strategies.Count(s => s.NeutrallyStable)} neutrally stable.";

    /// <inheritdoc/>
    public override IReadOnlyList<ConceptTable> Tables =>
        Roles == "two"
            ? [new("Evolutionarily stable pairs", [.. Game.Players.Select(player => player.Id), "payoffs", "margin"], [.. Pairs.Select(e => (object?[])[.. e.Strategies, ConceptWords.List(e.Payoffs), e.Margin])])]
            : [new("Symmetric equilibria", ["strategy", "payoff", "evolutionarilyStable", "neutrallyStable", "invader"], [.. Strategies.Select(s => (object?[])[s.Words, s.Payoff, s.EvolutionarilyStable, s.NeutrallyStable, s.Invader])])];

    internal static Func<CancellationToken, ConceptAnswer> Read(NormalFormGame game, ParameterReader parameters)
    {
        bool symmetric = EvolutionaryStability.IsSymmetric(game);
        bool two = parameters.Word("roles", symmetric ? "one" : "two", "one", "two") == "two";
        if (!two && !symmetric) parameters.Unwanted("roles", "two: the game is not symmetric", "One role needs the same strategies and mirrored payoffs.");
        return two
            ? stop => new StabilityAnswer(game, null, StrictEquilibria.Of(game, stop))
            : stop => new StabilityAnswer(game, EvolutionaryStability.Of(game, stop), null);
    }
}

/// <summary>A symmetric equilibrium, and whether mutants can invade it.</summary>
/// <param name="Strategy">The exact probability of each strategy.</param>
/// <param name="Words">The same in words.</param>
/// <param name="Payoff">What everybody gets, exact; payoff units.</param>
/// <param name="BestReplies">The pure best replies to it, by id.</param>
/// <param name="EvolutionarilyStable">Whether every mutant does worse once it is rare.</param>
/// <param name="NeutrallyStable">Whether no mutant does better.</param>
/// <param name="Invader">A mutant that it cannot drive out, in words; null where it is evolutionarily stable.</param>
public sealed record StableStrategy(
    IReadOnlyList<string> Strategy, string Words, string Payoff, IReadOnlyList<string> BestReplies, bool EvolutionarilyStable, bool NeutrallyStable, string? Invader)
{
    internal static StableStrategy From(NormalFormGame game, StabilityTest test) => new(
        Wire.Strategy(test.Strategy),
        ConceptWords.Of(game.Players[0], test.Strategy),
        test.Payoff.ToString(),
        [.. test.BestReplies.Select(s => game.Players[0].Strategies[s])],
        test.Evolutionarily,
        test.Neutrally,
        test.Invader is { } invader ? ConceptWords.Of(game.Players[0], invader) : null);
}
