using System.Globalization;
using System.Text.Json.Serialization;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Geometry;
using StrategySim.GameTheory.Repeated;
using StrategySim.Simulation.Rules.Sustaining;

namespace StrategySim.Api.Contracts;

/// <summary>A repeated game, and what is asked of it: the payoffs that patience can sustain, the patience that a path of play needs, or both.</summary>
/// <param name="Game">The stage game; two players.</param>
/// <param name="Discount">The discount factor, greater than 0 and less than 1; may be left out where only a path is asked for.</param>
/// <param name="Continuation">The probability that the game goes on after a round; multiplies the discount factor. 1 where it is left out.</param>
/// <param name="Method">How the set of equilibrium payoffs is found: <c>abreu-sannikov</c>, exact or enclosed within about 1e-10; or <c>judd-yeltekin-conklin</c>, bounds from supporting lines. <c>abreu-sannikov</c> where it is left out.</param>
/// <param name="Directions">How many supporting lines the second method takes, 4 to 512, a multiple of 4; 72 where it is left out.</param>
/// <param name="Sustain">Payoffs for which a machine that sustains them is asked, the row player's first.</param>
/// <param name="Path">A path of play whose least sustaining discount factor is asked; with a discount factor also whether it is sustained there.</param>
/// <param name="PublicRandomisation">Whether players may follow public lotteries; true where it is left out. With false the payoffs without lotteries are found besides, and machines do without them.</param>
/// <param name="Boxes">Without lotteries, where payoffs are covered by boxes: how many along each axis, 1 to 64; 32 where it is left out.</param>
[RequestContract]
public sealed record RepeatedGameRequest(
    GameInput Game, ExactInput? Discount, ExactInput? Continuation, string? Method, int? Directions, IReadOnlyList<ExactInput>? Sustain, PathInput? Path, bool? PublicRandomisation, int? Boxes);

/// <summary>A path of play for ever.</summary>
/// <param name="Start">Profiles played first, each once: lists of two strategy ids, the row player's first. None where it is left out.</param>
/// <param name="Cycle">Profiles repeated from then on.</param>
[RequestContract]
public sealed record PathInput(IReadOnlyList<IReadOnlyList<string>>? Start, IReadOnlyList<IReadOnlyList<string>> Cycle);

/// <summary>What patience can sustain in a repeated game of two players with perfect monitoring. Payoffs are averages: (1 − δ) Σ δ^(t−1) u_t, in the units of the stage game.</summary>
public sealed record RepeatedGameResponse
{
    /// <summary>The equilibrium concept: subgame-perfect equilibria of the repeated game, not equilibria of the stage game.</summary>
    public string Concept { get; } = "subgame-perfect";

    /// <summary>The stage game.</summary>
    public required GameShape Game { get; init; }

    /// <summary>The discount factor times the probability of going on; null where none was given.</summary>
    public required ExactNumber? Discount { get; init; }

    /// <summary>What perfectly patient players can sustain.</summary>
    public required FolkTheoremDescription FolkTheorem { get; init; }

    /// <summary>The equilibrium payoffs at the discount factor; null where none was given.</summary>
    public required PayoffSetDescription? PayoffSet { get; init; }

    /// <summary>The equilibrium payoffs without public randomisation; null where they were not asked for.</summary>
    public required WithoutRandomisation? WithoutRandomisation { get; init; }

    /// <summary>The machine that was asked for; null where none was, or where the payoffs are not sustained.</summary>
    public required MachineDescription? Machine { get; init; }

    /// <summary>Whether the payoffs asked for are sustained, and how that is known; null where none were.</summary>
    public required string? Sustained { get; init; }

    /// <summary>The patience that the path needs; null where none was asked for.</summary>
    public required PathPatienceDescription? Path { get; init; }

    /// <summary>Time that solving took, milliseconds; varies from call to call.</summary>
    [JsonPropertyOrder(1)]
    public required double ElapsedMs { get; init; }

