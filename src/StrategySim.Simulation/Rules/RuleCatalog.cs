using StrategySim.Simulation.Rules.Counting;
using StrategySim.Simulation.Rules.Learning;
using StrategySim.Simulation.Rules.Machines;
using StrategySim.Simulation.Rules.MemoryOneRules;
using StrategySim.Simulation.Rules.Sustaining;

namespace StrategySim.Simulation.Rules;

/// <summary>Every decision rule, in alphabetical order of ids: the only list of them.</summary>
public static class RuleCatalog
{
    /// <summary>The rules.</summary>
    public static IReadOnlyList<DecisionRule> All { get; } =
    [
        new Alternator(),
        new AlternatorD(),
        new AntiTitForTat(),
        new InertialBestReply(),
        new Bully(),
        new CoinGrim(),
        new CoinTitForTat(),
        new Cooperator(),
        new CyclerCcd(),
        new CyclerDccd(),
        new Defector(),
        new DesperateD(),
        new EquilibriumRule(),
        new ExponentialWeights(),
        new FictitiousPlay(),
        new FirmButFair(),
        new Forgiver(),
        new Gradual(),
        new Grudger(),
        new Gtft13(),
        new HardMajority(),
        new HardTitForTat(),
        new HardTitForTwoTats(),
        new Joss910(),
        new LimitedPunisher3(),
        new LogitResponse(),
        new StateMachine(),
        new MemoryOne(),
        new MemoryOneA(),
        new MemoryOneB(),
        new MyopicBestReply(),
        new NameBuilder(),
        new PathKeeper(),
        new Prober(),
        new QLearning(),
        new RandomRule(),
        new Random12(),
        new Random14(),
        new Reactive73(),
        new RegretMatching(),
        new RepeatC(),
        new ReputationReader(),
        new SharedMachine(),
        new SmoothFictitiousPlay(),
        new SoftGrudger(),
        new SoftJoss910(),
        new SoftMajority(),
        new StochasticCooperator(),
        new StochasticWsls120(),
        new SuspiciousTitForTat(),
        new TitForTat(),
        new TitForTwoTats(),
        new TurnTaking(),
        new TwoTitsForTat(),
        new WillingC(),
        new WinShiftLoseStay(),
        new WinStayLoseShift(),
        new ZdExtort2(),
        new ZdExtort3(),
        new ZdGtft2(),
        new ZdSet2(),
    ];

    private static readonly Dictionary<string, DecisionRule> ById = All.ToDictionary(rule => rule.Id);

    /// <summary>The rule of an id, or null.</summary>
    public static DecisionRule? Find(string id) => ById.GetValueOrDefault(id);
}
