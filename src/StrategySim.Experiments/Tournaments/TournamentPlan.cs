using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Matches.Exact;
using StrategySim.Simulation.Rules;

namespace StrategySim.Experiments.Tournaments;

/// <summary>How a match of a tournament is worked out.</summary>
public enum TournamentMethod
{
    /// <summary>Nothing is left to chance: it is played once, move by move, and its figures are exact.</summary>
    Played,

    /// <summary>Expectations in rationals, from the chain of the two machines.</summary>
    Exact,

    /// <summary>Played as often as the repetitions say; its figures are estimates.</summary>
    Simulated,
}

/// <summary>A match of a tournament before it is played.</summary>
/// <param name="Row">The place of the row player's rule among the entries.</param>
/// <param name="Column">The place of the column player's rule.</param>
/// <param name="Match">The match.</param>
/// <param name="Method">How it is worked out.</param>
/// <param name="Steps">What that takes, in the steps of its method: rounds, or edges of the chain that are followed.</param>
public sealed record PlannedMatch(int Row, int Column, Match Match, TournamentMethod Method, double Steps);

/// <summary>A rule that keeps matches from being exact.</summary>
/// <param name="Entry">Its place among the entries.</param>
/// <param name="Reason">Why, as the end of a sentence.</param>
public sealed record TournamentRefusal(int Entry, string Reason);

/// <summary>What a tournament comes to, before anything is played.</summary>
public sealed class TournamentPlan
{
    // In mode auto a match is exact up to so many steps, and all of them together up to so many: some milliseconds, and some seconds.
    private const double MostExactSteps = 100_000, MostExactStepsInAll = 10_000_000;

    // Exact matches that take more are refused when they come to it.
    private const double MostStepsOfAMatch = 50_000_000;

    // Matches of long unending play are linear systems, solved in rationals.
    private const int MostStatesOfSystem = 40;

    // Seconds a step on one core of 2026, by the largest difference: tables in vectors, machines one by one, learners.
    private const double SecondsOfTables = 1e-8, SecondsOfMachines = 5e-8, SecondsOfPlayers = 1e-6, SecondsOfExact = 4e-7, SecondsOfMatch = 2e-5;

    private TournamentPlan(Tournament tournament, IReadOnlyList<PlannedMatch> matches, IReadOnlyList<TournamentRefusal> refusals) =>
        (Tournament, Matches, Refusals) = (tournament, matches, refusals);

    /// <summary>The tournament.</summary>
    public Tournament Tournament { get; }

    /// <summary>The matches: by the row player's rule, then by the column player's, in the order of the entries.</summary>
    public IReadOnlyList<PlannedMatch> Matches { get; }

    /// <summary>In mode exact, the rules for which that cannot be; empty otherwise.</summary>
    public IReadOnlyList<TournamentRefusal> Refusals { get; }

    /// <summary>Rounds that are played, all repetitions of all matches; expected ones where matches end by chance.</summary>
    public double Rounds => Matches.Where(match => match.Method != TournamentMethod.Exact).Sum(match => match.Steps);

    /// <summary>About how long it takes, in seconds of one core: within a factor of some, for it knows rules and rounds and not the machine.</summary>
    public double CoreSeconds => Matches.Sum(SecondsOf);

    /// <summary>Plans a tournament.</summary>
    /// <param name="tournament">The tournament; every entry fits the seats that it plays.</param>
    /// <param name="cancellationToken">Polled between rules.</param>
    /// <exception cref="ArgumentException">A rule does not fit a seat.</exception>
    public static TournamentPlan Of(Tournament tournament, CancellationToken cancellationToken = default)
    {
        MatchSettings settings = tournament.Settings;
        SeatedRule?[][] seated = [new SeatedRule?[tournament.Entries.Count], new SeatedRule?[tournament.Entries.Count]];
        Parallel.For(0, 2 * tournament.Entries.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            (int e, int seat) = (i / 2, i % 2);
            TournamentEntry entry = tournament.Entries[e];
            if (entry.Plays(seat)) seated[seat][e] = new SeatedRule(tournament.Game, seat, entry.Rule);
        });

