namespace StrategySim.Simulation.Rules.Counting;

/// <summary>A deterministic rule of cooperating that keeps a count of the rival's moves.</summary>
/// <remarks>The state is the count itself: <c>cooperates</c> reads it, <c>afterC</c> and <c>afterD</c> are added to it after the rival's C and D.</remarks>
internal sealed class CountingMachine(Func<long, bool> cooperates, int afterC, int afterD) : RuleMachine(2, 2, CooperateOrNot)
{
    public override long Start => 0;

    public override int Behaviour(long state) => cooperates(state) ? 0 : 1;

    public override long Next(long state, int own, int rival) => state + (rival == 0 ? afterC : afterD);
}
