namespace Townlet.Configuration.Tests.Reading;

/// <summary>Faults of bars.yaml, cascades.yaml, affordances.yaml and cues.yaml.</summary>
public sealed class WorldFaultTests
{
    private const string Meters = "energy, hygiene, satiation, money, mood, social, health or fitness";

    [Theory]
    [InlineData("base_depletion: 0.005", "base_depletoin: 0.005", "base_depletoin", "a bar has no key 'base_depletoin', did you mean 'base_depletion'?")]
    [InlineData("base_depletion: 0.005", "base_depletion: -0.005", "-0.005", "base_depletion: found '-0.005', expected a number from 0 to 1")]
    [InlineData("base_depletion: 0.005", "base_depletion: .inf", ".inf", "base_depletion: found '.inf', expected a number from 0 to 1")]
    [InlineData("name: energy", "name: enrgy", "enrgy", $"name: found 'enrgy', expected {Meters}; did you mean 'energy'?")]
    [InlineData("index: 0", "index: 1", "1", "index: found 1, expected 0: the index of energy is fixed")]
    [InlineData("index: 0", "index: 8", "8", "index: found '8', expected a whole number from 0 to 7")]
    [InlineData("tier: pivotal", "tier: vital", "vital", "tier: found 'vital', expected pivotal, primary, secondary or resource")]
    [InlineData("range: [0.0, 1.0]", "range: [0.0, 0.5]", "[0.0, 0.5]", "range: found another range, expected [0.0, 1.0]: every meter has this range")]
    [InlineData("initial: 1.0", "initial: 1.5", "1.5", "initial: found '1.5', expected a number from 0 to 1")]
    [InlineData("tier: pivotal", "tier: pivotal\n    curve: {a: 1}", "curve", "a bar has no key 'curve'; remarks must be texts or lists, known keys are name, index, tier, range, initial, base_depletion, description")]
    [InlineData("bars:\n", "barz:\n", "barz", "bars.yaml has no key 'barz', did you mean 'bars'?")]
    [InlineData("- name: energy", "- energy\n  - name: energy", "energy", "found 'energy', expected a bar with keys such as name, index, tier")]
    [InlineData("operator: \"<=\"", "operator: \"=<\"", "\"=<\"", "operator: found the text '=<', expected <=, >=, <, > or ==")]
    [InlineData("value: 0.0", "value: 2", "2", "value: found '2', expected a number from 0 to 1")]
    [InlineData("- meter: health", "- meter: helth", "helth", $"meter: found 'helth', expected {Meters}; did you mean 'health'?")]
    public void Fault_of_bars_is_named_with_its_place(string text, string by, string at, string expected) =>
        AssertFault(TestPack.Bars, text, by, at, expected);

    [Theory]
    [InlineData("baseline_depletion: 0.001", "baseline_depletion: 2", "2", "baseline_depletion: found '2', expected a number from 0 to 1")]
    [InlineData("type: depletion_multiplier", "type: sigmoid", "sigmoid", "type: found 'sigmoid', expected depletion_multiplier")]
    [InlineData("math_type: gradient_penalty", "math_type: step", "step", "math_type: found 'step', expected gradient_penalty")]
    [InlineData("base_multiplier: 0.5", "base_multiplier: -1", "-1", "base_multiplier: found '-1', expected a number from 0 to 1000")]
    [InlineData("source_index: 2", "source_index: 3", "3", "source_index: found 3, expected 2: the index of satiation")]
    [InlineData("target_index: 6", "target_index: 0", "0", "target_index: found 0, expected 6: the index of health")]
    [InlineData("threshold: 0.3", "threshold: 0", "0", "threshold: found '0', expected a number above 0, at most 1")]
    [InlineData("strength: 0.004", "strengt: 0.004", "strengt", "a cascade has no key 'strengt', did you mean 'strength'?")]
    [InlineData("strength: 0.004", "strength: strong", "strong", "strength: found 'strong', expected a number from 0 to 1")]
    [InlineData("name: hunger_tires", "name: hunger_harms_health", "hunger_harms_health", "name: 'hunger_harms_health' is taken by another entry")]
    [InlineData("category: primary_to_pivotal", "category: modulations", "modulations", "category: 'modulations' is reserved for the modulations, expected another name")]
    [InlineData("category: primary_to_pivotal", "category: hunger", "hunger", "category: 'hunger' is missing in execution_order, so its cascades would never apply")]
    [InlineData("  - modulations\n", "", "- primary_to_pivotal", "execution_order: 'modulations' is missing, expected it among the categories")]
    [InlineData("  - modulations\n", "  - modulation\n", "modulation", "execution_order: no cascade has the category 'modulation', did you mean 'modulations'?")]
    [InlineData("  - primary_to_pivotal\n", "  - primary_to_pivotel\n", "primary_to_pivotel", "execution_order: no cascade has the category 'primary_to_pivotel', did you mean 'primary_to_pivotal'?")]
    [InlineData("  - primary_to_pivotal\n", "  - primary_to_pivotal\n  - rain\n", "rain", "execution_order: no cascade has the category 'rain', expected one of modulations, primary_to_pivotal, secondary_to_primary, secondary_to_pivotal_weak")]
    [InlineData("  - primary_to_pivotal\n", "  - modulations\n  - primary_to_pivotal\n", "modulations", "execution_order: 'modulations' is listed twice")]
    [InlineData("  - primary_to_pivotal\n", "  - [primary_to_pivotal]\n", "[", "execution_order: found a list, expected a list of categories")]
    public void Fault_of_cascades_is_named_with_its_place(string text, string by, string at, string expected) =>
        AssertFault(TestPack.Cascades, text, by, at, expected);

