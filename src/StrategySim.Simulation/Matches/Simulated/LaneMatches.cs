using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>How a kind of match is played in the lanes of vectors.</summary>
/// <typeparam name="TLanes">The vector.</typeparam>
internal interface ILanePlay<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Plays up to the end of what is drawn, or of the first block of four rounds in which a draw may tie.</summary>
    /// <param name="score">What has been played, by the places of <see cref="LaneScore"/>.</param>
    /// <param name="words">Draws of moves, two vectors a round.</param>
    /// <param name="errors">Draws of misperceptions in the same way; empty where nobody errs.</param>
    /// <param name="from">The first round of these draws to be played.</param>
    /// <param name="to">The first one not to be played, above <paramref name="from"/>.</param>
    /// <returns>The first one that has not been played.</returns>
    int Advance(scoped Span<TLanes> score, scoped ReadOnlySpan<TLanes> words, scoped ReadOnlySpan<TLanes> errors, int from, int to);

    /// <summary>What a match remembered before the last block that was played.</summary>
    int Before(int lane);

    /// <summary>Plays a round of one match, ties and all.</summary>
    /// <param name="lane">The match.</param>
    /// <param name="draws">Its random numbers.</param>
    /// <param name="word">Its draw.</param>
    /// <param name="error">Its draw of misperceptions.</param>
    /// <param name="round">From 1.</param>
    /// <param name="memory">What it remembers, before and after.</param>
    /// <returns>The cell.</returns>
    int Decide(int lane, MatchDraws draws, uint word, uint error, uint round, ref int memory);

    /// <summary>Says what a match remembers.</summary>
    void Settle(int lane, int memory);
}

/// <summary>Places of what has been played, a vector each; rounds are counted in 16 bits.</summary>
internal static class LaneScore
{
    /// <summary>Rounds in which row, column and both played strategy 1; the same before the last block; what is least where a draw may have tied in it.</summary>
    public const int Rows = 0, Columns = 1, Boths = 2, BeforeRows = 3, BeforeColumns = 4, BeforeBoths = 5, Ties = 6, Places = 7;

    /// <summary>The mean of a draw and a complemented threshold where the draw is at the threshold or one above: the least of signed numbers.</summary>
    public const ushort AtThreshold = 0x8000;

    /// <summary>The same in all lanes.</summary>
    public const ulong AllAtThreshold = 0x8000_8000_8000_8000;
}

/// <summary>Matches side by side, one in each lane of 16 bits: draws made some rounds ahead, then played in a loop that stays in registers.</summary>
/// <remarks>
/// A draw is compared with a threshold by the mean of the one and the complement of the other, which is 32768 and half of their difference: its top
/// bit says which is the larger, and it is 32768 where they tie or differ by one. Blocks in which that happens are played anew in the lanes that it happens in.
/// </remarks>
internal static class LaneMatches
{
    /// <summary>Rounds whose draws are made before they are played.</summary>
    public const int Ahead = 64;

    // A lane counts rounds in 16 bits: the largest multiple of those made ahead.
    private const int RoundsBetweenCounts = 65_472;

    /// <summary>Matches that this machine plays side by side.</summary>
    public static int Lanes => Vector512.IsHardwareAccelerated ? Lanes512.Matches : Vector256.IsHardwareAccelerated ? Lanes256.Matches : Lanes128.Matches;

    /// <summary>Words of 32 bits become lanes of 16: those of the first vector of a round the even ones, those of the second the odd ones.</summary>
    public static int Place<TLanes>(int lane)
        where TLanes : struct, ILanes<TLanes> => lane < TLanes.Matches / 2 ? 2 * lane : (2 * lane) - TLanes.Matches + 1;

