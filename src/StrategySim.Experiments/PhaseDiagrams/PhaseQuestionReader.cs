using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.PhaseDiagrams;

/// <summary>A question with everything that was left out filled in.</summary>
internal sealed record ResolvedQuestion(
    Scenario Scenario, GameSpecification Game, PhaseFactor Factor, PhaseFactor? By, int Points, Rational? Width, IReadOnlyDictionary<string, Rational> Set, IReadOnlyList<string> Notes);

/// <summary>Checks a question against its scenario and fills in what was left out; every fault is found in one pass.</summary>
internal sealed class PhaseQuestionReader(PhaseQuestion question, PhaseLimits limits)
{
    private const string Numeric = "a state, or a parameter with a value of its own";

    private readonly Scenario _scenario = question.Scenario;
    private readonly List<Fault> _faults = [];
    private readonly List<string> _notes = [];

    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public ResolvedQuestion Read()
    {
        try
        {
            return Resolve();
        }
        catch (DivideByZeroException)
        {
            // Scenarios start without such a division, so it is what was set that makes it.
            Add("/at", string.Join(", ", question.At.Select(set => $"{set.Key} = {set.Value}")), "values with which bounds and paths can be computed", "A bound or a path of a state divides by zero.");
            throw new InvalidInputException(_faults);
        }
    }

    private ResolvedQuestion Resolve()
    {
        GameSpecification? game = Game();
        HashSet<string> read = game is null ? [] : Reads(_scenario, game.Payoffs);
        PhaseFactor? factor = FactorName(game, read) is { } name ? Factor(name, question.Factor, "/factor") : null;
        PhaseFactor? by = null;
        if (question.By is { } second)
        {
            if (second.Name is null) Add("/by/name", null, Numeric, "The second factor has no name.");
            else if (Known(second.Name, "/by/name")) by = Factor(second.Name, second, "/by");
            if (second.Name is not null && second.Name == (factor?.Name ?? question.Factor?.Name)) Add("/by/name", $"'{second.Name}' a second time", "two different factors", "Both factors are the same.");
        }

        if (question.ByPoints is int points)
        {
            if (question.By is null) Add("/by", null, "a second factor, whose points these are", "There is no second factor.");
            else if (points < 2 || points > limits.MaximumPoints) Add("/by/points", $"{points}", $"2 to {limits.MaximumPoints} points", "This cannot be the number of points.");
        }

        if (question.Width is { Sign: <= 0 } width) Add("/width", $"{width}", "a number greater than 0", "This cannot be the width of an enclosure.");
        foreach (string held in question.At.Keys)
        {
            string pointer = $"/at/{Escaped(held)}";
            if (held == factor?.Name || held == by?.Name) Add(pointer, $"'{held}', which is a factor", "a parameter or state that is not a factor", "A factor does not stand still.");
            else if (Known(held, pointer)) SayOutside(held, question.At[held], question.At[held]);
        }

        if (_faults.Count > 0) throw new InvalidInputException(_faults);
        SayWhatIsLeftOut(game!, factor!, by, read);
        return new ResolvedQuestion(_scenario, game!, factor!, by, question.ByPoints ?? PhaseLimits.DefaultPoints, question.Width, question.At, _notes);
    }

    /// <summary>Every parameter, state and club that expressions lead to.</summary>
    public static HashSet<string> Reads(Scenario scenario, IEnumerable<Expression> expressions)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>(expressions.SelectMany(e => e.Names));
        while (waiting.TryPop(out string? name))
        {
            if (!read.Add(name)) continue;
            IEnumerable<Expression?> below = [];
            if (scenario.Parameters.TryGetValue(name, out Parameter? parameter) && parameter.Derived) below = [parameter.Definition];
            if (scenario.States.TryGetValue(name, out StateVariable? state)) below = [state.Path?[0].Value ?? state.Initial, state.Minimum, state.Maximum];
            foreach (string next in below.OfType<Expression>().SelectMany(e => e.Names)) waiting.Push(next);
        }

