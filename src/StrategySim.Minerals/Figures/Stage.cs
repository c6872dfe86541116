namespace StrategySim.Minerals.Figures;

/// <summary>The stages of the supply chain for which country shares are known.</summary>
public enum Stage
{
    /// <summary>Mine output of a year.</summary>
    Mining,

    /// <summary>Refined, processed or primary metal output of a year; the choke point of most chains.</summary>
    Refining,

    /// <summary>Annual capacity, used or idle.</summary>
    Capacity,

    /// <summary>Reserves in the ground that can be mined at a profit.</summary>
    Reserves,
}

/// <summary>How the shares of a <see cref="StageTable"/> came about.</summary>
public enum ShareOrigin
{
    /// <summary>The source prints quantities; share = quantity / world total, rounded to four decimals.</summary>
    Computed,

    /// <summary>The source prints the share.</summary>
    Printed,

    /// <summary>The source names producers without any share.</summary>
    None,
}