    /// <summary>Answers a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="time">Measures the time taken.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static RepeatedGameResponse Of(Documents.RepeatedGameQuestion question, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(time);
        long start = time.GetTimestamp();
        // The minmax and what is feasible do not depend on the discount factor.
        var game = new RepeatedGame(question.Game, question.Discount ?? Rational.Half);
        EquilibriumPayoffSet? set = question.Discount is null ? null : question.Method == JuddYeltekinConklin.Id
            ? JuddYeltekinConklin.Solve(game, question.Directions, cancellationToken: cancellationToken)
            : AbreuSannikov.Solve(game, cancellationToken: cancellationToken);
        PathPayoffs? paths = set is null || question.PublicRandomisation ? null : PathPayoffs.Of(EquilibriumPaths.Solve(game, cancellationToken), set, question.Boxes, cancellationToken);
        (SustainingMachine? machine, string? sustained) = set is null || question.Sustain is not { } target ? (null, null)
            : paths is null ? ByLotteries(set, target) : ByPath(paths, target, cancellationToken);
        return new RepeatedGameResponse
        {
            Game = GameShape.From(question.Game),
            Discount = question.Discount is { } discount ? ExactNumber.From(discount) : null,
            FolkTheorem = FolkTheoremDescription.From(GameTheory.Repeated.FolkTheorem.Of(game, cancellationToken)),
            PayoffSet = set is null ? null : PayoffSetDescription.From(set),
            WithoutRandomisation = paths is null ? null : Contracts.WithoutRandomisation.From(paths),
            Machine = machine is null ? null : MachineDescription.From(machine),
            Sustained = sustained,
            Path = question.Path is { } path ? PathPatienceDescription.Of(question.Game, path, set, paths?.Paths, cancellationToken) : null,
            ElapsedMs = Math.Round(time.GetElapsedTime(start).TotalMilliseconds, 3),
        };
    }

    private const string Yes = "yes: the machine sustains them; every one-shot deviation was checked in exact arithmetic";

    private static (SustainingMachine? Machine, string Says) ByLotteries(EquilibriumPayoffSet set, RationalPoint asked)
    {
        if (SustainingMachine.For(set, asked) is { } machine) return (machine, Yes);
        return (null, set.Outer.Contains(asked)
            ? "unknown: they lie between the inner and the outer set"
            : "no: they lie outside the set of equilibrium payoffs in pure actions with public randomisation");
    }

    private static (SustainingMachine? Machine, string Says) ByPath(PathPayoffs payoffs, RationalPoint asked, CancellationToken cancellationToken)
    {
        if (payoffs.PathWith(asked, cancellationToken) is { } path && SustainingMachine.ForPath(payoffs.Paths, path, out _) is { } machine) return (machine, Yes);
        if (payoffs.Whole is { } whole && whole.Inner.Contains(asked)) return (null, "yes, but no machine: they lie in the set of payoffs without lotteries, and no path that comes round again was found to have them");
        if (payoffs.All is not null) return (null, "no: they are not among the equilibrium payoffs in pure actions without public randomisation");
        return (null, payoffs.Paths.Possible.Contains(asked)
            ? "unknown: no path that comes round again was found to have them; with public randomisation they may be sustained"
            : "no: they lie outside the set of equilibrium payoffs in pure actions, even with public randomisation");
    }
}

/// <summary>What perfectly patient players can sustain.</summary>
/// <param name="Feasible">Vertices of the feasible payoffs.</param>
/// <param name="PureMinmax">For each player, the least payoff that the other can hold him to by a pure action.</param>
/// <param name="MixedMinmax">For each player, the least payoff that the other can hold him to by a mixed action.</param>
/// <param name="Region">Vertices of the feasible payoffs of at least the mixed minmax; those strictly above it for both are sustained from some discount factor on (Fudenberg and Maskin 1986).</param>
public sealed record FolkTheoremDescription(IReadOnlyList<IReadOnlyList<ExactNumber>> Feasible, IReadOnlyList<ExactNumber> PureMinmax, IReadOnlyList<ExactNumber> MixedMinmax, IReadOnlyList<IReadOnlyList<ExactNumber>> Region)
{
    internal static FolkTheoremDescription From(FolkTheorem theorem) => new(
        PayoffSetDescription.Corners(theorem.Feasible),
        [.. theorem.PureMinmax.Select(ExactNumber.From)],
        [.. theorem.MixedMinmax.Select(ExactNumber.From)],
        PayoffSetDescription.Corners(theorem.Region));
}

