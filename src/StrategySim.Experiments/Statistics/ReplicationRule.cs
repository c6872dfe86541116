namespace StrategySim.Experiments.Statistics;

/// <summary>Why a point has, or has not yet, enough replications.</summary>
public enum ReplicationVerdict
{
    /// <summary>The interval is still too wide: go on to the next count.</summary>
    Continue,

    /// <summary>The interval is narrow enough.</summary>
    Narrow,

    /// <summary>The cap is reached with an interval that is too wide.</summary>
    Capped,
}

/// <summary>What the rule says at a count of replications.</summary>
/// <param name="Verdict">Why.</param>
/// <param name="Replications">Replications to have: the count decided at, or the next one.</param>
public sealed record ReplicationDecision(ReplicationVerdict Verdict, int Replications);

/// <summary>Replications until the half-width of a 95 % interval is at most a target, decided only at 30, 60, 120, … and at a cap.</summary>
/// <remarks>
/// <para>
/// A rule that looks after every replication stops preferably where the sample deviation happens to be small, and its intervals then hold the mean less often
/// than they say; they are right only as the target shrinks (Chow and Robbins 1965, Annals of Mathematical Statistics 36(2), 457–462). Few
/// looks, none before 30, keep that loss small; see Law, Simulation Modeling and Analysis, 5th ed. 2015, section 9.4.1.
/// </para>
/// <para>
/// It stays large where a small deviation and a mean far off are one event, as for rates: so the deviation of each half of the replications has to
/// be small enough as well, t·max(s, s₁, s₂)/√n ≤ target. This second condition is this project's own; COVERAGE.md, beside this file, says how often the
/// intervals hold the mean with it and without.
/// </para>
/// </remarks>
/// <param name="Target">Largest half-width that is accepted, in the unit of the outcome; greater than 0.</param>
/// <param name="Cap">Most replications; at least 4.</param>
public sealed record ReplicationRule(double Target, int Cap)
{
    /// <summary>Replications at the first look.</summary>
    public const int FirstLook = 30;

    /// <summary>Largest half-width that is accepted.</summary>
    public double Target { get; } = Target is > 0 and < double.PositiveInfinity
        ? Target
        : throw new ArgumentOutOfRangeException(nameof(Target), Target, "Expected a half-width greater than 0.");

    /// <summary>Most replications.</summary>
    public int Cap { get; } = Cap >= 4 ? Cap : throw new ArgumentOutOfRangeException(nameof(Cap), Cap, "Expected at least 4 replications.");

    /// <summary>The counts at which the rule decides: 30, 60, 120, … below the cap, and the cap.</summary>
    public IEnumerable<int> Looks()
    {
        for (long look = FirstLook; look < Cap; look *= 2) yield return (int)look;
        yield return Cap;
    }

    /// <summary>The first count, at least <paramref name="replications"/>, at which the rule decides; the cap where there are more already.</summary>
    public int NextLook(int replications) => Looks().FirstOrDefault(look => look >= replications, Cap);

    /// <summary>Decides at one of the counts, for a mean over replications.</summary>
    /// <param name="outcomes">The outcome of each replication, in order, as many as the count says.</param>
    /// <exception cref="ArgumentException">The rule does not decide at this count, or a number is not finite.</exception>
    public ReplicationDecision Decide(IReadOnlyList<double> outcomes)
    {
        CheckLook(outcomes.Count, nameof(outcomes));
        double[] all = SampleGuard.Copy(outcomes, nameof(outcomes), 4);
        int half = all.Length / 2;
        return Decide(SampleGuard.StudentMean(all), SampleGuard.StudentMean(all.Take(half)), SampleGuard.StudentMean(all.Skip(half)));
    }

    /// <summary>Decides at one of the counts, for any estimate with a t-interval.</summary>
    /// <param name="estimate">That of the first n replications, n being the count.</param>
    /// <param name="firstHalf">That of the first ⌊n/2⌋ of them.</param>
    /// <param name="secondHalf">That of the others.</param>
    /// <exception cref="ArgumentException">The rule does not decide at this count, or the halves are not the halves.</exception>
    public ReplicationDecision Decide(Estimate estimate, Estimate firstHalf, Estimate secondHalf)
    {
        int n = estimate.N;
        CheckLook(n, nameof(estimate));
        if (firstHalf.N != n / 2 || secondHalf.N != n - (n / 2))
            throw new ArgumentException($"The halves have {firstHalf.N} and {secondHalf.N} replications; expected {n / 2} and {n - (n / 2)}.", nameof(firstHalf));

        double sd = Math.Max(estimate.Sd!.Value, Math.Max(firstHalf.Sd!.Value, secondHalf.Sd!.Value));
        Estimate widest = Estimate.WithStudentInterval(0, sd, n);
        if (widest.Upper <= Target) return new ReplicationDecision(ReplicationVerdict.Narrow, n);
        return n == Cap
            ? new ReplicationDecision(estimate.Upper - estimate.Lower <= 2 * Target ? ReplicationVerdict.Narrow : ReplicationVerdict.Capped, n)
            : new ReplicationDecision(ReplicationVerdict.Continue, Looks().First(look => look > n));
    }

    private void CheckLook(int n, string name)
    {
        if (!Looks().Contains(n)) throw new ArgumentException($"The rule does not decide at {n} replications; expected one of {string.Join(", ", Looks())}.", name);
    }
}
