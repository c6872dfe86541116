using System.Diagnostics;
using Orleans;
using StrategySim.Grains.Contracts;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Benchmarks.Grains;

/// <summary>What a run of state actors would cost if nothing but the calls were left: the limit to compare with.</summary>
[Alias("strategysim.benchmarks.referee")]
public interface IBareReferee : IGrainWithStringKey
{
    /// <summary>Makes the calls of some rounds of a unit, as the grain of a run does.</summary>
    [Alias("advance")]
    Task<RunAdvance> AdvanceAsync(RunOrder order, BareShape shape, CancellationToken cancellationToken);
}

/// <summary>Twin of <see cref="IStateActorGrain"/>.</summary>
[Alias("strategysim.benchmarks.actor")]
public interface IBareActor : IGrainWithStringKey
{
    /// <summary>Answers at once.</summary>
    [Alias("decide")]
    ValueTask<ActorAnswer> DecideAsync(ActorQuestion question);
}

/// <summary>Who is asked in each round.</summary>
/// <param name="Rounds">Rounds of a unit.</param>
/// <param name="Seats">Seats of all games.</param>
/// <param name="First">Actors asked first, each with the number of its moves.</param>
/// <param name="Second">Actors asked once the first movers have moved, each with the number of its moves.</param>
[GenerateSerializer, Immutable, Alias("strategysim.benchmarks.shape")]
public sealed record BareShape([property: Id(0)] int Rounds, [property: Id(1)] int Seats, [property: Id(2)] BareAsked[] First, [property: Id(3)] BareAsked[] Second)
{
    public static BareShape Of(Scenario scenario)
    {
        (string Actor, bool Second)[] seats =
        [
            .. scenario.Games.Values.SelectMany(game => game.Players.Select((actor, player) => (actor, game.FirstMover is int first && first != player))),
        ];
        string[] actors = [.. scenario.Actors.Keys.Where(actor => seats.Any(seat => seat.Actor == actor))];
        // All are asked first, for all have to take note of the round before.
        return new BareShape(scenario.Time.Horizon, seats.Length, [.. actors.Select(actor => Asked(actor, false))], [.. actors.Select(actor => Asked(actor, true)).Where(asked => asked.Moves > 0)]);

        BareAsked Asked(string actor, bool second) => new(actor, seats.Count(seat => seat.Actor == actor && seat.Second == second));
    }
}

/// <summary>An actor that is asked.</summary>
[GenerateSerializer, Immutable, Alias("strategysim.benchmarks.asked")]
public sealed record BareAsked([property: Id(0)] string Actor, [property: Id(1)] int Moves);

internal sealed class BareReferee(IGrainFactory grains) : Grain, IBareReferee
{
    // As often as the grain of a run.
    private const int RoundsBetweenLooks = 16;

    private readonly Dictionary<string, IBareActor> _actors = [];
    private int _replication = -1;
    private int _moves;

    public async Task<RunAdvance> AdvanceAsync(RunOrder order, BareShape shape, CancellationToken cancellationToken)
    {
        if (_replication != order.From.Replication) _actors.Clear();
        _replication = order.From.Replication;
        var answers = new ValueTask<ActorAnswer>[shape.First.Length];
        long started = Stopwatch.GetTimestamp();
        int round = order.From.Round;
        while (round < shape.Rounds)
        {
            if (round % RoundsBetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Stopwatch.GetElapsedTime(started).TotalMilliseconds >= order.Milliseconds) break;
            }

            round++;
            for (int turn = 0; turn < (shape.Second.Length > 0 ? 2 : 1); turn++)
            {
                BareAsked[] asked = turn == 0 ? shape.First : shape.Second;
                var question = new ActorQuestion(round, new int[shape.Seats], turn == 0 ? null : new int[shape.Seats], 0);
                for (int i = 0; i < asked.Length; i++) answers[i] = Actor(asked[i]).DecideAsync(question);
                for (int i = 0; i < asked.Length; i++) _moves += (await answers[i]).Moves.Length;
            }
        }

        UnitResult? ended = round == shape.Rounds ? new UnitResult(round, [_moves], "") : null;
        return new RunAdvance(new RunPlace(_replication, round), ended, null, false);
    }

    private IBareActor Actor(BareAsked asked)
    {
        if (!_actors.TryGetValue(asked.Actor, out IBareActor? grain))
            _actors[asked.Actor] = grain = grains.GetGrain<IBareActor>($"{asked.Moves}/{this.GetPrimaryKeyString()}/{_replication}/{asked.Actor}");
        return grain;
    }
}

internal sealed class BareActor : Grain, IBareActor
{
    private int _moves;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _moves = int.Parse(this.GetPrimaryKeyString().Split('/')[0]);
        return Task.CompletedTask;
    }

    public ValueTask<ActorAnswer> DecideAsync(ActorQuestion question) => new(new ActorAnswer(new ActorMove[_moves], null));
}
