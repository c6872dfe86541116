using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Problems;

namespace StrategySim.Api.Results;

/// <summary>Filters of results; one that names nothing is a fault rather than an empty answer.</summary>
internal static class Filters
{
    /// <summary>Whether a value passes the filter of that parameter.</summary>
    public static bool Fits(Query query, TextParameter parameter, string value) => query.Text(parameter) is not { } wanted || wanted == value;

    /// <summary>Checks that every filter names something that there is.</summary>
    /// <exception cref="ProblemException">422 with every filter that does not.</exception>
    public static void RequireKnown(Query query, params (TextParameter Parameter, IEnumerable<string> Known)[] filters)
    {
        List<ProblemFault> faults = [];
        foreach ((TextParameter parameter, IEnumerable<string> values) in filters)
        {
            if (query.Text(parameter) is not { } wanted) continue;
            string[] known = [.. values.Distinct(StringComparer.Ordinal)];
            if (!known.Contains(wanted)) faults.Add(new ProblemFault("", $"'{wanted}'", $"one of {string.Join(", ", known)}", $"There is no such {parameter.Name} here.", Parameter: parameter.Name));
        }

        if (faults.Count > 0) throw new ProblemException(ProblemKinds.Invalid(faults));
    }

    /// <summary>Reads the parts of a request that do not depend on each other.</summary>
    /// <exception cref="ProblemException">422 with the faults of all parts.</exception>
    public static void ReadAll(params Action[] parts)
    {
        List<ProblemFault> faults = [];
        foreach (Action part in parts)
        {
            try
            {
                part();
            }
            catch (ProblemException refused) when (refused.Problem.Status == StatusCodes.Status422UnprocessableEntity)
            {
                faults.AddRange(refused.Problem.Faults);
            }
        }

        if (faults.Count > 0) throw new ProblemException(ProblemKinds.Invalid(faults));
    }

    /// <summary>Checks that a page of rounds begins within the unit.</summary>
    /// <exception cref="ProblemException">422.</exception>
    public static void RequireRound(int from, int rounds)
    {
        if (from <= rounds) return;
        throw new ProblemException(ProblemKinds.Invalid([new ProblemFault("", $"{from}", $"1 to {rounds}", $"The unit has {rounds} rounds.", Parameter: "from")]));
    }
}
