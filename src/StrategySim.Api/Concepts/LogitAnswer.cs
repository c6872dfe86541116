using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Api.Concepts;

/// <summary>The principal branch of logit equilibria, a point of it, or the point that fits observed play best.</summary>
public sealed record LogitAnswer : ConceptAnswer
{
    private LogitAnswer(NormalFormGame game, IEnumerable<LogitPoint> points, bool reached, LogitFit? fit)
        : base(LogitEquilibria.Concept, game)
    {
        Points = [.. points.Select(QuantalResponse.From)];
        Reached = reached;
        Fit = fit is null ? null : new LogitFitAnswer(QuantalResponse.From(fit.Point), fit.LogLikelihood, fit.Interior);
    }

    /// <summary>Points of the branch in the order of the path from λ = 0, on which λ may fall; the one point asked for; none where λ was fitted.</summary>
    public IReadOnlyList<QuantalResponse> Points { get; }

    /// <summary>Whether the branch was followed to the λ asked for.</summary>
    public bool Reached { get; }

    /// <summary>The point that fits the frequencies best; null where none were given.</summary>
    public LogitFitAnswer? Fit { get; }

    /// <summary>The answer in a sentence or two.</summary>
    public override string Summary =>
        Fit is { } fit ? FormattableString.Invariant($"The frequencies are most likely at λ = {fit.Point.Lambda:G6}{(fit.Interior ? "" : ", an end of the branch that was followed")}; log-likelihood {fit.LogLikelihood:G8}.")
        : !Reached ? FormattableString.Invariant($"The branch could be followed to λ = {(Points.Count == 0 ? 0 : Points[^1].Lambda):G6} only.")
        : FormattableString.Invariant($"{ConceptWords.Count(Points.Count, "point", "points")}; at λ = {Points[^1].Lambda:G6} the players play {string.Join("; ", Points[^1].Probabilities.Select((own, i) => $"{Game.Players[i].Id} {string.Join(", ", own.Select(p => p.ToString("F4", System.Globalization.CultureInfo.InvariantCulture)))}"))}.");

    /// <inheritdoc/>
    public override IReadOnlyList<ConceptTable> Tables =>
    [
        new(
            "Points of the branch",
            ["lambda", .. Game.Players.SelectMany(player => player.Strategies.Select(strategy => $"{player.Id}:{strategy}")), "residual"],
            [.. (Fit is { } fit ? [fit.Point] : Points).Select(point => (object?[])[point.Lambda, .. point.Probabilities.SelectMany(own => own).Cast<object?>(), point.Residual])]),
    ];

    internal static Func<CancellationToken, ConceptAnswer> Read(NormalFormGame game, ParameterReader parameters)
    {
        double? lambda = parameters.Number("lambda", Rational.Zero)?.ToDouble(), to = parameters.Number("to", Rational.Zero)?.ToDouble();
        Rational[][]? frequencies = parameters.NumbersOfStrategies("frequencies", game);
        if (to == 0) parameters.Unwanted("to", "a number greater than 0", "The branch starts at 0.");
        if (lambda is { } at && !double.IsFinite(at)) parameters.Unwanted("lambda", "a number within the range of doubles", "The number is too large.");
        if (to is { } end && !double.IsFinite(end)) parameters.Unwanted("to", "a number within the range of doubles", "The number is too large.");
        if (parameters.Has("lambda"))
        {
            parameters.Unwanted("frequencies", "either lambda or frequencies", "λ is either given or fitted.");
            parameters.Unwanted("to", "either lambda or to", "The branch is followed to lambda.");
        }

        if (frequencies?.Any(own => own.All(f => f.IsZero)) == true) parameters.Unwanted("frequencies", "for each player at least one number greater than 0", "A player without observations cannot be fitted.");
        return stop =>
        {
            if (lambda is { } one)
            {
                LogitPoint? point = LogitEquilibria.At(game, one, stop);
                return new LogitAnswer(game, point is null ? [] : [point], point is not null, null);
            }

            if (frequencies is not null) return new LogitAnswer(game, [], true, LogitEquilibria.Fit(game, [.. frequencies.Select(own => own.Select(f => f.ToDouble()).ToArray())], to, stop));
            LogitBranch branch = LogitEquilibria.Branch(game, to, stop);
            return new LogitAnswer(game, branch.Points, branch.Reached, null);
        };
    }
}

/// <summary>A logit equilibrium.</summary>
/// <param name="Lambda">λ; 1/payoff unit, at least 0.</param>
/// <param name="Probabilities">For each player the probability of each strategy.</param>
/// <param name="Residual">The most by which a probability differs from the logit response to the others' probabilities.</param>
public sealed record QuantalResponse(double Lambda, IReadOnlyList<IReadOnlyList<double>> Probabilities, double Residual)
{
    internal static QuantalResponse From(LogitPoint point) => new(point.Lambda, [.. point.Probabilities.Select(own => (IReadOnlyList<double>)own)], point.Residual);
}

/// <summary>The point of the branch that fits observed play best.</summary>
/// <param name="Point">The point.</param>
/// <param name="LogLikelihood">Σ f ln p over the frequencies given, at most 0.</param>
/// <param name="Interior">Whether the likelihood falls on both sides; otherwise it is largest at an end of the branch followed.</param>
public sealed record LogitFitAnswer(QuantalResponse Point, double LogLikelihood, bool Interior);
