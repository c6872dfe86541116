using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Scenarios;
using static StrategySim.Experiments.Packages.Markdown;

namespace StrategySim.Experiments.Packages;

/// <summary>Writes <c>STRESS-ABS.md</c>: the checklist for agent-based simulation, filled in as far as the program knows.</summary>
/// <remarks>
/// Monks, Currie, Onggo, Robinson, Kunc and Taylor 2019, Strengthening the reporting of empirical simulation studies: introducing the STRESS guidelines,
/// Journal of Simulation 13(1), 55–67. Sections and items 1.1 to 2.4 were held against published copies of the checklist (its discrete-event variant shares them);
/// the names of 2.5.1 to 2.5.4, which differ between variants, could not be. What only the author can know says so; nothing is made up.
/// </remarks>
internal static class StressChecklist
{
    /// <summary>What stands where the author has to say something.</summary>
    public const string Open = "**To be completed by the author.**";

    /// <summary>The items, by number, in order.</summary>
    public static IReadOnlyList<(string Number, string Name)> Items { get; } =
    [
        ("1.1", "Purpose of the model"),
        ("1.2", "Model outputs"),
        ("1.3", "Experimentation aims"),
        ("2.1", "Base model overview diagram"),
        ("2.2", "Base model logic"),
        ("2.3", "Scenario logic"),
        ("2.4", "Algorithms"),
        ("2.5.1", "Components: environment"),
        ("2.5.2", "Components: agents"),
        ("2.5.3", "Components: interaction topology"),
        ("2.5.4", "Components: entry and exit"),
        ("3.1", "Data sources"),
        ("3.2", "Pre-processing"),
        ("3.3", "Input parameters"),
        ("3.4", "Assumptions"),
        ("4.1", "Initialisation"),
        ("4.2", "Run length"),
        ("4.3", "Estimation approach"),
        ("5.1", "Software or programming language"),
        ("5.2", "Random sampling"),
        ("5.3", "Model execution"),
        ("5.4", "System specification"),
        ("6.1", "Computer model sharing statement"),
    ];

    private static readonly string[] Sections = ["Objectives", "Logic", "Data", "Experimentation", "Implementation", "Code access"];

    /// <summary>The checklist.</summary>
    /// <param name="study">The study.</param>
    /// <param name="sweep">Its sweep.</param>
    /// <param name="measured">The outcomes of its tables.</param>
    public static string Write(StudyRecord study, Sweep sweep, IReadOnlyList<SweepOutcome> measured)
    {
        var text = new Markdown();
        text.Heading(1, $"STRESS-ABS checklist: {sweep.Title}");
        text.Paragraph("After Monks, Currie, Onggo, Robinson, Kunc and Taylor (2019), Strengthening the reporting of empirical simulation studies: introducing the STRESS guidelines, "
            + "Journal of Simulation 13(1), 55–67. The program has filled in what follows from the scenario, the sweep and the way it plays; "
            + $"what only the author can know is marked: {Open}");
        foreach ((string number, string name) in Items)
        {
            if (number.EndsWith(".1", StringComparison.Ordinal) && number.Length == 3) text.Heading(2, $"{number[0]}. {Sections[number[0] - '1']}");
            text.Heading(3, $"{number} {name}");
            Item(number, text, study, sweep, measured);
        }

        return text.ToString();
    }

