using System.Globalization;
using System.Text;

namespace Townlet.Configuration.Yaml;

/// <summary>A text, number, flag or null.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Value">As written, without quotes.</param>
/// <param name="Plain">Written without quotes, so that it can be a number, a flag or null.</param>
/// <param name="Block">Written with <c>|</c> or <c>&gt;</c>.</param>
internal sealed record YamlScalar(int Line, int Column, string Value, bool Plain, bool Block) : YamlNode(Line, Column)
{
    private const int QuotedLength = 60;

    public bool IsNull => Plain && Value is "" or "~" or "null" or "Null" or "NULL";

    public override string Found => IsNull ? "nothing" : Plain ? Quote(Value) : $"the text {Quote(Value)}";

    /// <summary>Text from a file in quotes: shortened, and with control characters escaped, which a terminal would obey.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, QuotedLength)))
        {
            if (char.IsControl(character) || char.IsSurrogate(character))
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                quoted.Append(character);
            }
        }

        return quoted.Append(text.Length > QuotedLength ? "...'" : "'").ToString();
    }
}
