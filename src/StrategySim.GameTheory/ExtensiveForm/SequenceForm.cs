using System.Collections.Immutable;
using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.ExtensiveForm;

/// <summary>What the sequence form gives: one equilibrium, and the value where payoffs have a constant sum.</summary>
/// <param name="Method"><c>lemke</c>, or <c>linear-program</c> where payoffs have a constant sum.</param>
/// <param name="Equilibrium">The equilibrium; open at information sets that its player's own moves rule out.</param>
/// <param name="Value">What the first player can be sure of, where payoffs have a constant sum; otherwise null.</param>
public sealed record SequenceFormResult(string Method, TreeEquilibrium Equilibrium, Rational? Value);

/// <summary>An equilibrium of a two-player tree of perfect recall by its sequence form, which is no larger than the tree.</summary>
/// <remarks>
/// A player's unknowns are realization weights of sequences of own moves: x ≥ 0 with weight 1 on the empty sequence and, at each
/// information set, weights of the actions that sum to that of the sequence leading there. Equilibria solve a linear complementarity
/// problem on which Lemke's method does not fail (payoffs are shifted to be nonpositive, which changes nothing): Koller, Megiddo and von
/// Stengel, Games and Economic Behavior 14 (1996) 247–259, theorem 4.1. With a constant sum each player's optimal weights come from one
/// linear program: the same, Proceedings of the 26th ACM Symposium on Theory of Computing (1994) 750–759; von Stengel, Games and Economic
/// Behavior 14 (1996) 220–246.
/// </remarks>
public sealed class SequenceForm
{
    private readonly ExtensiveGame _game;
    private readonly InformationSet[][] _sets;

    /// <summary>The method for general payoffs.</summary>
    public const string Lemke = "lemke";

    /// <summary>The method for payoffs of constant sum.</summary>
    public const string LinearProgramming = "linear-program";

    private SequenceForm(ExtensiveGame game)
    {
        _game = game;
        _sets = [[.. game.SetsOf(0)], [.. game.SetsOf(1)]];
    }

    /// <summary>Finds one equilibrium.</summary>
    /// <exception cref="ArgumentException">The game does not have exactly two players, or one of them no perfect recall.</exception>
    /// <exception cref="GameTooLargeException">The system is too large; names the estimate.</exception>
    public static SequenceFormResult Solve(ExtensiveGame game, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        if (game.Players.Length != 2) throw new ArgumentException($"The sequence form was asked of {game.Players.Length} players; expected two.", nameof(game));
        if (game.ImperfectRecall is { } fault) throw new ArgumentException($"The sequence form needs perfect recall: {fault}.", nameof(game));
        var form = new SequenceForm(game);
        bool constant = game.IsConstantSum;
        Rational[][] plans = constant ? [form.Maximin(0, cancellationToken), form.Maximin(1, cancellationToken)] : form.Complementary(cancellationToken);
        string method = constant ? LinearProgramming : Lemke;
        var behaviour = new BehaviourProfile(game, game.InformationSets.Select(set => form.At(set, plans[set.Player])));
        Rational[] payoffs = TreeCertificate.Require(game, behaviour, method);
        return new SequenceFormResult(method, new TreeEquilibrium(0, behaviour, [.. payoffs], Rational.Zero, behaviour.IsPure), constant ? payoffs[0] : null);
    }

    /// <summary>Payoffs by pairs of sequences, weighed by chance, with a number added to the payoff of every play.</summary>
    private Dictionary<(int Row, int Column), Rational> Payoffs(int player, Rational added)
    {
        Dictionary<(int, int), Rational> payoffs = [];
        var chance = new Rational[_game.Nodes.Length];
        foreach (TreeNode node in _game.Nodes)
        {
            chance[node.Id] = node.Parent < 0 ? Rational.One
                : _game.Nodes[node.Parent] is { Kind: NodeKind.Chance } before ? chance[node.Parent] * before.Probabilities[node.Branch]
                : chance[node.Parent];
            if (node.Kind != NodeKind.Terminal) continue;
            (int, int) pair = (_game.Sequence(node.Id, 0), _game.Sequence(node.Id, 1));
            payoffs[pair] = payoffs.GetValueOrDefault(pair) + (chance[node.Id] * (_game.Payoff(node.Id, player) + added));
        }

        return payoffs;
    }

    private Rational Extreme(int player, bool greatest)
    {
        IEnumerable<Rational> ends = _game.Nodes.Where(node => node.Kind == NodeKind.Terminal).Select(node => _game.Payoff(node.Id, player));
        return greatest ? ends.Max() : ends.Min();
    }

    // Which information set a sequence belongs to leads on from: the last own move before the set's nodes.
    private int Before(InformationSet set) => _game.Sequence(set.Nodes[0], set.Player);

    private MixedStrategy? At(InformationSet set, Rational[] plan)
    {
        Rational before = plan[Before(set)];
        return before.IsZero ? null : new MixedStrategy(set.Actions.Select((_, action) => plan[_game.SequenceOf(set.Id, action)] / before));
    }

