using Townlet.Learning.Tests;
using Townlet.Learning.Training;

namespace Townlet.Learning.Torch.Tests;

public sealed class CheckpointFileTests
{
    [Fact]
    public void Reader_that_is_built_on_torch_opens_the_whole_file()
    {
        var pack = TestPacks.Bedroom.With(population => population with { AgentCount = 2, ReplayCapacity = 100 });
        using var loop = new TrainingLoop(pack, new TrainingPlan { Episodes = 5, Seed = 42 });
        while (!loop.Finished)
        {
            loop.Run(maxSteps: 100);
        }

        var checkpoint = loop.Capture();
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            using (var file = File.Create(path))
            {
                checkpoint.Write(file, DateTimeOffset.UnixEpoch);
            }

            var tensors = TorchSharp.PyBridge.Safetensors.LoadStateDict(path);

            Assert.Equal(checkpoint.Tensors.Select(tensor => tensor.Name).Order(), tensors.Keys.Order());
            foreach (var stored in checkpoint.Tensors)
            {
                using var tensor = tensors[stored.Name];
                Assert.Equal(stored.Shape, tensor.shape);
                Assert.True(tensor.bytes.SequenceEqual(stored.Parts.SelectMany(part => part.ToArray()).ToArray()), $"{stored.Name} is read differently.");
            }
        }
        finally
        {
            File.Delete(path);
        }
    }
}
