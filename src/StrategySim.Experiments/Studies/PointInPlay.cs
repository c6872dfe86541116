using System.Buffers.Binary;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.Studies;

/// <summary>A point whose units are being played: what it has, and whether that is enough.</summary>
/// <remarks>Not safe for several threads.</remarks>
internal sealed class PointInPlay
{
    private readonly StudyTarget _target;
    private readonly int _outcome;
    private readonly int[] _stored;
    private readonly HashSet<int> _failed;

    // Values and rounds by replication, of the outcome that decides; empty where none does.
    private double[] _values = [];
    private int[] _rounds = [];
    private UnitBatch? _units;
    private List<(int Replication, string Reason)> _failures = [];
    private PlayedPoint? _point;
    private int _done;
    private int _found;
    private int _lost;
    private int _missing;

    /// <param name="index">Its place in the design.</param>
    /// <param name="point">The point.</param>
    /// <param name="outcome">The place of the outcome that decides, or −1.</param>
    /// <param name="known">What is stored or has failed already.</param>
    /// <param name="target">How many units it shall have.</param>
    public PointInPlay(long index, PlayedPoint point, int outcome, KnownUnits known, StudyTarget target)
    {
        Index = index;
        PointId = point.PointId;
        _point = point;
        _outcome = outcome;
        _stored = known.Stored;
        _failed = [.. known.Failed];
        _target = target;
    }

    public long Index { get; }

    public string PointId { get; }

    /// <summary>Replications that it is to have, as far as is decided.</summary>
    public int Target { get; private set; }

    /// <summary>Whether nothing is left to be done for it.</summary>
    public bool Settled { get; private set; }

    /// <summary>Whether there is something that is not stored yet.</summary>
    public bool Touched { get; private set; }

    /// <summary>Whether stored values have to be shown to <see cref="See"/> before anything is decided.</summary>
    public bool NeedsValues => _target.Rule is not null && _stored.Length > 0;

    /// <summary>Looks at a unit, for decisions.</summary>
    public void See(int replication, int rounds, ReadOnlySpan<byte> values) =>
        Keep(replication, rounds, BinaryPrimitives.ReadDoubleLittleEndian(values[(_outcome * sizeof(double))..]));

    /// <summary>Takes in units that ended, and takes them over; true where nothing more is being played for the point.</summary>
    public bool Take(EndedUnits ended)
    {
        Touched = true;
        UnitBatch units = ended.Units;
        if (_target.Rule is not null)
        {
            for (int i = 0; i < units.Count; i++) See(units.Replication(i), PackedUnit.RoundsOf(units.Unit(i)), PackedUnit.ValuesOf(units.Unit(i)));
        }

        foreach (FailedUnit failed in ended.Failures)
        {
            _failures.Add((failed.Replication, failed.Reason));
            _failed.Add(failed.Replication);
        }

        _done += units.Count;
        _lost += ended.Failures.Count;
        _missing -= ended.Count;
        if (_units is null && units.Count > 0) _units = units;
        else Add(units);
        return _missing == 0;
    }

    /// <summary>Decides what is to be played next; asked first, and whenever nothing is being played.</summary>
    /// <returns>The order; null where the point is settled.</returns>
    public UnitOrder? Next()
    {
        while (true)
        {
            int target = Decide();
            if (target == Target)
            {
                Settled = Touched = true;
                _point = null;
                return null;
            }

            int[] missing = Missing(Target, target);
            // Those of the units in between that were there before.
            int lost = _failed.Count(replication => replication >= Target && replication < target);
            int found = target - Target - missing.Length - lost;
            (_done, _found) = (_done + found, _found + found);
            _lost += lost;
            Target = target;
            Touched = true;
            if (missing.Length == 0) continue;
            _missing = missing.Length;
            return new UnitOrder(_point!, _target.Seed, missing);
        }
    }

    /// <summary>Hands over what is to be stored.</summary>
    /// <param name="found">Units that the row counts for the first time although they were not played here: they were stored before.</param>
    public StudyPointGroup Release(out int found)
    {
        (found, _found) = (_found, 0);
        var row = new StudyPointRow(Index, PointId, null, Target, _done, _lost, Settled, null);
        // What goes on to be filled is never handed over: it is read while play goes on.
        var group = new StudyPointGroup(row, _units, _failures);
        (_units, _failures, Touched) = (null, [], false);
        return group;
    }

    // Decisions are made at fixed counts, from the first one on, whatever is stored beyond: so a study that is resumed decides the same.
    private int Decide()
    {
        if (Target == 0) return _target.Initial;
        // Where units are missing for good no interval is honest, and more of them would not help.
        if (_target.Rule is not { } rule || _lost > 0) return Target;
        ReplicationDecision decision = Decide(rule);
        return decision.Verdict == ReplicationVerdict.Continue ? decision.Replications : Target;
    }

    private ReplicationDecision Decide(ReplicationRule rule)
    {
        int half = Target / 2;
        if (!new OutcomeSample(_target.Outcome!, Enumerable.Range(0, Target).ToArray(), _values[..Target], _rounds[..Target]).IsRatio) return rule.Decide(_values[..Target]);
        return rule.Decide(Ratio(0, Target), Ratio(0, half), Ratio(half, Target));
    }

    private Estimate Ratio(int from, int end)
    {
        var ratio = new RatioAccumulator();
        for (int i = from; i < end; i++) ratio.Add(_values[i] * _rounds[i], _rounds[i]);
        return ratio.ToEstimate();
    }

    private int[] Missing(int from, int end)
    {
        int next = Array.BinarySearch(_stored, from);
        if (next < 0) next = ~next;
        var missing = new List<int>(end - from);
        for (int replication = from; replication < end; replication++)
        {
            if (next < _stored.Length && _stored[next] == replication) next++;
            else if (!_failed.Contains(replication)) missing.Add(replication);
        }

        return [.. missing];
    }

    private void Add(UnitBatch units)
    {
        _units?.Add(units);
        units.Dispose();
    }

    private void Keep(int replication, int rounds, double value)
    {
        if (_values.Length <= replication)
        {
            int size = Math.Max(replication + 1, 2 * _values.Length);
            Array.Resize(ref _values, size);
            Array.Resize(ref _rounds, size);
        }

        _values[replication] = value;
        _rounds[replication] = rounds;
    }
}

/// <summary>How many units the points of a study get, and of which seed.</summary>
/// <param name="Seed">The seed of all units.</param>
/// <param name="Initial">Units at the least.</param>
/// <param name="Maximum">Units at the most.</param>
/// <param name="Rule">When to stop; null where the number is fixed.</param>
/// <param name="Outcome">The outcome that the rule looks at; null where the number is fixed.</param>
internal sealed record StudyTarget(ulong Seed, int Initial, int Maximum, ReplicationRule? Rule, OutcomeKey? Outcome);
