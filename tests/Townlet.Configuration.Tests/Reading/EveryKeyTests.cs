using Townlet.Configuration.Schema;
using Townlet.Configuration.Settings;

namespace Townlet.Configuration.Tests.Reading;

/// <summary>Each key of training.yaml has an effect on the pack.</summary>
public sealed class EveryKeyTests
{
    private const string Partial = "environment: {partial_observability: true}\n";

    // For each key a value that is not the default, and the other keys that this value needs.
    private static readonly Dictionary<string, (string Value, string Context)> Changes = new()
    {
        ["output_subdir"] = ("elsewhere", ""),
        ["grid_size"] = ("9", ""),
        ["partial_observability"] = ("true", ""),
        ["vision_range"] = ("3", ""),
        ["enable_temporal_mechanics"] = ("true", ""),
        ["enabled_affordances"] = ("[Bed, Job]", ""),
        ["energy_move_depletion"] = ("0.006", ""),
        ["move_energy_cost"] = ("0.006", ""),
        ["energy_wait_depletion"] = ("0.002", ""),
        ["wait_energy_cost"] = ("0.002", ""),
        ["energy_interact_depletion"] = ("0.001", ""),
        ["interact_energy_cost"] = ("0.001", ""),
        ["place_map"] = ("true", ""),
        ["num_agents"] = ("8", ""),
        ["learning_rate"] = ("0.002", ""),
        ["learning_rate_end"] = ("0.00001", ""),
        ["gamma"] = ("0.9", ""),
        ["replay_buffer_capacity"] = ("777", ""),
        ["network_type"] = ("recurrent", Partial),
        ["double_dqn"] = ("true", ""),
        ["dueling"] = ("true", ""),
        ["n_step"] = ("3", ""),
        ["batch_size"] = ("32", ""),
        ["sequence_length"] = ("16", ""),
        ["train_frequency"] = ("8", ""),
        ["target_update_frequency"] = ("200", ""),
        ["target_tau"] = ("0.005", ""),
        ["policy_tau"] = ("0.0005", ""),
        ["loss"] = ("huber", ""),
        ["reward"] = ("survival", ""),
        ["max_steps_per_episode"] = ("300", ""),
        ["survival_advance_threshold"] = ("0.8", ""),
        ["survival_retreat_threshold"] = ("0.2", ""),
        ["entropy_gate"] = ("0.4", ""),
        ["min_steps_at_stage"] = ("100", ""),
        ["embed_dim"] = ("32", ""),
        ["initial_intrinsic_weight"] = ("0.3", ""),
        ["variance_threshold"] = ("60", ""),
        ["survival_window"] = ("60", ""),
        ["epsilon_start"] = ("0.9", ""),
        ["epsilon_min"] = ("0.02", ""),
        ["epsilon_decay"] = ("0.99", ""),
        ["device"] = ("cuda", ""),
        ["max_episodes"] = ("4000", ""),
        ["seed"] = ("18446744073709551615", ""),
        ["threads"] = ("2", ""),
        ["checkpoint_every"] = ("50", ""),
        ["checkpoints_kept"] = ("5", ""),
        ["generalization_test_at"] = ("null", ""),
        ["shuffle_places_every"] = ("10", ""),
        ["inference_port"] = ("9000", ""),
        ["frontend_port"] = ("9001", ""),
        ["open_browser"] = ("false", ""),
        ["health_check_timeout"] = ("10", ""),
    };

    public static TheoryData<string, string> Keys
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var table in PackSchema.Tables.Where(table => table.File == TestPack.Training && table.Place.Length > 0))
            {
                foreach (var name in table.Keys.SelectMany(key => key.Names))
                {
                    data.Add(table.Place, name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_key_of_a_training_file_changes_the_pack(string section, string key)
    {
        var (value, context) = Changes[key];
        using var plain = TestPack.Single($"{context}run_metadata: {{}}\n");
        using var changed = TestPack.Single(section == "run_metadata" ? $"{section}: {{{key}: {value}}}\n" : $"{context}run_metadata: {{}}\n{section}: {{{key}: {value}}}\n");

        Assert.NotEqual(PackContent.Of(plain.Read()), PackContent.Of(changed.Read()));
    }

    [Fact]
    public void Training_file_without_keys_is_the_plain_algorithm_in_the_town_of_level_1()
    {
        using var pack = TestPack.Single("{}\n");

        var read = pack.Read();

        Assert.Equal(new PopulationSettings(), read.Population);
        Assert.Equal(new CurriculumSettings(), read.Curriculum);
        Assert.Equal(new ExplorationSettings(), read.Exploration);
        Assert.Equal(new TrainingSettings(), read.Training);
        Assert.Equal(new UnifiedServerSettings(), read.UnifiedServer);
        Assert.Equal("town", read.RunMetadata.OutputSubdirectory);
        Assert.Equal(8, read.Town.GridSize);
        Assert.Equal(14, read.Town.Places.Length);
    }

    [Fact]
    public void Recurrent_network_learns_from_16_sequences_by_default()
    {
        using var pack = TestPack.Single($"{Partial}population: {{network_type: recurrent}}\n");

        Assert.Equal(16, pack.Read().Population.BatchSize);
    }

    [Fact]
    public void Empty_section_has_the_defaults()
    {
        using var pack = TestPack.Single("environment:\npopulation: ~\n");

        Assert.Equal(new PopulationSettings(), pack.Read().Population);
    }
}
