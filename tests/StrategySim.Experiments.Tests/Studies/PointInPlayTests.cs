using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Play;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Experiments.Tests.Studies;

public class PointInPlayTests
{
    [Fact]
    public void UnitsThatAreStored_AreToldOnce_WithoutThoseThatFailed()
    {
        var play = new PointInPlay(0, new PlayedPoint(SmallScenarios.Tiny()), -1, new KnownUnits([0, 1, 3], [4]), new StudyTarget(7, 6, 6, null, null));
        Assert.Equal([2, 5], play.Next()!.Replications.ToArray());
        StudyPointGroup first = play.Release(out int found);
        Assert.Equal((3, 1, 3), (first.Row.Done, first.Row.Failed, found));
        play.Release(out found);
        Assert.Equal(0, found);
    }

    [Fact]
    public void WhatWasHandedOver_IsNotAddedToAfterwards()
    {
        // It is being stored, by another thread, while further units end.
        var play = new PointInPlay(0, new PlayedPoint(SmallScenarios.Tiny()), -1, new KnownUnits([], []), new StudyTarget(7, 2, 2, null, null));
        UnitOrder order = play.Next()!;
        Assert.Equal([0, 1], order.Replications.ToArray());
        StudyPointGroup first = play.Release(out _);
        UnitSummary summary = UnitPlayer.Play(CompiledScenario.Compile(SmallScenarios.Tiny()), 7, 0, TestContext.Current.CancellationToken);
        Assert.False(play.Take(Ended(units => units.Units.Add(0, summary))));
        Assert.True(play.Take(Ended(units => units.Fail(new FailedUnit(1, "broken")))));
        Assert.Null(first.Units);
        Assert.Empty(first.Failures);
        StudyPointGroup second = play.Release(out _);
        Assert.Equal((1, 0, 1), (second.Units!.Count, second.Units.Replication(0), Assert.Single(second.Failures).Replication));

        EndedUnits Ended(Action<EndedUnits> fill)
        {
            var ended = new EndedUnits(order);
            fill(ended);
            return ended;
        }
    }
}