        return read;
    }

    private GameSpecification? Game()
    {
        string known = string.Join(", ", _scenario.Games.Keys);
        if (question.Game is { } id)
        {
            if (_scenario.Games.TryGetValue(id, out GameSpecification? named)) return named;
            Add("/game", $"'{id}'", $"one of {known}", "The scenario has no such game.");
            return null;
        }

        if (_scenario.Games.Count == 1) return _scenario.Games.Values.First();
        Add("/game", null, $"one of {known}", "The scenario has several games.");
        return null;
    }

    private string? FactorName(GameSpecification? game, HashSet<string> read)
    {
        if (question.Factor?.Name is { } name) return Known(name, "/factor/name") ? name : null;
        if (game is null) return null;
        StateVariable[] states = [.. _scenario.States.Values.Where(s => read.Contains(s.Name) && !question.At.ContainsKey(s.Name) && s.Name != question.By?.Name)];
        StateVariable[] paths = [.. states.Where(s => s.Path is not null)];
        StateVariable[] candidates = paths.Length > 0 ? paths : states;
        if (candidates.Length == 1) return candidates[0].Name;
        string expected = $"one of {string.Join(", ", Names())}";
        Add("/factor/name", null, expected, candidates.Length == 0 ? $"The game '{game.Id}' reads no state that could be the factor by itself." : $"The game '{game.Id}' reads several states: {string.Join(", ", candidates.Select(s => s.Name))}.");
        return null;
    }

    private IEnumerable<string> Names() => _scenario.States.Keys.Concat(_scenario.Parameters.Values.Where(p => !p.Derived).Select(p => p.Name));

    private bool Known(string name, string pointer)
    {
        if (_scenario.States.ContainsKey(name)) return true;
        if (_scenario.Parameters.TryGetValue(name, out Parameter? parameter))
        {
            if (!parameter.Derived) return true;
            string from = string.Join(", ", parameter.Definition.Names.Distinct());
            Add(pointer, $"'{name}', which is derived", Numeric, from.Length == 0 ? "A derived parameter follows from its definition." : $"A derived parameter moves with what it derives from: {from}.");
            return false;
        }

        bool club = _scenario.Clubs.ContainsKey(name);
        Add(pointer, $"'{name}'{(club ? ", which is a club" : "")}", $"one of {string.Join(", ", Names())}", club ? "A club is in force or not; it has no range." : "The scenario has no such parameter or state.");
        return false;
    }

    private PhaseFactor? Factor(string name, PhaseFactorQuestion? asked, string pointer)
    {
        _scenario.Parameters.TryGetValue(name, out Parameter? parameter);
        _scenario.States.TryGetValue(name, out StateVariable? state);
        if (asked is { From: null, To: not null } or { From: not null, To: null })
        {
            Add(pointer + "/range", asked.From is null ? $"no lower end and {asked.To}" : $"{asked.From} and no upper end", "both ends of the range", "One end of the range is missing.");
            return null;
        }

        (Rational Low, Rational High, string Source)? range = asked is { From: { } from, To: { } to } ? (from, to, "asked") : OwnRange(parameter, state);
        if (range is not var (low, high, source))
        {
            Add(pointer + "/range", null, "a range such as [0, 3]", $"The scenario gives '{name}' no range.");
            return null;
        }

        if (low >= high)
        {
            Add(pointer + "/range", $"[{low}, {high}]", "the lower end first, below the upper", low == high ? "The range is one point." : "The range is upside down.");
            return null;
        }

        if (source == "asked") SayOutside(name, low, high);
        Rational value = parameter?.Value ?? new PointArithmetic(_scenario, "", default, question.At).Name(name);
        return new PhaseFactor(name, state is not null, parameter?.Unit ?? state!.Unit, low, high, source, value);
    }

    private (Rational Low, Rational High, string Source)? OwnRange(Parameter? parameter, StateVariable? state)
    {
        if (parameter is not null) return parameter.Range is var (low, high) ? (low, high, "range") : null;
        var world = new PointArithmetic(_scenario, "", default, question.At);
        if (state!.Path is { } path)
        {
            Rational[] knots = [.. path.Select(knot => knot.Value.Evaluate(world))];
            return (knots.Min(), knots.Max(), "path");
        }

        return state is { Minimum: { } least, Maximum: { } most } ? (least.Evaluate(world), most.Evaluate(world), "bounds") : null;
    }

    private void SayOutside(string name, Rational low, Rational high)
    {
        string what = low == high ? $"The value {low} of '{name}'" : $"The range [{low}, {high}] of '{name}'";
        if (_scenario.Parameters.TryGetValue(name, out Parameter? parameter))
        {
            if (parameter.Range is var (least, most) && (low < least || high > most)) _notes.Add($"{what} reaches beyond the range [{least}, {most}] that the scenario gives it.");
            return;
        }

        StateVariable state = _scenario.States[name];
        var world = new PointArithmetic(_scenario, "", default, question.At);
        Rational? minimum = state.Minimum?.Evaluate(world), maximum = state.Maximum?.Evaluate(world);
        if (low < minimum || high > maximum) _notes.Add($"{what} reaches beyond the bounds [{minimum?.ToString() ?? "−∞"}, {maximum?.ToString() ?? "∞"}] that the state keeps in play.");
        else if (state.Path is not null && OwnRange(null, state) is var (least, most, _) && (low < least || high > most)) _notes.Add($"{what} reaches beyond its path, which goes from {least} to {most}.");
    }

    private void SayWhatIsLeftOut(GameSpecification game, PhaseFactor factor, PhaseFactor? by, HashSet<string> read)
    {
        if (!read.Contains(factor.Name)) _notes.Add($"No payoff of '{game.Id}' depends on '{factor.Name}': the factor changes nothing.");
        if (by is not null && !read.Contains(by.Name)) _notes.Add($"No payoff of '{game.Id}' depends on '{by.Name}': the second factor changes nothing.");
        if (_scenario.Reputation.FeedbackCost is not null && game.HasGameType) _notes.Add("In play, carrying the name of chicken adds to the cost of conceding; the diagram is of the table without it.");
    }

    private void Add(string pointer, string? found, string expected, string detail) => _faults.Add(new Fault(pointer, found, expected, detail));

    private static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
