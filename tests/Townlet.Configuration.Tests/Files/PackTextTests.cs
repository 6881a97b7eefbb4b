using System.Text;
using Townlet.Configuration.Files;

namespace Townlet.Configuration.Tests.Files;

public sealed class PackTextTests
{
    [Fact]
    public void Empty_file_is_a_fault()
    {
        using var pack = TestPack.Single("");

        Assert.Equal(["town.yaml: the file is empty, expected keys with values"], pack.Faults());
    }

    [Fact]
    public void File_that_is_not_utf8_is_a_fault_at_the_first_bad_byte()
    {
        using var pack = TestPack.Single("x");
        pack.Write("town.yaml", [.. Encoding.UTF8.GetBytes("# prix en €\nrun_metadata: {output_subdir: caf"), 0xE9, .. Encoding.UTF8.GetBytes("}\n")]);

        Assert.Equal(["town.yaml:2:34: this is not UTF-8 text, expected the file to be saved as UTF-8"], pack.Faults());
    }

    [Fact]
    public void File_in_utf16_is_a_fault()
    {
        using var pack = TestPack.Single("x");
        pack.Write("town.yaml", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("environment: {}\n")]);

        Assert.Equal(["town.yaml:1:1: this is not UTF-8 text, expected the file to be saved as UTF-8"], pack.Faults());
    }

    [Fact]
    public void Huge_file_is_refused_before_it_is_parsed()
    {
        using var pack = TestPack.Single("environment: {}\n" + new string('#', PackText.LargestFile));

        Assert.Equal(["town.yaml: the file is larger than 256 KiB, expected a pack's file (a few KiB)"], pack.Faults());
    }

    [Fact]
    public void Large_file_is_read()
    {
        const string Text = "environment: {}\n";
        using var pack = TestPack.Single(Text + new string('#', PackText.LargestFile - Text.Length));

        pack.Read();
    }

    [Fact]
    public void Folder_in_place_of_a_file_is_a_fault()
    {
        using var pack = TestPack.Copy().Delete(TestPack.Bars);
        Directory.CreateDirectory(pack.FileOf(TestPack.Bars));

        Assert.StartsWith("bars.yaml: ", Assert.Single(pack.Faults()), StringComparison.Ordinal);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("/dev/zero", "this is a character device, expected a file with keys and values")]
    [InlineData("/dev/null", "this is a character device, expected a file with keys and values")]
    [InlineData("/dev/tty", "this is a character device, expected a file with keys and values")]
    [InlineData("/proc/self/mem", "the file is empty, expected keys with values")]
    public async Task Device_in_place_of_a_file_is_a_fault(string device, string fault)
    {
        if (!File.Exists(device))
        {
            return;
        }

        using var pack = TestPack.Copy().Delete(TestPack.Bars);
        File.CreateSymbolicLink(pack.FileOf(TestPack.Bars), device);

        var faults = await Task.Run(pack.Faults);

        Assert.Equal([$"bars.yaml: {fault}"], faults);
    }

    [Fact]
    public void Broken_link_is_a_missing_file()
    {
        using var pack = TestPack.Copy().Delete(TestPack.Bars);
        File.CreateSymbolicLink(pack.FileOf(TestPack.Bars), pack.FileOf(TestPack.Bars));

        Assert.StartsWith("bars.yaml: ", Assert.Single(pack.Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void File_without_read_permission_is_a_fault()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
        {
            return;
        }

        using var pack = TestPack.Copy();
        File.SetUnixFileMode(pack.FileOf(TestPack.Bars), UnixFileMode.None);

        Assert.StartsWith("bars.yaml: the file cannot be read", Assert.Single(pack.Faults()), StringComparison.Ordinal);
    }
}
