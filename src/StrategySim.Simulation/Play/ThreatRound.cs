using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Play;

/// <summary>What was seen of a threat game in one round.</summary>
public enum ThreatPath
{
    /// <summary>No demand was made.</summary>
    NoDemand,

    /// <summary>A demand was made and conceded.</summary>
    Conceded,

    /// <summary>A demand was resisted, and the threat executed.</summary>
    Executed,

    /// <summary>A demand was resisted, and the threatener backed down.</summary>
    BackedDown,
}

/// <summary>A round of a threat game: plans decide what happens at each move, and what happens is all that others see.</summary>
/// <remarks>
/// Players choose plans at once: the threatener whether to demand and what to do if resisted, the target what to do if a demand comes.
/// Nothing is lost by that, since each part of a plan applies only where what it waits for has happened. A part that was not called on
/// is not seen: for memory and names, an unseen threat is what the last resisted demand led to (execution before any: a threat is taken at
/// its word), an unseen reply is the last one seen (resistance before any).
/// </remarks>
public static class ThreatRound
{
    internal const int NoDemand = 0, Execute = 1, BackDown = 2, Concede = 0, Resist = 1;

    /// <summary>The threatener's plans.</summary>
    public static IReadOnlyList<string> Plans { get; } = ["no-demand", "demand-execute", "demand-back-down"];

    /// <summary>The target's replies to a demand.</summary>
    public static IReadOnlyList<string> Replies { get; } = ["concede", "resist"];

    /// <summary>What happens under a plan and a reply.</summary>
    public static ThreatPath Path(int plan, int reply) => (plan, reply) switch
    {
        (NoDemand, _) => ThreatPath.NoDemand,
        (_, Concede) => ThreatPath.Conceded,
        (Execute, _) => ThreatPath.Executed,
        _ => ThreatPath.BackedDown,
    };

    /// <summary>Whether executing is worth at least as much to the threatener as backing down: ties go the threatener's way.</summary>
    internal static bool Executes(StageTable table) => At(table, Execute, Resist, 0) >= At(table, BackDown, Resist, 0);

    /// <summary>Whether the target would rather concede, or does not care, when it expects what <see cref="Executes"/> says.</summary>
    internal static bool Concedes(StageTable table) => At(table, Execute, Concede, 1) >= At(table, Executes(table) ? Execute : BackDown, Resist, 1);

    /// <summary>The threatener's plan in the subgame-perfect equilibrium in which ties go its way.</summary>
    internal static int PerfectPlan(StageTable table)
    {
        int threat = Executes(table) ? Execute : BackDown;
        return At(table, threat, Concedes(table) ? Concede : Resist, 0) > At(table, NoDemand, Concede, 0) ? threat : NoDemand;
    }

    /// <summary>Whether the threat works on a target that looks ahead: it would be executed, and conceding is better for the target, both strictly.</summary>
    internal static bool IsEffective(StageTable table) =>
        At(table, Execute, Resist, 0) > At(table, BackDown, Resist, 0) && At(table, Execute, Concede, 1) > At(table, Execute, Resist, 1);

    /// <summary>A payoff times the table's common factor.</summary>
    internal static Rational At(StageTable table, int plan, int reply, int player) => table.ScaledPayoff((plan * 2) + reply, player);
}