    /// <summary>
    /// The weights that make sure of most. With payoffs of at least 0, weights that sum to less than they should cost nothing but
    /// guarantee, so that equalities may be inequalities and the origin is feasible; what is left over goes to the first action.
    /// </summary>
    private Rational[] Maximin(int player, CancellationToken cancellationToken)
    {
        int other = 1 - player, own = _game.SequenceCounts[player] - 1;
        InformationSet[] mine = _sets[player], theirs = _sets[other];
        Dictionary<(int Row, int Column), Rational> payoffs = Payoffs(player, -Extreme(player, greatest: false));
        // Unknowns: the own sequences but the empty one, then a value for each of the other's information sets.
        int columns = own + theirs.Length, rows = mine.Length + _game.SequenceCounts[other] - 1;
        long cells = (long)(rows + 1) * (columns + 1);
        if (cells > LemkeMethod.MaximumEntries) throw new GameTooLargeException($"The linear program of the {_game}", "cells", cells, LemkeMethod.MaximumEntries);
        var a = new Rational[rows, columns];
        var b = new Rational[rows];
        var c = new Rational[columns];
        for (int s = 0; s < mine.Length; s++)
        {
            for (int action = 0; action < mine[s].Actions.Length; action++) a[s, _game.SequenceOf(mine[s].Id, action) - 1] = Rational.One;
            int before = Before(mine[s]);
            if (before == 0) b[s] = Rational.One;
            else a[s, before - 1] -= Rational.One;
        }

        // For each of the other's sequences: the value of the set it ends at, less those of the sets it leads to, is at most what it pays me.
        int first = mine.Length - 1;
        for (int k = 0; k < theirs.Length; k++)
        {
            for (int action = 0; action < theirs[k].Actions.Length; action++) a[first + _game.SequenceOf(theirs[k].Id, action), own + k] += Rational.One;
            int before = Before(theirs[k]);
            if (before == 0) c[own + k] += Rational.One;
            else a[first + before, own + k] -= Rational.One;
        }

        foreach (((int row, int column), Rational payoff) in payoffs)
        {
            (int x, int y) = player == 0 ? (row, column) : (column, row);
            if (y == 0 && x > 0) c[x - 1] += payoff;
            else if (y > 0 && x == 0) b[first + y] += payoff;
            else if (y > 0) a[first + y, x - 1] -= payoff;
        }

        LinearOptimum optimum = LinearProgram.Maximize(a, b, c, cancellationToken)
            ?? throw new InvalidOperationException($"The linear program of the {_game} has no bound; payoffs are finite.");
        Rational[] plan = [Rational.One, .. optimum.X.Take(own)];
        foreach (InformationSet set in mine)
        {
            Rational left = plan[Before(set)];
            for (int action = 0; action < set.Actions.Length; action++) left -= plan[_game.SequenceOf(set.Id, action)];
            plan[_game.SequenceOf(set.Id, 0)] += left;
        }

        return plan;
    }

    /// <summary>Both players' weights from the complementarity problem.</summary>
    /// <remarks>
    /// Unknowns x, y and, as differences of nonnegative ones, the duals p and q of the constraints E·x = e and F·y = f; beside them
    /// Eᵀp − A·y ⟂ x, Fᵀq − Bᵀx ⟂ y, and both e − E·x and E·x − e (and the same of y) complement the parts of the duals.
    /// </remarks>
    private Rational[][] Complementary(CancellationToken cancellationToken)
    {
        int n0 = _game.SequenceCounts[0], n1 = _game.SequenceCounts[1], m0 = _sets[0].Length + 1, m1 = _sets[1].Length + 1;
        int n = n0 + n1 + (2 * m0) + (2 * m1);
        long entries = n * ((2L * n) + 2);
        if (entries > LemkeMethod.MaximumEntries) throw new GameTooLargeException($"The complementarity problem of the {_game}", "entries of a tableau", entries, LemkeMethod.MaximumEntries);
        var m = new Rational[n, n];
        var q = new Rational[n];
        int[] plans = [0, n0], duals = [n0 + n1, n0 + n1 + (2 * m0)], counts = [m0, m1];
        for (int player = 0; player < 2; player++)
        {
            foreach (((int row, int column), Rational payoff) in Payoffs(player, -Extreme(player, greatest: true)))
            {
                if (player == 0) m[row, n0 + column] -= payoff;
                else m[n0 + column, row] -= payoff;
            }

            Constrain(player, 0, 0, Rational.One);
            for (int s = 0; s < _sets[player].Length; s++)
            {
                InformationSet set = _sets[player][s];
                Constrain(player, s + 1, Before(set), -Rational.One);
                for (int action = 0; action < set.Actions.Length; action++) Constrain(player, s + 1, _game.SequenceOf(set.Id, action), Rational.One);
            }

            q[duals[player]] = Rational.One;
            q[duals[player] + counts[player]] = -Rational.One;
        }

        Rational[] z = LemkeMethod.Solve(m, q, cancellationToken)
            ?? throw new InvalidOperationException($"Lemke's method ended on a ray for the {_game}, which theorem 4.1 of Koller, Megiddo and von Stengel rules out.");
        return [z[..n0], z[n0..(n0 + n1)]];

        void Constrain(int player, int constraint, int sequence, Rational coefficient)
        {
            int x = plans[player] + sequence, up = duals[player] + constraint, down = up + counts[player];
            m[x, up] += coefficient;
            m[x, down] -= coefficient;
            m[up, x] -= coefficient;
            m[down, x] += coefficient;
        }
    }
}