/// <summary>The average payoffs of subgame-perfect equilibria in pure actions with perfect monitoring and public randomisation.</summary>
/// <param name="Method">The id of the method.</param>
/// <param name="Source">Where the method comes from.</param>
/// <param name="Proof"><c>fixed-point</c>: the set is exact; <c>enclosed</c>: all of <c>vertices</c> is certain and nothing is outside of <c>outer</c>; <c>outer-only</c>: nothing is outside of <c>outer</c>, and no inner set was found.</param>
/// <param name="Exact">Whether the set is known exactly.</param>
/// <param name="Vertices">Extreme points, counterclockwise: none where there is no equilibrium in pure actions, one for a point, two for a segment. Those of the outer set where no inner one was found.</param>
/// <param name="Outer">Extreme points of a set that holds every equilibrium payoff.</param>
/// <param name="Gap">The most by which a vertex of the outer set lies from the nearest vertex of the inner one, in either payoff; null where there is no inner set.</param>
/// <param name="Punishments">The worst equilibrium payoff of each player; null where there is no equilibrium.</param>
/// <param name="Iterations">How often the operator was applied.</param>
public sealed record PayoffSetDescription(
    string Method,
    string Source,
    PayoffSetProof Proof,
    bool Exact,
    IReadOnlyList<IReadOnlyList<ExactNumber>> Vertices,
    IReadOnlyList<IReadOnlyList<ExactNumber>> Outer,
    ExactNumber? Gap,
    IReadOnlyList<ExactNumber>? Punishments,
    int Iterations)
{
    internal static PayoffSetDescription From(EquilibriumPayoffSet set) => new(
        set.Method,
        set.Method == AbreuSannikov.Id ? "Abreu and Sannikov, Theoretical Economics 9 (2014) 313-338" : "Judd, Yeltekin and Conklin, Econometrica 71 (2003) 1239-1254",
        set.Proof,
        set.Exact,
        Corners(set.Set),
        Corners(set.Outer),
        set.Gap is { } gap ? ExactNumber.From(gap) : null,
        set.Punishments is { } worst ? Pair(worst) : null,
        set.Iterations);

    internal static IReadOnlyList<IReadOnlyList<ExactNumber>> Corners(ConvexPolygon polygon) => [.. polygon.Vertices.Select(Pair)];

    internal static IReadOnlyList<ExactNumber> Pair(RationalPoint point) => [ExactNumber.From(point.X), ExactNumber.From(point.Y)];
}

/// <summary>A machine with public lotteries that plays a subgame-perfect equilibrium.</summary>
/// <param name="Payoffs">Average payoffs from the start.</param>
/// <param name="Start">The public lottery over the first states.</param>
/// <param name="States">The states, in the order of their numbers.</param>
/// <param name="Certificate">How it is known to be an equilibrium.</param>
/// <param name="Rule">The machine as a decision rule, for both players alike: under <c>players</c> of <c>POST /matches</c>, and, with <c>use</c> for <c>rule</c> and the parameters beside it, in scenarios.</param>
public sealed record MachineDescription(
    IReadOnlyList<ExactNumber> Payoffs, IReadOnlyList<PrizeDescription> Start, IReadOnlyList<MachineStateDescription> States, string Certificate, MachineRule Rule)
{
    internal static MachineDescription From(SustainingMachine machine) => new(
        PayoffSetDescription.Pair(machine.Payoffs),
        [.. machine.Start.Select(PrizeDescription.From)],
        [.. machine.States.Select((state, id) => MachineStateDescription.From(machine.Game.Stage, state, id))],
        "In every state the payoffs add up and no player gains by another action once; checked in exact arithmetic by code that shares nothing with what found the machine.",
        MachineRule.From(machine));
}

/// <summary>A machine as the decision rule <c>shared-machine</c>.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Parameters">Its parameters.</param>
public sealed record MachineRule(string Rule, MachineRuleParameters Parameters)
{
    internal static MachineRule From(SustainingMachine machine) => new(
        new SharedMachine().Id,
        new MachineRuleParameters(
            Lottery(machine.Start),
            machine.States.Select((state, id) => (state, id)).ToDictionary(
                s => Name(s.id),
                s => new MachineRuleState(
                    string.Join('/', MachineStateDescription.ProfileOf(machine.Game.Stage, s.state.Profile)), Lottery(s.state.Next), Name(s.state.AfterDeviation[0]), Name(s.state.AfterDeviation[1])))));

