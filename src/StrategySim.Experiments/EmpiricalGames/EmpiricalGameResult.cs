namespace StrategySim.Experiments.EmpiricalGames;

/// <summary>A game made of observed payoffs of decision rules, its equilibria, and how far observations bear them out.</summary>
/// <param name="Players">The players with their rules.</param>
/// <param name="Outcome">The outcome that is the payoff.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Profiles">Every profile of rules with its mean payoffs, the last player's rule varying fastest.</param>
/// <param name="Epsilon">ε: the regret up to which a profile counts as borne out, in the unit of the payoff.</param>
/// <param name="Resamples">Bootstrap resamples over replications.</param>
/// <param name="Method">The solver.</param>
/// <param name="Complete">Whether the equilibria listed, with the convex sets they span, are all of the game of mean payoffs.</param>
/// <param name="CompleteBecause">Why, or what is left out.</param>
/// <param name="Equilibria">The (extreme) equilibria of the game of mean payoffs.</param>
/// <param name="Warnings">What a reader should know before trusting the figures, in sentences.</param>
public sealed record EmpiricalGameResult(
    IReadOnlyList<EmpiricalGamePlayer> Players,
    string Outcome,
    string Unit,
    IReadOnlyList<EmpiricalProfile> Profiles,
    double Epsilon,
    int Resamples,
    string Method,
    bool Complete,
    string CompleteBecause,
    IReadOnlyList<EmpiricalEquilibrium> Equilibria,
    IReadOnlyList<string> Warnings);

/// <summary>A player of an empirical game: an actor who chooses a decision rule once, and plays by it.</summary>
/// <param name="Actor">The actor.</param>
/// <param name="Rules">The rules to choose from, at least one: ids, with parameters in brackets such as <c>memory-one(first: 1)</c>.</param>
public sealed record EmpiricalGamePlayer(string Actor, IReadOnlyList<string> Rules);

/// <summary>One profile of rules.</summary>
/// <param name="Rules">The rule of each player, in their order.</param>
/// <param name="Payoffs">What each player got, in their order.</param>
/// <param name="Regret">The most that a player could gain on average by another rule while the others keep theirs.</param>
/// <param name="BestDeviation">The change of rule that gains most; null where no player has a second rule.</param>
/// <param name="Survival">How often the profile is an ε-equilibrium over resamples.</param>
public sealed record EmpiricalProfile(IReadOnlyList<string> Rules, IReadOnlyList<EmpiricalPayoff> Payoffs, EmpiricalFigure Regret, EmpiricalDeviation? BestDeviation, SurvivalShare Survival);

/// <summary>A mean payoff.</summary>
/// <param name="Actor">The actor.</param>
/// <param name="Mean">Mean over replications; for a payoff per round where units differ in length, the ratio of sums.</param>
/// <param name="Lower">Lower end of its 95 % t-interval.</param>
/// <param name="Upper">Upper end of its 95 % t-interval.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="N">Replications.</param>
/// <param name="BestReply">Whether no other rule gives the actor a higher mean while the others keep theirs.</param>
public sealed record EmpiricalPayoff(string Actor, double Mean, double Lower, double Upper, double StandardError, int N, bool BestReply);

/// <summary>A figure of the game of mean payoffs, with its interval over resamples.</summary>
/// <param name="Value">In the game of mean payoffs.</param>
/// <param name="Lower">The 2.5 % quantile over resamples.</param>
/// <param name="Upper">The 97.5 % quantile over resamples.</param>
public sealed record EmpiricalFigure(double Value, double Lower, double Upper);

/// <summary>What one player would gain by one rule while the others keep to the profile.</summary>
/// <param name="Actor">Who deviates.</param>
/// <param name="Rule">To which rule.</param>
/// <param name="Gain">Mean gain, negative for a loss.</param>
public sealed record EmpiricalDeviation(string Actor, string Rule, EmpiricalFigure Gain);

/// <summary>How often the regret of a profile is at most ε over resamples.</summary>
/// <param name="Share">Share of resamples, 0 to 1.</param>
/// <param name="Lower">Lower end of Wilson's 95 % interval for the share: what more resamples could change of it, not what more replications could.</param>
/// <param name="Upper">Upper end of the same.</param>
public sealed record SurvivalShare(double Share, double Lower, double Upper);

/// <summary>An equilibrium of the game of mean payoffs.</summary>
/// <param name="Id">Its place in the list, from 0.</param>
/// <param name="Profile">Probability of each rule of each player, exact; of more than two players, where it is not rational, 32 decimals within 1e-30.</param>
/// <param name="Decimal">The same as decimals.</param>
/// <param name="Payoffs">What each player expects in the game of mean payoffs, as exact as the profile.</param>
/// <param name="PayoffsDecimal">The same as decimals.</param>
/// <param name="Pure">Whether everybody keeps to one rule.</param>
/// <param name="Isolated">Whether no other equilibrium lies next to it; null where that is not known.</param>
/// <param name="Component">Which connected component of equilibria it belongs to; null where components are not computed.</param>
/// <param name="Regret">Its regret: exactly 0 in the game of mean payoffs, with an interval over resamples of what it is in the game that the means estimate.</param>
/// <param name="Survival">How often it is an ε-equilibrium over resamples.</param>
/// <param name="Deviations">The gain of each player by each rule against it, rules of its own mixture included.</param>
public sealed record EmpiricalEquilibrium(
    int Id,
    IReadOnlyList<IReadOnlyList<string>> Profile,
    IReadOnlyList<IReadOnlyList<double>> Decimal,
    IReadOnlyList<string> Payoffs,
    IReadOnlyList<double> PayoffsDecimal,
    bool Pure,
    bool? Isolated,
    int? Component,
    EmpiricalFigure Regret,
    SurvivalShare Survival,
    IReadOnlyList<EmpiricalDeviation> Deviations);
