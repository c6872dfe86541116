using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Play;

namespace StrategySim.Simulation.Scenarios;

/// <summary>Threat games: a small tree with five primitives, kept as its reduced normal form.</summary>
internal sealed partial class ScenarioBuilder
{
    private GameSpecification? Threat(string id, MapNode map, string pointer, (List<string> Seats, List<string> Players) seats)
    {
        if (!TwoPlayers(map, pointer, seats.Players) || map["primitives"] is not MapNode primitives) return null;
        bool good = true;
        Expression demand = One("demand"), execution = One("executionCost"), backDown = One("backDownCost"), harm = One("harm"), gain = One("backDownGain");
        if (!good) return null;
        Expression none = Expression.Constant(0);
        return new GameSpecification
        {
            Id = id,
            Title = id,
            Form = GameForm.Threat,
            Seats = seats.Seats,
            Players = seats.Players,
            Strategies = [ThreatRound.Plans, ThreatRound.Replies],
            Cooperate = null,
            FirstMover = null,
            Rules = [],
            // A row for each plan, a column for each reply; the replies differ only where there is a demand, the threats only where it is resisted.
            Payoffs =
            [
                none, none, none, none,
                demand, Less(demand), Less(execution), Less(harm),
                demand, Less(demand), Less(backDown), gain,
            ],
            Threat = new ThreatExpressions(demand, execution, backDown, harm, gain),
        };

        static Expression Less(Expression value) => new Expression.Binary('-', Expression.Constant(0), value);

        Expression One(string name)
        {
            if (primitives[name] is ScalarNode node && Parse(node) is { } expression && Names(expression, node, $"{pointer}/primitives/{name}", states: true)) return expression;
            // Only b may be left out; what else is missing the shape has said.
            good &= primitives[name] is null && name == "backDownGain";
            return Expression.Constant(0);
        }
    }
}