    private static Dictionary<string, string> Lottery(IEnumerable<LotteryPrize> prizes) => prizes.ToDictionary(prize => Name(prize.State), prize => prize.Probability.ToString());

    private static string Name(int state) => state.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Parameters of the rule <c>shared-machine</c>; states go by their numbers.</summary>
/// <param name="Start">The public lottery over the first states: states with their probabilities.</param>
/// <param name="States">The states.</param>
public sealed record MachineRuleParameters(IReadOnlyDictionary<string, string> Start, IReadOnlyDictionary<string, MachineRuleState> States);

/// <summary>A state of the rule <c>shared-machine</c>.</summary>
/// <param name="Outcome">What both play: the row player's strategy and the column player's, joined by '/'.</param>
/// <param name="Next">The public lottery over the next states.</param>
/// <param name="IfRowDeparts">The state after the row player alone left the outcome.</param>
/// <param name="IfColumnDeparts">The state after the column player alone left it.</param>
public sealed record MachineRuleState(string Outcome, IReadOnlyDictionary<string, string> Next, string IfRowDeparts, string IfColumnDeparts);

/// <summary>An outcome of a public lottery.</summary>
/// <param name="State">The number of the state.</param>
/// <param name="Probability">Its probability.</param>
public sealed record PrizeDescription(int State, ExactNumber Probability)
{
    internal static PrizeDescription From(LotteryPrize prize) => new(prize.State, ExactNumber.From(prize.Probability));
}

/// <summary>A state of a machine.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Profile">The strategies that it asks for.</param>
/// <param name="Payoffs">Average payoffs from this state on.</param>
/// <param name="Next">The public lottery over the next states, after the profile and after both players left it at once.</param>
/// <param name="AfterDeviation">For each player, the state after he alone left the profile.</param>
public sealed record MachineStateDescription(int Id, IReadOnlyList<string> Profile, IReadOnlyList<ExactNumber> Payoffs, IReadOnlyList<PrizeDescription> Next, IReadOnlyList<int> AfterDeviation)
{
    internal static MachineStateDescription From(NormalFormGame stage, MachineState state, int id) => new(
        id, ProfileOf(stage, state.Profile), PayoffSetDescription.Pair(state.Payoffs), [.. state.Next.Select(PrizeDescription.From)], state.AfterDeviation);

    internal static IReadOnlyList<string> ProfileOf(NormalFormGame stage, int profile) => [.. stage.Players.Select((player, i) => player.Strategies[stage.StrategyAt(profile, i)])];
}

/// <summary>The patience that a path of play needs.</summary>
/// <param name="Start">Profiles played first.</param>
/// <param name="Cycle">Profiles repeated from then on.</param>
/// <param name="NashReversion">By going over for good to the deviator's worst equilibrium of the stage game.</param>
/// <param name="OptimalPunishment">By the worst punishments known to be equilibria of the repeated game.</param>
/// <param name="AtDiscount">The path at the discount factor; null where none was given.</param>
public sealed record PathPatienceDescription(
    IReadOnlyList<IReadOnlyList<string>> Start,
    IReadOnlyList<IReadOnlyList<string>> Cycle,
    NashReversionDescription NashReversion,
    OptimalPunishmentDescription OptimalPunishment,
    PathAtDiscountDescription? AtDiscount)
{
    internal static PathPatienceDescription Of(NormalFormGame stage, ActionPath path, EquilibriumPayoffSet? set, EquilibriumPaths? paths, CancellationToken cancellationToken)
    {
        NashReversion nash = PathPatience.ByNashReversion(stage, path, cancellationToken);
        OptimalPunishment optimal = PathPatience.ByOptimalPunishment(stage, path, nash, cancellationToken);
        return new PathPatienceDescription(
            [.. path.Start.Select(a => MachineStateDescription.ProfileOf(stage, a))],
            [.. path.Cycle.Select(a => MachineStateDescription.ProfileOf(stage, a))],
            new NashReversionDescription(
                DiscountDescription.From(nash.Least),
                [.. nash.Intervals.Select(i => new DiscountIntervalDescription(DiscountDescription.From(i.From)!, DiscountDescription.From(i.To)!))],
                PayoffSetDescription.Pair(nash.Punishments),
                [.. nash.Equilibria.Select(Wire.Profile)]),
            new OptimalPunishmentDescription(DiscountDescription.From(optimal.Least), optimal.Punishments is { } worst ? PayoffSetDescription.Pair(worst) : null, optimal.Says),
            set is null ? null : paths is null ? PathAtDiscountDescription.Of(set, path) : PathAtDiscountDescription.Of(paths, path));
    }
}

/// <summary>A path at a discount factor.</summary>
/// <param name="Payoffs">Its average payoffs.</param>
/// <param name="Sustained">Whether the worst equilibria in pure actions keep both players on it, and how that is known.</param>
/// <param name="Machine">A machine that follows it and punishes departures; null where there is none.</param>
public sealed record PathAtDiscountDescription(IReadOnlyList<ExactNumber> Payoffs, string Sustained, MachineDescription? Machine)
{
    internal static PathAtDiscountDescription Of(EquilibriumPayoffSet set, ActionPath path) =>
        Of(set.Game, path, SustainingMachine.ForPath(set, path, out string? fault), fault, set.WorstIsExact);

