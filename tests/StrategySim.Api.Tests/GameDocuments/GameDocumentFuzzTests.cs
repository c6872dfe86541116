using System.Text;
using System.Text.Json;
using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Api.Problems;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Tests.GameDocuments;

/// <summary>No body makes the reader of <c>POST /equilibria</c> do anything but read a game or list faults, and what it reads is what stands there.</summary>
public sealed class GameDocumentFuzzTests
{
    private static readonly string[] Valid =
    [
        """{"game":{"format":"table","title":"t","players":[{"id":"A","strategies":["H","Y"]},{"id":"B","strategies":["H","Y"]}],"payoffs":[[["-2","-2"],[4,1]],[[0.1,"4/3"],[3e0,"1e-15"]]]},"concept":"nash","method":"all"}""",
        """{"game":{"format":"table","payoffs":[[[1,2,3],[4,5,6]],[[7,8,9],[10,11,12]]]}}""",
        """{"game":{"format":"table","players":["A",{"id":"B","strategies":3}],"payoffs":[[[1,2],[4,5],[1,1]]]},"method":"lemke-howson","label":1}""",
        """{"game":{"format":"named","id":"chicken","variant":"cardinal","players":["US","CN"]},"method":"two-by-two"}""",
        """{"game":{"format":"nfg","text":"NFG 1 R \"t\" { \"A\" \"B\" } { 2 1 } 1 2 3 4/5"},"method":"pure"}""",
        """{"game":{"format":"concession","primitives":{"common":{"surplus":7,"winnerShare":"4/7","compromiseCost":1.5,"outsideOption":1,"concessionCost":0,"clashDamage":2},"A":{"clashDamage":0}}}}""",
    ];

    private static readonly string[] Tokens =
    [
        "{", "}", "[", "]", ",", ":", "\"", "null", "true", "false", "0", "-1", "1e999", "1E5", "\"1/0\"", "\"3/7\"", "\"NaN\"", "NaN", "1e99999999999", "\"game\"", "\"format\"", "\"table\"", "\"nfg\"", "\"payoffs\"", "\"players\"", "\"id\"", "\"\"", "\"A\"", "[]", "{}", "[[]]", "99999999999999999999", "\\u0000", "\"\\ud800\"", " ", "\n", "1.", ".5", "\"label\"",
    ];

    [Fact]
    public void MutatedAndRandomBodies_AreReadAsAGame_OrAnsweredWithFaults() => Fuzz(50_000, 101);

    [Fact(Explicit = true)]
    public void MutatedAndRandomBodies_AreReadAsAGame_OrAnsweredWithFaults_AMillionTimes() => Fuzz(1_000_000, 103);

    [Theory]
    [InlineData("""{"game":"\ud800"}""", 9)]
    [InlineData("""{"\udc00":1}""", 2)]
    public void AnEscapeOfHalfACharacter_IsRefusedWithItsPlace(string text, int column)
    {
        ProblemException problem = Assert.Throws<ProblemException>(() => RequestBody.ParseJson(Encoding.UTF8.GetBytes(text), new GameDocumentLimits().Document, 1));
        Assert.Equal((1, column), (problem.Problem.Faults[0].Line, problem.Problem.Faults[0].Column));
    }

