using StrategySim.Api.Contracts;
using StrategySim.Api.GameDocuments;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Geometry;
using StrategySim.GameTheory.Repeated;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Documents;

/// <summary>A question for what patience can sustain.</summary>
/// <param name="Game">The stage game; two players.</param>
/// <param name="Discount">The discount factor times the probability that the game goes on; null where only a path is asked for.</param>
/// <param name="Method">The id of the method for payoff sets.</param>
/// <param name="Directions">How many directions the method of supporting lines takes.</param>
/// <param name="Sustain">Payoffs for which a machine is asked; null for none.</param>
/// <param name="Path">The path whose threshold is asked for; null for none.</param>
/// <param name="PublicRandomisation">Whether players may follow public lotteries.</param>
/// <param name="Boxes">How many boxes along each axis cover payoffs without lotteries.</param>
public sealed record RepeatedGameQuestion(NormalFormGame Game, Rational? Discount, string Method, int Directions, RationalPoint? Sustain, ActionPath? Path, bool PublicRandomisation, int Boxes)
    : IQuestion<RepeatedGameResponse>
{
    /// <inheritdoc/>
    public string Work => $"Solving the repeated {Game}";

    /// <inheritdoc/>
    public string Pointer => "/game";

    /// <inheritdoc/>
    public RepeatedGameResponse Answer(TimeProvider time, CancellationToken cancellationToken) => RepeatedGameResponse.Of(this, time, cancellationToken);
}

/// <summary>Reads the body of <c>POST /repeated-games</c>, which is also what the terminal reads from a file.</summary>
public static class RepeatedGameRequestReader
{
    /// <summary>The most profiles of a stage game.</summary>
    public const int MaximumProfiles = 2500;

    private const string Range = "a number greater than 0 and less than 1, such as 0.9 or \"9/10\"";

    /// <summary>The fields of the document.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["game", "discount", "continuation", "method", "directions", "sustain", "path", "publicRandomisation", "boxes"];

    /// <summary>The methods for payoff sets.</summary>
    public static IReadOnlyList<string> Methods { get; } = [AbreuSannikov.Id, JuddYeltekinConklin.Id];

    /// <summary>Reads the document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="faults">Faults found so far.</param>
    /// <param name="limits">Bounds on the game.</param>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static RepeatedGameQuestion Read(DocumentNode root, IReadOnlyList<Fault> faults, GameDocumentLimits limits)
    {
        List<Fault> all = [.. faults];
        if (NodeReader.AsMap(root, "", $"a map with {string.Join(", ", Fields)}", all) is not { } map) throw new InvalidInputException(NodeReader.InOrder(all));
        NodeReader.KnownFields(map, "", Fields, all);
        NormalFormGame? game = Game(map, limits, all);
        Rational? discount = Fraction(map, "discount", limits, all);
        if (map["continuation"] is not null)
        {
            Rational? continuation = Fraction(map, "continuation", limits, all);
            if (map["discount"] is null) NodeReader.Missing(map, "", "discount", Range, all);
            discount = discount * continuation;
        }

        string method = NodeReader.Word(map, "", "method", Methods, required: false, all) ?? AbreuSannikov.Id;
        int directions = Directions(map, method, all);
        RationalPoint? sustain = Sustain(map, limits, all);
        bool lotteries = NodeReader.Flag(map, "", "publicRandomisation", all) ?? true;
        int boxes = Boxes(map, lotteries, all);
        ActionPath? path = map["path"] is { } node && game is not null ? Path(node, game, all) : null;
        if (map["discount"] is null && map["path"] is null) NodeReader.Missing(map, "", "discount", $"{Range}; or a path, whose threshold is then found", all);
        if (map["discount"] is null && !lotteries) all.Add(ShapeChecker.At(map["publicRandomisation"]!, "/publicRandomisation", "false", "a discount beside it", "What can be sustained depends on the discount factor."));
        if (map["discount"] is null && map["sustain"] is { } asked) all.Add(ShapeChecker.At(asked, "/sustain", ShapeChecker.Show(asked), "a discount beside it", "What can be sustained depends on the discount factor."));
        return game is not null && all.Count == 0
            ? new RepeatedGameQuestion(game, discount, method, directions, sustain, path, lotteries, boxes)
            : throw new InvalidInputException(NodeReader.InOrder(all));
    }

    private static NormalFormGame? Game(MapNode map, GameDocumentLimits limits, List<Fault> faults)
    {
        if (map["game"] is not { } node)
        {
            NodeReader.Missing(map, "", "game", "a game of two players", faults);
            return null;
        }

        // The game may say what cooperating is, as matches take it; nothing here depends on that.
        if (MatchGameReader.ReadStage(node, "/game", limits, faults) is not var (game, _)) return null;
        if (game.ProfileCount <= MaximumProfiles) return game;
        faults.Add(ShapeChecker.At(node, "/game", $"a {game.Shape} game with {game.ProfileCount} profiles", $"at most {MaximumProfiles} profiles", "Each step of the method looks at every profile."));
        return null;
    }

