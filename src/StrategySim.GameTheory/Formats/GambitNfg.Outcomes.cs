using System.Globalization;
using System.Text;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Formats;

/// <content>The outcome form.</content>
public static partial class GambitNfg
{
    /// <summary>Writes a game in the outcome form: each list of payoffs once, and for each profile which of them it has.</summary>
    /// <remarks>A profile that pays everybody 0 has outcome 0, which the format knows without a list.</remarks>
    /// <exception cref="ArgumentException">A name has a backslash at its end or before a quote, which the format cannot express.</exception>
    public static string WriteOutcomes(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        StringBuilder text = Head(game);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var profiles = new List<int>(game.ProfileCount);
        text.Append("{\n");
        foreach (int profile in FirstPlayerFastest(game.Players))
        {
            Rational[] payoffs = [.. Enumerable.Range(0, game.PlayerCount).Select(player => game.PayoffAt(profile, player))];
            string list = string.Join(", ", payoffs);
            int number = 0;
            if (!payoffs.All(payoff => payoff.IsZero) && !numbers.TryGetValue(list, out number))
            {
                number = numbers.Count + 1;
                numbers.Add(list, number);
                text.Append(CultureInfo.InvariantCulture, $"{{ \"{number}\" {list} }}\n");
            }

            profiles.Add(number);
        }

        return text.Append("}\n").AppendJoin(' ', profiles).Append('\n').ToString();
    }
}
