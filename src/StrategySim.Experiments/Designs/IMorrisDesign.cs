namespace StrategySim.Experiments.Designs;

/// <summary>A design of which each step changes one factor.</summary>
internal interface IMorrisDesign : IUnitDesign
{
    /// <summary>Whether the steps are all there are on the grid, rather than a sample.</summary>
    bool IsExhaustive { get; }

    /// <summary>The steps.</summary>
    /// <exception cref="ArgumentException">There are more points than a 64-bit index can name.</exception>
    IEnumerable<MorrisStep> Steps();
}
