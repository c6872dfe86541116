namespace StrategySim.Cli.CommandLine;

/// <summary>What the program's exit codes mean.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The input is wrong; standard error lists every fault.</summary>
    public const int InputWrong = 1;

    /// <summary>The program failed.</summary>
    public const int ProgramFailed = 2;

    /// <summary>Interrupted from the terminal (Ctrl-C): 128 and the number of the signal, as shells have it.</summary>
    public const int Interrupted = 130;

    /// <summary>Told to end (SIGTERM).</summary>
    public const int Terminated = 143;
}
