using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Models;

/// <summary>A demand backed by a threat whose harm only the victim knows, such as a cut of exports.</summary>
public static class ThreatOfUnknownHarm
{
    /// <summary>The model.</summary>
    public static StrategicModel Model { get; } = new(
        "threat-of-unknown-harm",
        "A demand backed by a threat of unknown harm",
        "A demands d of B and threatens. B concedes or resists; then A executes the threat at a cost k to himself and a harm h to B, or backs down at a cost r. B alone knows h, which is uniform from 0 to a largest harm. The threat is credible where k is less than r; B then concedes where h is greater than d. The probability of execution is how often such threats, embargoes for one, are seen to be carried out.",
        "perfect Bayesian",
        "a single demand with incomplete information; where h is known it is the game in a tree of the format threat",
        "This project's own, after Schelling, The Strategy of Conflict (1960), chapter 2",
        [
            StrategicModel.Positive("execution-cost", "k: what carrying out the threat costs A, such as lost sales.", Rational.Half),
            StrategicModel.Positive("back-down-cost", "r: what backing down costs A.", 1),
            StrategicModel.Positive("largest-harm", "The largest harm that B may suffer, in the units of the demand.", 4),
        ],
        values =>
        {
            (Rational k, Rational r, Rational largest) = (values["execution-cost"], values["back-down-cost"], values["largest-harm"]);
            if (k == r) throw new InvalidGameException([new GameFault("/parameters/execution-cost", k.ToString(), "a number other than back-down-cost; where they are equal A may do either, and the solution is not unique")]);
            // A's d(1 − d/h̄) − kd/h̄ is concave in d with its peak at (h̄ − k)/2; without credibility, or where that is negative, nothing is demanded.
            bool credible = k < r;
            Rational demand = credible ? Rational.Max(0, (largest - k) / 2) : Rational.Zero;
            Rational execution = demand / largest, concession = demand.IsZero ? Rational.Zero : 1 - execution;
            return new ModelSolution(
                [
                    new("credible", "1 where A would carry out the threat, 0 where he would back down.", credible ? 1 : 0),
                    new("demand", "What A demands; 0 for no demand.", demand),
                    new("concession", "The probability that B concedes to a demand.", concession),
                    new("execution", "The probability that the threat is carried out.", execution),
                    new("value", "What A expects.", (demand * concession) - (k * execution)),
                ], []);
        });
}
