using System.Numerics;
using StrategySim.GameTheory.Equilibria.ExtremePoints;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Pivoting;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.LargeGames;

/// <summary>The Lemke–Howson paths of one two-player game from the artificial equilibrium.</summary>
/// <remarks>
/// A path drops one label and follows edges of the two best-reply polytopes in turn, picking up and dropping duplicate labels,
/// until the first is picked up again. Lexicographic pivoting makes it unique and finite in degenerate games too: Lemke and
/// Howson, "Equilibrium points of bimatrix games", SIAM Journal 12 (1964) 413–423; von Stengel, Handbook of Game Theory 3
/// (2002), section 2. In floating point the last basis is only a guess at the supports, whose equilibrium is then computed
/// and checked exactly; where it is none, and in small games always, the path is followed exactly.
/// </remarks>
internal sealed class LemkeHowsonPath
{
    // An exact path through tables up to this size is a matter of milliseconds.
    private const int SmallTable = 1_000;

    private readonly NormalFormGame _game;
    private readonly BestReplyProgram[] _programs;
    private readonly FloatingDictionary[]? _floating;
    private readonly DictionaryPool _pool = new();

    public LemkeHowsonPath(NormalFormGame game)
    {
        _game = game;
        Rows = game.StrategyCount(0);
        Columns = game.StrategyCount(1);
        int[][] kept = [[.. Enumerable.Range(0, Rows)], [.. Enumerable.Range(0, Columns)]];
        _programs = [new BestReplyProgram(game, 0, kept), new BestReplyProgram(game, 1, kept)];
        if (Rows * Columns > SmallTable) _floating = [.. _programs.Select(Floating)];
    }

    /// <summary>The first player's number of strategies: labels 0 to Rows − 1.</summary>
    public int Rows { get; }

    /// <summary>The second player's number of strategies: labels from Rows on.</summary>
    public int Columns { get; }

    /// <summary>Follows a path.</summary>
    /// <param name="label">The label that is dropped first: a strategy, the first player's counted first.</param>
    /// <param name="maximumPivots">Where to give up.</param>
    /// <param name="cancellationToken">Polled once a pivot.</param>
    /// <returns>The equilibrium at its end, with the number of pivots; null where it is longer.</returns>
    public (MixedStrategyProfile Equilibrium, long Pivots)? Follow(int label, long maximumPivots, CancellationToken cancellationToken)
    {
        if (_floating is not null)
        {
            if (FollowFloating(label, maximumPivots, cancellationToken) is not { } pivots) return null;
            if (pivots >= 0 && Solve(cancellationToken) is { } equilibrium) return (equilibrium, pivots);
        }

        return FollowExactly(label, maximumPivots, cancellationToken);
    }

    /// <returns>The number of pivots; null where the path is longer, −1 where it was lost.</returns>
    private long? FollowFloating(int label, long maximumPivots, CancellationToken cancellationToken)
    {
        foreach (FloatingDictionary dictionary in _floating!) dictionary.Reset();
        (int player, int variable) = label < Rows ? (0, label) : (1, label - Rows);
        for (long pivots = 1; pivots <= maximumPivots; pivots++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FloatingDictionary dictionary = _floating[player];
            int column = dictionary.ColumnOf(variable), row = dictionary.LeavingRow(column);
            if (row < 0) return -1;
            int leaving = dictionary.Basic[row];
            if (!dictionary.TryPivot(row, column)) return -1;
            if (_programs[player].Labels[leaving] == label) return pivots;
            (player, variable) = Complement(player, leaving);
        }

        return null;
    }

    private (MixedStrategyProfile Equilibrium, long Pivots)? FollowExactly(int label, long maximumPivots, CancellationToken cancellationToken)
    {
        SimplexDictionary[] dictionaries = [_programs[0].Root(), _programs[1].Root()];
        (int player, int variable) = label < Rows ? (0, label) : (1, label - Rows);
        for (long pivots = 1; pivots <= maximumPivots; pivots++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SimplexDictionary dictionary = dictionaries[player];
            int column = Array.IndexOf(dictionary.Cobasic, variable), row = dictionary.LeavingRow(column), leaving = dictionary.Basic[row];
            dictionaries[player] = dictionary.Pivot(row, column, _pool);
            dictionary.Release(_pool);
            if (_programs[player].Labels[leaving] == label)
            {
                return (new MixedStrategyProfile(_programs.Select((program, p) => program.StrategyAt(dictionaries[p]))), pivots);
            }

            (player, variable) = Complement(player, leaving);
        }

        return null;
    }

    /// <summary>The variable of the other polytope with the same label.</summary>
    private (int Player, int Variable) Complement(int player, int variable)
    {
        BestReplyProgram program = _programs[player], other = _programs[1 - player];
        return (1 - player, variable < program.Own ? other.Own + variable : variable - program.Own);
    }

    /// <summary>The equilibrium of the supports that the floating dictionaries have come to; null where there is none.</summary>
    private MixedStrategyProfile? Solve(CancellationToken cancellationToken)
    {
        int[] rows = [.. Enumerable.Range(0, Rows).Where(_floating![0].IsBasic)], columns = [.. Enumerable.Range(0, Columns).Where(_floating[1].IsBasic)];
        return ExactSupports.TrySolve(_game, _programs[0], _programs[1], rows, columns, cancellationToken);
    }

    private static FloatingDictionary Floating(BestReplyProgram program)
    {
        BigInteger[] greatest = [.. Enumerable.Range(0, program.Own).Select(i => Enumerable.Range(0, program.Rival).Max(j => program.Entry(j, i)))];
        return new FloatingDictionary(program.Rival, program.Own, (j, i) => Rational.Create(program.Entry(j, i), greatest[i]).ToDouble());
    }
}
