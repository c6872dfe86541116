using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.Problems;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Results;

/// <summary>Reads the outcomes of a started sweep and makes something of them, within what one request may cost.</summary>
internal sealed class SweepAnalyst(SweepFinder finder, StudyResults results, WorkGate gate, StrategySimSettings settings)
{
    // What analyses call the parameters that a request names otherwise.
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal) { ["interesting"] = "threshold" };

    /// <summary>Analyses one outcome of a sweep: the one that the request names, or the only one.</summary>
    /// <param name="id">The sweep.</param>
    /// <param name="query">The request.</param>
    /// <param name="parameters">Its parameters, besides the outcome: faults of what they say name them.</param>
    /// <param name="analyse">The analysis of the outcome of a name.</param>
    /// <param name="cancellationToken">The client left.</param>
    /// <exception cref="ProblemException">404; 409 where units are missing that the analysis needs; 422 with every fault otherwise.</exception>
    public async Task<T> AnalyseAsync<T>(string id, Query query, IReadOnlyList<QueryParameter> parameters, Func<StudyData, string, CancellationToken, T> analyse, CancellationToken cancellationToken)
    {
        SweepOutcome outcome = SweepOutcomes.Require(query, results.Read((await finder.RequireAsync(id, cancellationToken)).Study));
        return await AnalyseAsync(id, [SweepOutcomes.One, .. parameters], [outcome], (data, stop) => analyse(data, outcome.Name, stop), cancellationToken);
    }

    /// <summary>Makes something of outcomes of a sweep.</summary>
    /// <param name="id">The sweep.</param>
    /// <param name="parameters">The parameters of the request: faults of what they say name them.</param>
    /// <param name="outcomes">The outcomes.</param>
    /// <param name="analyse">What is made.</param>
    /// <param name="cancellationToken">The client left.</param>
    /// <exception cref="ProblemException">404; 409 where units are missing that the analysis needs; 422 with every fault otherwise.</exception>
    public async Task<T> AnalyseAsync<T>(
        string id, IReadOnlyList<QueryParameter> parameters, IReadOnlyList<SweepOutcome> outcomes, Func<StudyData, CancellationToken, T> analyse, CancellationToken cancellationToken)
    {
        StudyProgress progress = await finder.RequireAsync(id, cancellationToken);
        try
        {
            return await gate.RunAsync(
                "Analysing the outcomes of the sweep",
                "",
                settings.Limits.AnalysisSeconds,
                async stop =>
                {
                    StudyData data = await results.LoadAsync(progress.Study, outcomes, stop);
                    // A thread of its own: this is all computing.
                    return await Task.Factory.StartNew(() => analyse(data, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                },
                cancellationToken);
        }
        catch (InvalidInputException invalid)
        {
            throw new ProblemException(Of(progress, invalid.Faults, [.. parameters.Select(parameter => parameter.Name)]));
        }
    }

    private static Problem Of(StudyProgress progress, IReadOnlyList<Fault> faults, string[] parameters)
    {
        // What is missing may still come, or be made up for by extending.
        if (faults.All(fault => JsonPointer.Split(fault.Pointer) is [.., "points" or "rows" or "cells"] or ["analysis", "empiricalGame"]))
        {
            string state = RunReader.State(progress.Study.Status);
            string found = string.Join(' ', faults.Select(fault => $"{fault.Detail} Found {fault.Found}; expected {fault.Expected}."));
            return ProblemKinds.WrongState($"Sweep {progress.Study.Id} is {state} with {progress.UnitsDone} of {progress.UnitsTotal} units done and {progress.UnitsFailed} failed. {found}", state);
        }

        return ProblemKinds.Invalid([.. faults.Select(fault =>
        {
            string first = JsonPointer.Split(fault.Pointer).FirstOrDefault("");
            string name = Names.GetValueOrDefault(first, first);
            // A place in the sweep's document otherwise; lines and columns would be those of the text that is stored, which nobody wrote.
            ProblemFault own = ProblemFault.From(fault with { Line = null, Column = null });
            return parameters.Contains(name) ? own with { Pointer = "", Parameter = name } : own;
        })]);
    }
}
