using MathNet.Numerics;

namespace StrategySim.Experiments.Discovery;

/// <summary>PRIM, the patient rule induction method: boxes of inputs in which cases of interest are dense.</summary>
/// <remarks>
/// <para>
/// From the whole of the cases small parts are peeled off one after another, of that input and side which serves the objective best: of a number the cases below
/// its α quantile in the box or above its 1 − α quantile (where equal numbers leave nothing there, the whole outermost number), of a category one category.
/// When no cut that keeps the least mass raises the density any more, parts are pasted back while that does not lower the density. The user picks
/// a box on the trajectory, trading coverage for density. Ties go to the cut that takes fewer cases, then to the first input, the lower side, the first category.
/// </para>
/// <para>
/// Sources: Friedman and Fisher (1999), "Bump hunting in high-dimensional data", Statistics and Computing 9(2), 123–143; for
/// coverage, density and quasi-p-values Bryant and Lempert (2010), "Thinking inside the box", Technological Forecasting and Social Change 77(1), 34–49.
/// </para>
/// <para>Cost: of order d·n·log n for each of about log(least mass)/log(1 − α) cuts.</para>
/// </remarks>
internal static class Prim
{
    /// <summary>The trajectory from all cases to the last box.</summary>
    /// <param name="inputs">At least one input, each with a value for every case; names differ.</param>
    /// <param name="interest">For each case, whether it is of interest; at least one is.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <returns>The boxes: the start, each peel, then each paste.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, names are used twice, no case is of interest, or a setting is not in its range.</exception>
    public static IReadOnlyList<PrimBox> Trajectory(IReadOnlyList<PrimInput> inputs, IReadOnlyList<bool> interest, PrimOptions? options = null)
    {
        options ??= new PrimOptions();
        options.Check();
        Check(inputs, interest);
        var search = new Search(inputs, [.. interest], options);
        return search.Run();
    }

    private static void Check(IReadOnlyList<PrimInput> inputs, IReadOnlyList<bool> interest)
    {
        if (inputs.Count == 0) throw new ArgumentException("There are no inputs; expected at least one.", nameof(inputs));
        if (!interest.Contains(true)) throw new ArgumentException($"None of {interest.Count} cases is of interest; expected at least one.", nameof(interest));
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (PrimInput input in inputs)
        {
            if (input.Values.Length != interest.Count)
                throw new ArgumentException($"{input.Name} has {input.Values.Length} values; expected {interest.Count}, one for each case.", nameof(inputs));
            if (!names.Add(input.Name)) throw new ArgumentException($"Two inputs are called {input.Name}; expected different names.", nameof(inputs));
        }
    }

    // The limits of one input: of a number the closed interval, of categories which are in.
    private readonly record struct Limit(double Lower, double Upper, ulong[]? Categories)
    {
        public bool Holds(double value) =>
            Categories is null ? value >= Lower && value <= Upper : (Categories[(int)value / 64] >> ((int)value % 64) & 1) != 0;

        public Limit Toggled(int category)
        {
            ulong[] copy = [.. Categories!];
            copy[category / 64] ^= 1UL << (category % 64);
            return this with { Categories = copy };
        }
    }

    private readonly record struct Candidate(int Input, Limit Limit, int Cases, int Hits, double Score);

    private sealed class Search(IReadOnlyList<PrimInput> inputs, bool[] interest, PrimOptions options)
    {
        private readonly Limit[] _whole = [.. inputs.Select(input => Unlimited(input))];
        private readonly int _hits = interest.Count(hit => hit);

        public List<PrimBox> Run()
        {
            Limit[] box = [.. _whole];
            List<PrimBox> trajectory = [Describe(PrimStep.Start, box)];
            while (Best(Peels(box), box) is { } cut)
            {
                box[cut.Input] = cut.Limit;
                trajectory.Add(Describe(PrimStep.Peel, box));
            }

            while (Best(Pastes(box), box) is { } addition)
            {
                box[addition.Input] = addition.Limit;
                trajectory.Add(Describe(PrimStep.Paste, box));
            }

            return trajectory;
        }

        private static Limit Unlimited(PrimInput input)
        {
            if (!input.IsCategorical) return new Limit(double.NegativeInfinity, double.PositiveInfinity, null);
            ulong[] all = new ulong[(input.Categories.Count + 63) / 64];
            for (int category = 0; category < input.Categories.Count; category++) all[category / 64] |= 1UL << (category % 64);
            return new Limit(0, 0, all);
        }

        // The best candidate that may be taken: of equal scores the one that moves fewer cases, then the first.
        private Candidate? Best(IEnumerable<Candidate> candidates, Limit[] box)
        {
            int now = Members(box).Count;
            Candidate? best = null;
            foreach (Candidate candidate in candidates)
            {
                if (best is not { } leader || candidate.Score > leader.Score
                    || (candidate.Score == leader.Score && Math.Abs(candidate.Cases - now) < Math.Abs(leader.Cases - now)))
                {
                    best = candidate;
                }
            }

            return best;
        }

