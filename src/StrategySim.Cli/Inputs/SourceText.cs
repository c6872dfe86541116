using System.Text;
using StrategySim.Cli.CommandLine;

namespace StrategySim.Cli.Inputs;

/// <summary>The formats of texts.</summary>
internal enum SourceFormat
{
    /// <summary>YAML; JSON is told from it, although YAML would read most of it, because JSON has stricter rules.</summary>
    Yaml,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Gambit's strategic form.</summary>
    Nfg,

    /// <summary>Gambit's extensive form.</summary>
    Efg,
}

/// <summary>A text that the user named, as read.</summary>
/// <param name="Name">How faults name it: the path as given, or "standard input".</param>
/// <param name="Text">The text.</param>
/// <param name="FirstLine">The number of its first line, from 1, where it is a part of what was named.</param>
/// <param name="IsLine">Whether it is one line of several, each a JSON document.</param>
internal sealed record SourceText(string Name, string Text, int FirstLine = 1, bool IsLine = false)
{
    /// <summary>The argument that means standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>The most bytes that a file or standard input may have.</summary>
    public const long MaximumBytes = 50_000_000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What it is written in: by the ending of its name, or where that says nothing, by how it starts.</summary>
    public SourceFormat Format => IsLine ? SourceFormat.Json : Path.GetExtension(Name).ToLowerInvariant() switch
    {
        ".nfg" => SourceFormat.Nfg,
        ".efg" => SourceFormat.Efg,
        ".json" => SourceFormat.Json,
        ".yaml" or ".yml" => SourceFormat.Yaml,
        _ => Text.AsSpan().TrimStart() switch
        {
            ['N', 'F', 'G', ' ', ..] => SourceFormat.Nfg,
            ['E', 'F', 'G', ' ', ..] => SourceFormat.Efg,
            ['{' or '[', ..] => SourceFormat.Json,
            _ => SourceFormat.Yaml,
        },
    };

    /// <summary>Reads a file, or standard input where the argument is <c>-</c>.</summary>
    /// <exception cref="InputException">The file is missing, unreadable, too large, or not UTF-8 text.</exception>
    public static async Task<SourceText> ReadAsync(string file, Stream standardInput, CancellationToken cancellationToken)
    {
        if (file == StandardInput) return new SourceText("standard input", await ReadToEndAsync("standard input", standardInput, cancellationToken));
        try
        {
            await using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16, FileOptions.Asynchronous);
            return new SourceText(file, await ReadToEndAsync(file, stream, cancellationToken));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{file}: there is no such file.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new InputException(Directory.Exists(file) ? $"{file}: this is a folder; expected a file." : $"{file}: the file may not be read.");
        }
        catch (IOException error)
        {
            throw new InputException($"{file}: the file cannot be read: {error.Message}");
        }
        catch (ArgumentException)
        {
            throw new InputException($"'{file}' cannot be the name of a file.");
        }
    }

    private static async Task<string> ReadToEndAsync(string name, Stream stream, CancellationToken cancellationToken)
    {
        // Counted while reading: standard input and devices do not say how long they are.
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MaximumBytes) throw new InputException($"{name}: longer than {MaximumBytes:N0} bytes; expected at most that many.");
        }

        bytes.Position = 0;
        using var reader = new StreamReader(bytes, StrictUtf8, detectEncodingFromByteOrderMarks: true);
        try
        {
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (DecoderFallbackException error)
        {
            throw new InputException($"{name}: not UTF-8 text (near byte {error.Index:N0}); expected a text file.");
        }
    }
}