    [Theory]
    [InlineData("    interaction_type: dual\n", "    interaction_type: duel\n", "duel", "interaction_type: found 'duel', expected instant, multi_tick, dual or continuous; did you mean 'dual'?")]
    [InlineData("name: LuxuryBed", "name: Bed", "Bed", "name: 'Bed' is already the name of another place")]
    [InlineData("name: LuxuryBed", "nam: LuxuryBed", "nam", "a place has no key 'nam', did you mean 'name'?")]
    [InlineData("id: \"1\"", "id: \"0\"", "\"0\"", "id: '0' is already the id of another place")]
    [InlineData("position: [1, 1]", "position: [1]", "[1]", "position: found a list, expected [x, y] or {x: .., y: ..}, counted from 0 at the top left")]
    [InlineData("position: [1, 1]", "position: [1, -1]", "-1", "position: found '-1', expected a whole number from 0 to 63")]
    [InlineData("position: [1, 1]", "position: {x: 1, z: 1}", "{x", "position: found a mapping, expected [x, y] or {x: .., y: ..}, counted from 0 at the top left")]
    [InlineData("position: [1, 1]", "position: [8, 1]", "[8", "position: (8, 1) of Bed is outside the town, expected x and y from 0 to 7 (grid_size 8)")]
    [InlineData("position: [2, 1]", "position: [1, 1]", "[1, 1]", "position: LuxuryBed and Bed are both at (1, 1), expected different cells")]
    [InlineData("operating_hours: [18, 28]", "operating_hours: [18, 4]", "[18, 4]", "operating_hours: found [18, 4], expected a list [open, close] with open from 0 to 23 and close above open, at most 24 hours later; write [18, 28] for a time past midnight")]
    [InlineData("operating_hours: [18, 28]", "operating_hours: [24, 28]", "[24, 28]", "operating_hours: found [24, 28], expected a list [open, close] with open from 0 to 23 and close above open, at most 24 hours later")]
    [InlineData("operating_hours: [18, 28]", "operating_hours: 18-28", "18-28", "operating_hours: found '18-28', expected a list [open, close] with open from 0 to 23 and close above open, at most 24 hours later")]
    [InlineData("operating_hours: [18, 28]", "operating_hours: [18, late]", "late", "operating_hours: found 'late', expected a whole number from 0 to 48")]
    [InlineData("operating_hours: [18, 28]", "operatng_hours: [18, 28]", "operatng_hours", "a place has no key 'operatng_hours', did you mean 'operating_hours'?")]
    [InlineData("{meter: money, amount: 0.05}", "{meter: money, amount: -0.05}", "-0.05", "costs: found -0.05, expected a cost from 0 to 1 (write a gain as an effect)")]
    [InlineData("{meter: money, amount: 0.05}", "{meter: gold, amount: 0.05}", "gold", $"meter: found 'gold', expected {Meters}")]
    [InlineData("{meter: money, amount: 0.05}", "{meter: money, amout: 0.05}", "amout", "an amount has no key 'amout', did you mean 'amount'?")]
    [InlineData("{meter: money, amount: 0.05}", "money", "money", "found 'money', expected an amount with keys such as meter, amount")]
    [InlineData("{meter: money, amount: 0.05}", "{meter: money, amount: 5}", "5}", "amount: found '5', expected a number from -1 to 1")]
    [InlineData("- {meter: health, amount: 0.02}", "- {meter: energy, amount: 0.02}", "energy", "effects: 'energy' is listed twice")]
    [InlineData("required_ticks: 5", "required_ticks: 0", "0", "required_ticks: found '0', expected a whole number from 1 to 1000")]
    [InlineData("required_ticks: 5", "required_ticks: null", "null", "a place of interaction_type dual has no 'required_ticks', expected a whole number from 1 to 1000, or null")]
    [InlineData("affordances:\n", "affordance:\n", "affordance", "affordances.yaml has no key 'affordance', did you mean 'affordances'?")]
    [InlineData("    effects:\n", "    effect:\n", "effect", "a place has no key 'effect', did you mean 'effects'?")]
    public void Fault_of_affordances_is_named_with_its_place(string text, string by, string at, string expected) =>
        AssertFault(TestPack.Affordances, text, by, at, expected);

