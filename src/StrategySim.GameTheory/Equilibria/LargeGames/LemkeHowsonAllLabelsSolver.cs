using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.LargeGames;

/// <summary>The equilibria at the ends of all Lemke–Howson paths from the artificial equilibrium.</summary>
public sealed class LemkeHowsonAllLabelsSolver : INashSolver
{
    internal const string LemkeHowson =
        "Lemke and Howson, SIAM Journal 12 (1964) 413–423; lexicographic pivoting: von Stengel, Handbook of Game Theory 3 (2002), section 2";

    /// <inheritdoc/>
    public string Id => "lemke-howson-all";

    /// <inheritdoc/>
    public string Name => "Lemke–Howson from every starting label";

    /// <inheritdoc/>
    public string Source => LemkeHowson;

    /// <inheritdoc/>
    public SolverGuarantees Guarantees { get; } =
        new(true, false, "The equilibrium that each starting label leads to, exactly; others may exist.");

    /// <inheritdoc/>
    public string Limits => "Two players; one path for each strategy of either. Bounded by time alone: paths are short as a rule, and exponentially long at worst.";

    /// <inheritdoc/>
    public bool Accepts(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        return game.PlayerCount == 2;
    }

    /// <inheritdoc/>
    public NashResult Solve(NormalFormGame game, SolverLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (!Accepts(game)) throw new ArgumentException($"The solver '{Id}' was given the {game}. {Limits}", nameof(game));
        HashSet<MixedStrategyProfile> found = [];
        int labels = game.StrategyCount(0) + game.StrategyCount(1), followed = 0;
        return limits.Run(All, part => Ends($"{part} after the paths from {followed:N0} of {labels:N0} starting labels"), cancellationToken);

        NashResult All(CancellationToken stop)
        {
            var path = new LemkeHowsonPath(game);
            for (; followed < labels; followed++)
            {
                found.Add(path.Follow(followed, long.MaxValue, stop)!.Value.Equilibrium);
                limits.CheckResult(game, found.Count);
                limits.Progress?.Report(new SolverProgress(followed + 1, labels, "starting labels"));
            }

            return Ends($"only the ends of the paths from all {labels:N0} starting labels: equilibria that no path reaches were not sought");
        }

        NashResult Ends(FormattableString because) => NashResultBuilder.BuildPart(game, Id, FormattableString.Invariant(because), found, cancellationToken);
    }

    /// <summary>A label in words.</summary>
    internal static string NameOf(NormalFormGame game, int label)
    {
        int player = label < game.StrategyCount(0) ? 0 : 1;
        return $"strategy '{game.Players[player].Strategies[player == 0 ? label : label - game.StrategyCount(0)]}' of player '{game.Players[player].Id}'";
    }
}
