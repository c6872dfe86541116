using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Interventions;

/// <summary>Checks interventions against the scenario that they are meant for.</summary>
public static class InterventionReader
{
    /// <summary>Reads an intervention.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="replication">The unit, from 0.</param>
    /// <param name="round">The round in which it shall take effect, from 1.</param>
    /// <param name="address"><c>/states/NAME</c>, <c>/parameters/NAME</c> or <c>/games/GAME/actions/ACTOR</c>.</param>
    /// <param name="value">A value for a state or parameter; null for an action.</param>
    /// <param name="action">A strategy for an actor; null for a value.</param>
    /// <exception cref="InvalidInputException">Lists everything that does not fit; pointers are <c>/replication</c>, <c>/round</c>, <c>/address</c>, <c>/value</c>, <c>/action</c>.</exception>
    public static Intervention Read(Scenario scenario, int replication, int round, string address, string? value, string? action)
    {
        var faults = new List<Fault>();
        if (replication < 0 || replication >= scenario.Run.Replications)
            faults.Add(new Fault("/replication", $"{replication}", $"an integer from 0 to {scenario.Run.Replications - 1}", "The run has no such unit."));
        if (round < 1 || round > scenario.Time.Horizon)
            faults.Add(new Fault("/round", $"{round}", $"an integer from 1 to {scenario.Time.Horizon}", "A unit has no such round."));

        string? text = InterventionAddress.Parse(address) switch
        {
            { State: { } name } => Given(value, "value", action, "action", faults) is { } given ? State(scenario, name, given, faults) : null,
            { Parameter: { } name } => Given(value, "value", action, "action", faults) is { } given ? Parameter(scenario, name, given, faults) : null,
            { Game: { } game, Actor: { } actor } => Given(action, "action", value, "value", faults) is { } given ? Action(scenario, game, actor, given, faults) : null,
            _ => Refuse(faults, "/address", $"'{address}'", InterventionAddress.Forms, "This is not the address of something that can be intervened in."),
        };
        return faults.Count == 0 ? new Intervention(replication, round, address, text!) : throw new InvalidInputException(faults);
    }

