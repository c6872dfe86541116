using StrategySim.Cli.CommandLine;
using StrategySim.GameTheory.Formats;
using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Inputs;

internal static class GameInput
{
    public static NormalFormGame Read(SourceText source)
    {
        try
        {
            return GambitNfg.Read(source.Text);
        }
        catch (GameFormatException error)
        {
            throw new FaultyInputException(source.Name, [new Fault("", error.Found, error.Expected, "The text is not a game in the .nfg format.", error.Line, error.Column)]);
        }
    }
}
