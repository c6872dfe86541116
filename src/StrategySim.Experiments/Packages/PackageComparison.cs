using System.Text.Json;
using CsvHelper;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Runs;

namespace StrategySim.Experiments.Packages;

/// <summary>Lays a package beside a study that was played from it, value by value.</summary>
internal static class PackageComparison
{
    // Separators are not guessed, lines are not skipped, and what is malformed is recovered as it stands: it then differs.
    private static readonly CsvReaderOptions Csv = CsvReaderOptions.Default with { Separator = ',', HasHeader = false, SkipEmptyLines = false, DetectSeparatorHint = false };

    /// <summary>Compares tables, scenario and figures.</summary>
    /// <param name="package">The package.</param>
    /// <param name="again">The study as played now, completed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task<Reproduction> CompareAsync(Package package, IStudyContent again, CancellationToken cancellationToken)
    {
        PackageManifest manifest = package.Manifest;
        bool whole = manifest.Status == RunStatus.Completed;
        IStudyContent content = whole ? again : await CoveredContent.OfAsync(package, again, cancellationToken);
        var tables = new PackageTables(content.Sweep);
        var files = new List<FileComparison>();
        foreach (PackageTable table in tables.All)
        {
            await using Stream stream = await package.OpenAsync(table.Path, cancellationToken);
            files.Add(await CompareAsync(table, stream, content, cancellationToken));
        }

        // Figures of part of a study would be drawn from all of it now.
        List<string> otherwise = [];
        if (whole)
        {
            List<FileComparison> figures = await FiguresAsync(package, content, cancellationToken);
            // What a figure is made of changes with the program, and stands in the tables.
            if (manifest.ProgramVersion != RunEnvironment.CurrentProgramVersion) otherwise.AddRange(figures.Where(figure => figure.Differing > 0).Select(figure => figure.Path));
            files.AddRange(figures.Where(figure => !otherwise.Contains(figure.Path)));
        }

        files.Add(await CompareAsync(package, PackageFiles.Scenario, JsonDocument.Parse(PackageWriter.ScenarioJson(content.Sweep)), static _ => true, cancellationToken));
        string? found = whole ? again.Progress.Study.ResultsHash : null;
        long differing = files.Sum(file => file.Differing);
        return new Reproduction(
            differing == 0 && (!whole || found == manifest.ResultsHash),
            manifest.SweepId,
            manifest.SweepTitle,
            manifest.Seed,
            manifest.ModelVersion,
            manifest.Status,
            manifest.Coverage,
            manifest.ResultsHash,
            found,
            files.Sum(file => file.Values),
            differing,
            files,
            otherwise);
    }

    /// <summary>Reads a table of a package row by row; the header is the first.</summary>
    public static async IAsyncEnumerable<string[]> ReadRowsAsync(Stream stream, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CsvReader csv = CsvReader.Create(stream, Csv, leaveOpen: true);
        await using (csv)
        {
            while (await csv.ReadAsync(cancellationToken))
            {
                var row = new string[csv.FieldCount];
                for (int i = 0; i < row.Length; i++) row[i] = csv.GetString(i);
                yield return row;
            }
        }
    }

