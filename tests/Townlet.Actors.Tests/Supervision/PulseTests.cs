using Townlet.Actors.Supervision;

namespace Townlet.Actors.Tests.Supervision;

public class PulseTests
{
    [Fact]
    public void Instance_that_answers_nothing_is_lost_after_as_many_ticks_as_it_is_allowed()
    {
        var pulse = new Pulse(3);
        Assert.NotNull(pulse.Tick(handled: 0));
        Assert.Null(pulse.Tick(handled: 0));
        Assert.False(pulse.IsLost);

        pulse.Tick(handled: 0);

        Assert.True(pulse.IsLost);
    }

    [Fact]
    public void Answer_is_a_sign_of_life_where_nothing_else_is_due()
    {
        var pulse = new Pulse(3);
        for (var tick = 0; tick < 10; tick++)
        {
            pulse.Hear(new SignOfLife.Answer(Component.Viewers, pulse.Tick(handled: 0)!.Number, WorkDone: null));
        }

        Assert.False(pulse.IsLost);
    }

    [Fact]
    public void Instance_that_answers_and_does_no_work_is_lost()
    {
        var pulse = new Pulse(3);
        pulse.Hear(new SignOfLife.Answer(Component.Trainer, pulse.Tick(handled: 0)!.Number, WorkDone: 7));
        for (var tick = 0; tick < 2; tick++)
        {
            pulse.Hear(new SignOfLife.Answer(Component.Trainer, pulse.Tick(handled: 0)!.Number, WorkDone: 7));
            Assert.False(pulse.IsLost);
        }

        pulse.Hear(new SignOfLife.Answer(Component.Trainer, pulse.Tick(handled: 0)!.Number, WorkDone: 7));
        Assert.True(pulse.IsLost);
    }

    [Fact]
    public void Work_that_is_done_is_a_sign_of_life()
    {
        var pulse = new Pulse(3);
        for (var tick = 0; tick < 10; tick++)
        {
            pulse.Hear(new SignOfLife.Answer(Component.Trainer, pulse.Tick(handled: 0)!.Number, WorkDone: tick));
        }

        Assert.False(pulse.IsLost);
    }

    [Fact]
    public void Late_answer_to_an_earlier_question_is_none()
    {
        var pulse = new Pulse(3);
        var first = pulse.Tick(handled: 0)!;
        pulse.Hear(new SignOfLife.Answer(Component.Viewers, first.Number, WorkDone: null));
        pulse.Tick(handled: 0);
        pulse.Hear(new SignOfLife.Answer(Component.Viewers, first.Number, WorkDone: null));

        Assert.Null(pulse.Tick(handled: 0));
    }

    [Fact]
    public void Instance_that_works_through_what_came_before_the_question_is_not_lost()
    {
        var pulse = new Pulse(3);
        for (var tick = 0; tick < 10; tick++)
        {
            pulse.Tick(handled: tick);
        }

        Assert.False(pulse.IsLost);
        for (var tick = 0; tick < 3; tick++)
        {
            pulse.Tick(handled: 9);
        }

        Assert.True(pulse.IsLost);
    }
}
