using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Terminals;

return await StrategySimCommand.RunAsync(args, Terminal.OfProcess());