    private static void Fuzz(int inputs, ulong seed)
    {
        ulong state = seed;
        var limits = new GameDocumentLimits { MaximumPayoffs = 10_000 };
        int accepted = 0;
        for (int k = 0; k < inputs; k++)
        {
            string text = (k % 4) switch
            {
                0 => Renumbered(Valid[Next(0, Valid.Length - 1)]),
                1 => Mutated(Valid[Next(0, Valid.Length - 1)]),
                2 => Reworded(Valid[Next(0, Valid.Length - 1)]),
                _ => string.Concat(Enumerable.Range(0, Next(0, 25)).Select(_ => Tokens[Next(0, Tokens.Length - 1)])),
            };
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            if (k % 7 == 0 && bytes.Length > 0) bytes[Next(0, bytes.Length - 1)] = (byte)Next(0, 255);
            try
            {
                RequestBody body = RequestBody.ParseJson(bytes, limits.Document, 1);
                EquilibriaQuestion question = EquilibriaRequestReader.Read(body.Root, body.Faults, limits);
                accepted++;
                Understood(question, bytes);
            }
            catch (ProblemException problem)
            {
                Assert.Equal(400, problem.Problem.Status);
                Assert.NotEmpty(problem.Problem.Faults);
            }
            catch (InvalidInputException invalid)
            {
                Assert.NotEmpty(invalid.Faults);
                Assert.All(invalid.Faults, fault => Assert.False(string.IsNullOrWhiteSpace(fault.Expected)));
            }
        }

        // Neither everything nor nothing may pass, or the mutations would test one side only.
        Assert.InRange(accepted, inputs / 50, inputs / 2);

        string Renumbered(string text)
        {
            char[] letters = text.ToCharArray();
            int[] digits = [.. Enumerable.Range(0, letters.Length).Where(at => char.IsAsciiDigit(letters[at]))];
            for (int n = Next(1, 3); n > 0 && digits.Length > 0; n--) letters[digits[Next(0, digits.Length - 1)]] = (char)('0' + Next(0, 9));
            return new string(letters);
        }

        string Mutated(string text)
        {
            List<char> letters = [.. text];
            for (int n = Next(1, 3); n > 0; n--)
            {
                int at = Next(0, letters.Count - 1);
                switch (Next(0, 3))
                {
                    case 0: letters.RemoveAt(at); break;
                    case 1: letters.Insert(at, letters[Next(0, letters.Count - 1)]); break;
                    case 2: letters[at] = (char)Next(0, 0x2ff); break;
                    default: letters[at] = "0123456789{}[]\",./-eE: \\"[Next(0, 23)]; break;
                }
            }

            return new string([.. letters]);
        }

        string Reworded(string text)
        {
            int at = Next(0, text.Length - 1), length = Next(0, Math.Min(12, text.Length - at));
            return string.Concat(text.AsSpan(0, at), Tokens[Next(0, Tokens.Length - 1)], text.AsSpan(at + length));
        }

        int Next(int least, int greatest)
        {
            // SplitMix64: the same inputs on every runtime.
            ulong z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return least + (int)((z ^ (z >> 31)) % (ulong)(greatest - least + 1));
        }
    }

    /// <summary>The game is the one that another reader of JSON finds in a table, and survives being written.</summary>
    private static void Understood(EquilibriaQuestion question, byte[] bytes)
    {
        NormalFormGame game = question.Game;
        Assert.Equal(Text(game), Text(GameDocumentReader.Read(GameDocumentWriter.Write(game).ToJsonString(), StrategySim.Simulation.Documents.DocumentFormat.Json)));
        using JsonDocument document = JsonDocument.Parse(bytes.AsMemory());
        JsonElement written = document.RootElement.GetProperty("game");
        if (written.GetProperty("format").GetString() != "table") return;
        List<string> numbers = [];
        Collect(written.GetProperty("payoffs"));
        Assert.Equal(numbers, Enumerable.Range(0, game.ProfileCount * game.PlayerCount).Select(p => game.PayoffAt(p / game.PlayerCount, p % game.PlayerCount).ToString()));

        void Collect(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in element.EnumerateArray()) Collect(item);
            }
            else
            {
                numbers.Add(Rational.Parse(element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText()).ToString());
            }
        }
    }

    private static string Text(NormalFormGame game) =>
        $"{game.Title}|{string.Join('|', game.Players.Select(player => $"{player.Id}:{string.Join('/', player.Strategies)}"))}|{string.Join(' ', Enumerable.Range(0, game.ProfileCount * game.PlayerCount).Select(p => game.PayoffAt(p / game.PlayerCount, p % game.PlayerCount)))}";
}