    internal static PathAtDiscountDescription Of(EquilibriumPaths paths, ActionPath path) =>
        Of(paths.Game, path, SustainingMachine.ForPath(paths, path, out string? fault), fault, paths.WorstIsExact);

    private static PathAtDiscountDescription Of(RepeatedGame game, ActionPath path, SustainingMachine? machine, string? fault, bool exact)
    {
        string says = machine is not null ? "yes: every one-shot deviation from the machine was checked in exact arithmetic"
            : exact ? $"no: under the worst punishments, {fault}"
            : $"unknown: under the worst punishments that are certain, {fault}";
        return new PathAtDiscountDescription(PayoffSetDescription.Pair(path.Payoffs(game)[0]), says, machine is null ? null : MachineDescription.From(machine));
    }
}

/// <summary>At which discount factors reversion to stage equilibria sustains a path.</summary>
/// <param name="Least">The least one; null where there is none below 1.</param>
/// <param name="Intervals">All of them, in order; both ends belong, but for an upper end of 1.</param>
/// <param name="Punishments">For each player, the least payoff in any Nash equilibrium of the stage game.</param>
/// <param name="Equilibria">For each player, an equilibrium with that payoff, as in <c>POST /equilibria</c>.</param>
public sealed record NashReversionDescription(
    DiscountDescription? Least, IReadOnlyList<DiscountIntervalDescription> Intervals, IReadOnlyList<ExactNumber> Punishments, IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>> Equilibria);

/// <summary>Discount factors from one to another.</summary>
/// <param name="From">The least.</param>
/// <param name="To">The largest; 1 itself is excluded.</param>
public sealed record DiscountIntervalDescription(DiscountDescription From, DiscountDescription To);

/// <summary>The least discount factor with the worst punishments known to be equilibria.</summary>
/// <param name="Least">The least one; null where none was found.</param>
/// <param name="Punishments">The payoffs of the punishments there; null where none was found.</param>
/// <param name="Says">How it is known.</param>
public sealed record OptimalPunishmentDescription(DiscountDescription? Least, IReadOnlyList<ExactNumber>? Punishments, string Says);

/// <summary>A discount factor.</summary>
/// <param name="Exact">A rational number such as <c>1/4</c>, or a surd such as <c>(-1+1*sqrt(5))/2</c>; null where it is known by its enclosure.</param>
/// <param name="Decimal">The nearest double.</param>
/// <param name="Low">Lower end of the enclosure, exact.</param>
/// <param name="High">Upper end of the enclosure, exact.</param>
/// <param name="Polynomial">The polynomial in x whose only root in the enclosure it is, where it is algebraic of a higher degree.</param>
public sealed record DiscountDescription(string? Exact, double Decimal, string Low, string High, string? Polynomial)
{
    internal static DiscountDescription? From(DiscountNumber? number) =>
        number is null ? null : new DiscountDescription(number.Exact, number.Decimal, number.Low.ToString(), number.High.ToString(), number.Polynomial);
}