    private static void Item(string number, Markdown text, StudyRecord study, Sweep sweep, IReadOnlyList<SweepOutcome> measured)
    {
        Scenario scenario = sweep.Scenario;
        switch (number)
        {
            case "1.1": Purpose(text, scenario); break;
            case "1.2": Outputs(text, measured); break;
            case "1.3": Aims(text, study, sweep); break;
            case "2.1": text.Paragraph($"{Open} Items 2.2 and 2.5 list what such a diagram shows: the order of a round, the actors, and who meets whom in which game."); break;
            case "2.2": Logic(text, scenario); break;
            case "2.3": ScenarioLogic(text, sweep); break;
            case "2.4": Algorithms(text, scenario, sweep); break;
            case "2.5.1": Surroundings(text, scenario); break;
            case "2.5.2": Agents(text, scenario); break;
            case "2.5.3": Topology(text, scenario); break;
            case "2.5.4": text.Paragraph("None: every actor is present from the first round to the last."); break;
            case "3.1": Sources(text, scenario); break;
            case "3.2": text.Paragraph($"The program processes no data: parameters enter as the exact numbers of `{PackageFiles.Scenario}`, derived ones by the expressions that stand there. What was done to data before they became these numbers: {Open}"); break;
            case "3.3": Parameters(text, scenario); break;
            case "3.4": Assumptions(text, scenario); break;
            case "4.1": Initialisation(text, scenario); break;
            case "4.2": RunLength(text, scenario); break;
            case "4.3": Estimation(text, study, sweep); break;
            case "5.1": text.Paragraph($"StrategySim {RunEnvironment.CurrentProgramVersion}, model of play version {study.ModelVersion}, written in C# for .NET; whoever played the study is named in `{PackageFiles.Manifest}` at `/environment`."); break;
            case "5.2": Sampling(text, study, sweep); break;
            case "5.3": Execution(text, scenario); break;
            case "5.4": text.Paragraph($"`{PackageFiles.Manifest}` names operating system, processor architecture, runtime, engine and store at `/environment`, and start and end of the study at `/startedAt` and `/finishedAt`. The hardware: {Open}"); break;
            case "6.1": text.Paragraph($"This package holds the model as it was run (`{PackageFiles.Scenario}`, `{PackageFiles.Sweep}`) and all results; `{PackageFiles.Command}` plays it again and says whether every number is the same. Where the package and the program can be had, and under which licence: {Open}"); break;
            default: throw new ArgumentOutOfRangeException(nameof(number), number, "No such item.");
        }
    }

    private static void Purpose(Markdown text, Scenario scenario)
    {
        text.Paragraph(Open);
        text.Paragraph($"The scenario calls itself {Inline(scenario.Status)}.{(scenario.Description.Length > 0 ? " Its description reads:" : "")}");
        if (scenario.Description.Length > 0) text.Quote(scenario.Description);
    }

    private static void Outputs(Markdown text, IReadOnlyList<SweepOutcome> measured)
    {
        text.Table(
            ["Name", "Actor", "Game", "Measure", "Unit", "Definition"],
            measured.Select(outcome =>
            {
                OutcomeDefinition definition = OutcomeCatalog.Find(outcome.Key.Outcome);
                return (IReadOnlyList<string>)[outcome.Name, outcome.Key.Actor, outcome.Key.Game, definition.Id, definition.Unit, definition.Description];
            }));
        text.Paragraph("Each is a number of a unit of play, taken at its end over all of its rounds. Reported are means over replications with 95 % Student intervals; a number per round is, where units "
            + "differ in length, the ratio of sums, with an interval by the delta method (Cochran 1977, Sampling Techniques, section 2.11).");
    }

    private static void Aims(Markdown text, StudyRecord study, Sweep sweep)
    {
        text.Paragraph($"The questions that the experiment is to answer: {Open}");
        if (sweep.Description.Length > 0)
        {
            text.Paragraph("The sweep's description reads:");
            text.Quote(sweep.Description);
        }

        text.Paragraph($"(A) Scenarios: one, `{sweep.Scenario.Id}`, varied as item 2.3 says. (B) Design of experiments: `{sweep.Method}`, {Count(sweep.Count, "point")} over {Count(sweep.Factors.Count, "factor")}"
            + $"{(sweep.Constraints.Count > 0 ? $", of which the constraints {string.Join(", ", sweep.Constraints.Select(constraint => $"`{constraint}`"))} keep those that fulfil them" : "")}; {Replications(study, sweep)} (C) Optimisation: none is done by the program.");
    }