    /// <summary>Plays matches to their ends.</summary>
    /// <param name="play">How.</param>
    /// <param name="draws">Their random numbers, for at most as many matches as there are lanes.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="rounds">Rounds of each match, at least 1.</param>
    /// <param name="misperceives">Whether misperceptions are drawn.</param>
    /// <param name="counts">Receives, for each match, the rounds with each cell.</param>
    /// <param name="cancellationToken">Polled now and then.</param>
    public static void Play<TLanes, TPlay>(ref TPlay play, ReadOnlySpan<MatchDraws> draws, ulong seed, ReadOnlySpan<int> rounds, bool misperceives, Span<long> counts, CancellationToken cancellationToken)
        where TLanes : struct, ILanes<TLanes>
        where TPlay : struct, ILanePlay<TLanes>, allows ref struct
    {
        const int Vectors = 2 * Ahead, Memory = (Vectors + 1) * LaneMemory.Alignment;
        Span<TLanes> score = LaneMemory.Vectors<TLanes>(stackalloc ulong[(LaneScore.Places + 1) * LaneMemory.Alignment], LaneScore.Places);
        Span<TLanes> words = LaneMemory.Vectors<TLanes>(stackalloc ulong[Memory], Vectors), errors = misperceives ? LaneMemory.Vectors<TLanes>(stackalloc ulong[Memory], Vectors) : default;
        var moves = new DrawLanes<TLanes>(draws, seed, MatchDraws.Moves, stackalloc ulong[DrawLanes<TLanes>.Memory]);
        DrawLanes<TLanes> perceptions = misperceives ? new DrawLanes<TLanes>(draws, seed, MatchDraws.Perceptions, stackalloc ulong[DrawLanes<TLanes>.Memory]) : default;
        int counted = 0, end = 0, longest = 0;
        foreach (int of in rounds) longest = Math.Max(longest, of);
        for (int done = 0; done < longest; done += Ahead)
        {
            int here = Math.Min(Ahead, longest - done), vectors = (here + 3) / 4 * 8;
            moves.Draw((uint)(done / 4), words[..vectors]);
            if (misperceives) perceptions.Draw((uint)(done / 4), errors[..vectors]);
            for (int played = 0; played < here;)
            {
                int from = played;
                if (end <= done + from) end = NextEnd(rounds, done + from);
                played = play.Advance(score, words, errors, from, Math.Min(here, end - done));
                if (TLanes.Meet(score[LaneScore.Ties], TLanes.Of(LaneScore.AllAtThreshold))) Decide<TLanes, TPlay>(ref play, draws, score, words, errors, done, Math.Max(from, (played - 1) & ~3), played);
                if (done + played == end) Count(score, rounds, end, end, counted + played, counts);
            }

            counted += here;
            if (counted < RoundsBetweenCounts) continue;
            Count(score, rounds, done + here + 1, int.MaxValue, counted, counts);
            score[..LaneScore.BeforeRows].Clear();
            counted = 0;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static int NextEnd(ReadOnlySpan<int> rounds, int after)
    {
        int next = int.MaxValue;
        foreach (int of in rounds) next = of > after && of < next ? of : next;
        return next;
    }

    // Matches of so many rounds; their lanes have played some since they were last counted.
    private static void Count<TLanes>(ReadOnlySpan<TLanes> score, ReadOnlySpan<int> rounds, int atLeast, int atMost, int played, Span<long> counts)
        where TLanes : struct, ILanes<TLanes>
    {
        ReadOnlySpan<ushort> places = MemoryMarshal.Cast<TLanes, ushort>(score);
        for (int i = 0; i < rounds.Length; i++)
        {
            if (rounds[i] < atLeast || rounds[i] > atMost) continue;
            ReadOnlySpan<ushort> lane = places[Place<TLanes>(i)..];
            int a = lane[LaneScore.Rows * TLanes.Matches], b = lane[LaneScore.Columns * TLanes.Matches], ab = lane[LaneScore.Boths * TLanes.Matches];
            counts[i * 4] += played - a - b + ab;
            counts[(i * 4) + 1] += b - ab;
            counts[(i * 4) + 2] += a - ab;
            counts[(i * 4) + 3] += ab;
        }
    }

    private static void Decide<TLanes, TPlay>(ref TPlay play, scoped ReadOnlySpan<MatchDraws> draws, scoped Span<TLanes> score, scoped ReadOnlySpan<TLanes> words, scoped ReadOnlySpan<TLanes> errors, int done, int from, int to)
        where TLanes : struct, ILanes<TLanes>
        where TPlay : struct, ILanePlay<TLanes>, allows ref struct
    {
        int matches = TLanes.Matches;
        Span<ushort> places = MemoryMarshal.Cast<TLanes, ushort>(score);
        ReadOnlySpan<uint> moves = MemoryMarshal.Cast<TLanes, uint>(words), perceptions = MemoryMarshal.Cast<TLanes, uint>(errors);
        for (int i = 0; i < draws.Length; i++)
        {
            Span<ushort> lane = places[Place<TLanes>(i)..];
            if (lane[LaneScore.Ties * matches] != LaneScore.AtThreshold) continue;
            int memory = play.Before(i), rows = lane[LaneScore.BeforeRows * matches], columns = lane[LaneScore.BeforeColumns * matches], boths = lane[LaneScore.BeforeBoths * matches];
            for (int t = from; t < to; t++)
            {
                int at = (t * matches) + i, cell = play.Decide(i, draws[i], moves[at], perceptions.IsEmpty ? 0 : perceptions[at], (uint)(done + t) + 1, ref memory);
                rows += cell >> 1;
                columns += cell & 1;
                boths += cell == 3 ? 1 : 0;
            }

            play.Settle(i, memory);
            (lane[LaneScore.Rows * matches], lane[LaneScore.Columns * matches], lane[LaneScore.Boths * matches]) = ((ushort)rows, (ushort)columns, (ushort)boths);
        }
    }
}