        private IEnumerable<Candidate> Peels(Limit[] box)
        {
            List<int> members = Members(box);
            int hits = members.Count(i => interest[i]);
            for (int input = 0; input < inputs.Count; input++)
            {
                double[] values = inputs[input].Values;
                if (box[input].Categories is not null)
                {
                    foreach (int category in Enumerable.Range(0, inputs[input].Categories.Count).Where(c => box[input].Holds(c)))
                    {
                        if (Allowed(input, box[input].Toggled(category), members, hits) is { } cut) yield return cut;
                    }

                    continue;
                }

                double[] sorted = [.. members.Select(i => values[i]).Order()];
                if (sorted[0] == sorted[^1]) continue;
                int take = Math.Max(1, (int)(options.PeelShare * sorted.Length));
                // Equal numbers go together: they stay where that cuts anything at all, else the outermost number goes as a whole.
                double lower = sorted[Math.Min(take, sorted.Length - 1)];
                if (lower == sorted[0]) lower = Array.Find(sorted, value => value > sorted[0]);
                if (Allowed(input, box[input] with { Lower = lower }, members, hits) is { } below) yield return below;
                double upper = sorted[Math.Max(sorted.Length - 1 - take, 0)];
                if (upper == sorted[^1]) upper = Array.FindLast(sorted, value => value < sorted[^1]);
                if (Allowed(input, box[input] with { Upper = upper }, members, hits) is { } above) yield return above;
            }
        }

        // A cut has to leave the least mass and to raise the density.
        private Candidate? Allowed(int input, Limit limit, List<int> members, int hits)
        {
            int cases = 0, left = 0;
            foreach (int i in members)
            {
                if (!limit.Holds(inputs[input].Values[i])) continue;
                cases++;
                if (interest[i]) left++;
            }

            if (cases == 0 || cases == members.Count || cases < options.MinimumMass * interest.Length) return null;
            double gain = (left / (double)cases) - (hits / (double)members.Count);
            if (gain <= 0) return null;
            double score = options.Objective == PrimObjective.Density ? left / (double)cases : gain / (members.Count - cases);
            return new Candidate(input, limit, cases, left, score);
        }

        private IEnumerable<Candidate> Pastes(Limit[] box)
        {
            List<int> members = Members(box);
            int hits = members.Count(i => interest[i]);
            int give = Math.Max(1, (int)(options.PasteShare * members.Count));
            for (int input = 0; input < inputs.Count; input++)
            {
                Limit limit = box[input];
                double[] values = inputs[input].Values;
                Limit[] without = [.. box];
                without[input] = _whole[input];
                List<int> outside = [.. Members(without).Where(i => !limit.Holds(values[i]))];
                if (limit.Categories is not null)
                {
                    foreach (int category in Enumerable.Range(0, inputs[input].Categories.Count).Where(c => !limit.Holds(c)))
                    {
                        if (Pasted(input, limit.Toggled(category), outside, members.Count, hits) is { } addition) yield return addition;
                    }

                    continue;
                }

                double[] below = [.. outside.Select(i => values[i]).Where(value => value < limit.Lower).OrderDescending()];
                if (below.Length > 0)
                {
                    // With everything below given back the side is no longer restricted.
                    double lower = give >= below.Length ? double.NegativeInfinity : below[give - 1];
                    if (Pasted(input, limit with { Lower = lower }, outside, members.Count, hits) is { } addition) yield return addition;
                }

                double[] above = [.. outside.Select(i => values[i]).Where(value => value > limit.Upper).Order()];
                if (above.Length > 0)
                {
                    double upper = give >= above.Length ? double.PositiveInfinity : above[give - 1];
                    if (Pasted(input, limit with { Upper = upper }, outside, members.Count, hits) is { } addition) yield return addition;
                }
            }
        }

        // What is given back must not lower the density.
        private Candidate? Pasted(int input, Limit limit, List<int> outside, int cases, int hits)
        {
            int added = 0, addedHits = 0;
            foreach (int i in outside)
            {
                if (!limit.Holds(inputs[input].Values[i])) continue;
                added++;
                if (interest[i]) addedHits++;
            }

            if (added == 0 || (long)addedHits * cases < (long)hits * added) return null;
            double density = (hits + addedHits) / (double)(cases + added);
            double score = options.Objective == PrimObjective.Density ? density : (density - (hits / (double)cases)) / added;
            return new Candidate(input, limit, cases + added, hits + addedHits, score);
        }

        private List<int> Members(Limit[] box)
        {
            List<int> members = [];
            for (int i = 0; i < interest.Length; i++)
            {
                bool inside = true;
                for (int input = 0; inside && input < box.Length; input++) inside = box[input].Holds(inputs[input].Values[i]);
                if (inside) members.Add(i);
            }

            return members;
        }

        private PrimBox Describe(PrimStep step, Limit[] box)
        {
            List<int> members = Members(box);
            int hits = members.Count(i => interest[i]);
            List<PrimRestriction> restrictions = [];
            for (int input = 0; input < box.Length; input++)
            {
                Limit limit = box[input];
                string[] categories = [.. inputs[input].Categories.Where((_, category) => limit.Holds(category))];
                bool restricted = limit.Categories is null
                    ? double.IsFinite(limit.Lower) || double.IsFinite(limit.Upper)
                    : categories.Length < inputs[input].Categories.Count;
                if (!restricted) continue;
                Limit[] without = [.. box];
                without[input] = _whole[input];
                List<int> others = Members(without);
                double density = others.Count(i => interest[i]) / (double)others.Count;
                restrictions.Add(new PrimRestriction(
                    inputs[input].Name,
                    double.IsFinite(limit.Lower) && limit.Categories is null ? limit.Lower : null,
                    double.IsFinite(limit.Upper) && limit.Categories is null ? limit.Upper : null,
                    categories,
                    UpperTail(members.Count, density, hits)));
            }

            return new PrimBox(
                step, restrictions, members.Count, hits, hits / (double)_hits, hits / (double)members.Count, members.Count / (double)interest.Length);
        }

        // P(Bin(n, q) ≥ k) = I_q(k, n − k + 1); 1 − CDF would lose small values.
        private static double UpperTail(int n, double q, int k) =>
            k == 0 || q >= 1 ? 1 : q <= 0 ? 0 : SpecialFunctions.BetaRegularized(k, n - k + 1, q);
    }
}