        var matches = new List<PlannedMatch>();
        var refused = new SortedDictionary<int, string>();
        for (int r = 0; r < tournament.Entries.Count; r++)
        {
            if (seated[0][r] is not { } row) continue;
            for (int c = 0; c < tournament.Entries.Count; c++)
            {
                if (seated[1][c] is not { } column || (r == c && !tournament.SelfPlay)) continue;
                var match = new Match(row, column, settings);
                TournamentMethod method = Method(tournament, match, row.IsDeterministic && column.IsDeterministic);
                if (method == TournamentMethod.Exact && ExactMatch.Refusal(match) is var (seat, reason)) refused.TryAdd(seat == 0 ? r : c, reason);
                matches.Add(new PlannedMatch(r, c, match, method, Steps(tournament, match, method)));
            }
        }

        return new TournamentPlan(tournament, tournament.Mode == TournamentMode.Auto ? Bounded(tournament, matches) : matches, [.. refused.Select(r => new TournamentRefusal(r.Key, r.Value))]);
    }

    private static TournamentMethod Method(Tournament tournament, Match match, bool deterministic)
    {
        MatchSettings settings = match.Settings;
        if (deterministic && settings.Continuation is null && settings.Noise.IsZero && settings.PerceptionNoise.IsZero) return TournamentMethod.Played;
        return tournament.Mode switch
        {
            TournamentMode.Exact => TournamentMethod.Exact,
            TournamentMode.Simulate => TournamentMethod.Simulated,
            _ => match.Machine(0) is FiniteMachine row && match.Machine(1) is FiniteMachine column &&
                 (settings.Continuation is null || row.States * column.States <= MostStatesOfSystem) && Steps(tournament, match, TournamentMethod.Exact) <= MostExactSteps
                ? TournamentMethod.Exact
                : TournamentMethod.Simulated,
        };
    }

    // The quickest stay exact, until what they take together is used up.
    private static PlannedMatch[] Bounded(Tournament tournament, List<PlannedMatch> matches)
    {
        double taken = 0;
        PlannedMatch[] bounded = [.. matches];
        foreach (int i in Enumerable.Range(0, bounded.Length).Where(i => bounded[i].Method == TournamentMethod.Exact).OrderBy(i => bounded[i].Steps).ThenBy(i => i))
        {
            taken += bounded[i].Steps;
            if (taken > MostExactStepsInAll) bounded[i] = bounded[i] with { Method = TournamentMethod.Simulated, Steps = Steps(tournament, bounded[i].Match, TournamentMethod.Simulated) };
        }

        return bounded;
    }

    private static double Steps(Tournament tournament, Match match, TournamentMethod method)
    {
        MatchSettings settings = match.Settings;
        double rounds = settings.Continuation is { } continuation ? 1 / (1 - continuation.ToDouble()) : settings.Rounds;
        if (method != TournamentMethod.Exact) return method == TournamentMethod.Played ? rounds : rounds * tournament.Repetitions;
        double states = States(match.Machine(0), settings.Rounds) * States(match.Machine(1), settings.Rounds);
        return Math.Min(MostStepsOfAMatch, settings.Continuation is null
            ? settings.Rounds * states * match.Game.Cells * (settings.PerceptionNoise.IsZero ? 1 : match.Game.Cells)
            : states * states * states);
    }

    // A counting machine has as many states as rounds reach, at the most.
    private static double States(RuleMachine? machine, int rounds) => machine is FiniteMachine finite ? finite.States : rounds;

    /// <summary>About how long a match takes on one core, seconds.</summary>
    internal static double SecondsOf(PlannedMatch planned)
    {
        if (planned.Method == TournamentMethod.Exact) return SecondsOfMatch + (planned.Steps * SecondsOfExact);
        RuleMachine? row = planned.Match.Machine(0), column = planned.Match.Machine(1);
        bool tables = planned.Match.Game.Cells == 4 && row is FiniteMachine && column is FiniteMachine;
        return SecondsOfMatch + (planned.Steps * (tables ? SecondsOfTables : row is not null && column is not null ? SecondsOfMachines : SecondsOfPlayers));
    }
}
