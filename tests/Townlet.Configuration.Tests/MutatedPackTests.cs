using System.Text;

namespace Townlet.Configuration.Tests;

/// <summary>Damaged copies of the shipped packs: the reader always answers with a pack or with faults.</summary>
public sealed class MutatedPackTests
{
    private const int Mutations = 1000;
    private static readonly string[] Packs = ["L0_minimal", "L1_full_observability", "L1_moving_places", "L2_partial_observability", "L3_temporal_mechanics"];
    private static readonly string[] Files = [TestPack.Training, TestPack.Bars, TestPack.Cascades, TestPack.Affordances, TestPack.Cues];

    [Fact]
    public void Damaged_pack_is_either_read_or_has_faults_with_a_message()
    {
        var random = new Random(20251102);
        var faulty = 0;
        for (var number = 0; number < Mutations; number++)
        {
            var file = Files[random.Next(Files.Length)];
            using var pack = TestPack.Copy(Packs[random.Next(Packs.Length)]);
            var bytes = File.ReadAllBytes(pack.FileOf(file));
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                bytes = Spoil(bytes, random);
            }

            pack.Write(file, bytes);
            var result = PackReader.Read(pack.Path);

            Assert.True(result.Pack is not null == result.Faults.IsEmpty, $"mutation {number} of {file}");
            Assert.All(result.Faults, fault => Assert.True(fault.Message.Length > 10 && fault.File.Length > 0 && fault.Line >= 0 && fault.Column >= 0));
            faulty += result.Faults.IsEmpty ? 0 : 1;
        }

        // Some mutations hit remarks and comments, so some packs stay good. If all were good, the test would show nothing.
        Assert.InRange(faulty, Mutations / 4, Mutations - 1);
    }

    private static byte[] Spoil(byte[] bytes, Random random)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split('\n').ToList();
        var (one, other) = (random.Next(lines.Count), random.Next(lines.Count));
        switch (random.Next(8))
        {
            case 0:
                lines.RemoveAt(one);
                break;
            case 1:
                lines.Insert(other, lines[one]);
                break;
            case 2:
                (lines[one], lines[other]) = (lines[other], lines[one]);
                break;
            case 3:
                (lines[one], lines[other]) = (WithValueOf(lines[one], lines[other]), WithValueOf(lines[other], lines[one]));
                break;
            case 4:
                lines.RemoveRange(one, lines.Count - one);
                break;
            case 5:
                lines[one] = lines[one].Insert(random.Next(lines[one].Length + 1), "[]{}:&*!|>%@`'\"\t#-?,"[random.Next(20)].ToString());
                break;
            case 6:
                lines[one] = WithValue(lines[one], (string[])["", "null", ".nan", "-1", "1e308", "99999999999999999999", "[", "{a: b}", "'", "yes", "\u00ff"], random);
                break;
            default:
                var spoilt = Encoding.Latin1.GetBytes(string.Join('\n', lines));
                if (spoilt.Length > 0)
                {
                    spoilt[random.Next(spoilt.Length)] ^= (byte)(1 << random.Next(8));
                }

                return spoilt;
        }

        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static string WithValue(string line, string[] values, Random random)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? line : $"{line[..colon]}: {values[random.Next(values.Length)]}";
    }

    private static string WithValueOf(string line, string other)
    {
        var (colon, otherColon) = (line.IndexOf(':', StringComparison.Ordinal), other.IndexOf(':', StringComparison.Ordinal));
        return colon < 0 || otherColon < 0 ? line : line[..colon] + other[otherColon..];
    }
}
