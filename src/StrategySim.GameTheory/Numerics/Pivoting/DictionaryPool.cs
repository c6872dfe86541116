using System.Numerics;

namespace StrategySim.GameTheory.Numerics.Pivoting;

/// <summary>Dictionaries that one thread has done with, to be written over.</summary>
internal sealed class DictionaryPool
{
    public Stack<SimplexDictionary<long, WordArithmetic>> Words { get; } = [];

    public Stack<SimplexDictionary<Int128, DoubleWordArithmetic>> DoubleWords { get; } = [];

    public Stack<SimplexDictionary<BigInteger, BigArithmetic>> Bigs { get; } = [];
}