    [Theory]
    [InlineData("text: \"rubs its eyes\"", "text: \"\"", "\"\"", "text: found the text '', expected a text of 1 to 60 characters")]
    [InlineData("condition: {meter: energy, ", "condition: {meter: enrgy, ", "enrgy", $"meter: found 'enrgy', expected {Meters}; did you mean 'energy'?")]
    [InlineData("operator: \"<\"", "operator: below", "below", "operator: found 'below', expected <=, >=, <, > or ==")]
    [InlineData("threshold: 0.3", "threshold: 30", "30", "threshold: found '30', expected a number from 0 to 1")]
    [InlineData("threshold: 0.3", "threshold: 0.3, value: 0.3", "value", "'value' and 'threshold' (line 13) are two names of one setting, expected one of them")]
    [InlineData("condition: {meter: energy", "conditon: {meter: energy", "conditon", "a simple cue has no key 'conditon', did you mean 'condition'?")]
    [InlineData("condition: {meter: energy, operator: \"<\", threshold: 0.3}", "condition: low", "low", "condition: found 'low', expected a mapping of keys")]
    [InlineData("- id: sleepy", "- category: tired", "category", "a simple cue has no 'id', expected a text of 1 to 60 characters")]
    [InlineData("- id: hungry", "- id: sleepy", "sleepy", "id: 'sleepy' is already the id of another cue")]
    [InlineData("simple_cues:", "simple_cue:", "simple_cue", "cues.yaml has no key 'simple_cue', did you mean 'simple_cues'?")]
    [InlineData("any_of:\n", "any_of: []\n    notes:\n", "notes", "a compound cue has no condition, expected all_of or any_of with at least one", "- id: near_collapse")]
    [InlineData("any_of:\n", "logic: xor\n    conditions:\n", "xor", "logic: found 'xor', expected all_of or any_of")]
    [InlineData("any_of:\n", "logic: any_of\n    any_of:\n", "any_of", "logic: this only applies to 'conditions', which is missing")]
    public void Fault_of_cues_is_named_with_its_place(string text, string by, string at, string expected, string? before = null)
    {
        if (before is null)
        {
            AssertFault(TestPack.Cues, text, by, at, expected);
            return;
        }

        using var pack = TestPack.Copy();
        var position = pack.PositionOf(TestPack.Cues, before[2..]);
        pack.Replace(TestPack.Cues, text, by);
        Assert.Equal([$"{TestPack.Cues}:{position}: {expected}"], pack.Faults());
    }

    [Theory]
    [InlineData(TestPack.Bars, "    base_depletion: 0.005", "name: energy", "a bar has no 'base_depletion', expected a number from 0 to 1")]
    [InlineData(TestPack.Cascades, "    strength: 0.004\n", "name: hunger_harms_health", "a cascade has no 'strength', expected a number from 0 to 1")]
    [InlineData(TestPack.Affordances, "    interaction_type: dual\n", "id: \"0\"", "a place has no 'interaction_type', expected instant, multi_tick, dual or continuous")]
    [InlineData(TestPack.Affordances, "    required_ticks: 5\n", "id: \"0\"", "a place of interaction_type dual has no 'required_ticks', expected a whole number from 1 to 1000, or null")]
    [InlineData(TestPack.Cues, "    condition: {meter: energy, operator: \"<\", threshold: 0.3}\n", "id: sleepy", "a simple cue has no 'condition', expected a mapping of keys")]
    public void Missing_key_is_named_at_its_entry(string file, string line, string entry, string expected)
    {
        using var pack = TestPack.Copy();
        var position = pack.PositionOf(file, entry);
        pack.Replace(file, line, "");

        Assert.Equal([$"{file}:{position}: {expected}"], pack.Faults());
    }

