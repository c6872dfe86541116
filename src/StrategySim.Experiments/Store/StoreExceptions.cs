namespace StrategySim.Experiments.Store;

/// <summary>Raised where two computations of one unit differ, or stored results do not agree with themselves: a fault of the program or a changed file.</summary>
/// <param name="message">Which unit or run, what is stored, what was computed.</param>
public sealed class IntegrityException(string message) : Exception(message);

/// <summary>Raised where the store cannot be opened, read or written; the message is for people and names the place.</summary>
/// <param name="message">What is wrong with which file, and what can be done.</param>
/// <param name="innerException">The cause as the database reports it; null where there is none.</param>
public sealed class StoreException(string message, Exception? innerException = null) : Exception(message, innerException);