    private static void Logic(Markdown text, Scenario scenario)
    {
        text.Paragraph("Time goes in rounds, and each round in this order: shocks strike; states move; payoff tables are derived from states and parameters; actors decide, a second mover seeing the first "
            + $"mover's action of this round; an action slips to another one with probability {Code(scenario.Run.ExecutionNoise)}; payoffs and reputations follow from the actions that were carried out.");
        text.Table(
            ["Game", "Form", "Players", "Moves", "Rules"],
            scenario.Games.Values.Select(game => (IReadOnlyList<string>)
            [
                game.Id,
                game.Form switch
                {
                    GameForm.Named => $"named: {game.NamedGame}, {game.Variant}",
                    GameForm.Concession => "concession: hold or yield, payoffs from primitives",
                    GameForm.Threat => "threat: demand or not, concede or resist, execute or back down; payoffs from primitives",
                    _ => $"table of {game.Cells} cells",
                },
                string.Join(", ", game.Players),
                game.Form == GameForm.Threat ? "in the order of the tree" : game.FirstMover is int first ? $"{game.Players[first]} first" : "at once",
                string.Join(", ", game.Players.Zip(game.Rules, (player, rule) => $"{player}: {Rule(rule)}")),
            ]));
    }

    private static void ScenarioLogic(Markdown text, Sweep sweep)
    {
        text.Paragraph("A point of the design differs from the scenario in the places of the factors and nowhere else. `data/points.csv` has their values at every point.");
        text.Table(
            ["Factor", "Place", "Values"],
            sweep.Factors.Select(factor => (IReadOnlyList<string>)[factor.Name, factor.Place.Length > 0 ? factor.Place : "none: serves derived factors", FactorText.Values(sweep, factor)]));
    }