    private static Rational? Fraction(MapNode map, string field, GameDocumentLimits limits, List<Fault> faults)
    {
        if (map[field] is not { } node) return null;
        string at = JsonPointer.Append("", field);
        if (NodeReader.Number(node, at, limits, faults) is not { } value) return null;
        if (value.Sign > 0 && (value < Rational.One || (field == "continuation" && value == Rational.One))) return value;
        string why = field == "continuation" ? "The game goes on with this probability after each round." : "At 0 the next round does not count, and at 1 the sum of payoffs diverges.";
        faults.Add(ShapeChecker.At(node, at, ShapeChecker.Show(node), field == "continuation" ? "a probability greater than 0 and at most 1" : Range, why));
        return null;
    }

    private static int Directions(MapNode map, string method, List<Fault> faults)
    {
        const int usual = 72;
        int? asked = NodeReader.WholeNumber(map, "", "directions", JuddYeltekinConklin.MinimumDirections, JuddYeltekinConklin.MaximumDirections, "This many supporting lines are taken, evenly around.", faults);
        if (map["directions"] is not { } node) return usual;
        if (method != JuddYeltekinConklin.Id) faults.Add(ShapeChecker.At(node, "/directions", ShapeChecker.Show(node), $"no directions, or the method {JuddYeltekinConklin.Id}", $"The method {method} takes no directions."));
        if (asked % 4 is 1 or 2 or 3) faults.Add(ShapeChecker.At(node, "/directions", ShapeChecker.Show(node), "a multiple of 4", "The directions of the axes have to be among them."));
        return asked ?? usual;
    }

    private static int Boxes(MapNode map, bool lotteries, List<Fault> faults)
    {
        const int usual = 32;
        int? asked = NodeReader.WholeNumber(map, "", "boxes", 1, PathPayoffs.MaximumBoxes, "This many boxes along each axis cover the payoffs.", faults);
        if (lotteries && map["boxes"] is { } node) faults.Add(ShapeChecker.At(node, "/boxes", ShapeChecker.Show(node), "no boxes, or publicRandomisation false", "With public randomisation the set of payoffs is convex, and told by its corners."));
        return asked ?? usual;
    }

    private static RationalPoint? Sustain(MapNode map, GameDocumentLimits limits, List<Fault> faults)
    {
        switch (map["sustain"])
        {
            case null:
                return null;
            case ListNode { Items: [var row, var column] }:
                Rational? x = NodeReader.Number(row, "/sustain/0", limits, faults), y = NodeReader.Number(column, "/sustain/1", limits, faults);
                return x is { } first && y is { } second ? new RationalPoint(first, second) : null;
            case { } node:
                faults.Add(ShapeChecker.At(node, "/sustain", ShapeChecker.Show(node), "a list of two payoffs, the row player's first", "A machine is found for one pair of payoffs."));
                return null;
        }
    }

    private static ActionPath? Path(DocumentNode node, NormalFormGame game, List<Fault> faults)
    {
        int before = faults.Count;
        if (NodeReader.AsMap(node, "/path", "a map with cycle, and start where other profiles come first", faults) is not { } map) return null;
        NodeReader.KnownFields(map, "/path", ["start", "cycle"], faults);
        List<int> start = Profiles(map, "start", game, faults), cycle = Profiles(map, "cycle", game, faults);
        if (map["cycle"] is null) NodeReader.Missing(map, "/path", "cycle", "the profiles that are repeated for ever", faults);
        if (faults.Count > before) return null;
        try
        {
            return new ActionPath(game, start, cycle);
        }
        catch (InvalidGameException error)
        {
            faults.AddRange(error.Faults.Select(f => ShapeChecker.At(map, f.Pointer, f.Found, f.Expected, "This is not a path.")));
            return null;
        }
    }

    private static List<int> Profiles(MapNode map, string field, NormalFormGame game, List<Fault> faults)
    {
        var profiles = new List<int>();
        string at = JsonPointer.Append("/path", field);
        if (map[field] is not { } node) return profiles;
        if (node is not ListNode list)
        {
            faults.Add(ShapeChecker.At(node, at, ShapeChecker.Show(node), "a list of profiles, each a list of two strategies", "The value has the wrong kind."));
            return profiles;
        }

        for (int k = 0; k < list.Items.Count; k++)
        {
            string here = JsonPointer.Append(at, k);
            if (list.Items[k] is not ListNode { Items: [var row, var column] })
            {
                faults.Add(ShapeChecker.At(list.Items[k], here, ShapeChecker.Show(list.Items[k]), "a list of two strategies, the row player's first", "This is not a profile."));
                continue;
            }

            int? a = Strategy(row, JsonPointer.Append(here, 0), game.Players[0], faults), b = Strategy(column, JsonPointer.Append(here, 1), game.Players[1], faults);
            if (a is { } first && b is { } second) profiles.Add(game.ProfileOf(first, second));
        }

        return profiles;
    }

    private static int? Strategy(DocumentNode node, string pointer, Player player, List<Fault> faults)
    {
        int index = node is ScalarNode { Kind: ScalarKind.Text or ScalarKind.Number } scalar ? player.Strategies.IndexOf(scalar.Text) : -1;
        if (index >= 0) return index;
        faults.Add(ShapeChecker.At(node, pointer, ShapeChecker.Show(node), $"one of {string.Join(", ", player.Strategies)}", $"'{player.Id}' has no such strategy."));
        return null;
    }
}
