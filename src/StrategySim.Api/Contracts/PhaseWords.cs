using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Contracts;

/// <summary>Phases in words, for the service and the terminal alike.</summary>
public static class PhaseWords
{
    /// <summary>Which game is played: its type, or how many equilibria it has.</summary>
    public static string Game(PhaseFacts facts, GameSpecification game)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(game);
        return facts.Type is { } type ? type.Label(game.Players[0], game.Players[1]) : Equilibria(facts);
    }

    /// <summary>The equilibria: the type of the Nash set, or their number.</summary>
    public static string Equilibria(PhaseFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Type is { } type) return type.NashSet;
        EquilibriumCount count = facts.Equilibria;
        List<string> parts = [];
        if (count.Pure > 0) parts.Add($"{count.Pure} pure ({string.Join(", ", count.PureProfiles.Select(profile => string.Join('/', profile)))})");
        if (count.Mixed > 0) parts.Add($"{count.Mixed} mixed");
        if (count.Sets > 0) parts.Add(count.Sets == 1 ? "a connected set" : $"{count.Sets} connected sets");
        return parts.Count == 0 ? "no pure equilibrium" : string.Join(", ", parts);
    }

    /// <summary>The risk-dominant equilibrium: its label, both at a tie, nothing where there is none.</summary>
    public static string RiskDominant(PhaseFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.RiskDominant is { } risk ? string.Join(" = ", Classification.Single(risk)) : "";
    }

    /// <summary>What changes at a boundary, before and after.</summary>
    public static string Detail(PhaseBoundary boundary, GameSpecification game)
    {
        ArgumentNullException.ThrowIfNull(boundary);
        ArgumentNullException.ThrowIfNull(game);
        List<string> parts = [];
        if (boundary.Changes.Contains(PhaseAspect.Family)) parts.Add(Then(facts => Game(facts, game)));
        if (boundary.Changes.Contains(PhaseAspect.Equilibria)) parts.Add(Then(Equilibria));
        if (boundary.Changes.Contains(PhaseAspect.Order))
        {
            for (int player = 0; player < 2; player++)
            {
                PlayerOrder?[] orders = [.. new[] { boundary.Before, boundary.There, boundary.After }.Select(facts => player == 0 ? facts?.Type?.OrderA : facts?.Type?.OrderB)];
                if (orders.OfType<PlayerOrder>().Distinct().Count() > 1) parts.Add($"{game.Players[player]}: {Sequence(orders.OfType<PlayerOrder>().Select(order => order.Text))}");
            }
        }

        if (boundary.Changes.Contains(PhaseAspect.RiskDominance)) parts.Add($"risk dominant: {Then(facts => RiskDominant(facts) is { Length: > 0 } label ? label : "none")}");
        return string.Join("; ", parts);

        string Then(Func<PhaseFacts, string> say) => Sequence(new[] { boundary.Before, boundary.There, boundary.After }.OfType<PhaseFacts>().Select(say));
    }

    // What stays is said once.
    private static string Sequence(IEnumerable<string> words)
    {
        string[] all = [.. words];
        return string.Join(" → ", all.Where((word, i) => i == 0 || word != all[i - 1]));
    }

    internal static string Name(PhaseAspect aspect) => aspect switch
    {
        PhaseAspect.Family => "family",
        PhaseAspect.Order => "order",
        PhaseAspect.RiskDominance => "risk-dominance",
        _ => "equilibria",
    };

    internal static string Strategy(char letter, int player, GameSpecification game) =>
        game.Strategies[player][letter == 'Y' ? game.Cooperate![player] : 1 - game.Cooperate![player]];
}