    private static void Algorithms(Markdown text, Scenario scenario, Sweep sweep)
    {
        text.Paragraph("The decision rules, and where they are from:");
        text.List(scenario.Games.Values.SelectMany(game => game.Rules).SelectMany(Chain).Concat(FactorWords.Rules(sweep)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(id => RuleCatalog.Find(id)!)
            .Select(rule => $"`{rule.Id}`: {Inline(rule.Description)} {Inline(rule.Source)}"));
        text.Paragraph($"Points are made by the design `{sweep.Method}`{Paper(sweep.Method)}. Payoff tables, their types and best replies are computed in exact rational arithmetic.");

        static IEnumerable<string> Chain(RuleReference rule) => rule.Else is { } otherwise ? [rule.Id, .. Chain(otherwise)] : [rule.Id];
    }

    private static void Surroundings(Markdown text, Scenario scenario)
    {
        if (scenario.States.Count + scenario.Shocks.Count + scenario.Clubs.Count == 0)
        {
            text.Paragraph("There is nothing around the games: no states, no shocks, no clubs.");
            return;
        }

        text.Table(
            ["State", "Starts at", "Moves", "Unit"],
            scenario.States.Values.Select(state => (IReadOnlyList<string>)
            [
                state.Name,
                state.Path is { } path ? Text(path[0].Value) : Text(state.Initial),
                state.Path is { } knots ? $"along a path of {knots.Count} knots" : $"by {Text(state.Drift)} a round{(state.HalfLife is { } half ? $", returning with a half-life of {Text(half)} rounds" : "")}",
                state.Unit,
            ]));
        text.Table(
            ["Shock", "Adds to", "Arrives", "Size", "Half-life in rounds"],
            scenario.Shocks.Values.Select(shock => (IReadOnlyList<string>)
            [
                shock.Title,
                shock.Target,
                shock.Rate is { } rate ? $"Poisson, {Text(rate)} a round" : $"in rounds {string.Join(", ", shock.Rounds)}",
                shock.SizeKind switch
                {
                    ShockSizeKind.Exponential => $"exponential, mean {Text(shock.First)}",
                    ShockSizeKind.Uniform => $"uniform from {Text(shock.First)} to {Text(shock.Second)}",
                    ShockSizeKind.Normal => $"normal, mean {Text(shock.First)}, sd {Text(shock.Second)}",
                    _ => Text(shock.First),
                },
                shock.HalfLife is { } half ? Text(half) : "none: it lasts",
            ]));
        text.Table(
            ["Club", "Members", "In force"],
            scenario.Clubs.Values.Select(club => (IReadOnlyList<string>)[club.Title, string.Join(", ", club.Members), club.Active ? "yes" : "no"]));
    }

    private static void Agents(Markdown text, Scenario scenario)
    {
        text.Table(
            ["Actor", "Name", "Kind", "Discount factor", "Games"],
            scenario.Actors.Values.Select(actor => (IReadOnlyList<string>)
            [
                actor.Id,
                actor.Name,
                actor.Kind,
                scenario.Time.DiscountFactors.TryGetValue(actor.Id, out var discount) ? Text(discount) : "",
                string.Join(", ", scenario.Games.Values.Where(game => game.Players.Contains(actor.Id)).Select(game => game.Id)),
            ]));
        text.Paragraph("An actor has one instance of a decision rule for each of its games, with a memory of its own; item 2.4 says what the rules do. "
            + (scenario.Reputation.Scope == ReputationScope.Off
                ? "There are no reputations."
                : $"Its reputation is a public Beta belief that it holds firm, with the prior ({Code(scenario.Reputation.PriorFirm)}, {Code(scenario.Reputation.PriorYielding)}) and the memory {Code(scenario.Reputation.Memory)} a round, made {(scenario.Reputation.Scope == ReputationScope.General ? "in all of its games together" : "in each game by itself")}."));
    }

    private static void Topology(Markdown text, Scenario scenario) => text
        .Paragraph("Fixed. Actors meet in their games, every game in every round; actors without a common game meet through the states and, where reputations are general, through these.")
        .List(scenario.Games.Values.Select(game => $"{Inline(game.Title)}: {string.Join(" – ", game.Players.Select(Inline))}"));

    private static void Sources(Markdown text, Scenario scenario)
    {
        text.Table(
            ["Source", "Year", "Publisher", "DOI or address", "Parameters"],
            scenario.Sources.Values.Select(source => (IReadOnlyList<string>)
            [
                source.Title, source.Year, source.Publisher, source.Doi.Length > 0 ? source.Doi : source.Url,
                string.Join(", ", scenario.Parameters.Values.Where(parameter => parameter.Source == source.Id).Select(parameter => parameter.Name)),
            ]));
        text.Paragraph(scenario.Sources.Count > 0 ? $"How they were chosen and reached, and any further ones: {Open}" : $"The scenario names none. {Open}");
    }

    private static void Parameters(Markdown text, Scenario scenario)
    {
        text.Paragraph(scenario.Parameters.Count > 0
            ? "As they are without the sweep; item 2.3 says which of them it varies."
            : $"The scenario has no named parameters; all numbers stand in `{PackageFiles.Scenario}`.");
        text.Table(
            ["Parameter", "Value", "Unit", "Range", "From"],
            scenario.Parameters.Values.Select(parameter => (IReadOnlyList<string>)
            [
                parameter.Name,
                parameter.Value.ToString(),
                parameter.Unit,
                parameter.Range is { } range ? $"{range.Low} to {range.High}" : "",
                parameter.Derived ? $"derived: {Text(parameter.Definition)}"
                    : parameter.Source.Length > 0 ? $"source: {scenario.Sources[parameter.Source].Title}{(parameter.Year.Length > 0 ? $", for {parameter.Year}" : "")}"
                    : "assumption",
            ]));
    }

    private static void Assumptions(Markdown text, Scenario scenario)
    {
        text.Table(
            ["Parameter", "Why it is assumed"],
            scenario.Parameters.Values.Where(parameter => parameter.Assumption.Length > 0).Select(parameter => (IReadOnlyList<string>)[parameter.Name, parameter.Assumption]));
        text.Paragraph($"Whatever else was taken for granted, such as that each side knows the other's payoffs: {Open}");
    }

    private static void Initialisation(Markdown text, Scenario scenario) => text.Paragraph(
        $"There is no warm-up: every round counts, from the first. States start where item 2.5.1 says{(scenario.Reputation.Scope == ReputationScope.Off ? "" : ", beliefs at their prior (item 2.5.2)")}, memories empty, shocks from the first round on.");

    private static void RunLength(Markdown text, Scenario scenario)
    {
        bool whole = scenario.Run.Continuation.ToString() == "1";
        string period = scenario.Time.Period.Length > 0 ? $" A round stands for one {Inline(scenario.Time.Period)}{(scenario.Time.Start.Length > 0 ? $", the first for {Inline(scenario.Time.Start)}" : "")}." : " What a round stands for, the scenario does not say.";
        text.Paragraph($"{(whole ? $"{Count(scenario.Time.Horizon, "round")}." : $"At most {Count(scenario.Time.Horizon, "round")}; after each there is another one with probability {Code(scenario.Run.Continuation)}.")}{period}");
    }

    private static void Estimation(Markdown text, StudyRecord study, Sweep sweep) => text.Paragraph(
        $"{Replications(study, sweep)} The same replication has the same random numbers at every point, so differences between points are paired. Means are taken in the order of replications, with 95 % Student intervals.");

    private static void Sampling(Markdown text, StudyRecord study, Sweep sweep) => text.Paragraph(
        $"{SimulationModel.Generator}; the seed is {study.Seed}. Every decision, slip and shock has a stream of its own, named by what it is for, and starts afresh in each round, so that a change in one place moves no draw elsewhere. "
        + $"Points are made by the design `{sweep.Method}`, whose own seed, where it has one, stands in `{PackageFiles.Sweep}`.");

    private static void Execution(Markdown text, Scenario scenario) => text.Paragraph(
        $"Discrete rounds. Within a round the actors decide {(scenario.Games.Values.All(game => game.FirstMover is null) ? "at once" : "at once, but for the games with a first mover (item 2.2)")}; the order of games and actors changes no result. "
        + "Units are played side by side on any number of threads or machines and are the same bits on each; states are rounded half-even to multiples of "
        + $"{scenario.Run.Quantum}.");

    private static string Replications(StudyRecord study, Sweep sweep) => sweep.Replications.Rule is { } rule
        ? $"{study.Replications} replications of each point at the least and {study.MaxReplications} at the most: until the 95 % interval of `{sweep.Replications.Outcome}` is at most {PackageTables.Text(rule.Target)} to each side, decided at {string.Join(", ", rule.Looks())} replications only."
        : $"{Count(study.Replications, "replication")} of each point.";

    private static string Rule(RuleReference rule)
    {
        string parameters = rule.Parameters.Count == 0 ? "" : $" ({string.Join(", ", rule.Parameters.Select(parameter => $"{parameter.Key} {parameter.Value}"))})";
        return $"{rule.Id}{parameters}{(rule.Else is { } otherwise ? $", else {Rule(otherwise)}" : "")}";
    }

    private static string Paper(string method) => method switch
    {
        SweepShape.LatinHypercube => " (McKay, Beckman and Conover 1979, Technometrics 21(2), 239–245)",
        SweepShape.Sobol => " (Sobol' 1967; direction numbers of Joe and Kuo 2008, SIAM Journal on Scientific Computing 30(5), 2635–2654; scrambling of Owen 1995)",
        SweepShape.Morris => " (Morris 1991, Technometrics 33(2), 161–174)",
        SweepShape.Saltelli => " (Saltelli et al. 2010, Computer Physics Communications 181(2), 259–270)",
        _ => "",
    };

    private static string Count(long number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";

    // In paragraphs; tables show expressions as text.
    private static string Code(object expression) => $"`{expression}`";

    // For tables, which take text as it is.
    private static string Text(object expression) => expression.ToString()!;
}
