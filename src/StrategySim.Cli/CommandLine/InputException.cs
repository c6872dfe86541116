namespace StrategySim.Cli.CommandLine;

/// <summary>What the user gave cannot be used: a file that is not there, an id that nothing has, a folder that cannot be written.</summary>
/// <param name="message">One sentence for the user: what was found, what was expected.</param>
internal sealed class InputException(string message) : Exception(message);
