namespace Townlet.Configuration.Tests.Reading;

public sealed class TrainingFaultTests
{
    [Theory]
    [InlineData("environment:\n  grid_siez: 5\n", "2:3: unknown key 'grid_siez' in 'environment', did you mean 'grid_size'?")]
    [InlineData("enviroment:\n  grid_size: 5\n", "1:1: unknown key 'enviroment' in training.yaml, did you mean 'environment'?")]
    [InlineData("run_metadata:\n  xyz: 1\n", "2:3: unknown key 'xyz' in 'run_metadata', expected one of output_subdir")]
    [InlineData("training:\n  epsilon_start: 1.0\n", "2:3: 'epsilon_start' is not a key of 'training', it belongs under 'exploration'")]
    [InlineData("gamma: 0.9\n", "1:1: 'gamma' is not a key of training.yaml, it belongs under 'population'")]
    [InlineData("environment:\n  place_map: true\n", "2:3: 'place_map' is not a key of 'environment', it belongs under 'observation'")]
    [InlineData("environment: 5\n", "1:14: environment: found '5', expected a mapping of keys")]
    [InlineData("- 1\n- 2\n", "1:1: found a list, expected training.yaml with keys such as run_metadata, environment, observation")]
    [InlineData("hello\n", "1:1: found 'hello', expected training.yaml with keys such as run_metadata, environment, observation")]
    [InlineData("environment:\n  grid_size: huge\n", "2:14: grid_size: found 'huge', expected a whole number from 2 to 64")]
    [InlineData("environment:\n  grid_size: \"8\"\n", "2:14: grid_size: found the text '8', expected a whole number from 2 to 64")]
    [InlineData("environment:\n  grid_size: 8.0\n", "2:14: grid_size: found '8.0', expected a whole number from 2 to 64")]
    [InlineData("environment:\n  grid_size: 1\n", "2:14: grid_size: found '1', expected a whole number from 2 to 64")]
    [InlineData("environment:\n  grid_size: 999999999999999999999\n", "2:14: grid_size: found '999999999999999999999', expected a whole number from 2 to 64")]
    [InlineData("environment:\n  grid_size:\n", "2:13: grid_size: found nothing, expected a whole number from 2 to 64")]
    [InlineData("environment:\n  grid_size: [8]\n", "2:14: grid_size: found a list, expected a whole number from 2 to 64")]
    [InlineData("environment:\n  grid_size: {a: 8}\n", "2:14: grid_size: found a mapping, expected a whole number from 2 to 64")]
    [InlineData("environment: {vision_range: 0}\n", "1:29: vision_range: found '0', expected a whole number from 1 to 32")]
    [InlineData("environment:\n  partial_observability: 1\n", "2:26: partial_observability: found '1', expected true or false")]
    [InlineData("population: {gamma: 1.0}\n", "1:21: gamma: found '1.0', expected a number from 0 to below 1")]
    [InlineData("population: {gamma: .nan}\n", "1:21: gamma: found '.nan', expected a number from 0 to below 1")]
    [InlineData("population: {gamma: NaN}\n", "1:21: gamma: found 'NaN', expected a number from 0 to below 1")]
    [InlineData("exploration: {variance_threshold: Infinity}\n", "1:35: variance_threshold: found 'Infinity', expected a number from 0 to 1000000000")]
    [InlineData("exploration: {variance_threshold: 1e999}\n", "1:35: variance_threshold: found '1e999', expected a number from 0 to 1000000000")]
    [InlineData("population: {learning_rate: 0}\n", "1:29: learning_rate: found '0', expected a number above 0, at most 1")]
    [InlineData("population: {learning_rate: 0,001}\n", "1:31: unknown key '001' in 'population', expected one of num_agents, learning_rate, learning_rate_end, gamma, replay_buffer_capacity, network_type, double_dqn, dueling, n_step, batch_size, sequence_length, train_frequency, target_update_frequency, target_tau, policy_tau, loss, reward", "1:29: learning_rate: found '0', expected a number above 0, at most 1")]
    [InlineData("population: {num_agents: 0}\n", "1:26: num_agents: found '0', expected a whole number from 1 to 4096")]
    [InlineData("population: {network_type: recurent}\n", "1:28: network_type: found 'recurent', expected simple or recurrent; did you mean 'recurrent'?")]
    [InlineData("population: {loss: l1}\n", "1:20: loss: found 'l1', expected mse or huber")]
    [InlineData("training: {device: gpu}\n", "1:20: device: found 'gpu', expected cpu, cuda or auto")]
    [InlineData("training: {seed: -1}\n", "1:18: seed: found '-1', expected a whole number from 0 to 18446744073709551615")]
    [InlineData("unified_server: {inference_port: 70000}\n", "1:34: inference_port: found '70000', expected a whole number from 1 to 65535")]
    [InlineData("run_metadata: {output_subdir: ../../etc}\n", "1:31: output_subdir: found '../../etc', expected a folder name of 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit")]
    [InlineData("run_metadata: {output_subdir: /tmp}\n", "1:31: output_subdir: found '/tmp', expected a folder name of 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit")]
    public void Wrong_value_or_key_is_reported_with_its_position(string text, params string[] expected)
    {
        using var pack = TestPack.Single(text);

        Assert.Equal(expected.Select(fault => $"town.yaml:{fault}").Order(StringComparer.Ordinal), pack.Faults().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("environment:\n  energy_move_depletion: 0.005\n  energy_wait_depletion: 0.005\n", "3:26: waiting costs 0.005 energy and a move 0.005, expected waiting to cost less than a move")]
    [InlineData("environment:\n  energy_move_depletion: 0.001\n", "2:26: waiting costs 0.001 energy and a move 0.001, expected waiting to cost less than a move")]
    [InlineData("environment:\n  energy_move_depletion: 0.005\n  move_energy_cost: 0.004\n", "3:3: 'move_energy_cost' and 'energy_move_depletion' (line 2) are two names of one setting, expected one of them")]
    [InlineData("population: {network_type: recurrent}\n", "1:28: network_type: a recurrent network needs the window around the agent, expected partial_observability: true in environment")]
    [InlineData("environment: {partial_observability: true}\nobservation: {place_map: true}\n", "2:26: place_map: this needs the full observation, expected false with partial_observability: true")]
    [InlineData("population: {target_tau: 0.005, target_update_frequency: 100}\n", "1:58: target_update_frequency: with target_tau the target network is never copied, expected only one of the two keys")]
    [InlineData("population:\n  learning_rate: 0.001\n  learning_rate_end: 0.01\n", "3:22: learning_rate_end: found 0.01, expected at most learning_rate, which is 0.001")]
    [InlineData("population: {replay_buffer_capacity: 10, batch_size: 32}\n", "1:54: batch_size: found 32, expected at most replay_buffer_capacity, which is 10")]
    [InlineData("curriculum: {survival_advance_threshold: 0.2}\n", "1:42: survival_retreat_threshold: found 0.3 by default, expected below survival_advance_threshold, which is 0.2")]
    [InlineData("exploration: {epsilon_start: 0.5, epsilon_min: 0.6}\n", "1:48: epsilon_min: found 0.6, expected at most epsilon_start, which is 0.5")]
    [InlineData("unified_server: {frontend_port: 8766}\n", "1:33: frontend_port: found 8766, expected other than inference_port, which is 8766 by default")]
    public void Settings_that_contradict_each_other_are_one_fault(string text, string expected)
    {
        using var pack = TestPack.Single(text);

        Assert.Equal([$"town.yaml:{expected}"], pack.Faults());
    }

    [Fact]
    public void All_faults_are_reported_in_one_go_in_the_order_of_the_file()
    {
        using var pack = TestPack.Single(
            """
            environment:
              grid_size: 500
              vision: 2
            population:
              gamma: high
              num_agents: -1
            training:
              seed: [1]
            """);

        Assert.Equal(
            [
                "town.yaml:2:14: grid_size: found '500', expected a whole number from 2 to 64",
                "town.yaml:3:3: unknown key 'vision' in 'environment', expected one of grid_size, partial_observability, vision_range, enable_temporal_mechanics, enabled_affordances, energy_move_depletion, move_energy_cost, energy_wait_depletion, wait_energy_cost, energy_interact_depletion, interact_energy_cost",
                "town.yaml:5:10: gamma: found 'high', expected a number from 0 to below 1",
                "town.yaml:6:15: num_agents: found '-1', expected a whole number from 1 to 4096",
                "town.yaml:8:9: seed: found a list, expected a whole number from 0 to 18446744073709551615",
            ],
            pack.Faults());
    }

    [Theory]
    [InlineData("environment: 5\npopulation: {network_type: recurrent}\n")]
    [InlineData("environmnt: {partial_observability: true}\npopulation: {network_type: recurrent}\n")]
    [InlineData("environment: {partial_observability: maybe}\npopulation: {network_type: recurrent}\n")]
    [InlineData("environment: {partial_observabilty: true}\npopulation: {network_type: recurrent}\n")]
    [InlineData("environment: {grid_size: 5, enabled_afordances: [Bed]}\n")]
    [InlineData("environment: {grid_size: 5, enabled_affordances: Bed}\n")]
    [InlineData("environment: {grid_size: 5, enabled_affordances: [Bedd]}\n")]
    public void One_mistake_is_one_fault(string text)
    {
        using var pack = TestPack.Single(text);

        Assert.Single(pack.Faults());
    }

    [Fact]
    public void Faults_beyond_the_first_hundred_are_only_counted()
    {
        using var pack = TestPack.Single("training:\n" + string.Concat(Enumerable.Range(0, 500).Select(number => $"  wrong_{number}: 1\n")));

        var faults = pack.Faults();

        Assert.Equal(101, faults.Length);
        Assert.EndsWith("town.yaml: 400 more faults are not listed, fix these first", faults[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("On", true)]
    [InlineData("TRUE", true)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    public void Flags_of_yaml_1_1_are_read(string written, bool expected)
    {
        using var pack = TestPack.Single($"environment: {{enable_temporal_mechanics: {written}}}\n");

        Assert.Equal(expected, pack.Read().Town.Temporal);
    }
}