    private static string? Given(string? wanted, string name, string? unwanted, string other, List<Fault> faults)
    {
        if (unwanted is not null) Refuse(faults, "/" + other, $"'{unwanted}'", $"'{name}' instead", $"At this address stands {(name == "value" ? "a number" : "an actor's choice")}.");
        if (wanted is null && unwanted is null) Refuse(faults, "/" + name, null, name == "value" ? "an exact number such as 3/2" : "the id of a strategy", $"The field '{name}' is missing.");
        return wanted;
    }

    private static string? State(Scenario scenario, string name, string text, List<Fault> faults)
    {
        if (!scenario.States.TryGetValue(name, out StateVariable? state)) return Unknown(faults, "state", name, scenario.States.Keys);
        Rational? low = Number(scenario, state.Minimum), high = Number(scenario, state.Maximum);
        return Within(text, low, high, "bounds", faults);
    }

    private static string? Parameter(Scenario scenario, string name, string text, List<Fault> faults)
    {
        if (!scenario.Parameters.TryGetValue(name, out Parameter? parameter)) return Unknown(faults, "parameter", name, scenario.Parameters.Keys);
        if (parameter.Derived)
            return Refuse(faults, "/address", $"'{name}', which is derived as {parameter.Definition}", "a state, or a parameter with a value of its own", "A derived parameter moves with what it derives from.");
        string[] places = [.. FixedUses.Of(scenario, name)];
        if (places.Length > 0)
            return Refuse(faults, "/address", $"'{name}', which is used in {string.Join(", ", places)}", "a parameter that enters payoffs, drifts or rates of shocks only", "What is fixed when a unit starts cannot be changed in the middle of it.");
        return Within(text, parameter.Range?.Low, parameter.Range?.High, "range", faults);
    }

    private static string? Action(Scenario scenario, string id, string actor, string action, List<Fault> faults)
    {
        if (!scenario.Games.TryGetValue(id, out GameSpecification? game)) return Unknown(faults, "game", id, scenario.Games.Keys);
        int player = game.Players.ToList().IndexOf(actor);
        if (player < 0) return Refuse(faults, "/address", $"'{actor}'", "one of " + string.Join(", ", game.Players), $"'{actor}' does not play '{id}'.");
        if (game.Strategies[player].Contains(action)) return action;
        return Refuse(faults, "/action", $"'{action}'", "one of " + string.Join(", ", game.Strategies[player]), $"'{actor}' has no such strategy in '{id}'.");
    }

    private static string? Within(string text, Rational? low, Rational? high, string what, List<Fault> faults)
    {
        if (!Rational.TryParse(text, out Rational value)) return Refuse(faults, "/value", $"'{text}'", "an exact number such as 7, 0.99 or 4/7", "The value is not a number.");
        if (value < low || value > high)
            return Refuse(faults, "/value", $"{value}", $"a value within the {what} [{low?.ToString() ?? "−∞"}, {high?.ToString() ?? "∞"}]", "The value is out of range.");
        return value.ToString();
    }

    private static Rational? Number(Scenario scenario, Expression? expression) => expression is null ? null : CompiledScenario.Constant(scenario, expression);

    private static string? Unknown(List<Fault> faults, string what, string name, IEnumerable<string> known)
    {
        string[] names = [.. known];
        return Refuse(faults, "/address", $"'{name}'", names.Length == 0 ? "nothing: none are declared" : "one of " + string.Join(", ", names), $"There is no {what} '{name}'.");
    }

    private static string? Refuse(List<Fault> faults, string pointer, string? found, string expected, string detail)
    {
        faults.Add(new Fault(pointer, found, expected, detail));
        return null;
    }
}

/// <summary>Places of a scenario whose expressions are evaluated once, before round 1.</summary>
internal static class FixedUses
{
    /// <summary>Pointers to those that read a parameter, directly or through derived ones.</summary>
    public static IEnumerable<string> Of(Scenario scenario, string name)
    {
        foreach ((string actor, Expression discount) in scenario.Time.DiscountFactors)
        {
            if (Reads(scenario, discount, name)) yield return JsonPointer.Append("/time/discountFactor", actor);
        }

        foreach (StateVariable state in scenario.States.Values)
        {
            string at = JsonPointer.Append("/states", state.Name);
            if (state.Path is null && Reads(scenario, state.Initial, name)) yield return at + "/initial";
            if (Reads(scenario, state.Minimum, name)) yield return at + "/min";
            if (Reads(scenario, state.Maximum, name)) yield return at + "/max";
            if (Reads(scenario, state.HalfLife, name)) yield return at + "/halfLife";
            if (state.Path?.Any(knot => Reads(scenario, knot.Value, name)) == true) yield return at + "/path";
        }

        foreach (ShockSpecification shock in scenario.Shocks.Values)
        {
            string at = JsonPointer.Append("/shocks", shock.Id);
            if (Reads(scenario, shock.First, name) || Reads(scenario, shock.Second, name)) yield return at + "/size";
            if (Reads(scenario, shock.HalfLife, name)) yield return at + "/halfLife";
        }

        ReputationSettings reputation = scenario.Reputation;
        if (Reads(scenario, reputation.PriorFirm, name) || Reads(scenario, reputation.PriorYielding, name)) yield return "/reputation/prior";
        if (Reads(scenario, reputation.Memory, name)) yield return "/reputation/memory";
        if (Reads(scenario, scenario.Run.ExecutionNoise, name)) yield return "/run/executionNoise";
        if (Reads(scenario, scenario.Run.Continuation, name)) yield return "/run/continuation";
    }

    // Definitions of parameters never stand in a circle: scenarios with circles are not read.
    private static bool Reads(Scenario scenario, Expression? expression, string name) =>
        expression is not null && expression.Names.Any(n =>
            n == name || (scenario.Parameters.TryGetValue(n, out Parameter? parameter) && parameter.Derived && Reads(scenario, parameter.Definition, name)));
}