    private static async Task<FileComparison> CompareAsync(PackageTable table, Stream packaged, IStudyContent content, CancellationToken cancellationToken)
    {
        var differences = new DifferenceList(table.Path);
        string[] columns = [.. table.Fields.Select(field => field.Name)];
        await using IAsyncEnumerator<string[]> old = ReadRowsAsync(packaged, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using IAsyncEnumerator<string[]> made = table.Rows(content, cancellationToken).GetAsyncEnumerator(cancellationToken);
        string[] header = await old.MoveNextAsync() ? old.Current : [];
        if (!header.SequenceEqual(columns))
        {
            differences.Add(new ValueDifference("header", 0, null, string.Join(',', header), string.Join(',', columns)));
            differences.Stopped = true;
            return differences.ToComparison();
        }

        for (long row = 1; ; row++)
        {
            bool hasOld = await old.MoveNextAsync(), hasNew = await made.MoveNextAsync();
            if (!hasOld && !hasNew) return differences.ToComparison();
            if (!Compare(table, columns, row, hasOld ? old.Current : null, hasNew ? made.Current : null, differences))
            {
                differences.Stopped = true;
                return differences.ToComparison();
            }
        }
    }

    // False where the rows are none of the same thing, so that those behind them would not be either.
    private static bool Compare(PackageTable table, string[] columns, long row, string[]? old, string[]? made, DifferenceList differences)
    {
        int keys = table.Key.Count;
        string name = Describe(columns, keys, old ?? made!);
        if (old is null || made is null || old.Length != made.Length || !old.AsSpan(0, keys).SequenceEqual(made.AsSpan(0, keys)))
        {
            differences.Add(new ValueDifference($"row {row}", row, null, old is null ? null : string.Join(',', old), made is null ? null : string.Join(',', made)));
            return false;
        }

        for (int i = 0; i < columns.Length; i++)
        {
            differences.Values++;
            if (old[i] != made[i]) differences.Add(new ValueDifference($"row {row} ({name}), column {columns[i]}", row, columns[i], old[i], made[i]));
        }

        return true;
    }

    private static string Describe(string[] columns, int keys, string[] row) =>
        string.Join(", ", Enumerable.Range(0, Math.Min(keys, row.Length)).Where(i => row[i].Length > 0).Select(i => $"{columns[i].Replace('_', ' ')} {row[i]}"));

    private static async Task<List<FileComparison>> FiguresAsync(Package package, IStudyContent content, CancellationToken cancellationToken)
    {
        var files = new List<FileComparison>();
        var drawn = new HashSet<string>(StringComparer.Ordinal);
        foreach (PackageFigure figure in await content.DrawAsync(cancellationToken))
        {
            drawn.Add(figure.Path);
            // Titles and colours may change with the program; the numbers may not.
            files.Add(package.Contains(figure.Path)
                ? await CompareAsync(package, figure.Path, JsonDocument.Parse(figure.Document), static pointer => pointer.Contains("/data/", StringComparison.Ordinal) || pointer.Contains("/datasets/", StringComparison.Ordinal), cancellationToken)
                : Lone(figure.Path, packaged: null, found: "a figure"));
        }

        files.AddRange(package.Manifest.Files.Select(file => file.Path)
            .Where(path => path.StartsWith(PackageFiles.Figures, StringComparison.Ordinal) && !drawn.Contains(path))
            .Select(path => Lone(path, packaged: "a figure", found: null)));
        return files;
    }

    private static FileComparison Lone(string path, string? packaged, string? found)
    {
        var differences = new DifferenceList(path);
        differences.Add(new ValueDifference("the whole file", null, null, packaged, found));
        return differences.ToComparison();
    }

    private static async Task<FileComparison> CompareAsync(Package package, string path, JsonDocument made, Func<string, bool> counts, CancellationToken cancellationToken)
    {
        using JsonDocument _ = made;
        var differences = new DifferenceList(path);
        await using Stream stream = await package.OpenAsync(path, cancellationToken);
        try
        {
            using JsonDocument packaged = await JsonDocument.ParseAsync(stream, default, cancellationToken);
            Compare("", packaged.RootElement, made.RootElement, counts, differences);
        }
        catch (JsonException)
        {
            differences.Add(new ValueDifference("the whole file", null, null, "no JSON", "JSON"));
        }

        return differences.ToComparison();
    }

    private static void Compare(string pointer, JsonElement? old, JsonElement? made, Func<string, bool> counts, DifferenceList differences)
    {
        JsonValueKind kind = (old ?? made!.Value).ValueKind;
        if (old is { } a && made is { } b && a.ValueKind == b.ValueKind && kind == JsonValueKind.Object)
        {
            foreach (string name in a.EnumerateObject().Concat(b.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal))
                Compare(Simulation.Documents.JsonPointer.Append(pointer, name), Member(a, name), Member(b, name), counts, differences);
        }
        else if (old is { } first && made is { } second && first.ValueKind == second.ValueKind && kind == JsonValueKind.Array)
        {
            int length = Math.Max(first.GetArrayLength(), second.GetArrayLength());
            JsonElement[] left = [.. first.EnumerateArray()], right = [.. second.EnumerateArray()];
            for (int i = 0; i < length; i++)
                Compare($"{pointer}/{i}", i < left.Length ? left[i] : null, i < right.Length ? right[i] : null, counts, differences);
        }
        else if (counts(pointer))
        {
            differences.Values++;
            string? packaged = old?.GetRawText(), found = made?.GetRawText();
            if (packaged != found) differences.Add(new ValueDifference(pointer, null, null, packaged, found));
        }

        static JsonElement? Member(JsonElement of, string name) => of.TryGetProperty(name, out JsonElement value) ? value : null;
    }
}