    [Fact]
    public void Missing_meter_is_named()
    {
        using var pack = TestPack.Copy();
        var position = pack.PositionOf(TestPack.Bars, "- name: energy");
        var bars = pack.TextOf(TestPack.Bars);
        var from = bars.IndexOf("  - name: money", StringComparison.Ordinal);
        pack.Write(TestPack.Bars, bars.Remove(from, bars.IndexOf("# A life ends", StringComparison.Ordinal) - from));

        Assert.Equal([$"bars.yaml:{position}: bars: money is missing, expected all eight meters"], pack.Faults());
    }

    [Fact]
    public void Meter_that_is_defined_twice_is_named_twice()
    {
        using var pack = TestPack.Copy().Replace(TestPack.Bars, "name: energy", "name: health");
        var first = pack.PositionOf(TestPack.Bars, "0\n");
        pack.Replace(TestPack.Bars, "index: 6", "index: 6");
        var second = pack.PositionOf(TestPack.Bars, "index: 6").Split(':')[0];

        Assert.Equal(
            [
                $"bars.yaml:{first}: index: found 0, expected 6: the index of health is fixed",
                $"bars.yaml:{int.Parse(second, System.Globalization.CultureInfo.InvariantCulture) - 1}:11: name: 'health' is defined twice",
            ],
            pack.Faults());
    }

    [Fact]
    public void World_without_a_terminal_condition_is_refused()
    {
        using var pack = TestPack.Copy();
        var bars = pack.TextOf(TestPack.Bars);
        pack.Write(TestPack.Bars, bars[..bars.IndexOf("terminal_conditions:", StringComparison.Ordinal)] + "terminal_conditions: []\n");

        Assert.Equal(
            [$"bars.yaml:{pack.PositionOf(TestPack.Bars, "[]")}: terminal_conditions: found none, expected at least one: something must be able to end a life"],
            pack.Faults());
    }

    [Fact]
    public void World_in_which_a_life_ends_at_once_is_refused()
    {
        using var pack = TestPack.Copy();
        var position = pack.PositionOf(TestPack.Bars, "meter: health");
        pack.Replace(TestPack.Bars, "operator: \"<=\"", "operator: \">=\"");

        Assert.Equal([$"bars.yaml:{position}: this holds when a life begins (health starts at 1), so every life would end at once"], pack.Faults());
    }

    [Fact]
    public void Unquoted_operator_that_begins_a_text_block_is_explained()
    {
        using var pack = TestPack.Copy().Replace(TestPack.Bars, "operator: \"<=\"", "operator: >");

        Assert.Equal(
            [$"bars.yaml:{pack.PositionOf(TestPack.Bars, ">")}: operator: found the text '', expected <=, >=, <, > or ==; write it in quotes"],
            pack.Faults());
    }

    [Theory]
    [InlineData("instant", "    required_ticks: 2\n", "2\n", "required_ticks: a place of interaction_type instant never uses this")]
    [InlineData("multi_tick", "    required_ticks: 2\n    effects_per_tick: []\n    costs:\n      - {meter: money, amount: 0.1}\n", "- {", "costs: a place of interaction_type multi_tick never uses this")]
    [InlineData("continuous", "    effects_per_tick: []\n    effects: [{meter: mood, amount: 0.1}]\n", "[{", "effects: a place of interaction_type continuous never uses this")]
    public void Key_that_an_interaction_type_never_uses_is_refused(string type, string keys, string at, string expected)
    {
        using var pack = TestPack.Copy();
        var effects = type == "instant" ? "    effects: [{meter: mood, amount: 0.1}]\n" : "";
        pack.Replace(TestPack.Affordances, "  - id: \"0\"\n", $"  - id: museum\n    name: Museum\n    position: [4, 4]\n    interaction_type: {type}\n{effects}{keys}\n  - id: \"0\"\n");
        var position = pack.PositionOf(TestPack.Affordances, keys);
        pack.Replace(TestPack.Affordances, keys, keys);

        Assert.Equal([$"affordances.yaml:{pack.PositionOf(TestPack.Affordances, at)}: {expected}"], pack.Faults());
        Assert.NotEqual(position, pack.PositionOf(TestPack.Affordances, at));
    }

