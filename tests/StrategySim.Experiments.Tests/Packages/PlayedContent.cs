using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Packages;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Shocks;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Experiments.Tests.Packages;

/// <summary>A study for packages, played unit by unit without a store.</summary>
internal sealed class PlayedContent : IStudyContent
{
    private readonly List<(SweepPoint Point, OutcomeLayout Layout, List<(int Replication, UnitSummary Summary)> Units, List<UnitFailure> Failures, int Missing)> _points = [];

    private PlayedContent(Sweep sweep) => Sweep = sweep;

    public StudyProgress Progress { get; private init; } = null!;

    public Sweep Sweep { get; }

    /// <summary>Two factors, a number and a rule, over units that differ in length; two outcomes.</summary>
    public static string Plain { get; } = $$$$"""
        {"schema":"strategysim/sweep/v1","id":"Plain-one","title":"A \"plain\" sweep: two | factors","description":"First line.\n\n# Not a heading","scenario":{{{{SmallScenarios.RandomLength(6).ToCanonicalJson()}}}},"factors":{"noise":{"at":"/run/executionNoise","list":["0","1/3"]},"rule":{"at":"/games/g/rules/A","oneOf":[{"use":"random"},{"use":"tit-for-tat"}]}},"design":{"method":"grid"},"outcomes":{"conceding":{"measure":"concessionRate","game":"g","actor":"A"},"pay-b":{"measure":"payoffMean","game":"g","actor":"B"}}}
        """.Trim();

    /// <summary>Units of which some fail; a factor and an outcome that are named like columns of tables, a helper, and two points that are the same.</summary>
    public static string Failing { get; } = $$$$"""
        {"schema":"strategysim/sweep/v1","id":"failing","scenario":{{{{SmallScenarios.SometimesFails(30).ToCanonicalJson()}}}},"factors":{"point":{"parameter":"rate","list":["1/10","2/5"]}},"design":{"method":"grid"},"outcomes":{"rounds":{"measure":"rounds"}}}
        """.Trim();

    /// <summary>No outcome is named: all are listed.</summary>
    public static string All { get; } = Plain.Replace("\"outcomes\":", "\"constraints\":[\"noise < 1\"],\"outcomes\":", StringComparison.Ordinal)
        .Split(",\"outcomes\"")[0] + "}";

    public static PlayedContent Of(string json, RunStatus status = RunStatus.Completed, Func<long, int, bool>? has = null, string id = "0a1b", int hours = 0)
    {
        Sweep sweep = SweepReader.Read(json, DocumentFormat.Json, static _ => null).Require();
        DateTimeOffset start = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero).AddHours(hours);
        ulong seed = sweep.Scenario.Run.Seed;
        int replications = sweep.Replications.Initial;
        var study = new StudyRecord
        {
            Id = id,
            Status = status,
            SweepId = sweep.Id,
            SweepTitle = sweep.Title,
            DocumentJson = json,
            DocumentHash = Hash(json),
            ModelVersion = SimulationModel.Version,
            Seed = seed,
            Replications = replications,
            MaxReplications = replications,
            DesignPoints = sweep.Count,
            CreatedAt = start,
            StartedAt = start.AddSeconds(1),
            FinishedAt = start.AddSeconds(90),
            Environment = RunEnvironment.Current("local", $"made for {id}"),
        };
        var content = new PlayedContent(sweep) { Progress = new StudyProgress(study, 0, 0, 0, 0, 0) };
        foreach (SweepPoint point in sweep.Points())
        {
            CompiledScenario compiled = CompiledScenario.Compile(point.Scenario);
            var units = new List<(int, UnitSummary)>();
            var failures = new List<UnitFailure>();
            int missing = 0;
            for (int replication = 0; replication < replications; replication++)
            {
                if (has?.Invoke(point.Index, replication) == false)
                {
                    missing++;
                    continue;
                }

                try
                {
                    units.Add((replication, UnitPlayer.Play(compiled, seed, replication, default)));
                }
                catch (ScenarioPlayException error)
                {
                    failures.Add(new UnitFailure(point.Index, point.PointId, replication, error.Message));
                }
            }

            content._points.Add((point, compiled.Layout, units, failures, missing));
        }

        string? results = status == RunStatus.Completed ? Hash(string.Join(',', content._points.SelectMany(point => point.Units).Select(unit => unit.Summary.TrajectoryHash))) : null;
        return new PlayedContent(sweep) { Progress = content.Progress with { Study = study with { ResultsHash = results } } }.With(content);
    }

    public async IAsyncEnumerable<ContentPoint> ReadPointsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (point, layout, units, failures, missing) in _points)
        {
            await Task.CompletedTask;
            yield return new ContentPoint(point.Index, point.Values, point.PointId, null, units.Count, failures.Count, missing, () => layout, _ => units.ToAsyncEnumerable());
        }
    }

    public IAsyncEnumerable<UnitFailure> ReadFailuresAsync(CancellationToken cancellationToken) => _points.SelectMany(point => point.Failures).ToAsyncEnumerable();

    public Task<IReadOnlyList<PackageFigure>> DrawAsync(CancellationToken cancellationToken)
    {
        string rows = string.Join(',', _points.Select(point => $$"""{"point":{{point.Point.Index}},"units":{{point.Units.Count.ToString(CultureInfo.InvariantCulture)}}}"""));
        return Task.FromResult<IReadOnlyList<PackageFigure>>([new PackageFigure("units-by-point", "Units by point", Encoding.UTF8.GetBytes($$"""{"title":"Units","data":{"values":[{{rows}}]},"mark":"bar"}"""))]);
    }

    private PlayedContent With(PlayedContent other)
    {
        _points.AddRange(other._points);
        return this;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
