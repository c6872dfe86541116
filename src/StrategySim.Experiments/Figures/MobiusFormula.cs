using StrategySim.GameTheory.Numerics;

namespace StrategySim.Experiments.Figures;

/// <summary>x = (a·y + b)/(c·y + d): what a boundary is where payoffs are affine in each of two factors, so that their differences are bilinear.</summary>
/// <param name="A">a.</param>
/// <param name="B">b.</param>
/// <param name="C">c: 1, or 0 where the formula is affine.</param>
/// <param name="D">d: 1 where c is 0.</param>
internal sealed record MobiusFormula(Rational A, Rational B, Rational C, Rational D)
{
    // Three points determine the formula; each further one that lies on it exactly is a check.
    private const int FewestPoints = 5;

    /// <summary>The only formula of this kind through all the points, in exact arithmetic.</summary>
    /// <param name="points">Places y with the values x there.</param>
    /// <returns>The formula; null where there is none, more than one, or fewer than five points.</returns>
    public static MobiusFormula? Through(IReadOnlyList<(Rational Y, Rational X)> points)
    {
        if (points.Count < FewestPoints) return null;
        // a·y + b − c·x·y − d·x = 0 at every point: a line of solutions, or none but 0.
        var rows = new List<Rational[]>();
        var pivots = new List<int>();
        foreach ((Rational y, Rational x) in points)
        {
            Rational[] row = [y, 1, -(x * y), -x];
            for (int r = 0; r < rows.Count; r++) Subtract(row, rows[r], row[pivots[r]]);
            int pivot = Array.FindIndex(row, value => !value.IsZero);
            if (pivot < 0) continue;
            Rational lead = row[pivot];
            for (int i = 0; i < 4; i++) row[i] /= lead;
            for (int r = 0; r < rows.Count; r++) Subtract(rows[r], row, rows[r][pivot]);
            rows.Add(row);
            pivots.Add(pivot);
        }

        if (rows.Count != 3) return null;
        int free = Enumerable.Range(0, 4).Single(i => !pivots.Contains(i));
        var solution = new Rational[4];
        solution[free] = 1;
        for (int r = 0; r < 3; r++) solution[pivots[r]] = -rows[r][free];
        Rational scale = solution[2].IsZero ? solution[3] : solution[2];
        return scale.IsZero ? null : new MobiusFormula(solution[0] / scale, solution[1] / scale, solution[2] / scale, solution[3] / scale);

        static void Subtract(Rational[] from, Rational[] row, Rational times)
        {
            for (int i = 0; i < 4; i++) from[i] -= times * row[i];
        }
    }

    /// <summary>"(3k/2 − 2)/(k − 2)".</summary>
    /// <param name="name">The name of y.</param>
    public string Show(string name)
    {
        string above = Sum(A, B, name);
        if (C.IsZero) return above;
        string below = Sum(C, D, name);
        return $"{(A.IsZero || B.IsZero ? above : $"({above})")}/{(D.IsZero ? below : $"({below})")}";
    }

    private static string Sum(Rational factor, Rational constant, string name)
    {
        if (factor.IsZero) return Show(constant);
        string times = name.Length == 1 ? "" : "·";
        Rational size = factor.Sign < 0 ? -factor : factor;
        string product = (factor.Sign < 0 ? "−" : "") + (size.Numerator.IsOne ? "" : size.Numerator + times) + name + (size.Denominator.IsOne ? "" : "/" + size.Denominator);
        if (constant.IsZero) return product;
        return constant.Sign > 0 ? $"{product} + {Show(constant)}" : $"{product} − {Show(-constant)}";
    }

    private static string Show(Rational value) => value.ToString().Replace('-', '−');
}
