using StrategySim.GameTheory.Games;

namespace StrategySim.GameTheory.Concepts;

/// <summary>How large the linear programs of concepts may be.</summary>
internal static class ProgramSize
{
    /// <summary>The most cells, inequalities × variables, of one program.</summary>
    public const long MaximumCells = 4_000_000;

    /// <summary>Refuses a program that is too large, before memory is touched.</summary>
    /// <exception cref="GameTooLargeException">It exceeds <see cref="MaximumCells"/>.</exception>
    public static void Check(NormalFormGame game, string what, long rows, long columns)
    {
        long cells = rows * columns;
        if (cells > MaximumCells) throw new GameTooLargeException($"The linear program for {what} of the {game}", "cells", cells, MaximumCells);
    }
}
