using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.Problems;

namespace StrategySim.Api.Results;

/// <summary>Answers games that come line by line, each in its place, on every core, while more of them come.</summary>
/// <remarks>
/// One task reads, some threads answer, one task writes in order. What is read ahead is bounded in bytes, and what is answered
/// ahead of the writer in pieces; so a client that sends everything before it reads anything is served as well, up to that bound.
/// </remarks>
internal sealed class EquilibriaBatch(StrategySimSettings settings, EquilibriaAnswers answers, WorkGate gate, Failures failures, IHostApplicationLifetime lifetime)
{
    // Answers wait for the writer in so many pieces for each thread.
    private const int PiecesAhead = 4;

    private const int RoomUnit = 1024;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Reads questions to the end and writes their answers.</summary>
    /// <param name="questions">Lines of JSON, each a question as <c>POST /equilibria</c> takes it.</param>
    /// <param name="to">Receives a line of JSON for each that is not blank, in order: the answer, or a problem with the number of the line.</param>
    /// <param name="cancellationToken">The client left.</param>
    public async Task RunAsync(Stream questions, PipeWriter to, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        int threads = settings.Limits.ConcurrentWork;
        using var flow = new Flow(threads * PiecesAhead, (int)Math.Max(1, settings.Limits.MaximumBatchBytes / RoomUnit));
        Task reading = ReadAsync(questions, flow, stop);
        Task[] working = [.. Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(() => Work(flow, stop), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        try
        {
            await WriteAsync(to, flow, stop.Token);
        }
        finally
        {
            // Whatever ended the writing, nothing works on when this returns.
            await stop.CancelAsync();
            await Task.WhenAll([reading, .. working]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await reading;
    }

    private async Task ReadAsync(Stream questions, Flow flow, CancellationTokenSource stop)
    {
        try
        {
            await foreach (TextLines lines in JsonLines.ReadAsync(questions, settings.Limits.MaximumBodyBytes, stop.Token))
            {
                var piece = new Piece(lines);
                for (int k = 0; k < flow.UnitsOf(piece); k++) await flow.Room.WaitAsync(stop.Token);
                flow.ToAnswer.Add(piece, stop.Token);
                flow.ToWrite.Writer.TryWrite(piece);
            }

            flow.ToWrite.Writer.Complete();
        }
        catch (Exception error)
        {
            flow.ToWrite.Writer.Complete(error);
            throw;
        }
        finally
        {
            flow.ToAnswer.CompleteAdding();
        }
    }

    private void Work(Flow flow, CancellationTokenSource stop)
    {
        try
        {
            using var json = new Utf8JsonWriter(Stream.Null, Writing);
            while (true)
            {
                flow.Window.Wait(stop.Token);
                if (!flow.ToAnswer.TryTake(out Piece? piece, Timeout.Infinite, stop.Token)) return;
                gate.Run(
                    () =>
                    {
                        foreach (TextLine line in piece.Questions.Lines) Answer(piece, line, json, stop.Token);
                    },
                    stop.Token);
                piece.Answered.SetResult();
            }
        }
        catch
        {
            // The writer waits for pieces that nobody will answer.
            stop.Cancel();
            throw;
        }
    }

    private void Answer(Piece piece, TextLine line, Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        json.Reset(piece.Answers);
        try
        {
            ApiLimits limits = settings.Limits;
            if (line.Length < 0) throw new ProblemException(ProblemKinds.TooLarge($"Line {line.Number} has more than {limits.MaximumBodyBytes} bytes."));
            RequestBody body = RequestBody.ParseJson(piece.Questions[line], limits.GameDocument, line.Number);
            EquilibriaQuestion question = EquilibriaRequestReader.Read(body.Root, body.Faults, limits.Games);
            object answer = answers.Answer(question, TimeSpan.FromSeconds(limits.SolveSeconds), null, cancellationToken);
            JsonSerializer.Serialize(json, answer, answer.GetType(), ApiJson.Options);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            JsonSerializer.Serialize(json, failures.Describe(error) with { Line = line.Number }, ApiJson.Options);
        }

        piece.Answers.Write("\n"u8);
    }

    private static async Task WriteAsync(PipeWriter to, Flow flow, CancellationToken cancellationToken)
    {
        await foreach (Piece piece in flow.ToWrite.Reader.ReadAllAsync(cancellationToken))
        {
            await piece.Answered.Task.WaitAsync(cancellationToken);
            await to.WriteAsync(piece.Answers.WrittenMemory, cancellationToken);
            flow.Window.Release();
            flow.Room.Release(flow.UnitsOf(piece));
        }
    }

    /// <summary>Some questions in a row, and their answers.</summary>
    private sealed class Piece(TextLines questions)
    {
        public TextLines Questions => questions;

        public ArrayBufferWriter<byte> Answers { get; } = new(1 << 14);

        public TaskCompletionSource Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>What goes from the reader to the threads, and from both to the writer.</summary>
    private sealed class Flow(int window, int room) : IDisposable
    {
        public BlockingCollection<Piece> ToAnswer { get; } = [];

        public Channel<Piece> ToWrite { get; } = Channel.CreateUnbounded<Piece>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

        /// <summary>Pieces that may be answered before they are written.</summary>
        public SemaphoreSlim Window { get; } = new(window);

        /// <summary>Units of bytes that may be read before they are answered.</summary>
        public SemaphoreSlim Room { get; } = new(room);

        public int UnitsOf(Piece piece) => Math.Min(room, 1 + (piece.Questions.Bytes.WrittenCount / RoomUnit));

        public void Dispose()
        {
            ToAnswer.Dispose();
            Window.Dispose();
            Room.Dispose();
        }
    }
}
