using System.Globalization;
using System.Text.Json;
using StrategySim.Simulation.Expressions;

namespace StrategySim.Simulation.Scenarios;

/// <summary>How much of a scenario is written.</summary>
internal enum ScenarioPart
{
    /// <summary>The model less seed and replications.</summary>
    Point,

    /// <summary>Everything that is played.</summary>
    Model,

    /// <summary>The model with titles, provenance and notes.</summary>
    All,
}

/// <summary>Writes the canonical form of a scenario, with no tree in between: sweeps name each of their points by it.</summary>
/// <remarks>Keys come in ordinal order since they are written in it: those of records stand in that order here, and maps of scenarios are in it already.</remarks>
internal readonly partial struct CanonicalWriter(Utf8JsonWriter json, ScenarioPart part)
{
    private bool Prose => part == ScenarioPart.All;

    public void Document(Scenario scenario)
    {
        json.WriteStartObject();
        Map("actors", scenario.Actors, static (writer, actor) => writer.Actor(actor));
        Map("clubs", scenario.Clubs, static (writer, club) => writer.Club(club));
        Words("description", scenario.Description);
        Map("games", scenario.Games, static (writer, game) => writer.Game(game));
        if (Prose) json.WriteString("id", scenario.Id);
        Map("parameters", scenario.Parameters, static (writer, parameter) => writer.Parameter(parameter));
        json.WriteStartObject("payoffs");
        json.WriteString("acrossGames", scenario.Payoffs.SumAcrossGames ? "sum" : "separate");
        json.WriteBoolean("comparableAcrossActors", scenario.Payoffs.ComparableAcrossActors);
        json.WriteEndObject();
        Reputation(scenario.Reputation);
        Run(scenario.Run);
        json.WriteString("schema", ScenarioShape.SchemaId);
        Map("shocks", scenario.Shocks, static (writer, shock) => writer.Shock(shock));
        if (Prose) Map("sources", scenario.Sources, static (writer, source) => writer.Source(source));
        Map("states", scenario.States, static (writer, state) => writer.State(state));
        // What a scenario claims of itself changes nothing that is played.
        if (Prose) json.WriteString("status", scenario.Status);
        Time(scenario.Time);
        Words("title", scenario.Title);
        json.WriteEndObject();
    }

    private void Actor(Actor actor)
    {
        json.WriteStartObject();
        Words("kind", actor.Kind);
        json.WriteString("name", Prose ? actor.Name : actor.Id);
        json.WriteEndObject();
    }

    private void Club(Club club)
    {
        json.WriteStartObject();
        json.WriteBoolean("active", club.Active);
        Ids("members", club.Members);
        Words("title", club.Title);
        json.WriteEndObject();
    }

    private void Source(SourceReference source)
    {
        json.WriteStartObject();
        Words("doi", source.Doi);
        Words("publisher", source.Publisher);
        json.WriteString("title", source.Title);
        Words("url", source.Url);
        Words("year", source.Year);
        json.WriteEndObject();
    }

    private void Time(TimeSettings time)
    {
        json.WriteStartObject("time");
        Map("discountFactor", time.DiscountFactors, static (writer, factor) => writer.Text(factor));
        json.WriteNumber("horizon", time.Horizon);
        Words("period", time.Period);
        Words("start", time.Start);
        json.WriteEndObject();
    }

    private void Run(RunSettings run)
    {
        json.WriteStartObject("run");
        Text("continuation", run.Continuation);
        Text("executionNoise", run.ExecutionNoise);
        json.WriteString("quantum", run.Quantum.ToString());
        if (part != ScenarioPart.Point)
        {
            json.WriteNumber("replications", run.Replications);
            json.WriteNumber("seed", run.Seed);
        }

        json.WriteEndObject();
    }

    private void Parameter(Parameter parameter)
    {
        json.WriteStartObject();
        Words("assumption", parameter.Assumption);
        if (parameter.Derived) Text("derived", parameter.Definition);
        Words("note", parameter.Note);
        if (parameter.Range is { } range)
        {
            json.WriteStartArray("range");
            json.WriteStringValue(range.Low.ToString());
            json.WriteStringValue(range.High.ToString());
            json.WriteEndArray();
        }

        Words("source", parameter.Source);
        Words("unit", parameter.Unit);
        if (!parameter.Derived) Text("value", parameter.Definition);
        Words("year", parameter.Year);
        json.WriteEndObject();
    }

    private void State(StateVariable state)
    {
        json.WriteStartObject();
        if (state.Path is null)
        {
            Text("drift", state.Drift);
            if (state.HalfLife is not null) Text("halfLife", state.HalfLife);
            Text("initial", state.Initial);
        }

        if (state.Maximum is not null) Text("max", state.Maximum);
        if (state.Minimum is not null) Text("min", state.Minimum);
        Words("note", state.Note);
        if (state.Path is not null)
        {
            json.WriteStartArray("path");
            foreach (PathKnot knot in state.Path)
            {
                json.WriteStartArray();
                json.WriteStringValue(knot.Round.ToString(CultureInfo.InvariantCulture));
                Text(knot.Value);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        Words("unit", state.Unit);
        json.WriteEndObject();
    }

    private void Shock(ShockSpecification shock)
    {
        json.WriteStartObject();
        if (shock.HalfLife is not null) Text("halfLife", shock.HalfLife);
        Words("note", shock.Note);
        json.WriteString("process", shock.Rate is null ? "scheduled" : "poisson");
        if (shock.Rate is not null)
        {
            Text("rate", shock.Rate);
        }
        else
        {
            json.WriteStartArray("rounds");
            foreach (int round in shock.Rounds) json.WriteNumberValue(round);
            json.WriteEndArray();
        }

        Size(shock);
        json.WriteString("target", shock.Target);
        Words("title", shock.Title);
        json.WriteEndObject();
    }

    private void Size(ShockSpecification shock)
    {
        if (shock.SizeKind == ShockSizeKind.Fixed)
        {
            Text("size", shock.First);
            return;
        }

        json.WriteStartObject("size");
        if (shock.SizeKind == ShockSizeKind.Exponential) Text("exponential", shock.First);
        else Pair(shock.SizeKind == ShockSizeKind.Uniform ? "uniform" : "normal", shock.First, shock.Second);
        json.WriteEndObject();
    }

    private void Reputation(ReputationSettings reputation)
    {
        json.WriteStartObject("reputation");
        json.WriteString("belief", "beta");
        if (reputation.FeedbackCost is { } cost)
        {
            json.WriteStartObject("feedsBack");
            Text("cost", cost);
            json.WriteEndObject();
        }
        else
        {
            json.WriteBoolean("feedsBack", false);
        }

        Text("memory", reputation.Memory);
        Pair("prior", reputation.PriorFirm, reputation.PriorYielding);
        json.WriteString("scope", reputation.Scope switch
        {
            ReputationScope.Off => "off",
            ReputationScope.General => "general",
            _ => "pair",
        });
        json.WriteEndObject();
    }

    // Words for people, which hashes leave out.
    private void Words(string key, string value)
    {
        if (Prose && value.Length > 0) json.WriteString(key, value);
    }

    private void Text(string key, Expression expression) => json.WriteString(key, expression.ToString());

    private void Text(Expression expression) => json.WriteStringValue(expression.ToString());

    private void Pair(string key, Expression first, Expression second)
    {
        json.WriteStartArray(key);
        Text(first);
        Text(second);
        json.WriteEndArray();
    }

    private void Ids(string key, IReadOnlyList<string> ids)
    {
        json.WriteStartArray(key);
        foreach (string id in ids) json.WriteStringValue(id);
        json.WriteEndArray();
    }

    private void Map<T>(string key, IReadOnlyDictionary<string, T> map, Action<CanonicalWriter, T> write)
    {
        json.WriteStartObject(key);
        foreach ((string name, T value) in map)
        {
            json.WritePropertyName(name);
            write(this, value);
        }

        json.WriteEndObject();
    }
}