    [Fact]
    public void Faults_of_all_files_come_in_one_go()
    {
        using var pack = TestPack.Copy()
            .Replace(TestPack.Training, "gamma: 0.99", "gamma: 99")
            .Replace(TestPack.Bars, "initial: 1.0", "initial: 10")
            .Replace(TestPack.Cascades, "threshold: 0.3", "threshold: 3")
            .Replace(TestPack.Affordances, "required_ticks: 5", "required_ticks: five")
            .Replace(TestPack.Cues, "meter: energy", "meter: vigour");

        Assert.Equal(
            ["training.yaml", "bars.yaml", "cascades.yaml", "affordances.yaml", "cues.yaml"],
            pack.Faults().Select(fault => fault[..fault.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData(TestPack.Bars, "tier: pivotal", "tier: pivotal\n    teaching_note: \"look\"\n    key_insight: [one, two]")]
    [InlineData(TestPack.Bars, "bars:\n", "notes:\n  - one\nteaching_insights:\n  hierarchy: \"three tiers\"\nbars:\n")]
    [InlineData(TestPack.Cascades, "category: primary_to_pivotal", "category: primary_to_pivotal\n    teaching_note: \"food first\"\n    note: 3")]
    [InlineData(TestPack.Affordances, "affordances:\n", "meters:\n  - {id: 0, name: energy}\naffordances:\n")]
    [InlineData(TestPack.Affordances, "category: rest", "category: rest\n    teaching_note: \"sleep\"\n    notes: [a, b]")]
    [InlineData(TestPack.Cues, "text: \"rubs its eyes\"", "text: \"rubs its eyes\"\n    category: energy\n    visibility: public\n    strategic_value: \"none\"")]
    [InlineData(TestPack.Cues, "simple_cues:", "derived_cues: [{a: b}]\nnext_steps: {when: later}\nsimple_cues:")]
    public void Remarks_are_allowed_in_a_world_file(string file, string text, string by)
    {
        using var pack = TestPack.Copy().Replace(file, text, by);

        pack.Read();
    }

    [Fact]
    public void Cues_may_be_written_in_the_older_style()
    {
        using var pack = TestPack.Copy().Write(
            TestPack.Cues,
            """
            version: "1.0"
            simple_cues:
              - cue_id: "worn_out"
                name: "Looks worn out"
                condition: {meter: "energy", operator: "<", threshold: 0.2}
            compound_cues:
              - cue_id: "in_trouble"
                name: "In trouble"
                logic: "any_of"
                conditions:
                  - {meter: "health", operator: "<=", threshold: 0.2}
                  - {meter: "energy", operator: "<", value: 0.1}
              - name: "Well off"
                logic: "all_of"
                conditions:
                  - {meter: "money", operator: ">", threshold: 0.8}
                any_of:
                  - {meter: "mood", operator: ">=", threshold: 0.8}
            """);

        var cues = pack.Read().Cues;

        Assert.Equal([("worn_out", "Looks worn out", 1, 0), ("in_trouble", "In trouble", 0, 2), ("Well off", "Well off", 1, 1)], cues.Select(cue => (cue.Name, cue.Text, cue.All.Length, cue.Any.Length)));
        Assert.True(cues[0].IsActive([0.1f, 1, 1, 1, 1, 1, 1, 1]));
        Assert.False(cues[0].IsActive([0.2f, 1, 1, 1, 1, 1, 1, 1]));
        Assert.True(cues[1].IsActive([1, 1, 1, 1, 1, 1, 0.2f, 1]));
        Assert.True(cues[2].IsActive([1, 1, 1, 0.9f, 0.8f, 1, 1, 1]));
        Assert.False(cues[2].IsActive([1, 1, 1, 0.9f, 0.7f, 1, 1, 1]));
    }

    private static void AssertFault(string file, string text, string by, string at, string expected)
    {
        using var pack = TestPack.Copy().Replace(file, text, by);

        Assert.Equal([$"{file}:{pack.PositionOf(file, at)}: {expected}"], pack.Faults());
    }
}
