using System.Globalization;
using Townlet.Configuration.Settings;
using Townlet.Learning.Checkpoints;

namespace Townlet.Learning.Curriculum;

/// <summary>
/// Decides the stage of each agent at the end of each of its lives. An agent goes back if it survives badly and does not
/// improve. It advances if it survives well, does not get worse and its policy is decided.
/// </summary>
/// <remarks>
/// Survival is the mean of the last 10 lives at the stage, so nothing is decided before there are 10. Progress compares
/// them with the 10 before. With fewer than 20 lives progress counts as 0. An agent can then advance, since that
/// needs only no decline, but it cannot go back, since that needs 20 lives without progress.
/// </remarks>
internal sealed class AdaptiveCurriculum
{
    private const int Judged = 10;
    private const int Remembered = 2 * Judged;

    private readonly CurriculumSettings _settings;
    private readonly int[] _stages;
    private readonly long[] _steps;
    private readonly int[] _lives;
    private readonly int[] _known;

    public AdaptiveCurriculum(CurriculumSettings settings, int agents)
    {
        _settings = settings;
        _stages = new int[agents];
        _stages.AsSpan().Fill(1);
        _steps = new long[agents];
        _lives = new int[agents * Remembered];
        _known = new int[agents];
    }

    /// <summary>The stage that this agent lives at.</summary>
    public CurriculumStage StageOf(int agent) => CurriculumStage.All[_stages[agent] - 1];

    /// <summary>A life has ended. If the stage changes, the lives at the old stage are forgotten.</summary>
    /// <param name="agent">Index of the agent.</param>
    /// <param name="steps">Length of the life.</param>
    /// <param name="entropy">Mean normalised policy entropy over the life.</param>
    public StageDecision EndLife(int agent, int steps, double entropy)
    {
        Remember(agent, steps);
        var lives = _lives.AsSpan(agent * Remembered, _known[agent]);
        var last = Mean(lives[Math.Max(0, lives.Length - Judged)..]);
        var survival = last / _settings.MaxStepsPerEpisode;
        var progress = lives.Length == Remembered ? last - Mean(lives[..Judged]) : 0;
        var from = _stages[agent];
        var change = 0;
        if (lives.Length >= Judged && _steps[agent] >= _settings.MinStepsAtStage)
        {
            if (from > 1 && lives.Length == Remembered && survival < _settings.SurvivalRetreatThreshold && progress <= 0)
            {
                change = -1;
            }
            else if (from < CurriculumStage.All.Length && survival > _settings.SurvivalAdvanceThreshold && progress >= 0 && entropy < _settings.EntropyGate)
            {
                change = 1;
            }
        }

        var decision = new StageDecision(survival, progress, _steps[agent], from, from + change, Reason(change, survival, progress, entropy));
        if (change != 0)
        {
            _stages[agent] += change;
            _steps[agent] = 0;
            _known[agent] = 0;
        }

        return decision;
    }

    public void Capture(CheckpointBuilder checkpoint)
    {
        checkpoint.Add("curriculum.stages", _stages, _stages.Length);
        checkpoint.Add("curriculum.steps", _steps, _stages.Length);
        checkpoint.Add("curriculum.lives", _lives, _stages.Length, Remembered);
        checkpoint.Add("curriculum.known", _known, _stages.Length);
    }

    public void Restore(CheckpointContent checkpoint)
    {
        checkpoint.Read("curriculum.stages", _stages, 1, CurriculumStage.All.Length);
        checkpoint.Read<long>("curriculum.steps", _steps);
        checkpoint.Read<int>("curriculum.lives", _lives);
        checkpoint.Read("curriculum.known", _known, 0, Remembered);
    }

    private void Remember(int agent, int steps)
    {
        var lives = _lives.AsSpan(agent * Remembered, Remembered);
        if (_known[agent] == Remembered)
        {
            lives[1..].CopyTo(lives);
            _known[agent]--;
        }

        lives[_known[agent]] = steps;
        _known[agent]++;
        _steps[agent] += steps;
    }

    private string Reason(int change, double survival, double progress, double entropy) => change switch
    {
        < 0 => string.Create(
            CultureInfo.InvariantCulture,
            $"survival {survival:P0} below {_settings.SurvivalRetreatThreshold:P0}, progress {progress:+0.0;-0.0;0.0} steps"),
        > 0 => string.Create(
            CultureInfo.InvariantCulture,
            $"survival {survival:P0} above {_settings.SurvivalAdvanceThreshold:P0}, progress {progress:+0.0;-0.0;0.0} steps, entropy {entropy:0.00} below {_settings.EntropyGate:0.00}"),
        _ => "",
    };

    private static double Mean(ReadOnlySpan<int> lives)
    {
        var sum = 0L;
        foreach (var life in lives)
        {
            sum += life;
        }

        return (double)sum / lives.Length;
    }
}
