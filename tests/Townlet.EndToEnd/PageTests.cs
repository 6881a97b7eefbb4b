namespace Townlet.EndToEnd;

public sealed class PageTests
{
    [Fact]
    public async Task Page_in_chromium_shows_the_running_town()
    {
        await using var town = await Town.StartAndWaitAsync("--episodes", "1000000");
        await using var browser = TownletProcess.Start(
            "npm",
            ["run", "test:live"],
            Repository.Frontend,
            new Dictionary<string, string> { ["TOWNLET_PAGE_URL"] = $"http://localhost:{town.PagePort}" });
        var code = await browser.WaitForExitAsync(TimeSpan.FromMinutes(3));
        Assert.True(code == 0, $"The browser's test ended with {code}:\n{browser.Transcript()}\nThe town:\n{town.Process.Transcript()}");
        await browser.WaitUntilNothingIsLeftAsync();
    }
}
