namespace StrategySim.Minerals.Sources;

/// <summary>How near to the original the figures were read.</summary>
public enum SourceKind
{
    /// <summary>The document or data file itself was read.</summary>
    Primary,

    /// <summary>A primary document, read as quoted word for word by someone else.</summary>
    Quoted,

    /// <summary>Press, digest or reprint of the original.</summary>
    Secondary,

    /// <summary>A scholarly article or abstract on the politics of critical minerals; its figures are quoted from others.</summary>
    Literature,
}

/// <summary>Where a figure was read.</summary>
/// <param name="Id">Short id, unique in the catalogue, such as <c>usgs-2025-world</c>.</param>
/// <param name="Title">Title as cited.</param>
/// <param name="Year">Year of publication.</param>
/// <param name="Kind">How near to the original the figures were read.</param>
/// <param name="Access">What exactly was read.</param>
/// <param name="Publisher">Publisher, or null where none was stated.</param>
/// <param name="Doi">Digital object identifier without prefix, or null.</param>
/// <param name="Indicative">
/// True where what was read is unreliable as a text. Look-ups prefer any other source, whatever its year.
/// </param>
public sealed record Source(
    string Id,
    string Title,
    Years Year,
    SourceKind Kind,
    string Access,
    string? Publisher = null,
    string? Doi = null,
    bool Indicative = false)
{
    /// <summary>Title and year in one line, such as <c>Recycling Rates of Metals: a status report (2011)</c>.</summary>
    public string Citation => $"{Title} ({Year})";
}
